import LintelKinds
import LintelSchema
package import LintelSource

/// What `lintel explain` prints.
package struct Explanation {
  private let width: Int
  private let columns: Int?
  private let style: HumanReport.Style
  private var palette: Palette { Palette(isColored: style == .ansi) }

  /// Takes the width of the terminal, in cells, or nil where there is none; prose is not set wider than people like to read.
  package init(width: Int?, style: HumanReport.Style) {
    columns = width
    self.width = min(max(width ?? 100, 40), 100)
    self.style = style
  }

  /// The page of a rule, a section or a field, or of one of the examples' systems.
  package func page(of name: String) throws(UsageError) -> PrintableText {
    if let rule = RuleCatalog.byID[name] {
      return RuleText(rule: rule, width: width, style: style, columns: columns).text
    }
    if name.hasPrefix("$") { return InterpolationText(width: width, palette: palette).page }
    if let base = SpecExample.Base(rawValue: name) { return PrintableText(lines: base.text) }
    let begun = RuleCatalog.rules.filter { $0.id.hasPrefix(name) }
    if begun.count == 1, name.contains("-") {
      return RuleText(rule: begun[0], width: width, style: style, columns: columns).text
    }
    let kind = SectionCatalog.kinds.first { $0.section == name }
    let head = kind.map { SectionHead(kind: $0, width: width).lines } ?? []
    do throws(UnknownField) {
      return try FieldListing(of: name, in: Specification.described)
        .text(width: width, palette: palette, head: head)
    } catch {
      if let text = try foreign(name) { return text }
      throw Self.failure(name, error)
    }
  }

  /// What another tool's word is in a spec: the page of the field that says it, or the reason why none does.
  private func foreign(_ name: String) throws(UsageError) -> PrintableText? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    // What begins a rule's name is meant for rules.
    guard let word = parts.last, !word.isEmpty, !word.hasSuffix("-") else { return nil }
    let owner = parts.dropLast().joined(separator: ".")
    if let section = Self.section(meantBy: parts[0]), section != parts[0], parts.count > 1 {
      let path = ([section] + parts.dropFirst()).joined(separator: ".")
      return Paragraph.lines("`\(name)` is `\(path)` in a spec.", width: width).joined(separator: "\n") + "\n\n"
        + (try page(of: path))
    }
    let respelled = FieldListing.paths(like: word, below: owner, in: Specification.described)
    let here = ForeignWords.meaning(of: word, in: owner)
    let meanings =
      !respelled.isEmpty
      ? respelled.map { .field($0) } : here.map { [$0] } ?? (owner.isEmpty ? ForeignWords.meanings(of: word) : [])
    let fields = meanings.compactMap { if case .field(let path) = $0 { path } else { nil } }
    guard let first = fields.first else {
      guard case .absent(let reason)? = meanings.first else { return nil }
      return PrintableText(lines: "'\(name)' is not in the language: \(reason)\n")
    }
    var title: [PrintableText] = Paragraph.lines("`\(name)` is `\(first)` in a spec.", width: width)
    if fields.count > 1 {
      let others = fields.dropFirst().map { "`\($0)`" }.joined(separator: ", ")
      title += Paragraph.lines("Elsewhere it may be \(others).", width: width)
    }
    return (title + [""]).joined(separator: "\n") + "\n" + (try page(of: first))
  }

  /// The section that a word is but for its number and its spelling: `service`, `task-definition`.
  private static func section(meantBy word: String) -> String? {
    let folded = ForeignWords.folded(word)
    return SectionCatalog.names.sorted().first { section in
      ForeignWords.folded(section) == folded || ForeignWords.folded(Noun.singular(of: section)) == folded
    }
  }

  /// All there is to explain.
  package var list: PrintableText {
    let fields = Specification.described.fields
    let (sections, keys) = (
      fields.filter { SectionCatalog.names.contains($0.key) }, fields.filter { !SectionCatalog.names.contains($0.key) }
    )
    var lines: [PrintableText] = []
    for (title, fields) in [("Top-level keys", keys), ("Sections", sections)] {
      lines += [palette.paint("\(title)", .bold), ""]
      for field in fields { lines += Paragraph.entry(field.key, field.summary, column: 38, width: width) }
      lines += [""]
      if title == "Top-level keys" { lines += InterpolationText(width: width, palette: palette).lines }
    }
    for (area, rules) in RuleCatalog.byArea {
      lines += [palette.paint("\(area.rawValue)", .bold), ""]
      for rule in rules { lines += Paragraph.entry(rule.id, rule.summary, column: 38, width: width) }
      lines += [""]
    }
    lines += Paragraph.lines(
      """
      `lintel explain NAME` prints the page of a rule, a section, a field such as `services.autoScaling`, or another \
      top-level key such as `naming`; `'${'` what may stand in values; `ecs` and `ec2` are the small systems that \
      examples change.
      """, width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The rules as data, with every example as a whole spec.
  package static var json: PrintableText { RuleJSON.text }

  private static func failure(_ name: String, _ unknown: UnknownField) -> UsageError {
    let help: (String?) -> PrintableText = { near in
      near.map { "; did you mean '\($0)'?" } ?? "; `lintel explain` lists what there is"
    }
    guard !unknown.owner.isEmpty else {
      // What is like one of both has to be a name that can be explained.
      let names = RuleCatalog.rules.map(\.id) + SpecExample.Base.allCases.map(\.rawValue) + unknown.known
      let begun = unknown.key.isEmpty ? [] : RuleCatalog.rules.map(\.id).filter { $0.hasPrefix(unknown.key) }
      if begun.count > 1 {
        return UsageError("'\(unknown.key)' begins several rules: \(Suggestion.list(begun))")
      }
      return UsageError(
        "there is no rule or section '\(unknown.key)'"
          + help(begun.first ?? Suggestion.nearest(to: unknown.key, among: names)))
    }
    let near = Suggestion.nearest(to: unknown.key, among: unknown.known).map { "\(unknown.owner).\($0)" }
    guard !unknown.known.isEmpty else { return UsageError("'\(unknown.owner)' holds no fields") }
    return UsageError("'\(unknown.owner)' has no field '\(unknown.key)'" + help(near))
  }
}
