import LintelDiff
import LintelGraph
package import LintelSource

/// Differences for people: the verdict first, then the changes by their causes, then what becomes of the whole.
package struct DiffText {
  private let diff: Diff
  private let palette: Palette
  private let width: Int?

  /// - Parameters:
  ///   - diff: What differs.
  ///   - isColored: Whether marks and titles have colours.
  ///   - width: The columns of the terminal; nil breaks no line.
  package init(_ diff: Diff, isColored: Bool = false, width: Int? = nil) {
    self.diff = diff
    palette = Palette(isColored: isColored)
    self.width = width.map { max($0, 40) }
  }

  package var text: PrintableText {
    // What is the same in several environments is said once.
    var bodies: [(titles: [String], text: PrintableText)] = []
    for comparison in diff.comparisons {
      let title = DiffLines(comparison).title
      let text = body(of: comparison)
      if let index = bodies.firstIndex(where: { $0.text == text }) {
        bodies[index].titles.append(title)
      } else {
        bodies.append(([title], text))
      }
    }
    return bodies.map { body in
      body.titles.map { palette.paint("\($0)", .bold) + "\n" }.joined() + body.text
    }.joined(separator: "\n")
  }

  private func body(of comparison: Diff.Comparison) -> PrintableText {
    let lines = DiffLines(comparison, limit: max(24, (width ?? 132) * 2 / 5))
    var text = palette.paint("\(comparison.verdict.words)", .bold) + "\n"
    for remark in lines.remarks { text += render(DiffLine(mark: .none, depth: 0, text: remark, isGrave: true)) }
    var isFirst = true
    for line in lines.changes {
      // An empty line before a change that has details, or after one.
      if line.depth == 0, isFirst { text += "\n" }
      isFirst = false
      text += render(line)
    }
    for section in DiffSections(comparison).all {
      text += "\n" + palette.paint("\(section.title)", .bold) + "\n" + section.lines.map(render).joined()
    }
    return text
  }

  private func render(_ line: DiffLine) -> PrintableText {
    let indent = PrintableText.blanks(2 * line.depth)
    let mark: PrintableText = line.mark == .none ? (line.depth == 0 ? "" : "  ") : paint(line.mark) + " "
    let start = indent.count + (line.mark == .none && line.depth == 0 ? 0 : 2)
    let texts = wrapped(line.text, start)
    let style: Palette.Style = line.isGrave ? .error : line.isTitle ? .bold : .plain
    let margin = PrintableText.blanks(start + 2)
    return texts.enumerated().map { index, text in
      (index == 0 ? indent + mark : margin) + palette.paint("\(text)", style) + "\n"
    }.joined()
  }

  private func paint(_ mark: DiffLine.Mark) -> PrintableText {
    switch mark {
    case .added: palette.paint("\(mark.rawValue)", .help)
    case .removed: palette.paint("\(mark.rawValue)", .error)
    case .changed: palette.paint("\(mark.rawValue)", .warning)
    case .none: ""
    }
  }

  /// A text in lines that fit, broken at spaces; later ones stand two columns further in.
  private func wrapped(_ text: String, _ start: Int) -> [String] {
    guard let width, text.unicodeScalars.count + start > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in DiffText.words(of: text) {
      let room = width - start - (lines.isEmpty ? 0 : 2)
      if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > room {
        lines.append(line)
        line = word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + [line]
  }
  /// The words of a text, a number with its unit.
  private static func words(of text: String) -> [String] {
    let units: Set<Substring> = ["%", "GiB", "vCPU", "vCPU,", "GiB,", "s", "s,", "→"]
    var words: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let unit = word.prefix { $0 != ")" }
      if units.contains(unit), let last = words.last, !last.isEmpty {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }
}
