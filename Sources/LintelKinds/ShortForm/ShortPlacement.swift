import LintelSource
import LintelYAML

// Where the tasks of a service stand, what they wear, and what registers with its target group.
extension ShortForm {
  /// The fields that a service gets besides those of its scaling.
  mutating func serviceFields(
    of service: ShortService, behind door: Door?, in network: ShortNetwork
  ) -> [DraftField] {
    var fields: [DraftField] = []
    let isTask = service.fields.keys.contains { Self.taskKeys.contains($0) }
    if isTask || door != nil, hasOwnAddresses(service) {
      fields += placement(of: service, behind: door, in: network)
    }
    guard let door else { return fields }
    let place = door.exposure.span
    var target = [DraftField("targetGroup", at: place, .text(service.id, at: place))]
    if isTask { target.append(DraftField("container", at: place, .text(containerName(of: service), at: place))) }
    fields.append(DraftField("loadBalancers", at: place, .list([.map(target, at: place)], at: place)))
    if field("healthCheckGracePeriod", of: service.id, in: "services") == nil {
      fields.append(DraftField("healthCheckGracePeriod", at: place, .text("60", at: place)))
    }
    return fields
  }

  private mutating func placement(
    of service: ShortService, behind door: Door?, in network: ShortNetwork
  ) -> [DraftField] {
    let place = door?.exposure.span ?? service.span
    var fields: [DraftField] = []
    if field("subnets", of: service.id, in: "services") == nil {
      let (subnets, isPublic) = network.placeOfTasks
      if !subnets.isEmpty {
        fields.append(DraftField("subnets", at: place, .list(subnets.map { .text($0, at: place) }, at: place)))
      }
      if isPublic, field("assignPublicIp", of: service.id, in: "services") == nil, runsOnFargate(service) {
        fields.append(DraftField("assignPublicIp", at: place, .text("true", at: place)))
      }
    }
    if field("securityGroups", of: service.id, in: "services") == nil {
      if !isExisting("securityGroups", service.id) { writeGroup(of: service, behind: door, at: place) }
      fields.append(DraftField("securityGroups", at: place, .list([.text(service.id, at: place)], at: place)))
    }
    return fields
  }

  private mutating func writeGroup(of service: ShortService, behind door: Door?, at place: Span) {
    let words = door == nil ? "Tasks that nobody connects to" : "Tasks, reachable from the load balancer"
    var fields = [DraftField("description", at: place, .text(words, at: place))]
    if let door, !door.groups.isEmpty {
      let rules = door.groups.map { group -> Draft in
        .map(
          [
            DraftField("port", at: place, .node(door.exposure.port)),
            DraftField("securityGroup", at: place, .text(group, at: place)),
          ], at: place)
      }
      fields.append(DraftField("ingress", at: place, .list(rules, at: place)))
    }
    add("securityGroups", service.id, at: place, fields)
  }

  /// Whether the tasks of a service have addresses of their own, as all on Fargate do.
  private func hasOwnAddresses(_ service: ShortService) -> Bool {
    let task = word(field("taskDefinition", of: service.id, in: "services")) ?? service.id
    if let mode = word(field("networkMode", of: task, in: "taskDefinitions")) { return mode == "awsvpc" }
    guard let platforms = field("requiresCompatibilities", of: task, in: "taskDefinitions") else { return true }
    return items(platforms).contains { word($0) == "FARGATE" }
  }

  /// Whether tasks run on Fargate, as far as the spec says.
  private func runsOnFargate(_ service: ShortService) -> Bool {
    if let type = word(field("launchType", of: service.id, in: "services")) { return type == "FARGATE" }
    let cluster = word(field("cluster", of: service.id, in: "services")) ?? ids(of: "clusters").first ?? ""
    let strategy =
      field("capacityProviderStrategy", of: service.id, in: "services")
      ?? field("defaultCapacityProviderStrategy", of: cluster, in: "clusters")
    return items(strategy).allSatisfy { share in
      let share = tree.resolve(share)
      guard tree[share].kind == .mapping else { return true }
      return word(tree.value(of: "capacityProvider", in: share))?.hasPrefix("FARGATE") ?? true
    }
  }
}
