import LintelAWS
package import LintelGraph

/// The commands that run what no service runs: a migration, a job by hand.
package struct OneOffTasks {
  private let graph: ResourceGraph

  package init(_ graph: ResourceGraph) {
    self.graph = graph
  }

  /// A block a task definition; empty where a service runs each.
  package var text: String {
    var used: Set<Path> = []
    for node in graph.resources {
      if let task = node["TaskDefinition"]?.reference?.path { used.insert(task) }
    }
    let tasks = graph.resources.filter {
      $0.type == ResourceType.taskDefinition.name && $0.role == .owned && !used.contains($0.path)
    }
    return tasks.map { "\n" + block(of: $0) }.joined()
  }

  private func block(of task: Resource) -> String {
    let family = ShellWord.quoted(task["Family"]?.literal ?? task.path.id)
    var lines = ["To run task definition '\(task.path.id)' once:", ""]
    let places = (task["RequiresCompatibilities"]?.items ?? []).compactMap(\.literal)
    let place = places.isEmpty || places.contains("FARGATE") ? "FARGATE" : "EC2"
    let start = "  aws ecs run-task --region \(graph.region) --cluster \(cluster) --launch-type \(place)"
    if let mode = task["NetworkMode"]?.literal, mode != "awsvpc" {
      return (lines + [start + " \\", "    --task-definition \(family)"]).joined(separator: "\n") + "\n"
    }
    let network = network
    lines += lookup("subnets", "describe-subnets", "Subnets[].SubnetId", network.subnets)
    lines += lookup("groups", "describe-security-groups", "SecurityGroups[].GroupId", network.groups)
    let address = network.isPublic ? "ENABLED" : "DISABLED"
    let subnets = word(network.subnets, "$subnets", "SUBNET")
    let groups = word(network.groups, "$groups", "GROUP")
    lines += [
      start + " \\",
      "    --task-definition \(family) --network-configuration \\",
      "    \"awsvpcConfiguration={subnets=[\(subnets)],securityGroups=[\(groups)],assignPublicIp=\(address)}\"",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The only cluster, or a word for the one that is meant.
  private var cluster: String {
    let clusters = graph.resources.filter { $0.type == ResourceType.cluster.name }
    guard clusters.count == 1 else { return "CLUSTER" }
    if case .existing(.literal(let name)) = clusters[0].role { return ShellWord.quoted(name) }
    return clusters[0]["ClusterName"]?.literal.map(ShellWord.quoted) ?? "CLUSTER"
  }

  /// Where tasks of the first service stand, or else the subnets of the first VPC that route alike.
  private var network: (subnets: [Resource], groups: [Resource], isPublic: Bool) {
    let services = graph.resources.filter { $0.type == ResourceType.service.name }
    for service in services {
      guard let network = service["NetworkConfiguration"]?["AwsvpcConfiguration"] else { continue }
      return (
        nodes(network["Subnets"]), nodes(network["SecurityGroups"]), network["AssignPublicIp"]?.literal == "ENABLED"
      )
    }
    let subnets = graph.resources.filter { $0.type == ResourceType.subnet.name }
    let first = subnets.first
    let alike = subnets.filter {
      $0["VpcId"]?.reference == first?["VpcId"]?.reference
        && $0["MapPublicIpOnLaunch"]?.literal == first?["MapPublicIpOnLaunch"]?.literal
    }
    let groups = graph.resources.filter { $0.type == ResourceType.securityGroup.name }
    return (alike, Array(groups.prefix(1)), first?["MapPublicIpOnLaunch"]?.literal == "true")
  }

  private func nodes(_ value: Value?) -> [Resource] {
    (value?.items ?? []).compactMap { $0.reference.flatMap { graph[$0.path] } }
  }

  /// The ids of what the system makes, by its tags.
  private func lookup(_ variable: String, _ command: String, _ query: String, _ nodes: [Resource]) -> [String] {
    guard !nodes.isEmpty, nodes.allSatisfy({ $0.role == .owned }) else { return [] }
    let environment = graph.environment.map { " Name=tag:lintel:environment,Values=\($0)" } ?? ""
    let ids = nodes.map { LogicalID($0.path).description }.joined(separator: ",")
    return [
      "  \(variable)=$(aws ec2 \(command) --region \(graph.region) --output text \\",
      "    --query 'join(`,`, \(query))' --filters \\",
      "    Name=tag:lintel:project,Values=\(graph.project)\(environment) Name=tag:lintel:id,Values=\(ids))",
    ]
  }

  private func word(_ nodes: [Resource], _ variable: String, _ placeholder: String) -> String {
    if !nodes.isEmpty, nodes.allSatisfy({ $0.role == .owned }) { return variable }
    let ids = nodes.compactMap { node -> String? in
      if case .existing(.literal(let id)) = node.role { id } else { nil }
    }
    return ids.count == nodes.count && !ids.isEmpty ? ids.joined(separator: ",") : placeholder
  }
}
