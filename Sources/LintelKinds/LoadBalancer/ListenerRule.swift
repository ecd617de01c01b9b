import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// What becomes of some requests to a listener, told apart by what they ask for.
package struct ListenerRule: Described {
  package static let summary = "What becomes of the requests that meet all of its conditions."

  let priority: Located<Int>
  let action: Action
  let host: Located<[Located<String>]>?
  let path: Located<[Located<String>]>?
  let header: Located<[MapEntry<[Located<String>]>]>?
  let method: Located<[Located<String>]>?
  let query: Located<[MapEntry<[Located<String>]>]>?
  let source: Located<[Located<String>]>?

  package init(_ fields: inout FieldReader) {
    priority = fields.required(
      "priority", .integer(1...50_000), "Its place among the listener's rules: the lowest is asked first.")
    action = Action(&fields)
    host = fields.optional(
      "host", .oneOrMore(of: .hostPattern),
      "Hosts, one of which the request is for: `api.example.com`, `*.example.com`.")
    path = fields.optional("path", .oneOrMore(of: .pathPattern), "Paths, one of which it asks for: `/api/*`.")
    header = fields.optional(
      "header", .map("header", keys: .headerName, of: .oneOrMore(of: .conditionValue), count: 1...5),
      "Headers by name, each with values, one of which it has.")
    method = fields.optional("method", .oneOrMore(of: .httpMethod), "Methods, one of which it has: `GET`.")
    query = fields.optional(
      "query", .map("query parameter", keys: .queryParameter, of: .oneOrMore(of: .conditionValue), count: 1...5),
      "Parameters of the query by name, each with values, one of which it has.")
    source = fields.optional(
      "source", .oneOrMore(of: .addressRange), "Address ranges of IPv4 or IPv6, from one of which it comes.")
  }

  /// One thing that a request has to be.
  struct Condition {
    /// AWS's name of the part of a request, with that of a header or a parameter.
    let part: String
    /// Patterns or ranges, one of which the part fits.
    let values: [Located<String>]
    let value: Value
  }

  var conditions: [Condition] {
    var found: [Condition] = []
    func add(_ field: String, _ config: String, _ values: Located<[Located<String>]>?) {
      guard let values else { return }
      let set = Value.set(values.value.map(Value.string), at: values.span)
      found.append(
        Condition(
          part: field, values: values.value,
          value: Value(
            .map([Member("Field", Value(.string(field))), Member(config, .map(["Values": set], at: values.span))]),
            at: values.span)))
    }
    add("host-header", "HostHeaderConfig", host)
    add("path-pattern", "PathPatternConfig", path)
    for entry in header?.value ?? [] {
      let set = Value.set(entry.value.value.map(Value.string), at: entry.value.span)
      let config = Value.map(["HttpHeaderName": .string(entry.key), "Values": set], at: entry.key.span)
      found.append(
        Condition(
          part: "http-header \(entry.key.value.lowercased())", values: entry.value.value,
          value: .map(["Field": "http-header", "HttpHeaderConfig": config], at: entry.key.span)))
    }
    add("http-request-method", "HttpRequestMethodConfig", method)
    for entry in query?.value ?? [] {
      let pairs = entry.value.value.map { value in
        Value.map(["Key": .string(entry.key), "Value": .string(value)], at: value.span)
      }
      let config = Value.map(["Values": .set(pairs, at: entry.value.span)], at: entry.key.span)
      found.append(
        Condition(
          part: "query-string \(entry.key.value.lowercased())", values: entry.value.value,
          value: .map(["Field": "query-string", "QueryStringConfig": config], at: entry.key.span)))
    }
    add("source-ip", "SourceIpConfig", source)
    return found
  }

  /// `moved`: set where ECS moves the requests.
  func properties(of listener: Path, moved: MovedTraffic?, in lowering: Lowering) -> [Member] {
    let conditions = self.conditions
    return members([
      "ListenerArn": .reference(listener, .arn),
      "Priority": .integer(priority),
      "Conditions": conditions.isEmpty
        ? nil : .set(conditions.map(\.value), at: conditions.first?.value.span ?? .none),
      "Actions": action.value(moved: moved, in: lowering),
    ])
  }
}

extension FieldType where Value == String {
  /// A host, with wildcards.
  static var hostPattern: FieldType<String> {
    .text("a host", pattern: "^[A-Za-z0-9.*?-]{1,128}$") { text in
      if text.unicodeScalars.count > 128 { return "AWS takes at most 128 characters" }
      let isPattern = text.utf8.allSatisfy { byte in
        byte.isAlphanumeric || [0x2D, 0x2E, 0x2A, 0x3F].contains(byte)
      }
      return isPattern ? nil : "letters, digits, '-', '.', '*' and '?' are possible, without protocol, port and path"
    }
  }

  /// A path, with wildcards.
  static var pathPattern: FieldType<String> {
    .text("a path", pattern: "^[/*?][A-Za-z0-9_.$/~\"'@:+&*?-]{0,127}$") { text in
      if text.unicodeScalars.count > 128 { return "AWS takes at most 128 characters" }
      guard let first = text.first, "/*?".contains(first) else { return "every path begins with '/'" }
      let isPattern = text.utf8.allSatisfy { $0.isAlphanumeric || "_-.$/~\"'@:+&*?".utf8.contains($0) }
      return isPattern ? nil : "letters, digits and _-.$/~\"'@:+&*? are possible, without query"
    }
  }

  /// A value of a header or of a parameter, with wildcards.
  fileprivate static var conditionValue: FieldType<String> { .string(1...128) }

  fileprivate static var httpMethod: FieldType<String> {
    .text("a method", pattern: "^[A-Z_-]{1,40}$") { text in
      let isMethod = text.utf8.allSatisfy { $0.isCapitalLetter || $0 == 0x5F || $0 == 0x2D }
      if isMethod, text.utf8.count <= 40 { return nil }
      return text.uppercased() == text
        ? "at most 40 capital letters, '-' and '_'" : "methods have capital letters: \(text.uppercased())"
    }
  }
}

extension KeyRule {
  fileprivate static let headerName = KeyRule("name", pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$") { key in
    let isName = key.utf8.allSatisfy { byte in
      byte.isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
    if key.lowercased() == "host" { return "the field `host` is for this one" }
    return isName && (1...40).contains(key.utf8.count) ? nil : "AWS takes names of headers of 1 to 40 characters"
  }

  fileprivate static let queryParameter = KeyRule("name", pattern: "^.{1,128}$") { key in
    (1...128).contains(key.unicodeScalars.count) ? nil : "AWS takes 1 to 128 characters"
  }
}
