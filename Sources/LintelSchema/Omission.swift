package import LintelSource
import LintelSpec
import LintelYAML

/// References that nobody has to write, because there is only one thing that can be meant.
extension FieldReader {
  /// The id of an entry of a section; it need not be written while the section has one entry.
  package mutating func theOnly(_ key: String, in section: String, _ summary: String) -> Located<EntryReference> {
    implied(key, in: section, summary, isOnly: true, absence: "the only \(Noun.singular(of: section)) of the spec") {
      $0.onlyID(of: section)
    }
  }

  /// The id of an entry of another section; it need not be written where that entry has the id of this one.
  package mutating func namesake(_ key: String, in section: String, _ summary: String) -> Located<EntryReference> {
    let own = entryID
    return implied(key, in: section, summary, absence: "the \(Noun.singular(of: section)) of the same id") { context in
      own.flatMap { context.ids(of: section).contains($0) ? $0 : nil }
    }
  }

  /// Reports the entries that leave open which of several others they mean.
  package func reportUndecided() {
    if case .decoding(_, let context) = mode { context.reportUndecided() }
  }

  private mutating func implied(
    _ key: String, in section: String, _ summary: String, isOnly: Bool = false, absence: @autoclosure () -> String,
    by choose: (ReadingContext) -> String?
  ) -> Located<EntryReference> {
    if let written = optional(key, .reference(to: section), summary, absence: absence()) { return written }
    let nothing = Located(EntryReference(section: section, id: ""), at: .none)
    guard let context = contextOfAbsence(of: key) else { return nothing }
    if let id = choose(context) { return Located(EntryReference(section: section, id: id), at: owner ?? .none) }
    markIncomplete()
    // What the section holds is not known where its text did not read.
    if context.brokenSections.contains(section) { return nothing }
    if isOnly, let owner, let entryID, context.ids(of: section).count > 1 {
      context.undecided[section, default: []].append(
        Undecided(key: key, path: "\(context.path).\(entryID)", span: owner))
    } else {
      markMissing(key)
    }
    return nothing
  }
}

/// An entry that does not say which of several entries of another section it means.
struct Undecided {
  let key: String
  /// The entry, as messages name it: `subnets.a`.
  let path: String
  let span: Span
}

extension ReadingContext {
  /// The id of a section's only entry.
  fileprivate func onlyID(of section: String) -> String? {
    let ids = ids(of: section)
    return ids.count == 1 ? ids.first : nil
  }

  /// Reports, at the second entry of each such section, all entries that now have to say which they mean.
  fileprivate func reportUndecided() {
    for section in undecided.keys.sorted() {
      guard let entries = undecided[section], let first = entries.first else { continue }
      let keys = places(of: section)
      let names = keys.map { "`\(first.key): \($0.id)`" }
      let shown = 5
      var notes = entries.prefix(shown).map { Note("\($0.path) does not say which", at: $0.span) }
      if entries.count > shown {
        let rest = entries.dropFirst(shown).map(\.path)
        notes.append(Note("nor \(rest.count == 1 ? "does" : "do") \(ReadingContext.shortened(Suggestion.list(rest)))"))
      }
      let noun = Noun.singular(of: section)
      findings.report(
        .missingKey, at: keys.dropFirst().first?.span ?? first.span,
        "with a second \(noun) \(entries.count == 1 ? "1 entry has" : "\(entries.count) entries have") to say which is meant",
        label: "the second", notes: notes,
        help: ["write \(names.prefix(shown).joined(separator: ", or ")) in each"])
    }
  }

  /// The entries of a section, in the order written.
  private func places(of section: String) -> [(id: String, span: Span)] {
    guard let node = tree.value(of: section, in: root).map(tree.resolve) else { return [] }
    return tree.pairs(of: node).map { (tree.text(of: $0.key), tree.span(of: $0.key)) }
  }
}
