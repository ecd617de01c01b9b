import LintelGraph
import LintelSource

/// Finds identifiers of another region or account than the system's.
enum ForeignIdentifiers {
  /// Images are pulled from registries of other regions and accounts.
  private static let shared: Set<String> = ["AWS::ECR::Repository"]

  /// ARNs of one system.
  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    for node in graph.resources {
      if case .existing(.literal(let text)) = node.role, !shared.contains(node.type) {
        check(text, of: "'\(node.path)'", at: node.place(ofMissing: "existing"), graph, findings)
      }
      guard !node.isExisting, node.type == "AWS::IAM::Role" else { continue }
      for policy in node["ManagedPolicyArns"]?.items ?? [] {
        guard let text = policy.literal else { continue }
        check(text, of: "policy '\(text.split(separator: "/").last ?? "")'", at: policy.span, graph, findings)
      }
    }
  }

  private static func check(
    _ text: String, of what: String, at span: Span, _ graph: ResourceGraph, _ findings: Findings
  ) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return }
    if !parts[3].isEmpty, parts[3] != graph.region {
      findings.report(
        .foreignIdentifier, at: span, "\(what) is in region '\(parts[3])', the system in '\(graph.region)'",
        label: "its ARN says so", help: ["use one of region '\(graph.region)'"])
    } else if let account = graph.account, parts[4].utf8.count == 12, parts[4] != account {
      findings.report(
        .foreignIdentifier, at: span, "\(what) is in account \(parts[4]), the system in \(account)",
        label: "its ARN says so", help: ["use one of account \(account)"])
    }
  }

  /// Ids that environments of different regions share.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var first: [String: (region: String, environment: String?, span: Span)] = [:]
    for (graph, findings) in systems {
      for node in graph.resources {
        for (id, span) in regionalIDs(of: node) {
          guard let known = first[id] else {
            first[id] = (graph.region, graph.environment, span)
            continue
          }
          guard known.region != graph.region else { continue }
          findings.report(
            .foreignIdentifier, at: span, "'\(id)' cannot be in region '\(graph.region)' and in '\(known.region)'",
            label: known.environment.map { "environment '\($0)' uses it in '\(known.region)'" } ?? "",
            notes: known.span == span ? [] : [Note("its use in '\(known.region)'", at: known.span)],
            help: ["give each environment the id of its own region"])
        }
      }
    }
  }

  /// Ids whose regions they do not show.
  private static func regionalIDs(of node: Resource) -> [(id: String, span: Span)] {
    if case .existing(.literal(let text)) = node.role {
      let prefixes = ["vpc-", "subnet-", "sg-", "i-", "ami-", "lt-"]
      let hasID = node.type.hasPrefix("AWS::EC2::") || node.type == "Lintel::MachineImage"
      return hasID && prefixes.contains { text.hasPrefix($0) } ? [(text, node.place(ofMissing: "existing"))] : []
    }
    let image = node["ImageId"] ?? node["LaunchTemplateData"]?["ImageId"]
    guard let image, let id = image.literal, id.hasPrefix("ami-") else { return [] }
    return [(id, image.span)]
  }
}
