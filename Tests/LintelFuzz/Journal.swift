import Glibc

/// Numbers in a file that two processes share: what a worker was at stays when it dies.
struct Journal {
  private let words: UnsafeMutablePointer<UInt64>

  /// One input of so many is run again in another process, which hashes in another way.
  static let sampling: UInt64 = 32

  enum Count: Int, CaseIterable {
    /// The input that is being run.
    case current
    /// Inputs that were run, that had no error, that had no warning either, and that went through everything.
    case run, compiled, clean, survivors
    /// What was wrong.
    case failures
    /// The slowest input, and its nanoseconds.
    case slowest, nanoseconds
  }

  /// Opens the file at `path`, with room for the digests of so many inputs.
  init?(path: String, inputs: UInt64) {
    let size = (Count.allCases.count + Int(inputs / Journal.sampling) + 1) * MemoryLayout<UInt64>.stride
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, ftruncate(descriptor, off_t(size)) == 0,
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else { return nil }
    close(descriptor)
    words = memory.bindMemory(to: UInt64.self, capacity: size / MemoryLayout<UInt64>.stride)
  }

  subscript(count: Count) -> UInt64 {
    get { words[count.rawValue] }
    nonmutating set { words[count.rawValue] = newValue }
  }

  /// The digest of all that was printed for an input, by its place among those of the run.
  subscript(digest place: UInt64) -> UInt64 {
    get { words[Count.allCases.count + Int(place / Journal.sampling)] }
    nonmutating set { words[Count.allCases.count + Int(place / Journal.sampling)] = newValue }
  }
}
