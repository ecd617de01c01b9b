import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let requestTimeoutOverTCP = Rule(
    "request-timeout-over-tcp", .error, .checking, "A proxy that speaks no more than TCP knows no requests.",
    page: RulePage(
      .containers,
      why: """
        Service Connect tells requests apart where the port says what is spoken there: `appProtocol: http`, `http2` or \
        `grpc`. Of any other port its proxies know connections only, and AWS refuses a limit for requests.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html",
      wrong: [.ecs(endpoint("{ port: 8080, name: http }", "↓30"))],
      right: [.ecs(endpoint("{ port: 8080, name: http, appProtocol: http }", "30"))]))

  private static func endpoint(_ port: String, _ seconds: String) -> String {
    """
    namespaces: { main: {} }
    taskDefinitions:
      web: { containers: { web: { port: null, ports: [\(port)] } } }
    services:
      web: { serviceConnect: { services: [{ portName: http, timeout: { perRequest: \(seconds) } }] } }
    """
  }
}

extension Service {
  /// Of a task definition that is already there nobody knows the ports.
  func checkConnect(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let connect = serviceConnect?.value,
      let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id]
    else { return }
    if let logs = connect.logs, logGroup(of: logs, in: lowered.spec) == nil {
      lowered.findings.report(
        .missingKey, at: logs.span, "the logs of Service Connect lack 'group'",
        label: "task definition '\(task.id)' has no log group that is known here",
        help: ["add `group:` with an entry of `logGroups`"])
    }
    for endpoint in connect.services {
      let name = endpoint.value.portName
      guard let port = port(named: name.value, in: lowered.spec) else {
        if task.existing == nil {
          reportPort(name, task, lowered)
        } else if endpoint.value.clientAliases.isEmpty {
          lowered.findings.report(
            .missingKey, at: endpoint.span, "this Service Connect service lacks 'clientAliases'",
            label: "the ports of task definition '\(task.id)', which is already there, are not known",
            help: ["add `clientAliases: [{ port: 8080 }]`, with the port that clients connect to"])
        }
        continue
      }
      guard let limit = endpoint.value.timeout?.value.perRequest, port.appProtocol == nil else { continue }
      lowered.findings.report(
        .requestTimeoutOverTCP, at: limit.span, "port '\(name.value)' does not say what is spoken there",
        label: "over TCP there are no requests", labels: port.name.map { [Label($0.span, "the port")] } ?? [],
        help: ["add `appProtocol: http` to the port, or `http2` or `grpc`; or remove the limit"])
    }
  }

  private func reportPort(_ name: Located<String>, _ task: Entry<TaskDefinition>, _ lowered: Lowering) {
    let ports = task.model.containers.flatMap(\.value.value.ports)
    let names = ports.compactMap(\.name?.value)
    let near = Suggestion.nearest(to: name.value, among: names)
    let unnamed = task.model.containers.lazy.compactMap { container in
      container.value.value.ports.first { $0.name == nil }.map { (container: container.key.value, port: $0.port) }
    }.first
    let help: String
    if let near {
      help = "did you mean `\(near)`?"
    } else if let unnamed {
      help =
        "in taskDefinitions.\(task.id).containers.\(unnamed.container): "
        + "`ports: [{ port: \(unnamed.port.value), name: \(name.value) }]`, in place of `port`"
    } else if names.isEmpty {
      help = "give a container of the task a port: `ports: [{ port: 8080, name: \(name.value) }]`"
    } else {
      help = "its ports are \(Suggestion.list(names))"
    }
    lowered.findings.report(
      .unknownReference, at: name.span, "no container of task definition '\(task.id)' has a port named '\(name.value)'",
      label: "Service Connect finds a port by its name",
      notes: unnamed.map { [Note("this port has no name", at: $0.port.span)] } ?? [], help: [help])
  }
}
