package import LintelSource
package import LintelSpec
import LintelYAML

/// What `existing:` takes in a section.
package enum ExistingForm: Sendable {
  /// AWS's id: `vpc-0a1b…`.
  case id(prefix: String)
  /// An ARN that begins with `arn:` and names the service.
  case arn(service: String)
  case nameOrARN(service: String)
  /// A name, an id or an ARN.
  case anyIdentifier(service: String)
  /// Nothing of the kind can be there already.
  case impossible
}

/// What an entry of a section reads as.
package protocol EntryModel: Described {
  /// The top-level key.
  static var section: String { get }
  static var existing: ExistingForm { get }
  /// Whether `existing: true` says enough, because what stands below an entry is named by itself.
  static var mayStayUnnamed: Bool { get }
  /// The attributes that `${section.id.attribute}` can name.
  static var attributes: [String] { get }
  /// What an entry brings with it, or names in its place, with the attributes that `${section.id.part.attribute}` can
  /// name.
  static var brought: KeyValuePairs<String, [String]> { get }
}

extension EntryModel {
  package static var mayStayUnnamed: Bool { false }
  package static var brought: KeyValuePairs<String, [String]> { [:] }
}

/// How the spec names a resource that is already there.
package enum ExistingName: Hashable, Sendable {
  case literal(String)
  /// What a parameter stands for, one of the spec's or one that stands for a lookup.
  case parameter(String)
  /// `true`: nothing of the spec needs to know which one it is.
  case unsaid
}

/// One entry of a section.
package struct Entry<Model: EntryModel> {
  package let id: String
  /// The key.
  package let span: Span
  package let existing: Located<ExistingName>?
  /// The places where an environment takes something away, by the key of the field: with `null`, `[]` or `false`.
  package let absences: [String: Span]
  package let tags: [MapEntry<Text>]
  package let model: Model
}

/// The entries of a section, in the order written.
package struct Section<Model: EntryModel> {
  package private(set) var entries: [Entry<Model>] = []
  /// Ids of entries that did not read.
  package internal(set) var unread: [String] = []
  private var positions: [String: Int] = [:]

  package init() {}

  package subscript(id: String) -> Entry<Model>? { positions[id].map { entries[$0] } }

  mutating func append(_ entry: Entry<Model>) {
    positions[entry.id] = entries.count
    entries.append(entry)
  }
}

/// The fields that entries of every section have, and the model's own.
private struct EntryFields<Model: EntryModel>: Described {
  static var summary: String { Model.summary }

  let existing: Located<ExistingName>?
  let tags: [MapEntry<Text>]
  let model: Model

  init(_ fields: inout FieldReader) {
    model = Model(&fields)
    tags = fields.optional("tags", .tags, "Tags of this entry, over those at top level.")?.value ?? []
    if case .impossible = Model.existing {
      existing = nil
    } else {
      existing = fields.optional(
        "existing",
        .existing(Model.existing, noun: Noun.singular(of: Model.section), mayStayUnnamed: Model.mayStayUnnamed),
        "The one that is already there: it is never created, changed or deleted, and nothing else is required."
          + (Model.mayStayUnnamed ? " `true` where all that stands below it is there already, too." : ""))
    }
  }
}

extension FieldReader {
  /// The entries of a section.
  package mutating func section<Model: EntryModel>(_ type: Model.Type) -> Section<Model> {
    structural(
      Model.section, .section(Model.section, EntryFields<Model>.described(as: "\(Model.self)")), Model.summary)
    checkDefaults(type)
    var section = Section<Model>()
    guard let (cursor, context) = raw(Model.section) else { return section }
    let tree = context.tree
    if tree.isNull(cursor.node) {
      context.findings.report(
        .unexpectedNull, at: cursor.span(in: tree), "'\(Model.section)' has no entries",
        label: "entries by id are expected", help: ["add one, or leave the key out"])
      return section
    }
    guard
      context.expectMapping(
        cursor, expected: "a map of ids to \(Model.section)", entries: Noun.singular(of: Model.section))
    else {
      markIncomplete()
      return section
    }
    for pair in tree.pairs(of: cursor.node) {
      let id = tree.text(of: pair.key)
      let span = cursor.span(of: pair.key, in: tree)
      if let problem = KeyRule.identifier.problem(id) {
        defer { section.unread.append(id) }
        if context.isDerived(pair.key) { continue }
        context.findings.report(
          .invalidID, at: span,
          "'\(ReadingContext.shortened(id))' cannot be the id of a \(Noun.singular(of: Model.section))", label: problem,
          help: Grammar.identifier(meantBy: id).map { ["write `\($0)`, here and where it is used"] } ?? [])
      } else if let entry = Self.entry(
        Model.self, id, span, cursor.child(pair.value, in: tree), context)
      {
        section.append(entry)
      } else {
        section.unread.append(id)
      }
    }
    return section
  }

  private static func entry<Model: EntryModel>(
    _ type: Model.Type, _ id: String, _ span: Span, _ cursor: Cursor, _ context: ReadingContext
  ) -> Entry<Model>? {
    let tree = context.tree
    let noun = { "\(Noun.singular(of: Model.section)) '\(id)'" }
    if tree.isNull(cursor.node) {
      context.findings.report(
        .unexpectedNull, at: span, "\(noun()) has no fields", label: "only an environment can remove an entry",
        help: ["write `\(id): {}` for an entry without fields"])
      return nil
    }
    guard context.expectMapping(cursor, expected: "the fields of a \(Noun.singular(of: Model.section))") else {
      return nil
    }
    let isExisting = tree.value(of: "existing", in: cursor.node) != nil
    context.forgivesMissing = context.brokenSections.contains(Model.section)
    defer { context.forgivesMissing = false }
    context.keys.append(Model.section)
    defer { context.keys.removeLast() }
    var reader = FieldReader(cursor, context, requiresNothing: context.requiresNothing || isExisting)
    reader.owner = span
    reader.entryID = id
    let fields = EntryFields<Model>(&reader)
    reader.finish(noun: noun(), known: EntryFields<Model>.described.fields.map(\.key))
    guard reader.isComplete else { return nil }
    return Entry(
      id: id, span: span, existing: fields.existing, absences: context.absences(in: cursor), tags: fields.tags,
      model: fields.model)
  }

  /// Reads `defaults.<section>` for its own sake: it may stand over no entry at all.
  private mutating func checkDefaults<Model: EntryModel>(_ type: Model.Type) {
    guard let (defaults, context) = raw("defaults"), context.tree[defaults.node].kind == .mapping,
      let node = context.tree.value(of: Model.section, in: defaults.node)
    else { return }
    let cursor = defaults.child(node, in: context.tree)
    let noun = "\(Model.section) in defaults"
    guard context.expectMapping(cursor, expected: "fields of \(Model.section)") else { return }
    context.keys.append(Model.section)
    defer { context.keys.removeLast() }
    var reader = FieldReader(cursor, context, requiresNothing: true)
    _ = EntryFields<Model>(&reader)
    reader.finish(noun: noun, known: EntryFields<Model>.described.fields.map(\.key))
  }
}

extension FieldType where Value == [MapEntry<Text>] {
  /// Tags: AWS's rules for keys and values, in what all services take.
  package static var tags: FieldType<[MapEntry<Text>]> {
    .map("tag", keys: .tagKey, of: .deployTimeText(0...256), count: 0...47)
  }
}

extension KeyRule {
  /// Every service takes keys of 1 to 127 characters (ECR's limit; others take 128) without the prefix `aws:`.
  static let tagKey = KeyRule("key", pattern: "^(?![aA][wW][sS]:)(?!lintel:).{1,127}$") { key in
    let lowered = key.lowercased()
    if key.isEmpty || key.unicodeScalars.count > 127 { return "1 to 127 characters" }
    if lowered.hasPrefix("aws:") { return "AWS keeps the prefix 'aws:' for itself" }
    if lowered.hasPrefix("lintel:") { return "Lintel sets the tags 'lintel:…' itself" }
    let isLegal = key.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == " "
        || "_.:/=+-@".unicodeScalars.contains($0)
    }
    return isLegal ? nil : "letters, digits, spaces and _ . : / = + - @ only"
  }
}

extension FieldType where Value == ExistingName {
  /// What names something that is already there.
  ///
  /// `mayStayUnnamed`: whether `true` will do.
  package static func existing(
    _ form: ExistingForm, noun: String, mayStayUnnamed: Bool = false
  ) -> FieldType<ExistingName> {
    let expected: String
    let pattern: String
    switch form {
    case .id(let prefix): (expected, pattern) = ("the id of the \(noun) (\(prefix)…)", "^\(prefix)[0-9a-f]{8,17}$")
    case .arn(let service): (expected, pattern) = ("the ARN of the \(noun)", "^arn:[^:]+:\(service):")
    case .anyIdentifier: (expected, pattern) = ("the name, id or ARN of the \(noun)", "^.+$")
    case .nameOrARN, .impossible: (expected, pattern) = ("the name or ARN of the \(noun)", "^.+$")
    }
    let scalar = FieldType<String>.text(expected, pattern: pattern) { problem(with: $0, form: form) }
    let forms = [.deferred(scalar.shape()), .object(Lookup.described)] + (mayStayUnnamed ? [Shape.boolean] : [])
    let shape = Shape.anyOf(forms)
    return FieldType(shape: shape, placeholder: .literal("")) { cursor, context in
      if context.tree[cursor.node].kind == .mapping {
        return FieldType<Lookup>.object.read(cursor, context).map { lookup in
          .parameter(context.parameter(for: lookup, at: cursor.span(in: context.tree)))
        }
      }
      if mayStayUnnamed, context.tree[cursor.node].style == .plain, context.isText(cursor, { $0 == "true" }) {
        return .unsaid
      }
      guard context.isText(cursor, { $0.hasPrefix("${parameters.") }) else {
        return scalar.read(cursor, context).map { .literal($0) }
      }
      guard let parts = context.interpolated(cursor, in: .deployTime)?.parts else { return nil }
      if parts.count == 1, case .parameter(let name) = parts[0] { return .parameter(name) }
      context.findings.report(
        .invalidValue, at: cursor.span(in: context.tree), "a parameter is the whole identifier or none of it",
        label: "text stands beside it", help: ["write nothing but `${parameters.…}`, and put the rest in its value"])
      return nil
    }
  }

  private static func problem(with text: String, form: ExistingForm) -> String? {
    switch form {
    case .id(let prefix):
      let digits = text.dropFirst(prefix.count)
      let isHex = digits.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
      return text.hasPrefix(prefix) && isHex && (8...17).contains(digits.count)
        ? nil : "'\(prefix)' and 8 to 17 hexadecimal digits are expected; a Name tag does not identify it"
    case .arn(let service):
      return isARN(text, of: service) ? nil : "`arn:aws:\(service):…` is expected"
    case .nameOrARN(let service), .anyIdentifier(let service):
      return !text.hasPrefix("arn:") || isARN(text, of: service) ? nil : "`arn:aws:\(service):…` is expected"
    case .impossible: return nil
    }
  }

  private static func isARN(_ text: String, of service: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count >= 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == service
  }
}
