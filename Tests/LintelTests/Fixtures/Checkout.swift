import Glibc
import LintelSource
import Testing

/// The files of this checkout, by their paths from its root.
enum Checkout {
  /// The folder that holds `Package.swift`.
  private static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  /// The content of a file; nil if there is none.
  static func bytes(of path: String) -> [UInt8]? {
    guard let stream = fopen("\(root)/\(path)", "rb") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Reads the files that specs of a folder name.
  static func reading(in folder: String) -> FileReading {
    { path, limit in
      guard let bytes = bytes(of: "\(folder)/\(path)") else { return .failure("No such file or directory") }
      return bytes.count <= limit ? .bytes(bytes) : .tooLarge
    }
  }

  /// The content of a text file; nil if there is none.
  static func text(of path: String) -> String? {
    bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in a folder, in order; none if there is no such folder.
  static func files(in folder: String) -> [String] {
    guard let stream = opendir("\(root)/\(folder)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths of all files below a folder that end so.
  static func files(below folder: String, ending: String) -> [String] {
    files(in: folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return name.hasSuffix(ending) ? [path] : name.contains(".") ? [] : files(below: path, ending: ending)
    }
  }

  static func expect(_ text: PrintableText, at path: String, sourceLocation: SourceLocation = #_sourceLocation) {
    expect(text.text, at: path, sourceLocation: sourceLocation)
  }

  /// Holds a text against the file that is expected to have it.
  ///
  /// With `LINTEL_RECORD` set the file is written instead, and the test fails so that nobody takes a recording run
  /// for a check.
  static func expect(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if self.text(of: path) == text { return }
    if getenv("LINTEL_RECORD") != nil {
      write(text, to: path)
      Issue.record("recorded \(path)", sourceLocation: sourceLocation)
    } else {
      let difference = firstDifference(between: text, and: self.text(of: path) ?? "")
      Issue.record("\(path): \(difference)", sourceLocation: sourceLocation)
    }
  }

  private static func firstDifference(between text: String, and expected: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(lines, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines.count, wanted.count)
    let found = line < lines.count ? "'\(lines[line])'" : "the end"
    return "line \(line + 1) is \(found), and \(line < wanted.count ? "'\(wanted[line])'" : "the end") is expected"
  }

  private static func write(_ text: String, to path: String) {
    var folder = root
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o777)
    }
    guard let stream = fopen("\(root)/\(path)", "wb") else {
      Issue.record("cannot write \(path)")
      return
    }
    defer { fclose(stream) }
    let bytes = Array(text.utf8)
    if fwrite(bytes, 1, bytes.count, stream) != bytes.count { Issue.record("cannot write \(path)") }
  }
}
