package import LintelSource
import LintelSpec
import LintelYAML

extension FieldType where Value: Described {
  /// A map with known keys.
  package static var object: FieldType<Value> {
    FieldType(shape: .object(Value.described), placeholder: Value.placeholder) { cursor, context in
      readMap(cursor, context, noun: nil, owner: nil)
    }
  }

  /// A map with known keys, named in messages.
  static func readMap(
    _ cursor: Cursor, _ context: ReadingContext, noun: @autoclosure () -> String?, owner: Span?
  ) -> Value? {
    guard context.expectMapping(cursor, expected: "a map", scalar: Value.keyOfScalar) else { return nil }
    let isExisting = Value.self is any Existable.Type && context.tree.value(of: "existing", in: cursor.node) != nil
    var reader = FieldReader(cursor, context, requiresNothing: context.requiresNothing || isExisting)
    reader.owner = owner
    let value = Value(&reader)
    reader.finish(noun: noun() ?? "this \(Value.noun)", known: Value.described.fields.map(\.key))
    return reader.isComplete ? value : nil
  }
}

extension ReadingContext {
  /// Reports what is no map.
  ///
  /// `entries`: what its entries are called where its keys are ids or names; `scalar`: the key that a scalar in its
  /// place was meant for.
  func expectMapping(
    _ cursor: Cursor, expected: @autoclosure () -> String, entries: @autoclosure () -> String? = nil,
    scalar: @autoclosure () -> String? = nil
  ) -> Bool {
    guard tree[cursor.node].kind == .mapping else {
      let isList = tree[cursor.node].kind == .sequence
      let isScalar = tree[cursor.node].kind == .scalar && !tree.isNull(cursor.node)
      reportType(
        cursor, expected: expected(),
        help: isList
          ? entries().flatMap { help(forList: cursor.node, of: $0) }
          : isScalar ? scalar().map { "write `{ \($0): \(quoted(tree.text(of: cursor.node))) }`" } : nil)
      return false
    }
    if tree[cursor.node].tag != 0 {
      reportTag(cursor)
      return false
    }
    return true
  }
}

/// One pair of a map whose keys are data.
package struct MapEntry<Value> {
  package let key: Located<String>
  package let value: Located<Value>
}

extension MapEntry: Sendable where Value: Sendable {}

/// What may stand as a key of a map.
package struct KeyRule: Sendable {
  private let makePattern: @Sendable () -> String
  /// For messages: `the name of a container`.
  package let noun: String
  /// What is wrong with a key, if anything is.
  package let problem: @Sendable (String) -> String?

  package init(
    _ noun: String, pattern: @autoclosure @escaping @Sendable () -> String,
    problem: @escaping @Sendable (String) -> String?
  ) {
    self.noun = noun
    makePattern = pattern
    self.problem = problem
  }

  /// A regular expression of the keys.
  package var pattern: String { makePattern() }

  package init(_ rule: NameRule) {
    self.init(rule.noun, pattern: rule.pattern) { key in
      rule.problem(with: key).map { "\($0.message): \($0.label)" }
    }
  }

  /// Lintel's own ids.
  package static let identifier = KeyRule("id", pattern: Grammar.identifierPattern) { key in
    Grammar.isIdentifier(key)
      ? nil : "\(Grammar.identifierWords), at most \(Grammar.identifierLimit) characters"
  }

  /// Names of variables and parameters.
  package static let variable = KeyRule("name", pattern: Grammar.variablePattern) { key in
    Grammar.isVariable(key) ? nil : "letters and digits, a letter first"
  }
}

extension FieldType {
  /// A sequence.
  ///
  /// `meaning`: how a text that stands in its place would be written as a list.
  package static func list<Item>(
    of item: FieldType<Item>, count: ClosedRange<Int> = 0 ... .max, meaning: (@Sendable (String) -> String)? = nil
  ) -> FieldType<[Located<Item>]> where Value == [Located<Item>] {
    FieldType(shape: .list(of: item.shape(), count: count, isSet: false), placeholder: []) { cursor, context in
      guard context.tree[cursor.node].kind == .sequence else {
        let isScalar = context.tree[cursor.node].kind == .scalar && !context.tree.isNull(cursor.node)
        let text = isScalar ? context.tree.text(of: cursor.node) : ""
        // What has a comma or a blank may be several.
        if isScalar, count.lowerBound < 2, text.utf8.count <= 40,
          !text.utf8.contains(where: { ", ;".utf8.contains($0) })
        {
          context.reportType(
            cursor, expected: "a list", fix: .makeList(of: text, at: cursor.span(in: context.tree)))
          return nil
        }
        if isScalar, let meaning {
          context.reportType(
            cursor, expected: "a list", help: "write `\(ReadingContext.shortened(meaning(text), to: 120))`")
          return nil
        }
        context.reportType(
          cursor, expected: "a list",
          help: isScalar
            ? "write `[\(ReadingContext.shortened(context.tree.text(of: cursor.node)))"
              + (count.lowerBound > 1 ? ", …]`: at least \(count.lowerBound) are needed" : "]`") : nil)
        return nil
      }
      let requiresNothing = context.requiresNothing
      context.requiresNothing = false
      defer { context.requiresNothing = requiresNothing }
      var items: [Located<Item>] = []
      var isComplete = true
      for id in context.tree.items(of: cursor.node) {
        let child = cursor.child(id, in: context.tree)
        if let value = item.read(child, context) {
          items.append(Located(value, at: child.span(in: context.tree)))
        } else {
          isComplete = false
        }
      }
      guard isComplete else { return nil }
      if !count.contains(items.count) {
        let few = items.count < count.lowerBound
        context.findings.report(
          .invalidValue, at: cursor.span(in: context.tree),
          "the list has \(items.count == 1 ? "1 entry" : "\(items.count) entries")",
          label: few
            ? "at least \(count.lowerBound) \(count.lowerBound == 1 ? "is" : "are") needed"
            : "AWS takes at most \(count.upperBound)")
        return nil
      }
      return items
    }
  }

  /// A sequence in which an item can stand once.
  package static func set<Item: Hashable>(
    of item: FieldType<Item>, count: ClosedRange<Int> = 0 ... .max
  ) -> FieldType<[Located<Item>]> where Value == [Located<Item>] {
    list(of: item, count: count).converted(
      shape: .list(of: item.shape(), count: count, isSet: true), placeholder: []
    ) { items, _, context in
      var first: [Item: Span] = [:]
      var isComplete = true
      for item in items {
        guard let other = first.updateValue(item.span, forKey: item.value) else { continue }
        context.findings.report(
          .invalidValue, at: item.span, "the list has the same entry twice", label: "it is there already",
          labels: [Label(other, "the first")], help: ["remove one of them, or write the one that was meant"])
        isComplete = false
      }
      return isComplete ? items : nil
    }
  }

  /// One value, or a sequence of at least one.
  ///
  /// `isSet`: a value can stand in it once.
  package static func oneOrMore<Item: Hashable>(
    of item: FieldType<Item>, count: ClosedRange<Int> = 1 ... .max, isSet: Bool = false
  ) -> FieldType<[Located<Item>]> where Value == [Located<Item>] {
    let several = isSet ? set(of: item, count: count) : list(of: item, count: count)
    return FieldType(shape: .anyOf([item.shape(), several.shape()]), placeholder: []) { cursor, context in
      if context.tree[cursor.node].kind == .sequence { return several.read(cursor, context) }
      return item.read(cursor, context).map { [Located($0, at: cursor.span(in: context.tree))] }
    }
  }

  /// A map whose keys are data.
  ///
  /// `noun`: names an entry in messages: `container`.
  package static func map<Item>(
    _ noun: String, keys: KeyRule, of item: FieldType<Item>, count: ClosedRange<Int> = 0 ... .max
  ) -> FieldType<[MapEntry<Item>]> where Value == [MapEntry<Item>] {
    mapping(noun, keys: keys, shape: item.shape, count: count) { cursor, _, context in item.read(cursor, context) }
  }

  /// A map whose keys are data and whose values are maps with known keys.
  package static func map<Item: Described>(
    _ noun: String, keys: KeyRule, ofObjects type: Item.Type, count: ClosedRange<Int> = 0 ... .max
  ) -> FieldType<[MapEntry<Item>]> where Value == [MapEntry<Item>] {
    mapping(noun, keys: keys, shape: FieldType<Item>.object.shape, count: count) { cursor, key, context in
      FieldType<Item>.readMap(cursor, context, noun: "\(noun) '\(key.value)'", owner: key.span)
    }
  }

  private static func mapping<Item>(
    _ noun: String, keys: KeyRule, shape: @escaping () -> Shape, count: ClosedRange<Int>,
    read: @escaping (Cursor, Located<String>, ReadingContext) -> Item?
  ) -> FieldType<[MapEntry<Item>]> where Value == [MapEntry<Item>] {
    FieldType(shape: .map(keys: keys.pattern, of: shape()), placeholder: []) { cursor, context in
      guard context.expectMapping(cursor, expected: "a map", entries: noun) else { return nil }
      let tree = context.tree
      var entries: [MapEntry<Item>] = []
      var isComplete = true
      for pair in tree.pairs(of: cursor.node) {
        let key = Located(tree.text(of: pair.key), at: cursor.span(of: pair.key, in: tree))
        let child = cursor.child(pair.value, in: tree)
        if keys.pattern == Grammar.identifierPattern, context.isDerived(pair.key), keys.problem(key.value) != nil {
          isComplete = false
        } else if let problem = keys.problem(key.value) {
          context.findings.report(
            keys.pattern == Grammar.identifierPattern ? .invalidID : .invalidName, at: key.span,
            "'\(ReadingContext.shortened(key.value))' cannot be the \(keys.noun) of a \(noun)", label: problem,
            help: keys.pattern == Grammar.identifierPattern
              ? Grammar.identifier(meantBy: key.value).map { ["write `\($0)`"] } ?? [] : [])
          isComplete = false
        } else if tree.isNull(child.node) {
          context.findings.report(
            .unexpectedNull, at: key.span, "\(noun) '\(key.value)' has no value",
            label: "only an environment can remove a key", help: ["give it a value, or leave the line out"])
          isComplete = false
        } else if let value = read(child, key, context) {
          entries.append(MapEntry(key: key, value: Located(value, at: child.span(in: tree))))
        } else {
          isComplete = false
        }
      }
      guard isComplete else { return nil }
      if !count.contains(entries.count), !context.requiresNothing {
        context.findings.report(
          .invalidValue, at: cursor.span(in: tree), "\(entries.count) entries stand here",
          label: entries.count < count.lowerBound
            ? "at least \(count.lowerBound) \(noun) is needed" : "AWS takes at most \(count.upperBound)")
        return nil
      }
      return entries
    }
  }
}

/// One of two forms of a value: a scalar, or a map.
package enum Either<Scalar, Object> {
  case scalar(Scalar)
  case object(Object)
}

extension Either: Sendable where Scalar: Sendable, Object: Sendable {}

extension FieldType {
  /// A scalar or a map, told apart by which of them stands there.
  package static func either<Scalar, Object>(
    _ scalar: FieldType<Scalar>, or object: FieldType<Object>
  ) -> FieldType<Either<Scalar, Object>> where Value == Either<Scalar, Object> {
    FieldType(shape: .anyOf([scalar.shape(), object.shape()]), placeholder: .scalar(scalar.placeholder())) {
      cursor, context in
      if context.tree[cursor.node].kind == .mapping { return object.read(cursor, context).map { .object($0) } }
      return scalar.read(cursor, context).map { .scalar($0) }
    }
  }
}
