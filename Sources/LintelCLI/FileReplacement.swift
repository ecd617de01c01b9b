import Glibc
import LintelSource

/// Replaces files of a folder that nobody else writes to, all or none of them.
struct FileReplacement {
  let folder: String
  let files: [FileWriting.File]
  /// Names below the folder of files that go.
  let outdated: [String]
  let signals: HeldSignals

  /// What stands in the folder while files are replaced, and in no other state.
  private static let journal = ".lintel-journal"
  /// How files end that only a run in progress has.
  private static let (fresh, aside) = (".lintel-new", ".lintel-old")

  /// Returns the paths of what was outdated and is gone.
  func run() throws -> [String] {
    undo(readJournal())
    for name in Set((files.map(\.path) + outdated).map(Self.parent)).sorted() { sweep(name) }
    var temporaries: [String] = []
    do {
      for file in files {
        // A signal that came meanwhile ends the program before anything was replaced.
        if signals.isPending { throw Failure("stopped; nothing was written") }
        temporaries.append(try writeTemporary(file))
      }
      try replace(temporaries)
    } catch {
      for temporary in temporaries { unlink(path(temporary)) }
      throw error
    }
    return outdated.map(path)
  }

  private func path(_ name: String) -> String { FileWriting.path(name, in: folder) }

  private static func parent(_ name: String) -> String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }

  // MARK: Replacing

  /// One file that is replaced or goes.
  private struct Entry {
    let name: String
    /// What its old content is called meanwhile; nil where there was none.
    let aside: String?
  }

  private func replace(_ temporaries: [String]) throws {
    let names = files.map(\.path) + outdated
    let entries = names.map { name in
      Entry(name: name, aside: access(path(name), F_OK) == 0 ? name + Self.unique(Self.aside) : nil)
    }
    try writeJournal(entries)
    do {
      for (index, entry) in entries.enumerated() {
        if let aside = entry.aside { try setAside(entry.name, as: aside, isKept: index < temporaries.count) }
        guard index < temporaries.count else { continue }
        guard rename(path(temporaries[index]), path(entry.name)) == 0 else {
          throw Failure("cannot write '\(path(entry.name))': \(Terminal.lastError)")
        }
      }
    } catch {
      undo(entries)
      throw error
    }
    // From here on the new files are the ones that count.
    unlink(path(Self.journal))
    for case let aside? in entries.map(\.aside) { unlink(path(aside)) }
  }

  /// Gives a file's content a second name, or, where a file system has no such thing, another one.
  private func setAside(_ name: String, as aside: String, isKept: Bool) throws {
    if isKept, link(path(name), path(aside)) == 0 { return }
    guard rename(path(name), path(aside)) == 0 else {
      throw Failure("cannot write '\(path(name))': \(Terminal.lastError)")
    }
  }

  /// Brings back what stood aside, and removes what was not there before.
  private func undo(_ entries: [Entry]) {
    for entry in entries.reversed() {
      if let aside = entry.aside {
        // What never stepped aside is still in its place. A second name of one file cannot be renamed over the first.
        if access(path(aside), F_OK) == 0, rename(path(aside), path(entry.name)) == 0 { unlink(path(aside)) }
      } else {
        unlink(path(entry.name))
      }
    }
    unlink(path(Self.journal))
  }

  // MARK: Journal

  /// A line a file: its name below the folder, and behind a tab what it is called meanwhile.
  private func writeJournal(_ entries: [Entry]) throws {
    let lines = entries.map { "\($0.name)\t\($0.aside ?? "")\n" }.joined()
    let temporary = try writeTemporary(FileWriting.File(path: Self.journal, text: lines, mode: 0o600))
    guard rename(path(temporary), path(Self.journal)) == 0 else {
      let failure = Failure("cannot write '\(path(Self.journal))': \(Terminal.lastError)")
      unlink(path(temporary))
      throw failure
    }
  }

  /// What a run that was killed was about to replace.
  private func readJournal() -> [Entry] {
    guard access(path(Self.journal), F_OK) == 0, let file = try? Files.read(path(Self.journal)) else { return [] }
    return String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 2, words.allSatisfy(Self.isBelow), !words[0].isEmpty else { return nil }
      guard words[1].isEmpty || words[1].hasPrefix(words[0]) && words[1].hasSuffix(Self.aside) else { return nil }
      return Entry(name: words[0], aside: words[1].isEmpty ? nil : words[1])
    }
  }

  /// Whether a name leads nowhere but below the folder.
  private static func isBelow(_ name: String) -> Bool {
    !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }

  // MARK: Temporaries

  /// Removes what runs that were killed left in a folder: nobody else is writing there.
  private func sweep(_ name: String) {
    let parent = name.isEmpty ? folder : path(name)
    guard let listing = opendir(parent) else { return }
    defer { closedir(listing) }
    var found: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if Self.isLeft(name) { found.append(name) }
    }
    for name in found { unlink(FileWriting.path(name, in: parent)) }
  }

  /// `template.json.0123456789abcdef.lintel-new`.
  private static func isLeft(_ name: String) -> Bool {
    guard let ending = [fresh, aside].first(where: name.hasSuffix) else { return false }
    let digits = name.dropLast(ending.count).suffix(17)
    return digits.utf8.count == 17 && digits.hasPrefix(".") && digits.dropFirst().allSatisfy(\.isHexDigit)
  }

  private static func unique(_ ending: String) -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return "." + String(repeating: "0", count: 16 - digits.utf8.count) + digits + ending
  }

  /// The name of a file that holds what is to be written.
  private func writeTemporary(_ file: FileWriting.File) throws -> String {
    let temporary = file.path + Self.unique(Self.fresh)
    let descriptor = open(path(temporary), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file.mode)
    guard descriptor >= 0 else { throw Failure("cannot write '\(path(file.path))': \(Terminal.lastError)") }
    if file.keepsMode { fchmod(descriptor, file.mode) }
    let isWritten = Terminal.write(file.text, to: descriptor)
    let reason = Terminal.lastError
    guard close(descriptor) == 0, isWritten else {
      let failure = Failure("cannot write '\(path(file.path))': \(isWritten ? Terminal.lastError : reason)")
      unlink(path(temporary))
      throw failure
    }
    return temporary
  }
}
