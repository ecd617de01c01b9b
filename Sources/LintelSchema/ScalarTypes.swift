package import LintelSource
package import LintelSpec
import LintelYAML

extension FieldType where Value == String {
  /// Text that is known when compiling.
  package static var string: FieldType<String> { string(1...4096) }

  /// Text of a length in characters, known when compiling.
  package static func string(_ length: ClosedRange<Int>) -> FieldType<String> {
    FieldType(
      shape: .string(pattern: nil, minLength: length.lowerBound, maxLength: length.upperBound), placeholder: ""
    ) { cursor, context in
      guard let text = literal(cursor, context, expected: "a string") else { return nil }
      let count = text.unicodeScalars.count
      guard !length.contains(count) else { return text }
      context.findings.report(
        .invalidValue, at: cursor.span(in: context.tree),
        count == 0 ? "the value is empty" : "the value is \(count) characters long",
        label: "\(length.lowerBound) to \(length.upperBound) characters are possible")
      return nil
    }
  }

  /// A physical name, under AWS's rules for its kind.
  package static func name(_ rule: NameRule) -> FieldType<String> {
    FieldType(
      shape: .string(pattern: rule.pattern, minLength: rule.length.lowerBound, maxLength: nil), placeholder: ""
    ) { cursor, context in
      guard let text = literal(cursor, context, expected: "a \(rule.noun)") else { return nil }
      if let problem = rule.problem(with: text) {
        context.findings.report(
          .invalidName, at: cursor.span(in: context.tree), problem.message, label: problem.label)
        return nil
      }
      return text
    }
  }

  /// Text under a rule of its own: `problem` says what is wrong with it.
  package static func text(
    _ expected: String, pattern: String?, _ problem: @escaping (String) -> String?
  ) -> FieldType<String> {
    FieldType(shape: .string(pattern: pattern, minLength: 1, maxLength: nil), placeholder: "") { cursor, context in
      guard let text = literal(cursor, context, expected: expected) else { return nil }
      if let problem = problem(text) {
        context.findings.report(
          .invalidValue, at: cursor.span(in: context.tree),
          "'\(ReadingContext.shortened(text))' is not \(expected)",
          label: problem)
        return nil
      }
      return text
    }
  }

  static func literal(
    _ cursor: Cursor, _ context: ReadingContext, expected: @autoclosure () -> String
  ) -> String? {
    guard context.scalar(cursor, expected: expected()) != nil else { return nil }
    return context.interpolated(cursor, in: .literal)?.literal
  }
}

extension FieldType where Value == Int {
  /// `unit`: what it is in; a value in another is answered with the number.
  package static func integer(_ range: ClosedRange<Int>, in unit: Unit? = nil) -> FieldType<Int> {
    FieldType(shape: .integer(range), placeholder: range.lowerBound) { cursor, context in
      guard let cursor = context.throughVariable(cursor) else { return nil }
      func words() -> String {
        range.upperBound == .max ? "a number" : "a number from \(range.lowerBound) to \(range.upperBound)"
      }
      guard let text = context.scalar(cursor, expected: words()) else { return nil }
      guard context.tree[cursor.node].style == .plain, let value = coreInteger(text) else {
        let digits = text.drop { $0 == "0" }
        let hasLeadingZero = digits.count < text.count && coreInteger(String(digits)) != nil
        let span = cursor.span(in: context.tree)
        if coreInteger(text) != nil {
          context.reportType(cursor, expected: words(), fix: .removeQuotes(around: text, at: span))
        } else if hasLeadingZero {
          context.reportType(
            cursor, expected: words(), help: "write `\(digits)`: some tools read a leading zero as octal")
        } else {
          let number = unit?.number(in: text)
          // Without its unit a number may be in any.
          let hasUnit = text.utf8.last.map { !(0x30...0x39).contains($0) } ?? false
          context.reportType(
            cursor, expected: words(), help: number.map { "write `\($0)`" },
            fix: hasUnit ? number.map { .writeBare($0, insteadOf: text, at: span) } : nil)
        }
        return nil
      }
      guard range.contains(value) else {
        context.findings.report(
          .invalidValue, at: cursor.span(in: context.tree), "\(value) is out of range",
          label: "AWS takes \(range.lowerBound) to \(range.upperBound)",
          help: meant(by: value, in: unit, range).map { ["write `\($0)`"] } ?? [])
        return nil
      }
      return value
    }
  }

  /// One of a few numbers.
  package static func oneOf(_ values: [Int], in unit: Unit? = nil) -> FieldType<Int> {
    integer(0 ... .max, in: unit).converted(
      shape: .choice(values.map(String.init)), placeholder: values[0]
    ) { value, span, context in
      if values.contains(value) { return value }
      let nearest =
        unit.flatMap { $0.number(in: String(value)) }.flatMap { Int($0) }.flatMap { values.contains($0) ? $0 : nil }
        ?? values.min { abs($0 - value) < abs($1 - value) } ?? value
      context.findings.report(
        .invalidValue, at: span, "\(value) is none of the values that AWS takes",
        label: "AWS takes \(values.map(String.init).joined(separator: ", "))", help: ["write `\(nearest)`"])
      return nil
    }
  }

  /// A number that is too small in the field's unit, and possible in the one that people think in.
  private static func meant(by value: Int, in unit: Unit?, _ range: ClosedRange<Int>) -> String? {
    guard let unit, value < range.lowerBound, let number = unit.number(in: String(value)), let meant = Int(number),
      range.contains(meant)
    else { return nil }
    return number
  }

  /// YAML's core schema, but without leading zeros, which somebody else would read as octal.
  private static func coreInteger(_ text: String) -> Int? {
    let digits =
      text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      digits.utf8.count == 1 || digits.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return Int(text)
  }
}

extension FieldType where Value == Bool {
  package static var boolean: FieldType<Bool> {
    FieldType(shape: .boolean, placeholder: false) { cursor, context in
      guard let cursor = context.throughVariable(cursor) else { return nil }
      guard context.tree[cursor.node].kind == .scalar, context.tree[cursor.node].style == .plain else {
        let isScalar = context.tree[cursor.node].kind == .scalar
        reportWord(isScalar ? context.tree.text(of: cursor.node) : "", cursor, context)
        return nil
      }
      switch context.scalar(cursor, expected: "true or false") {
      case "true": return true
      case "false": return false
      case .some(let word):
        reportWord(word, cursor, context)
        return nil
      case nil: return nil
      }
    }
  }

  private static func reportWord(_ word: String, _ cursor: Cursor, _ context: ReadingContext) {
    context.reportType(
      cursor, expected: "true or false",
      fix: meant(by: word).map { .writeBare($0, insteadOf: word, at: cursor.span(in: context.tree)) })
  }

  /// The boolean that a word of YAML 1.1 was.
  private static func meant(by word: String) -> Bool? {
    switch word.lowercased() {
    case "yes", "y", "on", "true", "enabled": true
    case "no", "n", "off", "false", "disabled": false
    default: nil
    }
  }
}

extension FieldType where Value == String {
  /// One of a few words.
  package static func oneOf(_ words: [String]) -> FieldType<String> {
    FieldType(shape: .choice(words), placeholder: words[0]) { cursor, context in
      let text = literal(cursor, context, expected: Suggestion.list(words, joinedBy: "or"))
      guard let text, !words.contains(text) else { return text }
      context.reportChoice(text, at: cursor, among: words)
      return nil
    }
  }
}

extension ReadingContext {
  /// Reports a word that is none of those that are possible; `meant` is the one that others say so.
  fileprivate func reportChoice(_ text: String, at cursor: Cursor, among words: [String], meant: String? = nil) {
    let span = cursor.span(in: tree)
    let message = "'\(ReadingContext.shortened(text))' is not possible here"
    let label = "expected \(Suggestion.list(words, joinedBy: "or"))"
    if let meant { return findings.report(.invalidValue, at: span, message, label: label, help: ["write `\(meant)`"]) }
    if let word = Suggestion.certain(for: text, among: words) {
      return findings.report(
        .invalidValue, at: span, message, label: label, fix: .meant(word, insteadOf: text, at: span))
    }
    let near = Suggestion.nearest(to: text, among: words) ?? Suggestion.holder(of: text, among: words)
    findings.report(
      .invalidValue, at: span, message, label: label, help: near.map { ["did you mean `\($0)`?"] } ?? [])
  }
}

extension FieldType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words that the type's cases spell.
  package static var choice: FieldType<Value> { choice { _ in nil } }

  /// The same; `meaning` knows what others say in place of a word.
  package static func choice(meaning: @escaping (String) -> Value?) -> FieldType<Value> {
    FieldType(
      shape: .choice(Value.allCases.map(\.rawValue)), placeholder: Value.allCases[Value.allCases.startIndex]
    ) { cursor, context in
      let allWords = { Value.allCases.map(\.rawValue) }
      guard
        let text = FieldType<String>.literal(
          cursor, context, expected: Suggestion.list(allWords(), joinedBy: "or"))
      else { return nil }
      if let value = Value(rawValue: text) { return value }
      context.reportChoice(text, at: cursor, among: allWords(), meant: meaning(text)?.rawValue)
      return nil
    }
  }
}

/// The id of an entry of another section.
package struct EntryReference: Hashable, Sendable {
  package let section: String
  package let id: String
}

extension FieldType where Value == EntryReference {
  package static func reference(to section: String) -> FieldType<EntryReference> {
    FieldType(
      shape: .reference(section: section), placeholder: EntryReference(section: section, id: "")
    ) { cursor, context in
      guard
        let id = FieldType<String>.literal(
          cursor, context, expected: "the id of a \(Noun.singular(of: section))"),
        context.checkReference(to: section, id: id, at: cursor.span(in: context.tree))
      else { return nil }
      return EntryReference(section: section, id: id)
    }
  }
}

/// A value that may be given only when deploying.
package enum Deferred<Value> {
  case known(Value)
  /// A parameter, and its default if it has one.
  case parameter(String, default: Value?)

  /// The value, if it is known when compiling.
  package var known: Value? {
    if case .known(let value) = self { value } else { nil }
  }

  /// The value that rules see: that of a first deployment which gives none.
  package var judged: Value? {
    switch self {
    case .known(let value): value
    case .parameter(_, let value): value
    }
  }
}

extension Deferred: Sendable where Value: Sendable {}

extension FieldType {
  /// The type, or `${parameters.x}`.
  package static func deferred<Known>(_ type: FieldType<Known>) -> FieldType<Deferred<Known>>
  where Value == Deferred<Known> {
    FieldType(shape: .deferred(type.shape()), placeholder: .known(type.placeholder())) { cursor, context in
      if context.tree[cursor.node].kind == .scalar {
        let text = context.tree.text(of: cursor.node)
        if text.hasPrefix("${parameters.") {
          guard let parts = context.interpolated(cursor, in: .deployTime)?.parts, context.mode == .whole else {
            return nil
          }
          guard parts.count == 1, case .parameter(let name) = parts[0] else {
            return type.read(cursor, context).map { .known($0) }
          }
          if let parameter = context.scope.parameters[name], parameter.isNumber {
            let value = parameter.defaultValue.flatMap { context.numericDefault($0, usedBy: cursor) }
            return value.map { type.read($0, context).map { .parameter(name, default: $0) } }
              ?? .parameter(name, default: nil)
          }
          context.findings.report(
            .wrongType, at: cursor.span(in: context.tree), "parameter '\(name)' is a string",
            label: "a number is expected", help: ["give the parameter `type: number`"])
          return nil
        }
      }
      return type.read(cursor, context).map { .known($0) }
    }
  }
}

extension ReadingContext {
  /// A parameter's default as the value of the field that names the parameter.
  ///
  /// Nil where it is no number: its declaration says so. It may stand in quotes, which mean nothing there.
  fileprivate func numericDefault(_ node: NodeID, usedBy cursor: Cursor) -> Cursor? {
    let text = tree.text(of: node)
    let isNumeric = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    guard isNumeric && !text.isEmpty || Interpolation.variable(in: text) != nil else { return nil }
    var plain = tree[node]
    plain.style = .plain
    let unquoted = tree[node].style == .plain ? node : tree.add(plain)
    return Cursor(unquoted, in: tree, through: (.parameter, cursor.span(in: tree)))
  }
}

extension FieldType where Value == Text {
  /// Text that may hold what is known only when deploying.
  ///
  /// `{ export: NAME }` and `{ ssm: PATH }` may stand in its place.
  package static func deployTimeText(_ length: ClosedRange<Int>) -> FieldType<Text> {
    writtenText(length).orLookup()
  }

  /// The same where a map means something else.
  package static func writtenText(_ length: ClosedRange<Int>) -> FieldType<Text> {
    FieldType(
      shape: .deferred(.string(pattern: nil, minLength: length.lowerBound, maxLength: length.upperBound)),
      placeholder: Text("")
    ) { cursor, context in
      guard context.scalar(cursor, expected: "a string") != nil,
        let text = context.interpolated(cursor, in: .deployTime)
      else { return nil }
      guard let literal = text.literal, !length.contains(literal.unicodeScalars.count) else { return text }
      context.findings.report(
        .invalidValue, at: cursor.span(in: context.tree),
        literal.isEmpty ? "the value is empty" : "the value is \(literal.unicodeScalars.count) characters long",
        label: "\(length.lowerBound) to \(length.upperBound) characters are possible")
      return nil
    }
  }
}
