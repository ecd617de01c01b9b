import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let uselessPublicAddress = Rule(
    "useless-public-address", .warning, .checking,
    "Tasks or instances get public addresses in subnets where these lead nowhere.",
    page: RulePage(
      .containers,
      why: """
        A public address works through an internet gateway, which only a public subnet routes to. In a private one the \
        task or instance leaves by the NAT gateway, nobody reaches it from outside, and the address is paid for by the \
        hour all the same, one for each.
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
          """),
        .ec2(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.1.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.1.48.0/20 }
          launchTemplates:
            web: { assignPublicIp: ↓true }
          autoScalingGroups:
            web: { subnets: [private-a, private-b] }
          """),
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
        // One of the groups that start instances of it is in public subnets.
        .ec2(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.1.32.0/20 }
          launchTemplates:
            web: { assignPublicIp: true }
          autoScalingGroups:
            inside: { launchTemplate: web, subnets: [private-a], minSize: 1, maxSize: 1 }
          """),
      ]))
}

/// Finds public addresses that no internet gateway knows.
enum UselessAddresses {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let hosts = model.hosts(.service) + model.hosts(.autoScalingGroup)
    // Several groups may start instances from one launch template.
    var owners: [Path] = []
    var hostsOfOwner: [Path: [Host]] = [:]
    for host in hosts {
      guard host.publicAddress?.certainty == .yes, let owner = host.addressOwner else { continue }
      if hostsOfOwner[owner] == nil { owners.append(owner) }
      hostsOfOwner[owner, default: []].append(host)
    }
    for owner in owners {
      guard let hosts = hostsOfOwner[owner], hosts.allSatisfy(model.isInside), let span = model.place(ofWord: hosts[0])
      else { continue }
      let who = hosts[0].kind == .service ? "tasks" : "instances"
      findings.report(
        .uselessPublicAddress, at: span,
        "\(who) of \(owner.words) get public addresses, and none of their subnets is public",
        label: "no internet gateway passes them on", help: ["write `assignPublicIp: false`, or use public subnets"])
    }
  }
}

extension SystemModel {
  /// Whether something stands in private subnets only.
  fileprivate func isInside(_ host: Host) -> Bool {
    guard let subnets = host.subnets, !subnets.isEmpty else { return false }
    return subnets.allSatisfy { isPrivate($0.path) }
  }

  /// Where somebody wrote that a host has public addresses.
  fileprivate func place(ofWord host: Host) -> Span? {
    guard let node = graph[host.path],
      let property = Catalog.facts(of: node.type)?.stands?.publicAddress?.property,
      let span = property.value(in: node, of: graph)?.span, span.isWritten
    else { return nil }
    return span
  }

  /// Whether a subnet of the spec certainly routes to no internet gateway.
  fileprivate func isPrivate(_ subnet: Path) -> Bool {
    guard let node = graph[subnet], !node.isExisting else { return false }
    return node.places["routeTable"] == nil && node["MapPublicIpOnLaunch"]?.literal != "true"
      && graph[subnet.appending("defaultRoute")]?["GatewayId"] == nil
  }
}
