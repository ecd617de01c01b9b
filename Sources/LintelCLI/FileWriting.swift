import Glibc
import LintelSource

/// Writes the files of a folder together: all of them are there, or everything is as it was.
///
/// All go to temporaries first. Then, with signals held, each takes its place, and what stood there steps aside; when one
/// fails, all step back. A journal in the folder lists what is being replaced: where a killed run left one, its work is
/// undone before anything else is done. No folder is renamed, since people keep files of their own there.
struct FileWriting {
  struct File {
    /// Below the folder.
    let path: String
    let text: String
    let mode: mode_t
    /// Whether it has this mode whatever new files have.
    var keepsMode = false
  }

  let folder: String
  var files: [File] = []
  /// Names below the folder of what goes, if Lintel wrote it.
  var outdated: [String] = []

  init(folder: String) {
    self.folder = folder
  }

  /// A path below a folder.
  static func path(_ path: String, in folder: String) -> String {
    folder + (folder.hasSuffix("/") ? "" : "/") + path
  }

  /// Writes the files; returns the paths of what was outdated and is gone.
  func run() throws -> [String] {
    let signals = HeldSignals()
    defer { signals.release() }
    for file in files where Self.isFolder(path(file.path)) {
      throw Failure("cannot write '\(path(file.path))': a folder has that name")
    }
    var made: [String] = []
    do {
      try makeFolders(&made)
      let lock = try FolderLock(folder)
      defer { lock.release() }
      return try FileReplacement(folder: folder, files: files, outdated: outdated.filter(isOurs), signals: signals)
        .run()
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  private func path(_ path: String) -> String { Self.path(path, in: folder) }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a file says that Lintel wrote it: what is anybody else's stays.
  private func isOurs(_ name: String) -> Bool {
    guard let file = try? Files.read(path(name)) else { return false }
    let text = String(decoding: file.bytes, as: UTF8.self)
    return text.contains(name.hasSuffix(".json") ? "\"lintel:project\"" : "# Written by Lintel:")
  }

  private func makeFolders(_ made: inout [String]) throws {
    var known: Set<String> = []
    for parent in [path("x")] + files.map({ path($0.path) }) {
      var folder = ""
      for part in parent.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
        folder += folder.isEmpty && part.isEmpty ? "/" : (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
        guard !folder.isEmpty, folder != "/", known.insert(folder).inserted else { continue }
        if mkdir(folder, 0o777) == 0 {
          made.append(folder)
        } else if errno != EEXIST, errno != EISDIR {
          throw Failure("cannot make the folder '\(folder)': \(Terminal.lastError)")
        }
      }
    }
  }
}

/// The signals that end a program, held back while files are half written.
final class HeldSignals {
  private var before = sigset_t()
  private static let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in HeldSignals.all { sigaddset(&held, signal) }
    sigprocmask(SIG_BLOCK, &held, &before)
  }

  /// Whether one is waiting.
  var isPending: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return HeldSignals.all.contains { sigismember(&pending, $0) == 1 }
  }

  /// Lets them through: one that waits ends the program here.
  func release() { sigprocmask(SIG_SETMASK, &before, nil) }
}

/// A folder to itself: two runs that write there do so one after the other.
private struct FolderLock {
  private let descriptor: Int32

  /// Waits for whoever has it; a file system that knows no locks has none to wait for.
  init(_ folder: String) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("cannot open the folder '\(folder)': \(Terminal.lastError)") }
    flock(descriptor, LOCK_EX)
  }

  func release() { close(descriptor) }
}
