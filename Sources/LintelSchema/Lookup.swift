package import LintelSource
import LintelSpec
import LintelYAML

/// A stack's export or a stored parameter that holds a value.
package struct Lookup: Described {
  package static let summary = "Where a value is looked up when deploying, in the account and region of the system."

  package let export: Located<String>?
  package let ssm: Located<String>?
  package let item: Located<Int>?

  package init(_ fields: inout FieldReader) {
    export = fields.optional("export", .exportName, "The name of another stack's export.")
    ssm = fields.optional("ssm", .parameterName, "The name or path of a parameter in Systems Manager's store.")
    item = fields.optional(
      "item", .integer(0...99), "Which value of a comma-separated list is meant, from 0 on.", absence: "the whole")
    fields.exactlyOne("export", "ssm")
  }
}

/// A lookup that stands where a value is wanted, under the name of the parameter that it stands for.
package struct NamedLookup: Sendable {
  package let name: String
  package let export: String?
  package let ssm: String?
  package let item: Int?
  package let span: Span

  init(_ lookup: Lookup, name: String, at span: Span) {
    self.name = name
    export = lookup.export?.value
    ssm = lookup.ssm?.value
    item = lookup.item?.value
    self.span = span
  }
}

/// What tells lookups apart.
struct LookupKey: Hashable {
  private let export: String?
  private let ssm: String?
  private let item: Int?

  fileprivate init(_ lookup: Lookup) {
    export = lookup.export?.value
    ssm = lookup.ssm?.value
    item = lookup.item?.value
  }
}

extension ReadingContext {
  /// The parameter that a lookup stands for: one for all that look up the same.
  func parameter(for lookup: Lookup, at span: Span) -> String {
    let key = LookupKey(lookup)
    if let known = lookupNames[key] { return known }
    let beginning = lookup.derivedName
    var name = beginning
    var count = lookupCounts[beginning] ?? 1
    while scope.parameters[name] != nil || lookupCounts[name] != nil {
      count += 1
      name = "\(beginning)\(count)"
    }
    lookupCounts[beginning] = count
    lookupCounts[name] = lookupCounts[name] ?? 1
    lookupNames[key] = name
    lookups.append(NamedLookup(lookup, name: name, at: span))
    return name
  }
}

extension Lookup {
  /// `export` or `ssm`, and the letters and digits of the name.
  fileprivate var derivedName: String {
    var result = export == nil ? "ssm" : "export"
    var isStart = true
    for byte in ((export ?? ssm)?.value ?? "").utf8 {
      guard byte.isAlphanumeric else {
        isStart = true
        continue
      }
      let letter = Character(UnicodeScalar(byte))
      result += isStart ? letter.uppercased() : String(letter)
      isStart = false
    }
    return item.map { "\(result)Item\($0.value)" } ?? result
  }
}

extension FieldType where Value == String {
  /// The name of an export, as CloudFormation takes it.
  package static var exportName: FieldType<String> {
    .text("the name of an export", pattern: "^[a-zA-Z0-9:-]{1,255}$") { text in
      text.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x3A || $0 == 0x2D } && (1...255).contains(text.utf8.count)
        ? nil : "letters, digits, colons and hyphens, at most 255"
    }
  }

  /// The name of a parameter in Systems Manager's store, in this account: AWS's own public ones among them.
  package static var parameterName: FieldType<String> {
    .text("the name of a parameter", pattern: "^/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*$") { text in
      let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
      let words = path.split(separator: "/", omittingEmptySubsequences: false)
      let isName = words.allSatisfy { word in
        !word.isEmpty && word.utf8.allSatisfy { $0.isAlphanumeric || "_.-".utf8.contains($0) }
      }
      return isName && text.utf8.count <= 1011 ? nil : "letters, digits, `_`, `.` and `-`, with `/` between levels"
    }
  }
}

extension FieldType where Value == String {
  /// The path of a parameter that is made in Systems Manager's store.
  ///
  /// AWS takes names without a slash too, whose ARNs do not tell them from paths.
  package static var parameterPath: FieldType<String> {
    parameterName.converted(
      shape: .string(pattern: "^(/[a-zA-Z0-9_.-]+)+$", minLength: 2, maxLength: nil), placeholder: ""
    ) { name, span, context in
      if name.hasPrefix("/") { return name }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(name))' is no path", label: "it begins with a slash",
        help: ["write `/\(name)`"])
      return nil
    }
  }
}

extension FieldType where Value == Text {
  /// A text, or where it is looked up when deploying.
  func orLookup() -> FieldType<Text> {
    FieldType(shape: .orLookup(shape(), Lookup.described), placeholder: Text("")) { cursor, context in
      guard context.tree[cursor.node].kind == .mapping else { return read(cursor, context) }
      return FieldType<Lookup>.object.read(cursor, context).map { lookup in
        Text(parts: [.parameter(context.parameter(for: lookup, at: cursor.span(in: context.tree)))])
      }
    }
  }
}
