import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let uselessPublicAddress = Rule(
    "useless-public-address", .warning, .checking,
    "Tasks get public addresses in subnets where these lead nowhere.",
    page: RulePage(
      .containers,
      why: """
        A public address works through an internet gateway, which only a public subnet routes to. In a private one the \
        task leaves by the NAT gateway, nobody reaches it from outside, and the address is paid for by the hour all the \
        same, one for each task.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
      wrong: [
        .ecs(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.48.0/20 }
          services:
            web: { subnets: [private-a, private-b], assignPublicIp: ↓true }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.48.0/20 }
          services:
            web: { subnets: [private-a, private-b], assignPublicIp: false }
          """),
        // One of the subnets is public.
        .ecs(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          services:
            web: { subnets: [private-a, public-b], assignPublicIp: true }
          """),
      ]))
}

/// Finds public addresses that no internet gateway knows.
enum UselessAddresses {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for host in model.hosts(.service) {
      let network = model.graph[host.path]?["NetworkConfiguration"]?["AwsvpcConfiguration"]
      guard let address = network?["AssignPublicIp"], address.literal == "ENABLED", address.span.isWritten,
        let subnets = host.subnets, !subnets.isEmpty, subnets.allSatisfy({ model.isPrivate($0.path) })
      else { continue }
      findings.report(
        .uselessPublicAddress, at: address.span,
        "tasks of service '\(host.path.id)' get public addresses, and none of their subnets is public",
        label: "no internet gateway passes them on", help: ["write `assignPublicIp: false`, or use public subnets"])
    }
  }
}

extension SystemModel {
  /// Whether a subnet of the spec certainly routes to no internet gateway.
  fileprivate func isPrivate(_ subnet: Path) -> Bool {
    guard let node = graph[subnet], !node.isExisting else { return false }
    return node.places["routeTable"] == nil && node["MapPublicIpOnLaunch"]?.literal != "true"
      && graph[subnet.appending("defaultRoute")]?["GatewayId"] == nil
  }
}
