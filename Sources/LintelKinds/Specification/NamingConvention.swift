package import LintelSchema
package import LintelSource

/// One convention for physical names: it shapes those that are derived and is checked on those that are written.
package struct NamingConvention: Described {
  package static let summary = "One convention for physical names: derived ones follow it, written ones are checked."

  let prefix: Located<String>?
  let suffixes: [MapEntry<String>]
  let exempt: [Located<String>]
  let subnetsEndWithZone: Located<Bool>

  package init(_ fields: inout FieldReader) {
    prefix = fields.optional("prefix", .string(1...20), "What every name begins with.")
    suffixes =
      fields.optional(
        "suffixes", .map("suffix", keys: .sectionName, of: .string(1...20)), "What names end in, by section.")?.value
      ?? []
    exempt =
      fields.optional("exempt", .list(of: .string), "Sections, and entries as `section.id`, that go their own way.")?
      .value ?? []
    subnetsEndWithZone = fields.optional(
      "subnetsEndWithZone", .boolean, default: false, "Whether a subnet's name ends in its zone: `-a`.")
  }

  func isExempt(_ id: String, in section: String) -> Bool {
    exempt.contains { $0.value == section || $0.value == "\(section).\(id)" }
  }

  func suffix(of section: String) -> Located<String>? {
    suffixes.first { $0.key.value == section }?.value
  }

  /// A derived name under the convention.
  func shaped(_ name: String, section: String, id: String) -> String {
    guard !isExempt(id, in: section) else { return name }
    var name = name
    if let prefix = prefix?.value, !name.hasPrefix(prefix) { name = prefix + name }
    if let suffix = suffix(of: section)?.value, !name.hasSuffix(suffix) { name += suffix }
    return name
  }
}

extension KeyRule {
  static let sectionName = KeyRule("section", pattern: "^[a-zA-Z]+$") { key in
    SectionCatalog.names.contains(key)
      ? nil
      : Suggestion.nearest(to: key, among: SectionCatalog.names.sorted()).map { "did you mean `\($0)`?" }
        ?? "the name of a section is expected"
  }
}

// MARK: The check
extension Specification {
  /// Holds every written name to the convention.
  package func checkNames(_ findings: Findings) {
    guard let convention = naming?.value else { return }
    sections.checkNames(convention, findings)
  }
}

extension NamingConvention {
  func check<Model: Kind>(_ section: Section<Model>, _ findings: Findings) {
    for entry in section.entries where entry.existing == nil && !isExempt(entry.id, in: Model.section) {
      guard let name = entry.model.name else { continue }
      // Only what follows the last `/` is a name in the sense of the convention.
      let word = name.value.split(separator: "/").last ?? ""
      if let prefix, !word.hasPrefix(prefix.value) {
        report(name, "does not begin with '\(prefix.value)'", prefix, findings)
      }
      if let suffix = suffix(of: Model.section), !word.hasSuffix(suffix.value) {
        report(name, "does not end in '\(suffix.value)'", suffix, findings)
      }
      if let ending = entry.model.ending(of: self), !name.value.hasSuffix(ending.text) {
        report(name, "does not end in its \(ending.noun), '\(ending.text)'", ending.declaration, findings)
      }
    }
  }

  private func report(_ name: Located<String>, _ defect: String, _ declared: Located<String>, _ findings: Findings) {
    findings.report(
      .namingConvention, at: name.span, "name '\(name.value)' \(defect)",
      notes: [Note("the convention is declared here", at: declared.span)],
      help: ["rename it, or list it in `naming.exempt`"], aspect: defect)
  }
}

/// An ending of its own that a convention wants of one entry's name, what the ending is of, and what wants it.
package struct NameEnding {
  let text: String
  let noun: String
  let declaration: Located<String>
}
