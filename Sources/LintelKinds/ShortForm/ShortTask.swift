import LintelAWS
import LintelSource
import LintelSpec
import LintelYAML

// What a service runs: the task definition, and the repository of an image that is built.
extension ShortForm {
  private static let containerKeys = ["image", "build", "port", "environment", "secrets", "command"]

  /// The parameter that says the tag of images that are built.
  private static let tagParameter = "imageTag"

  /// Writes the task definition of a service; the keys that it is made of.
  mutating func writeTask(of service: ShortService) -> Set<String> {
    let keys = Self.taskKeys.filter { service.fields[$0] != nil }
    // Beside a task definition that is named they say what nobody heeds: the reader reports those of the service.
    if field("taskDefinition", of: service.id, in: "services") != nil { return Set(keys).subtracting(service.own) }
    guard let first = keys.first, let place = service.fields[first] else { return [] }
    if isExisting("taskDefinitions", service.id) {
      findings.report(
        .exactlyOne, at: place.key,
        "'\(first)' cannot stand beside task definition '\(service.id)', which is already there",
        label: "nothing of it is ever changed", help: ["remove it, or `existing` from the task definition"])
      return Set(keys)
    }
    add("taskDefinitions", service.id, at: place.key, taskFields(of: service, at: place.key))
    let isTwice = service.fields["image"] != nil && service.fields["build"] != nil
    return Set(keys).subtracting(isTwice ? ["image", "build"] : [])
  }

  private mutating func taskFields(of service: ShortService, at place: Span) -> [DraftField] {
    var fields = size(of: service, at: place)
    if let role = service.fields["taskRole"] { fields.append(DraftField("taskRole", at: role.key, .node(role.value))) }
    if !saysLogs(service.id) {
      let logs: Draft = .map([DraftField("retentionDays", at: place, .text("30", at: place))], at: place)
      fields.append(DraftField("logs", at: place, logs))
    }
    let container = containerFields(of: service)
    guard let first = Self.containerKeys.lazy.compactMap({ service.fields[$0] }).first else { return fields }
    let name = containerName(of: service)
    let containers = DraftField(name, at: first.key, .map(container, at: first.key))
    fields.append(DraftField("containers", at: first.key, .map([containers], at: first.key)))
    return fields
  }

  private mutating func containerFields(of service: ShortService) -> [DraftField] {
    var fields: [DraftField] = []
    if let image = service.fields["image"] {
      fields.append(DraftField("image", at: image.key, .node(image.value)))
    } else if let build = service.fields["build"] {
      fields.append(DraftField("image", at: build.key, writeRepository(of: service, build)))
    }
    for key in ["port", "environment", "secrets", "command"] {
      if let field = service.fields[key] { fields.append(DraftField(key, at: field.key, .node(field.value))) }
    }
    return fields
  }

  /// The container that a service's own keys are about: the one of its id, or the only one that is written.
  func containerName(of service: ShortService) -> String {
    let containers = map("containers", in: entry("taskDefinitions", service.id))
    let names = containers.map { node in tree.pairs(of: node).map { tree.text(of: $0.key) } } ?? []
    let isNamed = service.fields["image"] != nil || service.fields["build"] != nil
    return names.count == 1 && !isNamed ? names[0] : service.id
  }

  /// Writes the repository of an image that is built; the image.
  private mutating func writeRepository(of service: ShortService, _ build: ShortField) -> Draft {
    if !isExisting("repositories", service.id) {
      let isMap = tree[tree.resolve(build.value)].kind == .mapping
      let how: Draft =
        isMap ? .node(build.value) : .map([DraftField("context", at: build.key, .node(build.value))], at: build.key)
      add("repositories", service.id, at: build.key, [DraftField("build", at: build.key, how)])
    }
    let name = Self.tagParameter
    if !hasTag, entry("parameters", name) == nil {
      hasTag = true
      let words = "Tag of the images that are built"
      add(
        "parameters", name, at: build.key,
        [
          DraftField("description", at: build.key, .text(words, at: build.key)),
          DraftField("default", at: build.key, .text("1.0.0", at: build.key)),
        ])
    }
    return .map(
      [
        DraftField("repository", at: build.key, .text(service.id, at: build.key)),
        DraftField("tag", at: build.key, .text("${parameters.\(name)}", at: build.key)),
      ], at: build.key)
  }

  /// Whether it is written how long the logs of a task are kept, or that they go somewhere else.
  private func saysLogs(_ id: String) -> Bool {
    let task = entry("taskDefinitions", id)
    if saysLogs(in: task) || saysLogs(in: defaults(of: "taskDefinitions")) { return true }
    guard let containers = map("containers", in: task) else { return false }
    return tree.pairs(of: containers).contains { saysLogs(in: tree.resolve($0.value)) }
  }

  /// The same of one map that has `logs`.
  private func saysLogs(in owner: NodeID?) -> Bool {
    guard let owner, tree[owner].kind == .mapping, let logs = tree.value(of: "logs", in: owner).map(tree.resolve) else {
      return false
    }
    guard tree[logs].kind == .mapping else { return true }
    let isElsewhere = tree.value(of: "driver", in: logs).map { word($0) != "awslogs" } ?? false
    return isElsewhere || ["group", "retentionDays"].contains { tree.value(of: $0, in: logs) != nil }
  }

  /// CPU units and memory: what is written, and what goes with it.
  private func size(of service: ShortService, at place: Span) -> [DraftField] {
    let (cpu, memory) = (service.fields["cpu"], service.fields["memory"])
    var fields: [DraftField] = []
    if let cpu { fields.append(DraftField("cpu", at: cpu.key, .node(cpu.value))) }
    if let memory { fields.append(DraftField("memory", at: memory.key, .node(memory.value))) }
    let otherCPU = field("cpu", of: service.id, in: "taskDefinitions")
    let otherMemory = field("memory", of: service.id, in: "taskDefinitions")
    let units = word(cpu?.value ?? otherCPU).flatMap { Int($0) }
    let size = word(memory?.value ?? otherMemory).flatMap { Int($0) }
    if cpu == nil, otherCPU == nil {
      let fitting = memory == nil && otherMemory == nil ? 256 : size.flatMap { FargateSize.leastCPU(withMemory: $0) }
      if let fitting {
        fields.append(DraftField("cpu", at: (memory?.key ?? place), .text("\(fitting)", at: memory?.key ?? place)))
      }
    }
    if memory == nil, otherMemory == nil {
      let fitting = cpu == nil && otherCPU == nil ? 512 : units.flatMap { FargateSize.leastMemory(withCPU: $0) }
      if let fitting {
        fields.append(DraftField("memory", at: cpu?.key ?? place, .text("\(fitting)", at: cpu?.key ?? place)))
      }
    }
    return fields
  }
}
