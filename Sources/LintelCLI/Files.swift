import Glibc
import LintelSource

/// Reading specs and writing results.
enum Files {
  /// The largest spec that is read, in bytes; the reader's own limit is below it.
  private static let limit = 256 << 20

  /// A spec: a path, or `-` for standard input.
  static func read(_ path: String) throws -> SourceFile {
    if path == "-" { return SourceFile(path: "<stdin>", bytes: try contents(of: STDIN_FILENO, path: "standard input")) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let hint = errno == ENOENT && path == "lintel.yaml" ? "; name the file, or go to its folder" : ""
      throw Failure("cannot open '\(path)': \(Terminal.lastError)\(hint)")
    }
    defer { close(descriptor) }
    return SourceFile(path: path, bytes: try contents(of: descriptor, path: "'\(path)'"))
  }

  private static func contents(of descriptor: Int32, path: String) throws -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure("cannot read \(path): \(Terminal.lastError)") }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure("cannot read \(path): it is a directory") }
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
    throw Failure("cannot read \(path): it is larger than \(limit >> 20) MiB")
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
    guard count >= 0 else { throw Failure("cannot read \(path): \(Terminal.lastError)") }
    return count
  }

  /// One file to write.
  struct Output {
    let path: String
    let text: String
    let mode: mode_t
  }

  /// Writes files so that each is there whole or as it was: all go to temporaries first, and are then renamed.
  static func write(_ outputs: [Output]) throws {
    var temporaries: [(temporary: String, path: String)] = []
    for output in outputs where isFolder(output.path) {
      throw Failure("cannot write '\(output.path)': a folder has that name")
    }
    do {
      for output in outputs {
        try makeFolder(of: output.path)
        temporaries.append((try writeTemporary(output), output.path))
      }
      for (temporary, path) in temporaries {
        guard rename(temporary, path) == 0 else { throw Failure("cannot write '\(path)': \(Terminal.lastError)") }
      }
    } catch {
      for (temporary, _) in temporaries { unlink(temporary) }
      throw error
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func writeTemporary(_ output: Output) throws -> String {
    let temporary = "\(output.path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, output.mode)
    guard descriptor >= 0 else { throw Failure("cannot write '\(output.path)': \(Terminal.lastError)") }
    let isWritten = Terminal.write(output.text, to: descriptor)
    let reason = Terminal.lastError
    guard close(descriptor) == 0, isWritten else {
      unlink(temporary)
      throw Failure("cannot write '\(output.path)': \(isWritten ? Terminal.lastError : reason)")
    }
    return temporary
  }

  private static func makeFolder(of path: String) throws {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += folder.isEmpty && part.isEmpty ? "/" : (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
      if folder.isEmpty || folder == "/" { continue }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST || errno == EISDIR else {
        throw Failure("cannot make the folder '\(folder)': \(Terminal.lastError)")
      }
    }
  }
}
