import Glibc
import LintelSource

/// Finding and reading specs.
enum Files {
  /// What a spec is called where nobody says.
  static let specName = "lintel.yaml"
  /// The largest spec that is read, in bytes; the reader's own limit is below it.
  private static let limit = 256 << 20

  /// A spec that was found.
  struct Found {
    let file: SourceFile
    /// `../` so many times as it stands above the current folder; empty for one that was named.
    var above = ""
  }

  /// A spec: a path, a folder with a `lintel.yaml`, or `-` for standard input; without a path the nearest `lintel.yaml`
  /// in the current folder and those above.
  ///
  /// Which that is, it says where nobody named it.
  static func find(_ path: String?, _ remarks: Remarks) throws -> Found {
    if let path { return Found(file: try read(path)) }
    var above = ""
    while true {
      let name = above + specName
      let descriptor = open(name, O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 {
        defer { close(descriptor) }
        let file = SourceFile(path: name, bytes: try contents(of: descriptor, path: name))
        if !above.isEmpty { remarks.note("the spec is \(name)\n") }
        return Found(file: file, above: above)
      }
      guard errno == ENOENT else { throw Failure("cannot open '\(name)': \(Terminal.lastError)") }
      guard !isRoot(above.isEmpty ? "." : above) else {
        throw Failure("there is no \(specName) here or in a folder above: name the file, or go to its folder")
      }
      above += "../"
    }
  }

  private static func isRoot(_ folder: String) -> Bool {
    var (here, above) = (stat(), stat())
    guard stat(folder, &here) == 0, stat(folder + "/..", &above) == 0 else { return true }
    return here.st_dev == above.st_dev && here.st_ino == above.st_ino
  }

  /// A spec: a path, a folder with a `lintel.yaml`, or `-` for standard input.
  static func read(_ path: String) throws -> SourceFile {
    if path == "-" { return SourceFile(path: "<stdin>", bytes: try contents(of: STDIN_FILENO, path: "standard input")) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("cannot open '\(path)': \(Terminal.lastError)") }
    defer { close(descriptor) }
    if isFolder(descriptor) {
      let inside = path == "." ? specName : (path.hasSuffix("/") ? path : path + "/") + specName
      guard access(inside, F_OK) == 0 else { throw Failure("the folder '\(path)' has no \(specName)") }
      return try read(inside)
    }
    return SourceFile(path: path, bytes: try contents(of: descriptor, path: path))
  }

  /// A file that a spec names: one that is no file at all, such as a device, is not read.
  static func contents(of path: String, limit: Int) -> FileContents {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(Terminal.lastError) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(Terminal.lastError) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure("it is no file") }
    guard status.st_size <= limit else { return .tooLarge }
    do {
      let bytes = try contents(of: descriptor, path: path)
      return bytes.count <= limit ? .bytes(bytes) : .tooLarge
    } catch {
      return .failure("reading it failed")
    }
  }

  private static func isFolder(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func contents(of descriptor: Int32, path: String) throws -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure("cannot read '\(path)': \(Terminal.lastError)") }
    var bytes: [UInt8] = []
    // Of a file whose size is known, one read is all of it, and the next says so.
    let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    let step = size > 0 ? 4 << 10 : 64 << 10
    var chunk = max(step, min(size + 1, limit))
    bytes.reserveCapacity(chunk + step)
    while bytes.count <= limit {
      let start = bytes.count
      let count = try append(chunk, from: descriptor, to: &bytes, path: path)
      bytes.removeLast(bytes.count - start - count)
      if count == 0 { return bytes }
      chunk = step
    }
    throw Failure("cannot read '\(path)': it is larger than \(limit >> 20) MiB")
  }

  private static func append(_ chunk: Int, from descriptor: Int32, to bytes: inout [UInt8], path: String) throws -> Int
  {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: chunk))
    let count = bytes.withUnsafeMutableBytes { buffer -> Int in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: start), chunk)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    guard count >= 0 else { throw Failure("cannot read '\(path)': \(Terminal.lastError)") }
    return count
  }
}
