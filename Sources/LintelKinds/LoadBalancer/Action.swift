import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// What becomes of a request: the fields that a listener and a rule of it have among their own, of which one is there.
struct Action {
  private let targetGroup: Located<EntryReference>?
  private let forward: Located<[Located<WeightedTargetGroup>]>?
  let redirect: Located<Redirect>?
  let fixedResponse: Located<FixedResponse>?

  init(_ fields: inout FieldReader) {
    targetGroup = fields.optional(
      "targetGroup", .reference(to: TargetGroup.section), "The target group that requests are forwarded to.")
    forward = fields.optional(
      "forward", .list(of: .object, count: 1...5), "Target groups that share the requests, by weight.")
    redirect = fields.optional("redirect", .object, "Where clients are sent instead.")
    fixedResponse = fields.optional("fixedResponse", .object, "What the load balancer answers by itself.")
    fields.exactlyOne("targetGroup", "forward", "redirect", "fixedResponse")
  }

  /// The target groups that requests are forwarded to.
  var targetGroups: [Located<EntryReference>] {
    (targetGroup.map { [$0] } ?? []) + (forward?.value ?? []).map(\.value.targetGroup)
  }

  /// The same of a rule or a listener of which ECS moves the requests or the connections: it names both groups from the
  /// start, so that both belong to a load balancer, and all go to the one that is written.
  func value(moved: MovedTraffic?, in lowering: Lowering) -> Value? {
    guard let targetGroup, let groups = moved?.groups,
      let other = [groups.alternate, groups.first].first(where: { $0.value != targetGroup.value })
    else { return value(in: lowering) }
    let shares = [(targetGroup, 1), (other, 0)].map { group, weight in
      Value.map(["TargetGroupArn": lowering.reference(group, .arn), "Weight": Value(.integer(weight))], at: group.span)
    }
    let config = Value.map(["TargetGroups": .set(shares, at: targetGroup.span)], at: targetGroup.span)
    return .list([.map(["Type": "forward", "ForwardConfig": config], at: targetGroup.span)])
  }

  /// As AWS's list of actions; nil where none is written, which only what is already there may leave out.
  func value(in lowering: Lowering) -> Value? {
    if let targetGroup {
      return .list([
        .map(["Type": "forward", "TargetGroupArn": lowering.reference(targetGroup, .arn)], at: targetGroup.span)
      ])
    }
    if let forward {
      let groups = forward.value.map { group in
        Value.map(
          [
            "TargetGroupArn": lowering.reference(group.value.targetGroup, .arn),
            "Weight": .integer(group.value.weight),
          ], at: group.span)
      }
      let config = Value.map(["TargetGroups": .set(groups, at: forward.span)], at: forward.span)
      return .list([.map(["Type": "forward", "ForwardConfig": config], at: forward.span)])
    }
    if let redirect {
      return .list([
        .map(["Type": "redirect", "RedirectConfig": redirect.value.value(at: redirect.span)], at: redirect.span)
      ])
    }
    return fixedResponse.map { response in
      .list([
        .map(
          ["Type": "fixed-response", "FixedResponseConfig": response.value.value(at: response.span)], at: response.span)
      ])
    }
  }
}

/// A target group and its share of the requests.
package struct WeightedTargetGroup: Described {
  package static let summary = "A target group and its share of the requests."
  package static let noun = "target group of an action"

  let targetGroup: Located<EntryReference>
  let weight: Located<Int>

  package init(_ fields: inout FieldReader) {
    targetGroup = fields.required("targetGroup", .reference(to: TargetGroup.section), "The target group.")
    weight = fields.required(
      "weight", .integer(0...999), "Its share: of 1 and 3 the second gets three requests in four, of 0 none.")
  }
}

/// An address that clients are sent to.
///
/// What is not written stays as the request has it: AWS says so with these words.
package struct Redirect: Described {
  package static let summary =
    "Where clients are sent instead. `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` are those of the request."

  let `protocol`: Located<String>?
  let host: Located<String>?
  let port: Located<String>?
  let path: Located<String>?
  let query: Located<String>?
  private let statusCode: Located<StatusCode>

  package init(_ fields: inout FieldReader) {
    `protocol` = fields.optional(
      "protocol", .oneOf(["HTTP", "HTTPS", "#{protocol}"]), "The protocol.", absence: "`#{protocol}`")
    host = fields.optional("host", .string(1...128), "The host.", absence: "`#{host}`")
    port = fields.optional(
      "port", .redirectPort, "The port: 443 where the protocol becomes HTTPS.", absence: "`#{port}`")
    path = fields.optional("path", .requestPath(upTo: 128), "The path, from its first slash on.", absence: "`/#{path}`")
    query = fields.optional("query", .string(0...128), "The query, without its question mark.", absence: "`#{query}`")
    statusCode = fields.required(
      "statusCode", .choice, "`HTTP_301` for ever, which browsers remember, `HTTP_302` for now.")
  }

  package enum StatusCode: String, CaseIterable, Sendable {
    case permanent = "HTTP_301"
    case temporary = "HTTP_302"
  }

  func value(at span: Span) -> Value {
    func part(_ written: Located<String>?, _ same: String) -> Value {
      written.map(Value.string) ?? Value(.string(same))
    }
    return .map(
      [
        "Protocol": part(`protocol`, "#{protocol}"), "Host": part(host, "#{host}"), "Port": part(port, "#{port}"),
        "Path": part(path, "/#{path}"), "Query": part(query, "#{query}"),
        "StatusCode": .string(statusCode.map(\.rawValue)),
      ], at: span)
  }
}

/// An answer of the load balancer's own.
package struct FixedResponse: Described {
  package static let summary = "An answer of the load balancer's own."

  private let statusCode: Located<Int>
  private let contentType: Located<String>?
  private let body: Located<String>?

  package init(_ fields: inout FieldReader) {
    statusCode = fields.required("statusCode", .responseCode, "The code: 2XX, 4XX or 5XX.")
    contentType = fields.optional(
      "contentType",
      .oneOf(["text/plain", "text/css", "text/html", "application/javascript", "application/json"]),
      "What the body is.", absence: "`text/plain`")
    body = fields.optional("body", .string(0...1024), "The body.", absence: "nothing")
  }

  func value(at span: Span) -> Value {
    .map(
      [
        "StatusCode": .string(statusCode.map { String($0) }), "ContentType": contentType.map(Value.string),
        "MessageBody": body.map(Value.string),
      ], at: span)
  }
}

extension FieldType where Value == String {
  /// A port, or `#{port}`.
  fileprivate static var redirectPort: FieldType<String> {
    .text("a port", pattern: "^(#\\{port\\}|[1-9][0-9]{0,4})$") { text in
      let port = Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
      return text == "#{port}" || port.map { String($0) == text } ?? false ? nil : "1 to 65535, or `#{port}`"
    }
  }
}

extension FieldType where Value == Int {
  /// A code of HTTP that is no redirect.
  fileprivate static var responseCode: FieldType<Int> {
    integer(200...599).converted(placeholder: 200) { code, span, context in
      if code / 100 != 3 { return code }
      context.findings.report(
        .invalidValue, at: span, "\(code) is the code of a redirect", label: "AWS takes 2XX, 4XX and 5XX",
        help: ["use `redirect` to send clients elsewhere"])
      return nil
    }
  }
}
