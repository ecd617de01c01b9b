package import LintelSource
import LintelSpec
import LintelYAML

/// What is read from a map with known keys: its initializer asks for one field a line, in a straight line.
///
/// The same lines decode a spec and describe the language, so the reader, the JSON Schema, the reference pages and
/// "expected one of …" cannot disagree.
package protocol Described {
  /// One sentence for the reference page.
  static var summary: String { get }
  /// What one is called in messages where it has no id: `ingress rule`.
  static var noun: String { get }
  /// The key that a scalar which stands in place of the whole was probably meant for.
  static var keyOfScalar: String? { get }

  init(_ fields: inout FieldReader)
}

/// What is nested in an entry and can be there already, with the field `existing`: nothing else is required of it then.
package protocol Existable: Described {}

/// Hands out the fields of one map, or records what is asked for.
package struct FieldReader {
  enum Mode {
    case decoding(Cursor, ReadingContext)
    case describing
  }

  let mode: Mode
  /// The indices of pairs that a field asked for.
  private var used = IndexSet()
  private var missing: [String] = []
  /// Groups of keys of which one has to be there, and none is.
  private var ungiven: [[String]] = []
  private let requiresNothing: Bool
  /// Whether every field read; false makes the model a placeholder that nothing may rely on.
  package private(set) var isComplete = true
  /// What was asked for; filled only when describing.
  package private(set) var shape: ObjectShape

  package init(describing shape: ObjectShape) {
    mode = .describing
    requiresNothing = true
    self.shape = shape
  }

  package init(_ cursor: Cursor, _ context: ReadingContext, requiresNothing: Bool) {
    mode = .decoding(cursor, context)
    self.requiresNothing = requiresNothing
    shape = ObjectShape(name: "", summary: "")
  }

  // MARK: Fields

  /// A field that has to be there.
  package mutating func required<Value>(
    _ key: String, _ type: FieldType<Value>, _ summary: String
  ) -> Located<Value> {
    switch read(key, type, summary, isRequired: true, default: nil) {
    case .value(let value): return value
    case .absent:
      if !requiresNothing {
        missing.append(key)
        isComplete = false
      }
      return Located(type.placeholder(), at: .none)
    case .unreadable: return Located(type.placeholder(), at: .none)
    }
  }

  /// A field that may be left out, whose absence means something of its own.
  ///
  /// `absence`: in words, what AWS or Lintel does without it.
  package mutating func optional<Value>(
    _ key: String, _ type: @autoclosure () -> FieldType<Value>, _ summary: String,
    absence: @autoclosure () -> String? = nil
  ) -> Located<Value>? {
    if case .value(let value) = read(key, type(), summary, isRequired: false, default: absence()) { return value }
    return nil
  }

  /// A field that may be left out and has a value all the same.
  package mutating func optional<Value>(
    _ key: String, _ type: @autoclosure () -> FieldType<Value>, default value: Value, _ summary: String
  ) -> Located<Value> {
    if case .value(let value) = read(key, type(), summary, isRequired: false, default: Self.words(for: value)) {
      return value
    }
    // What an environment took away has the place of its `null`.
    return Located(value, at: requiresNothing ? .none : removal(of: [key]) ?? .none)
  }

  /// A default as a spec would write it.
  private static func words(for value: Any) -> String {
    (value as? any RawRepresentable).map { "\($0.rawValue)" } ?? "\(value)"
  }

  /// Of these keys one has to be there, and no more.
  package mutating func exactlyOne(_ keys: String...) {
    guard case .decoding(let cursor, let context) = mode else {
      shape.exactlyOne.append(keys)
      return
    }
    let present = keys.compactMap { key in find(key).map { (key, $0) } }
    if present.count == 1 || requiresNothing { return }
    isComplete = false
    guard present.count < 2 else { return reportBeside(keys, cursor, context) }
    ungiven.append(keys)
  }

  /// Reports groups of keys of which none is there.
  private func reportUngiven(_ cursor: Cursor, _ context: ReadingContext) {
    for keys in ungiven {
      let removal = removal(of: keys)
      context.findings.report(
        .exactlyOne, at: removal ?? place(of: cursor, in: context),
        "one of \(Suggestion.list(keys, joinedBy: "or")) has to be there",
        label: removal == nil ? "" : "`null` removes it",
        help: ["add one of them"], aspect: keys.joined(separator: " "))
    }
  }

  /// Of these keys one may be there, or none.
  package mutating func atMostOne(_ keys: String...) {
    guard case .decoding(let cursor, let context) = mode else {
      shape.atMostOne.append(keys)
      return
    }
    if !requiresNothing { reportBeside(keys, cursor, context) }
  }

  /// The keys of one form of a map, or those of another, have to be there.
  package mutating func either(_ first: KeyForm, or second: KeyForm) {
    guard case .decoding(let cursor, let context) = mode else {
      shape.forms = [first, second]
      return
    }
    if requiresNothing { return }
    let ofFirst = first.keys.first { find($0) != nil }
    let ofSecond = second.keys.first { find($0) != nil }
    if let ofFirst, let ofSecond { return reportBeside([ofFirst, ofSecond], cursor, context) }
    let absent = (ofSecond == nil ? first : second).required.filter { find($0) == nil }
    missing += absent
    if !absent.isEmpty { isComplete = false }
  }

  /// These keys stand for entries of other sections, of which the spec then has to hold only what differs.
  package mutating func shorthand(_ keys: [String]) {
    if case .describing = mode { shape.shorthand += keys }
  }

  /// Reports the second of keys that exclude each other.
  private mutating func reportBeside(_ keys: [String], _ cursor: Cursor, _ context: ReadingContext) {
    let present = keys.compactMap { key in find(key).map { (key, $0) } }
    guard let first = present.first, let second = present.dropFirst().first else { return }
    isComplete = false
    context.findings.report(
      .exactlyOne, at: cursor.span(of: second.1.pair.key, in: context.tree),
      "'\(second.0)' cannot stand beside '\(first.0)'",
      label: "one of \(Suggestion.list(keys, joinedBy: "or")) is possible",
      labels: [Label(cursor.span(of: first.1.pair.key, in: context.tree), "the first")], help: ["remove one of them"])
  }

  /// Records a key that another phase reads.
  package mutating func structural(_ key: String, _ shape: @autoclosure () -> Shape, _ summary: String) {
    if case .describing = mode {
      self.shape.fields.append(
        FieldDescription(key: key, isRequired: false, defaultText: nil, summary: summary, shape: shape()))
    } else if let found = find(key) {
      used.insert(found.index)
    }
  }

  /// The cursor of a key's value and the context, for a reader of another form.
  package mutating func raw(_ key: String) -> (cursor: Cursor, context: ReadingContext)? {
    guard case .decoding(let cursor, let context) = mode, let found = find(key) else { return nil }
    return (cursor.child(found.pair.value, in: context.tree), context)
  }

  /// The lookups that were read so far in place of values.
  package var lookups: [NamedLookup] {
    if case .decoding(_, let context) = mode { context.lookups } else { [] }
  }

  package mutating func markIncomplete() { isComplete = false }

  /// Says nothing of required keys that are there, but did not read.
  package mutating func forgive(_ keys: Set<String>) { missing.removeAll { keys.contains($0) } }

  /// Lets keys pass that no field asks for.
  package mutating func acceptKeys(_ isAccepted: (String) -> Bool) {
    guard case .decoding(let cursor, let context) = mode else { return }
    for (index, pair) in context.tree.pairs(of: cursor.node).enumerated()
    where isAccepted(context.tree.text(of: pair.key)) { used.insert(index) }
  }

  // MARK: Reading

  private enum Outcome<Value> {
    case value(Located<Value>)
    case absent
    case unreadable
  }

  private mutating func read<Value>(
    _ key: String, _ type: @autoclosure () -> FieldType<Value>, _ summary: String, isRequired: Bool,
    default defaultText: @autoclosure () -> String?
  ) -> Outcome<Value> {
    guard case .decoding(let cursor, let context) = mode else {
      shape.fields.append(
        FieldDescription(
          key: key, isRequired: isRequired, defaultText: defaultText(), summary: summary, shape: type().shape()))
      return .absent
    }
    guard let found = find(key) else { return .absent }
    used.insert(found.index)
    let child = cursor.child(found.pair.value, in: context.tree)
    context.keys.append(key)
    defer { context.keys.removeLast() }
    if context.tree.isNull(child.node) {
      reportNull(key, at: cursor.span(of: found.pair.key, in: context.tree), context)
    } else if let value = type().read(child, context) {
      return .value(Located(value, at: child.span(in: context.tree)))
    }
    isComplete = false
    return .unreadable
  }

  private func find(_ key: String) -> (index: Int, pair: Pairs.Pair)? {
    guard case .decoding(let cursor, let context) = mode else { return nil }
    let tree = context.tree
    var key = key
    return key.withUTF8 { wanted in
      for (index, pair) in tree.pairs(of: cursor.node).enumerated() {
        if tree.isText(of: pair.key, wanted) { return (index, pair) }
      }
      return nil
    }
  }

  private func reportNull(_ key: String, at span: Span, _ context: ReadingContext) {
    context.findings.report(
      .unexpectedNull, at: span, "'\(key)' has no value", label: "only an environment can remove a key",
      help: ["give it a value, or leave the line out"])
  }

  /// Where an environment took a key of the map away.
  package func removal(of key: String) -> Span? { removal(of: [key]) }

  private func removal(of keys: [String]) -> Span? {
    guard case .decoding(let cursor, let context) = mode else { return nil }
    return context.tree.removals[cursor.node]?.first { keys.contains($0.key) }?.span
  }

  /// The key in front of a map, or the map itself.
  private func place(of cursor: Cursor, in context: ReadingContext) -> Span {
    owner ?? firstLine(cursor.span(in: context.tree), in: context)
  }

  private func firstLine(_ span: Span, in context: ReadingContext) -> Span {
    guard span.file.rawValue < 0xFFFF_0000 else { return span }
    let file = context.tree.sources[span.file]
    let line = file.line(of: span.start)
    return Span(file: span.file, start: span.start, end: min(span.end, UInt32(file.lineRange(line).upperBound)))
  }

  /// Where a finding about what is missing is placed: the key of the entry.
  package var owner: Span?

  /// The id of the entry that is read.
  var entryID: String?

  /// The context of a key that is not there, though something has to be; nil where nothing has to.
  func contextOfAbsence(of key: String) -> ReadingContext? {
    guard case .decoding(_, let context) = mode, !requiresNothing, find(key) == nil else { return nil }
    return context
  }

  mutating func markMissing(_ key: String) { missing.append(key) }

  /// Reports what is missing and what nobody asked for.
  ///
  /// `noun`: what the map is, for messages: `service 'web'`.
  package mutating func finish(noun: @autoclosure () -> String, known: @autoclosure () -> [String]) {
    guard case .decoding(let cursor, let context) = mode else { return }
    let pairs = context.tree.pairs(of: cursor.node)
    // What has nothing but strangers is another thing: what it lacks of this one follows from that. A single one may be a
    // slip, beside which the rest was forgotten.
    let isStrange = used.count == 0 && pairs.count > 1
    if !missing.isEmpty || !ungiven.isEmpty, !context.forgivesMissing, !isStrange {
      forgiveMisspelled(cursor, context)
      reportMissing(noun: noun(), cursor, context)
      reportUngiven(cursor, context)
    }
    guard used.count < pairs.count else { return }
    let used = used
    reportUnknownKeys(of: cursor, context, noun: noun(), known: known(), except: { used.contains($0) })
  }

  /// Says nothing of a key that is missing because it is misspelled: the misspelling is reported.
  private mutating func forgiveMisspelled(_ cursor: Cursor, _ context: ReadingContext) {
    let pairs = context.tree.pairs(of: cursor.node).enumerated()
    let unknown = pairs.filter { !used.contains($0.offset) }.map { context.tree.text(of: $0.element.key) }
    let known = missing + ungiven.flatMap(\.self)
    let translated = unknown.compactMap { word -> Substring? in
      guard case .field(let field)? = Self.meaning(of: word, in: context.path, known) else { return nil }
      return Self.key(of: field, in: context.path)
    }
    let isMisspelled: (String) -> Bool = { key in
      translated.contains { $0 == key } || unknown.contains { Self.meant(by: $0, among: [key]) != nil }
    }
    missing.removeAll(where: isMisspelled)
    ungiven.removeAll { $0.contains(where: isMisspelled) }
  }

  /// Reports the keys of a map that are none of its fields.
  package mutating func reportUnknownKeys(
    of cursor: Cursor, _ context: ReadingContext, noun: String, known: [String],
    except isKnown: ((Int) -> Bool)? = nil
  ) {
    guard context.tree[cursor.node].kind == .mapping else { return }
    let pairs = context.tree.pairs(of: cursor.node)
    for (index, pair) in pairs.enumerated() {
      let key = context.tree.text(of: pair.key)
      if isKnown?(index) ?? known.contains(key) { continue }
      isComplete = false
      let meaning = Self.meaning(of: key, in: context.path, known)
      let translation = meaning == nil ? Self.translation(of: key, among: known) : nil
      let near =
        translation ?? (meaning == nil ? Self.near(key, among: known) : Self.field(meaning, in: context.path, known))
      let isThere: (Pairs.Element) -> Bool = { context.tree.text(of: $0.key) == near && !context.isDrafted($0.key) }
      if let near, let other = pairs.first(where: isThere) {
        context.findings.report(
          .unknownKey, at: cursor.span(of: pair.key, in: context.tree), "\(noun) has no key '\(key)'",
          label: "like '\(near)', which is there",
          labels: [Label(cursor.span(of: other.key, in: context.tree), "here")],
          help: ["put into `\(near)` what it holds, or remove it"])
        continue
      }
      if meaning == nil, let word = Suggestion.certain(for: key, among: known) {
        let span = cursor.span(of: pair.key, in: context.tree)
        context.findings.report(
          .unknownKey, at: span, "\(noun) has no key '\(key)'", fix: .meant(word, insteadOf: key, at: span))
        continue
      }
      context.findings.report(
        .unknownKey, at: cursor.span(of: pair.key, in: context.tree), "\(noun) has no key '\(key)'",
        help: [
          meaning.map { Self.words(for: $0, in: context.path, known) } ?? near.map { "did you mean `\($0)`?" }
            ?? "expected one of \(known.joined(separator: ", "))"
        ])
    }
  }

  /// What the table says of another tool's word: of one that stands in this map before what looks alike, and of one that
  /// stands elsewhere only where nothing does.
  private static func meaning(of key: String, in path: String, _ known: [String]) -> ForeignWords.Meaning? {
    let folded = ForeignWords.folded(key)
    if known.contains(where: { ForeignWords.folded($0) == folded }) { return nil }
    if let own = ForeignWords.meaning(of: key, standingIn: path) { return own }
    return translation(of: key, among: known) == nil ? ForeignWords.meaning(of: key, in: path) : nil
  }

  /// The key of this map that a meaning is said by, and nothing below it.
  private static func field(_ meaning: ForeignWords.Meaning?, in path: String, _ known: [String]) -> String? {
    guard case .field(let field)? = meaning, let key = key(of: field, in: path), key.endIndex == field.endIndex,
      known.contains(String(key))
    else { return nil }
    return String(key)
  }

  /// Lintel's word for another tool's: the key where it belongs into this map, or else the whole path.
  private static func words(for meaning: ForeignWords.Meaning, in path: String, _ known: [String]) -> String {
    switch meaning {
    case .absent(let reason): return "not in the language: \(reason)"
    case .field(let field):
      guard let key = key(of: field, in: path), known.contains(String(key)) else {
        return "Lintel says it in `\(field)`"
      }
      return "write it as `\(field[key.startIndex...])`"
    }
  }

  /// The key that a field below a map begins with; nil where it does not stand below it.
  private static func key(of field: String, in path: String) -> Substring? {
    if path.isEmpty { return field.prefix { $0 != "." } }
    guard field.hasPrefix(path + ".") else { return nil }
    return field.dropFirst(path.count + 1).prefix { $0 != "." }
  }

  /// The field that a key was probably meant to be.
  private static func meant(by key: String, among known: [String]) -> String? {
    translation(of: key, among: known) ?? near(key, among: known)
  }

  /// A field that the key is a slip for, or most of.
  private static func near(_ key: String, among known: [String]) -> String? {
    Suggestion.nearest(to: key, among: known)
      ?? Suggestion.holder(of: key, among: known.filter { $0.utf8.count <= 2 * key.utf8.count })
  }

  /// The field that a name of CloudFormation's or of AWS's API stands for: AWS's names without `Arn`, `Id` and unit, or
  /// without the kind's own words before them.
  private static func translation(of key: String, among known: [String]) -> String? {
    let folded = ForeignWords.folded(key)
    if let field = known.first(where: { ForeignWords.folded($0) == folded }) { return field }
    // One for several, and the other way around.
    if let field = known.first(where: { field in
      let own = ForeignWords.folded(field)
      return own == folded + "s" || own + "s" == folded
    }) {
      return field
    }
    let endings = ["arn", "arns", "id", "ids", "name", "names", "seconds", "block", "count"]
    for ending in endings where folded.hasSuffix(ending) {
      let stem = folded.dropLast(ending.utf8.count)
      if let field = known.first(where: { $0.lowercased() == stem || $0.lowercased() == stem + "s" }) { return field }
    }
    let lowered = key.lowercased()
    // `health_check_path` is `path`, as `HealthCheckPath` is.
    let words = lowered.split(separator: "_")
    if words.count > 1 {
      for count in 1..<words.count {
        let end = words.suffix(words.count - count).joined()
        if end.utf8.count > 3, let field = known.first(where: { $0.lowercased() == end }) { return field }
      }
    }
    return known.first { field in
      field.utf8.count > 3 && lowered.hasSuffix(field.lowercased()) && lowered.utf8.count > field.utf8.count
        && key.dropLast(field.utf8.count).last?.isLowercase ?? false
        && key.dropFirst(key.utf8.count - field.utf8.count).first?.isUppercase ?? false
    }
  }

  private func reportMissing(noun: String, _ cursor: Cursor, _ context: ReadingContext) {
    for key in missing {
      guard let removal = removal(of: [key]) else { continue }
      context.findings.report(
        .missingKey, at: removal, "\(noun) lacks '\(key)'", label: "`null` removes it, and nothing takes its place",
        notes: owner.map { [Note("required here", at: $0)] } ?? [], help: ["give `\(key)` a value"])
    }
    let absent = missing.filter { removal(of: [$0]) == nil }
    guard !absent.isEmpty else { return }
    context.findings.report(
      .missingKey, at: place(of: cursor, in: context), "\(noun) lacks \(Suggestion.list(absent))",
      help: ["add \(absent.map { "`\($0)`" }.joined(separator: ", "))"])
  }
}

extension Described {
  package static var noun: String { Noun.words(of: "\(Self.self)") }
  package static var keyOfScalar: String? { nil }

  /// The type's fields, as its initializer asks for them.
  package static var described: ObjectShape { described(as: "\(Self.self)") }

  /// The same under another name.
  package static func described(as name: String) -> ObjectShape {
    var reader = FieldReader(describing: ObjectShape(name: name, summary: summary))
    _ = Self(&reader)
    return reader.shape
  }

  /// Stands for a value that did not read.
  package static var placeholder: Self {
    var reader = FieldReader(describing: ObjectShape(name: "", summary: ""))
    return Self(&reader)
  }
}

/// The indices of a map's pairs that were asked for: few, and mostly below 64.
private struct IndexSet {
  private var low: UInt64 = 0
  private var high: Set<Int> = []

  var count: Int { low.nonzeroBitCount + high.count }

  mutating func insert(_ index: Int) {
    if index < 64 { low |= 1 << UInt64(index) } else { high.insert(index) }
  }

  func contains(_ index: Int) -> Bool {
    index < 64 ? low >> UInt64(index) & 1 == 1 : high.contains(index)
  }
}
