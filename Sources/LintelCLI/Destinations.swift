import Glibc
import LintelSource

/// The files that a run writes: no two of them are one, and none is one that it reads.
struct Destinations {
  private var places: [(path: String, identity: String)] = []

  var isEmpty: Bool { places.isEmpty }

  /// Takes up the files of forms; one form at most goes to standard output.
  mutating func add(_ forms: [FormRequest]) throws {
    let printed = forms.filter { $0.path == nil }
    if printed.count > 1 {
      throw Failure(
        "--format \(printed[0].form.rawValue) and --format \(printed[1].form.rawValue) both go to standard output: "
          + "give one of them a file, as in --format \(printed[0].form.rawValue)=FILE")
    }
    for path in forms.compactMap(\.path) { try add(path) }
  }

  mutating func add(_ path: String) throws {
    guard !path.hasSuffix("/") else { throw Failure("cannot write '\(path)': it is a folder") }
    let identity = Files.identity(of: path)
    if places.contains(where: { $0.identity == identity }) { throw Failure("'\(path)' would be written twice") }
    places.append((path, identity))
  }

  /// Refuses to write what was read.
  func spare(_ paths: [String]) throws {
    for path in paths {
      let identity = Files.identity(of: path)
      if let place = places.first(where: { $0.identity == identity }) {
        throw Failure("'\(place.path)' is what lint reads: write to another file")
      }
    }
  }

  /// Writes all files, those of one folder together.
  func write(_ texts: [(path: String, text: String)]) throws {
    var foldersInOrder: [String] = []
    var files: [String: [FileWriting.File]] = [:]
    for (path, text) in texts {
      if try Self.writeToDevice(path, text) { continue }
      let (folder, name) = Files.parts(of: path)
      if files[folder] == nil { foldersInOrder.append(folder) }
      files[folder, default: []].append(FileWriting.File(path: name, text: text, mode: 0o644))
    }
    for folder in foldersInOrder {
      var writing = FileWriting(folder: folder)
      writing.files = files[folder] ?? []
      _ = try writing.run()
    }
  }

  /// Pipes and devices are written to, not replaced.
  private static func writeToDevice(_ path: String, _ text: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFREG, kind != S_IFDIR else { return false }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("cannot write '\(path)': \(Terminal.lastError)") }
    let isWritten = Terminal.write(text, to: descriptor)
    let reason = Terminal.lastError
    close(descriptor)
    guard isWritten else { throw Failure("cannot write '\(path)': \(reason)") }
    return true
  }
}

extension Files {
  /// A path by which a file is known whatever way leads to it; of one that is not there yet, its folder's.
  static func identity(of path: String) -> String {
    if let whole = resolved(path) { return whole }
    let (folder, name) = parts(of: path)
    if let folder = resolved(folder) { return folder == "/" ? "/" + name : folder + "/" + name }
    return path.hasPrefix("/") ? path : (resolved(".") ?? "") + "/" + path
  }

  /// The folder of a file, and its name in it.
  static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  /// Where a file is once all links are followed; nil where there is none.
  static func resolved(_ path: String) -> String? {
    guard let whole = realpath(path, nil) else { return nil }
    defer { free(whole) }
    return String(cString: whole)
  }

  /// The way to a file from the folder of another.
  static func path(of file: String, from other: String) -> String {
    let file = identity(of: file).split(separator: "/")
    let folder = identity(of: other).split(separator: "/").dropLast()
    let shared = zip(file.dropLast(), folder).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - shared) + file.dropFirst(shared).map(String.init))
      .joined(separator: "/")
  }
}
