import Glibc
import Lintel
import LintelSource

/// What `lint --fix` does to files.
struct Repair {
  let isPreview: Bool
  let remarks: Remarks

  /// Prints what fixing would change, and ends the program: with 1 if it is anything.
  func preview(
    _ files: [String?], _ options: CheckOptions, _ selection: RuleSelection?, find: (String?) throws -> SourceFile
  ) throws -> Never {
    var status: Int32 = 0
    for path in files {
      do {
        let fixing = try fixing(try find(path), options, selection)
        tell(fixing)
        for change in fixing.changes {
          status = max(status, 1)
          try Reporting.print(file: LineDiff.text(change.before, change.after))
        }
      } catch let failure as Failure {
        Terminal.error("error: \(failure.message)\n")
        status = 2
      }
    }
    Glibc.exit(status)
  }

  /// Fixes a spec in its files; returns what is found in the end.
  func mend(_ file: SourceFile, _ options: CheckOptions, _ selection: RuleSelection?) throws -> Checked {
    let fixing = try fixing(file, options, selection)
    for change in fixing.changes { try Self.write(change.after, over: change.before) }
    tell(fixing)
    if fixing.fixed > 0 {
      remarks.note("fixed \(file.path): \(fixing.fixed) finding\(fixing.fixed == 1 ? "" : "s")\n")
    }
    return fixing.checked
  }

  private func fixing(_ file: SourceFile, _ options: CheckOptions, _ selection: RuleSelection?) throws -> Fixing {
    var options = options
    options.files = Files.contents
    options.links = Files.resolved
    do throws(UsageError) {
      return try Fixing(file, options) { selection?.fixes($0) ?? true }
    } catch {
      throw Failure("\(file.path): \(error.message)")
    }
  }

  /// Says what was taken back.
  private func tell(_ fixing: Fixing) {
    for refusal in fixing.refused {
      let place = refusal.place
      remarks.note(
        "not fixed: \(place.file.path):\(place.start.line):\(place.start.column): \(refusal.finding.message): "
          + "then \(refusal.consequence)\n")
    }
  }

  /// Replaces a file as a whole; a link keeps leading to it, and it keeps its mode.
  private static func write(_ after: SourceFile, over before: SourceFile) throws {
    let path = Files.identity(of: before.path)
    guard access(path, W_OK) == 0 else { throw Failure("cannot write '\(before.path)': \(Terminal.lastError)") }
    guard try Files.read(path).bytes == before.bytes else {
      throw Failure("'\(before.path)' has changed meanwhile: run it again")
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure("cannot write '\(before.path)': \(Terminal.lastError)") }
    let text = String(decoding: after.bytes, as: UTF8.self)
    guard Array(text.utf8) == after.bytes else { throw Failure("cannot write '\(before.path)': it is not UTF-8") }
    let (folder, name) = Files.parts(of: path)
    var writing = FileWriting(folder: folder)
    writing.files = [FileWriting.File(path: name, text: text, mode: status.st_mode & 0o7777, keepsMode: true)]
    _ = try writing.run()
  }
}
