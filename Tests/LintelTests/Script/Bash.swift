import Glibc

/// The bash of this machine.
enum Bash {
  struct Failure: Error {
    let status: Int32
    let output: [UInt8]
  }

  /// What a script prints; it may say nothing but that, and has to end well.
  static func output(of script: String, arguments: String = "") throws -> [UInt8] {
    var path = Array("/tmp/lintel-XXXXXX".utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { throw Failure(status: errno, output: []) }
    let name = String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(name) }
    let bytes = Array(script.utf8)
    guard write(file, bytes, bytes.count) == bytes.count, close(file) == 0,
      let stream = popen("bash \(arguments) \(name) 2>&1", "r")
    else { throw Failure(status: errno, output: []) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count == 0 { break }
      output += chunk[..<count]
    }
    let status = pclose(stream)
    guard status == 0 else { throw Failure(status: status, output: output) }
    return output
  }
}
