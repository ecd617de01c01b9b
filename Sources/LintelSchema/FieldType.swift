package import LintelSource
package import LintelSpec
import LintelYAML

/// How a field's value is read and what it may be.
package struct FieldType<Value> {
  /// Asked for when fields are described.
  package let shape: () -> Shape
  /// Stands for a value that is not there or did not read, so that initializers stay straight-line.
  package let placeholder: () -> Value
  /// The value, or nil after a finding.
  package let read: (Cursor, ReadingContext) -> Value?

  package init(
    shape: @autoclosure @escaping () -> Shape, placeholder: @autoclosure @escaping () -> Value,
    read: @escaping (Cursor, ReadingContext) -> Value?
  ) {
    self.shape = shape
    self.placeholder = placeholder
    self.read = read
  }

  /// Narrows a type, or turns its value into another; `nil` after a finding.
  package func converted<Other>(
    shape: Shape? = nil, placeholder: @autoclosure @escaping () -> Other,
    _ convert: @escaping (Value, Span, ReadingContext) -> Other?
  ) -> FieldType<Other> {
    FieldType<Other>(shape: shape ?? self.shape(), placeholder: placeholder()) { cursor, context in
      read(cursor, context).flatMap { value in
        let written = context.throughVariable(cursor) ?? cursor
        return convert(value, written.span(in: context.tree), context)
      }
    }
  }
}

// MARK: Reading scalars
extension ReadingContext {
  /// Reports a value that is not of its field's type.
  package func reportType(
    _ cursor: Cursor, expected: @autoclosure () -> String, help: String? = nil, fix: Fix? = nil
  ) {
    let node = tree[cursor.node]
    let found =
      switch node.kind {
      case .mapping: "a map"
      case .sequence: "a list"
      case .alias: "an alias"
      case .scalar: tree.isNull(cursor.node) ? "nothing" : "'\(Self.shortened(tree.text(of: cursor.node)))'"
      }
    let isQuoted = node.kind == .scalar && node.style != .plain
    if isQuoted, tree.text(of: cursor.node).hasPrefix("${parameters.") {
      findings.report(
        .wrongType, at: cursor.span(in: tree), "expected \(expected()), found \(found)",
        label: "this is decided when compiling", help: ["use `variables`, or `--set` on the command line"])
      return
    }
    var finding = Finding(
      .wrongType, at: cursor.span(in: tree), "expected \(expected()), found \(found)",
      label: isQuoted ? "a quoted value is a string" : "", help: [fix?.help ?? help].compactMap(\.self))
    if let fix { finding.fixes = [fix] }
    findings.report(finding)
  }

  /// How the entries of a list would be written in a map.
  func help(forList list: NodeID, of noun: String) -> String? {
    guard let first = tree.items(of: list).first.map(tree.resolve) else { return "write `{}`" }
    let tail = tree.items(of: list).count > 1 ? ", and so on" : ""
    if tree[first].kind == .scalar {
      let words = tree.text(of: first).split(separator: "=", maxSplits: 1)
      if words.count == 2 { return "write `\(words[0]): \(quoted(String(words[1])))`\(tail)" }
      return noun == "dependency" ? "say what is waited for: `\(words[0]): START`\(tail)" : nil
    }
    guard tree[first].kind == .mapping else { return nil }
    let pairs = tree.pairs(of: first).map { (key: tree.text(of: $0.key), value: tree.resolve($0.value)) }
    // Variables, and containers that another waits for, in CloudFormation's words.
    if pairs.count == 2, let name = pairs.first(where: { ["name", "containername"].contains($0.key.lowercased()) }),
      let value = pairs.first(where: { ["value", "condition"].contains($0.key.lowercased()) }),
      tree[value.value].kind == .scalar
    {
      return "write `\(tree.text(of: name.value)): \(quoted(tree.text(of: value.value)))`\(tail)"
    }
    // What names it: `name`, `id`, or what it is: `device` of a block device.
    let kind = noun.split(separator: " ").last.map { $0.lowercased() } ?? ""
    let named = pairs.first { pair in
      ["name", "id", kind, kind + "name"].contains(pair.key.lowercased()) && tree[pair.value].kind == .scalar
    }
    let id = named.map { tree.text(of: $0.value) } ?? noun.lowercased().split(separator: " ").joined(separator: "-")
    let fields = pairs.filter { $0.key != named?.key }.map { "\($0.key): \(flow($0.value))" }
    let what = named.map { $0.key == "id" } ?? true ? "id" : "name"
    return "give each its \(what): `\(id): { \(fields.joined(separator: ", ")) }`\(tail)"
  }

  /// A node on one line.
  private func flow(_ node: NodeID) -> String {
    let node = tree.resolve(node)
    switch tree[node].kind {
    case .mapping:
      return "{ " + tree.pairs(of: node).map { "\(tree.text(of: $0.key)): \(flow($0.value))" }.joined(separator: ", ")
        + " }"
    case .sequence: return "[" + tree.items(of: node).map(flow).joined(separator: ", ") + "]"
    case .scalar, .alias:
      let text = tree.text(of: node)
      return tree[node].style == .plain ? text : quoted(text)
    }
  }

  func quoted(_ text: String) -> String {
    let isSafe = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
    return isSafe && text.utf8.first.map { $0 != 0x2D && !(0x30...0x39).contains($0) } ?? false
      ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// The text of a scalar; nil after a finding when the node is none, or carries a tag.
  package func scalar(_ cursor: Cursor, expected: @autoclosure () -> String) -> String? {
    let node = tree[cursor.node]
    guard node.kind == .scalar, !tree.isNull(cursor.node) else {
      reportType(cursor, expected: expected())
      return nil
    }
    if node.tag != 0 {
      reportTag(cursor)
      return nil
    }
    return tree.text(of: cursor.node)
  }

  /// Reports a YAML tag: a spec has no use for one.
  package func reportTag(_ cursor: Cursor) {
    let tag = tree.tags[Int(tree[cursor.node].tag)]
    findings.report(
      .wrongType, at: cursor.span(in: tree), "tag '\(tag)' has no meaning in a spec",
      label: "the field decides the type",
      help: ["remove the tag; values that refer to others are written as `${…}`"])
  }

  /// A cursor on the variable's scalar where the text is exactly `${variables.x}`, so that it keeps its type; nil after
  /// a finding.
  package func throughVariable(_ cursor: Cursor) -> Cursor? {
    guard tree[cursor.node].kind == .scalar, tree.withText(of: cursor.node, { $0.first == UInt8(ascii: "$") }),
      let name = Interpolation.variable(in: tree.text(of: cursor.node))
    else { return cursor }
    // What a variable holds is for each environment to say.
    if mode == .partial { return nil }
    guard let node = scope.variables[name] else {
      _ = interpolated(cursor, in: .literal)
      return nil
    }
    scope.expansions.name(name)
    return Cursor(node, in: tree, through: (.variable, cursor.span(in: tree)))
  }

  /// Expands `${…}` in a scalar; nil after a finding.
  package func interpolated(_ cursor: Cursor, in place: Interpolation.Place) -> Text? {
    let isPlain = tree.withText(of: cursor.node) { !Interpolation.isNeeded(in: $0) }
    if isPlain { return Text(tree.text(of: cursor.node)) }
    let span = cursor.span(in: tree)
    let expander = Interpolation(tree: tree, scope: scope) { problem in
      self.findings.report(problem.rule, at: span, problem.message, help: [problem.help])
    }
    guard let text = expander.expand(tree.text(of: cursor.node), in: place) else { return nil }
    return checked(text, at: span)
  }

  /// The text, if the entries that it names are there; each that is not is reported.
  func checked(_ text: Text, at span: Span) -> Text? {
    guard mode == .whole else { return text }
    for case .resource(let section, let id, let part, _) in text.parts {
      namesResources = true
      guard checkReference(to: section, id: id, at: span) else { return nil }
      // What an entry brings with it is known only when all is read.
      guard !part.contains(".") || checkReference(to: part, below: id, of: section, at: span) else { return nil }
    }
    return text
  }

  /// Whether an entry has something nested, as `listeners.http`; reports it when it has not.
  private func checkReference(to part: String, below id: String, of section: String, at span: Span) -> Bool {
    let words = part.split(separator: ".").map(String.init)
    var node = root
    for key in [section, id, words[0]] {
      guard let child = tree.value(of: key, in: node).map(tree.resolve), tree[child].kind == .mapping else { break }
      node = child
    }
    if tree.value(of: words[1], in: node) != nil { return true }
    let ids = tree[node].kind == .mapping ? tree.pairs(of: node).map { tree.text(of: $0.key) } : []
    let near = Suggestion.nearest(to: words[1], among: ids.sorted())
    findings.report(
      .unknownReference, at: span, "'\(section).\(id)' has no \(Noun.singular(of: words[0])) '\(words[1])'",
      help: near.map { ["did you mean `\($0)`?"] } ?? [])
    return false
  }

  /// Whether an entry is there; reports it when it is not.
  package func checkReference(to section: String, id: String, at span: Span) -> Bool {
    if mode == .partial || brokenSections.contains(section) { return true }
    let known = ids(of: section)
    if known.contains(id) { return true }
    if let absence = absences[[section, id]] {
      findings.add(Note("it is used here too", at: span), toFindingAt: absence)
      return false
    }
    absences[[section, id]] = findings.all.count
    let noun = Noun.singular(of: section)
    if let removal = removal(of: id, in: section) {
      findings.report(
        .unknownReference, at: removal, "\(noun) '\(id)' is removed, but still used", label: "`null` removes it",
        labels: [], notes: [Note("it is used here", at: span)], help: ["remove what uses it too"])
      return false
    }
    let help: String
    if let known = existing(id, in: section) {
      help = known
    } else if known.isEmpty {
      help = "add `\(section)` with an entry '\(id)'"
    } else {
      let near = nearestID(to: id, in: section)
      help = near.map { "did you mean `\($0)`?" } ?? "\(section) are \(Suggestion.list(sortedIDs(of: section)))"
    }
    findings.report(.unknownReference, at: span, "there is no \(noun) '\(id)'", help: [help])
    return false
  }

  /// What to do where AWS's own identifier stands in place of an id.
  private func existing(_ text: String, in section: String) -> String? {
    let prefix = text.prefix { $0 != "-" }
    let isID =
      ["vpc", "subnet", "sg", "lt", "i", "ami"].contains(prefix) && text.utf8.count > prefix.utf8.count + 8
      && text.dropFirst(prefix.count + 1).utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isID || text.hasPrefix("arn:") else { return nil }
    let last = isID ? "" : text.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? ""
    let word = Grammar.isIdentifier(last) ? last : Grammar.identifier(meantBy: last)
    let id = word ?? Noun.singular(of: section).lowercased().split(separator: " ").joined(separator: "-")
    return "add `\(id): { existing: \"\(text)\" }` to `\(section)`, and write `\(id)` here"
  }

  /// A value as a message shows it.
  package static func shortened(_ text: String, to count: Int = 40) -> String {
    text.count <= count ? text : text.prefix(count - 3) + "…"
  }
}

/// Names of sections in prose.
package enum Noun {
  /// The words of a name in camel case: `IngressRule` is `ingress rule`.
  package static func words(of name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, !words.isEmpty { words += " " }
      words += character.lowercased()
    }
    return words
  }

  /// What one entry of a section is called: `targetGroups` holds a `target group`.
  package static func singular(of section: String) -> String {
    let words = words(of: section)
    if words.hasPrefix("vpc") { return "VPC" }
    if words.hasSuffix("ies") { return words.dropLast(3) + "y" }
    return words.hasSuffix("s") ? String(words.dropLast()) : words
  }
}

extension ReadingContext {
  /// Whether a scalar's text is of a form.
  package func isText(_ cursor: Cursor, _ hasForm: (String) -> Bool) -> Bool {
    tree[cursor.node].kind == .scalar && hasForm(tree.text(of: cursor.node))
  }

  package func isList(_ cursor: Cursor) -> Bool { tree[cursor.node].kind == .sequence }

  /// Whether a scalar is written without quotes.
  package func isPlain(_ cursor: Cursor) -> Bool { tree[cursor.node].style == .plain }
}
