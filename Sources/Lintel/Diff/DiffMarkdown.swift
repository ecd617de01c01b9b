import LintelDiff
import LintelGraph
package import LintelSource

/// Differences for a pull request: the verdict, what is grave, and the rest folded away.
///
/// GitHub takes comments of at most 65,536 characters: what is too long loses its folded details first.
package struct DiffMarkdown {
  /// A little less than GitHub takes, for what a pipeline adds.
  package static let limit = 65_000

  private let diff: Diff

  package init(_ diff: Diff) {
    self.diff = diff
  }

  package var text: PrintableText {
    // What is the same in several environments is said once.
    var bodies: [(titles: [String], parts: [Part])] = []
    for comparison in diff.comparisons {
      let title = DiffLines(comparison).title
      let parts = DiffMarkdown.parts(of: comparison)
      if let index = bodies.firstIndex(where: { $0.parts == parts }) {
        bodies[index].titles.append(title)
      } else {
        bodies.append(([title], parts))
      }
    }
    let parts = bodies.flatMap { body in
      [Part(isFolded: false, text: body.titles.map { "### " + DiffMarkdown.escaped($0) + "\n\n" }.joined())]
        + body.parts
    }
    return PrintableText(lines: DiffMarkdown.joined(parts))
  }

  /// What stands or falls together when there is too much.
  private struct Part: Equatable {
    let isFolded: Bool
    let text: String
  }

  private static func parts(of comparison: Diff.Comparison) -> [Part] {
    let lines = DiffLines(comparison)
    var parts = [Part(isFolded: false, text: "**\(escaped(comparison.verdict.words))**\n\n")]
    let grave =
      (lines.remarks.map { DiffLine(mark: .none, depth: 0, text: $0, isGrave: true) } + graveLines(lines.changes))
    if !grave.isEmpty {
      parts.append(
        Part(isFolded: false, text: grave.map { "- \(escaped(PrintableText($0.text).text))\n" }.joined() + "\n"))
    }
    for section in DiffSections(comparison).all {
      parts.append(fold(section.title, section.lines, isOpen: section.title == "Exposure"))
    }
    if !lines.changes.isEmpty { parts.append(fold("Changes", lines.changes, isOpen: false)) }
    return parts
  }

  /// The failures and losses, each with the entry that it is about.
  private static func graveLines(_ lines: [DiffLine]) -> [DiffLine] {
    var entry = ""
    return lines.compactMap { line in
      if line.depth == 0 { entry = line.text.prefix { $0 != ":" }.description }
      guard line.isGrave, line.depth > 0 else { return nil }
      var grave = line
      grave.text = line.text.hasPrefix(entry) ? line.text : "\(entry): \(line.text)"
      return grave
    }
  }

  private static func fold(_ title: String, _ lines: [DiffLine], isOpen: Bool) -> Part {
    let body = lines.map { line in
      // GitHub colours a line by its first character, and `!` is its mark of a change.
      let mark = line.depth == 0 && line.mark == .none ? "" : (line.mark == .changed ? "!" : line.mark.rawValue) + " "
      return mark + String(repeating: "  ", count: line.depth) + PrintableText(line.text).text + "\n"
    }.joined()
    return Part(
      isFolded: true,
      text: "<details\(isOpen ? " open" : "")><summary>\(title)</summary>\n\n\(fenced(body))\n</details>\n\n")
  }

  /// A block of code with a fence that nothing in it ends.
  private static func fenced(_ body: String) -> String {
    var fence = "```"
    while body.contains(fence) { fence += "`" }
    return "\(fence)diff\n\(body)\(fence)\n"
  }

  /// A text whose characters mean nothing to Markdown.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "@": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }

  private static func joined(_ parts: [Part]) -> String {
    let note = "_More differs than a comment can hold: `lintel diff` prints all of it._\n"
    let total = parts.reduce(0) { $0 + $1.text.unicodeScalars.count }
    guard total > limit else { return parts.map(\.text).joined() }
    var text = ""
    var count = note.unicodeScalars.count
    for isFolded in [false, true] {
      for part in parts where part.isFolded == isFolded {
        let size = part.text.unicodeScalars.count
        guard count + size <= limit else { continue }
        text += part.text
        count += size
      }
    }
    return text + note
  }
}
