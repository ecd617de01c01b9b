import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// A port that a load balancer listens on, and where its requests go.
package struct Listener: Existable {
  package static let summary = "A port that a load balancer listens on, and what becomes of its requests."

  let existing: Located<ExistingName>?
  private let writtenPort: Located<Int>?
  private let writtenProtocol: Located<ListenerProtocol>?
  let certificates: Located<[Located<Text>]>?
  let sslPolicy: Located<String>?
  let action: Action
  let rules: [MapEntry<ListenerRule>]

  package init(_ fields: inout FieldReader) {
    writtenPort = fields.optional("port", .port, "The port.", absence: "443 for HTTPS, else 80")
    writtenProtocol = fields.optional(
      "protocol", .choice, "The protocol of clients.",
      absence:
        "`HTTPS` with a certificate or on port 443, else `HTTP`; a network load balancer's says `TCP`, `UDP`, `TCP_UDP` or `TLS`"
    )
    certificates = fields.optional(
      "certificate", .oneOrMore(of: .certificate, count: 1...26),
      "Its certificate by id or ARN, or several, of which the first is for clients that name no other's host.")
    sslPolicy = fields.optional(
      "sslPolicy", .string(1...256).known("TLS policy", by: { Vocabulary.tlsPolicies.verdict(on: $0) }),
      "Which versions of TLS and which ciphers it speaks.", absence: "`\(Self.usualPolicy)`, which is from 2016")
    action = Action(&fields)
    rules =
      fields.optional(
        "rules", .map("rule", keys: .identifier, ofObjects: ListenerRule.self, count: 0...100),
        "What becomes of some requests instead, by id.")?.value ?? []
    existing = fields.optional(
      "existing", .existing(.arn(service: "elasticloadbalancing"), noun: "listener"),
      "The one that is already there, by ARN: it is never created, changed or deleted, and its new rules are.")
  }

  package enum ListenerProtocol: String, CaseIterable, Sendable {
    case http = "HTTP"
    case https = "HTTPS"
    /// Those of network load balancers.
    case tcp = "TCP"
    case tls = "TLS"
    case udp = "UDP"
    case tcpUDP = "TCP_UDP"

    /// Whether it begins with a certificate.
    var isSecure: Bool { self == .https || self == .tls }
    /// Whether it carries requests, as against connections.
    var isOfRequests: Bool { self == .http || self == .https }

    /// How addresses begin, and the port that goes without saying.
    var scheme: (name: String, port: Int)? {
      switch self {
      case .http: ("http", 80)
      case .https: ("https", 443)
      case .tcp, .tls, .udp, .tcpUDP: nil
      }
    }
  }

  /// The policy that AWS takes where nothing is said, by its API and by CloudFormation.
  static let usualPolicy = "ELBSecurityPolicy-2016-08"

  var `protocol`: Located<ListenerProtocol> {
    if let writtenProtocol { return writtenProtocol }
    let isSecure = certificates != nil || writtenPort?.value == 443
    return Located(isSecure ? .https : .http, at: .none)
  }

  var port: Located<Int> { writtenPort ?? Located(`protocol`.value.isSecure ? 443 : 80, at: .none) }

  /// Where the listener says on which port it listens.
  var isPortWritten: Bool { writtenPort != nil }

  /// `moved`: set where ECS moves the connections.
  func properties(of loadBalancer: Path, moved: MovedTraffic?, in lowering: Lowering) -> [Member] {
    // Of one that is there already only what is written is known.
    if existing != nil {
      return members([
        "LoadBalancerArn": .reference(loadBalancer, .arn), "Port": writtenPort.map(Value.integer),
        "Protocol": writtenProtocol.map { .string($0.map(\.rawValue)) }, "DefaultActions": action.value(in: lowering),
      ])
    }
    return members([
      "LoadBalancerArn": .reference(loadBalancer, .arn),
      "Port": .integer(port),
      "Protocol": .string(`protocol`.map(\.rawValue)),
      "SslPolicy": sslPolicy.map(Value.string),
      "Certificates": (certificates?.value.first).map { .set([Self.item($0, in: lowering)], at: $0.span) },
      "DefaultActions": action.value(moved: moved, in: lowering),
    ])
  }

  /// The certificates besides the first: AWS keeps them apart.
  func otherCertificates(in lowering: Lowering) -> Value? {
    guard let others = certificates?.value.dropFirst(), let first = others.first else { return nil }
    return .set(others.map { Self.item($0, in: lowering) }, at: first.span)
  }

  private static func item(_ certificate: Located<Text>, in lowering: Lowering) -> Value {
    .map(["CertificateArn": lowering.value(of: certificate)], at: certificate.span)
  }
}

extension FieldType where Value == Text {
  /// A certificate: the id of one of the spec, or an ARN, which may be known only when deploying.
  static var certificate: FieldType<Text> {
    let reference = FieldType<EntryReference>.reference(to: Certificate.section)
    let text = FieldType<Text>.deployTimeText(1...2048)
    return FieldType(shape: .anyOf([reference.shape(), text.shape()]), placeholder: Text("")) { cursor, context in
      let isID = context.isText(cursor) { !$0.hasPrefix("arn:") && !$0.contains("${") }
      if !isID { return text.read(cursor, context) }
      var word = ""
      _ = context.isText(cursor) { text in
        word = text
        return true
      }
      // A host or a yes: what people write who expect the certificate to follow from it.
      let isHost = DomainName.isOne(word[...], alsoWith: UInt8(ascii: "*"))
      if isHost || ["true", "yes", "on"].contains(word), !context.ids(of: Certificate.section).contains(word) {
        context.findings.report(
          .invalidValue, at: cursor.span(in: context.tree), "'\(ReadingContext.shortened(word))' is no certificate",
          label: "an ARN or the id of one is expected",
          help: [
            "describe it, `certificates: { web: { domainName: \(isHost ? word : "example.com"), hostedZone: Z… } }`, and "
              + "write `web` here"
          ])
        return nil
      }
      return reference.read(cursor, context).map { entry in
        Text(parts: [.resource(section: entry.section, id: entry.id, attribute: "arn")])
      }
    }
  }
}
