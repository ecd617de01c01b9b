import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource

/// A port that a container listens on.
package struct ContainerPort: Described {
  package static let summary = "A port that a container listens on."

  let port: Located<Int>
  let hostPort: Located<Int>?
  let `protocol`: Located<Transport>
  let name: Located<String>?
  let appProtocol: Located<String>?

  package init(_ fields: inout FieldReader) {
    port = fields.required("port", .port, "The port.")
    hostPort = fields.optional(
      "hostPort", .integer(0...65_535),
      "In network mode `bridge` the instance's port that leads to it, `0` for any that is free. Else the same as `port`.",
      absence: "`0` in network mode `bridge`, and `port` in others")
    `protocol` = fields.optional("protocol", .choice, default: .tcp, "What is spoken there.")
    name = fields.optional("name", .name(.containerPort), "What Service Connect calls it.")
    appProtocol = fields.optional(
      "appProtocol", .oneOf(["http", "http2", "grpc"]), "What is spoken over TCP, for Service Connect to measure.",
      absence: "no more than TCP")
  }

  /// One of which nothing but the number is written.
  init(_ port: Located<Int>) {
    self.port = port
    hostPort = nil
    `protocol` = Located(.tcp, at: .none)
    name = nil
    appProtocol = nil
  }

  package enum Transport: String, CaseIterable, Sendable { case tcp, udp }

  /// Where a task has an address of its own, or that of its instance, the port there need not be said.
  func value(in mode: TaskDefinition.NetworkMode) -> Value {
    .map(
      [
        "ContainerPort": .integer(port),
        "HostPort": mode == .bridge ? hostPort.map { .integer($0) } ?? Value(.integer(0)) : nil,
        "Protocol": .string(`protocol`.map(\.rawValue)),
        "Name": name.map(Value.string), "AppProtocol": appProtocol.map(Value.string),
      ], at: port.span)
  }

  /// For messages: `8080`, `udp 53`.
  var words: String { `protocol`.value == .tcp ? "\(port.value)" : "\(`protocol`.value) \(port.value)" }
}
