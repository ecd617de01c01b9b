import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds what tasks ask for against the instances of their cluster.
enum TaskPlacement {
  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: Set<Path> = []
    for service in model.made(.service) {
      guard let capacity = ClusterCapacity(of: service, in: model),
        let task = (service["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }), !task.isExisting
      else { continue }
      checkZones(of: service, capacity, model, findings)
      checkInterfaces(of: service, task, capacity, model, findings)
      checkPorts(of: service, task, capacity, model, findings)
      // A task definition may be several services'.
      if seen.insert(task.path).inserted { check(task, of: service, capacity, model.graph, findings) }
    }
  }

  /// What a task reserves, and the places that say so.
  private struct Demand {
    var amount = 0
    var spans: [Span] = []

    mutating func add(_ value: Value, in graph: ResourceGraph) {
      guard let count = graph.count(value) else { return }
      amount += count
      spans.append(value.span)
    }
  }

  private static func check(
    _ task: Resource, of service: Resource, _ capacity: ClusterCapacity, _ graph: ResourceGraph, _ findings: Findings
  ) {
    let fits = architecture(of: task, capacity)
    if let wanted = fits.wanted, fits.types.isEmpty {
      let type = capacity.types[0]
      return findings.report(
        .noInstanceForTask, at: wanted.span,
        "tasks of service '\(service.path.id)' are for \(wanted.literal ?? "another processor"), and \(words(for: capacity)) for another",
        label: "no instance of its cluster can run them",
        notes: [Note("'\(type.name)' is of another architecture", at: type.span.isWritten ? type.span : nil)],
        help: ["use instance types of that architecture, with an AMI for it, or leave `architecture` out"])
    }
    var (cpu, memory) = (Demand(), Demand())
    let containers = task["ContainerDefinitions"]?.items ?? []
    for (size, ofContainer) in [("Cpu", ["Cpu"]), ("Memory", ["MemoryReservation", "Memory"])] {
      var demand = Demand()
      if let whole = task[size] {
        demand.add(whole, in: graph)
      } else {
        for container in containers {
          if let value = ofContainer.lazy.compactMap({ container[$0] }).first { demand.add(value, in: graph) }
        }
      }
      if size == "Cpu" { cpu = demand } else { memory = demand }
    }
    let types = checkProcessors(of: task, service, fits.types, findings)
    if types.isEmpty { return }
    if types.contains(where: { cpu.amount <= $0.size.cpuUnits && memory.amount < $0.size.memoryMiB }) { return }
    let wide = types.max { $0.size.cpuUnits < $1.size.cpuUnits } ?? types[0]
    let deep = types.max { $0.size.memoryMiB < $1.size.memoryMiB } ?? types[0]
    if cpu.amount > wide.size.cpuUnits {
      report(
        cpu, "\(cpu.amount) CPU units", "'\(wide.name)' has \(wide.size.cpuUnits)", of: service, task, wide, findings)
    } else if memory.amount >= deep.size.memoryMiB {
      report(
        memory, "\(memory.amount) MiB of memory",
        "'\(deep.name)' has \(deep.size.memoryMiB), with what the kernel and the agent take", of: service, task, deep,
        findings)
    } else {
      report(
        memory, "\(cpu.amount) CPU units and \(memory.amount) MiB of memory at once",
        "no type of its instances has both",
        of: service, task, deep, findings)
    }
  }

  private static func report(
    _ demand: Demand, _ amount: String, _ offer: String, of service: Resource, _ task: Resource,
    _ type: ClusterCapacity.InstanceType, _ findings: Findings
  ) {
    findings.report(
      .noInstanceForTask, at: demand.spans.first ?? task.span,
      "a task of service '\(service.path.id)' reserves \(amount), and \(offer)", label: "no instance can take it",
      labels: demand.spans.dropFirst().map { Label($0, "and this much more") },
      notes: [Note("the largest type that its instances may be of", at: type.span.isWritten ? type.span : nil)],
      help: ["reserve less, or use a larger instance type"])
  }

  /// The types of the architecture that the task names, or all of them.
  private static func architecture(
    of task: Resource, _ capacity: ClusterCapacity
  ) -> (wanted: Value?, types: [ClusterCapacity.InstanceType]) {
    guard let wanted = task["RuntimePlatform"]?["CpuArchitecture"], let word = wanted.literal else {
      return (nil, capacity.types)
    }
    let architecture: InstanceArchitecture = word == "ARM64" ? .arm : .x86
    return (
      wanted,
      capacity.types.filter { type in InstanceArchitecture(of: type.name).map { $0 == architecture } ?? true }
    )
  }

  private static func words(for capacity: ClusterCapacity) -> String {
    capacity.types.count == 1
      ? "'\(capacity.types[0].name)' is" : "\(Suggestion.list(capacity.types.map(\.name))) are"
  }

  /// The types with as many GPUs as the containers want; it reports where there are none.
  private static func checkProcessors(
    of task: Resource, _ service: Resource, _ types: [ClusterCapacity.InstanceType], _ findings: Findings
  ) -> [ClusterCapacity.InstanceType] {
    let wanted = (task["ContainerDefinitions"]?.items ?? []).flatMap { $0["ResourceRequirements"]?.items ?? [] }
      .filter { $0["Type"]?.literal == "GPU" }
    let count = wanted.reduce(0) { $0 + ($1["Value"]?.literal.flatMap { Int($0) } ?? 0) }
    let able = types.filter { $0.size.graphicsProcessors >= count }
    guard able.isEmpty, let first = wanted.first,
      let type = types.max(by: { $0.size.graphicsProcessors < $1.size.graphicsProcessors })
    else { return able }
    let offer = type.size.graphicsProcessors
    findings.report(
      .noInstanceForTask, at: first.span,
      "a task of service '\(service.path.id)' wants \(count) GPU\(count == 1 ? "" : "s"), and '\(type.name)' has \(offer == 0 ? "none" : String(offer))",
      label: "no instance can take it", labels: wanted.dropFirst().map { Label($0.span, "and this many more") },
      notes: [Note("the type with most that its instances may be of", at: type.span.isWritten ? type.span : nil)],
      help: ["use an instance type with GPUs, such as `g4dn.xlarge`, with an AMI for it"])
    return []
  }

  // MARK: Interfaces

  private static func checkInterfaces(
    of service: Resource, _ task: Resource, _ capacity: ClusterCapacity, _ model: SystemModel, _ findings: Findings
  ) {
    guard task["NetworkMode"]?.literal == "awsvpc", let count = model.bounds.tasks(of: service)?.desired,
      !capacity.types.contains(where: { InstanceSize.mayTrunk($0.name) }),
      let most = capacity.types.map(\.size.interfaces).max()
    else { return }
    guard let instances = capacity.most(model.bounds) else { return }
    let room = instances * (most - 1)
    guard count > room else { return }
    let written = service["DesiredCount"] ?? service.initial.first { $0.key == "DesiredCount" }?.value
    let type = capacity.types[0]
    findings.report(
      .noInterfaceForTask, at: (written?.span ?? .none).or(service.span),
      "service '\(service.path.id)' starts with \(count) tasks, and its instances have interfaces for \(room)",
      label: "each takes one in network mode 'awsvpc'",
      notes: [
        Note(
          "\(instances) instance\(instances == 1 ? "" : "s") of '\(type.name)', each with \(most - 1) beside its own",
          at: type.span.isWritten ? type.span : nil)
      ],
      help: [
        "use a larger type, more instances or fewer tasks",
        "or `networkMode: bridge`, in which tasks share the instance's",
      ])
  }

  // MARK: Ports

  /// A port of the instance is one task's at a time.
  private static func checkPorts(
    of service: Resource, _ task: Resource, _ capacity: ClusterCapacity, _ model: SystemModel, _ findings: Findings
  ) {
    guard task["NetworkMode"]?.literal != "awsvpc", let count = model.bounds.tasks(of: service)?.desired,
      let instances = capacity.most(model.bounds), count > instances
    else { return }
    let isHost = task["NetworkMode"]?.literal == "host"
    let ports = (task["ContainerDefinitions"]?.items ?? []).flatMap { $0["PortMappings"]?.items ?? [] }
    guard
      let port = ports.compactMap({ $0["HostPort"] ?? (isHost ? $0["ContainerPort"] : nil) }).first(where: {
        $0.integer ?? 0 > 0
      })
    else { return }
    findings.report(
      .noPortForTask, at: port.span.or(service.span),
      "service '\(service.path.id)' starts with \(count) tasks, and there are \(instances) instance\(instances == 1 ? "" : "s") at most",
      label: "port \(port.integer ?? 0) of an instance is one task's",
      notes: service["DesiredCount"].flatMap { $0.span.isWritten ? [Note("the tasks", at: $0.span)] : nil } ?? [],
      help: [
        isHost
          ? "use network mode `bridge`, start fewer tasks, or allow more instances"
          : "leave `hostPort` out, so that Docker gives each task a port, or allow more instances"
      ])
  }

  // MARK: Zones

  /// The network interface of a task stands in a zone of its service's subnets, and in that of its instance.
  private static func checkZones(
    of service: Resource, _ capacity: ClusterCapacity, _ model: SystemModel, _ findings: Findings
  ) {
    guard let host = model.reach.host(service.path), let subnets = host.subnets, let first = subnets.first,
      let wanted = model.zones(of: subnets)
    else { return }
    var offered: Set<String> = []
    for instance in capacity.hosts {
      guard let uses = model.reach.host(instance.path)?.subnets, let zones = model.zones(of: uses) else { return }
      offered.formUnion(zones)
    }
    guard wanted.isDisjoint(with: offered), !offered.isEmpty else { return }
    findings.report(
      .noInstanceForTask, at: first.span.or(service.span),
      "tasks of service '\(service.path.id)' start in zone\(wanted.count == 1 ? "" : "s") \(Suggestion.list(wanted.sorted())), and their instances stand in \(Suggestion.list(offered.sorted()))",
      label: "no instance of its cluster is there",
      notes: capacity.hosts.prefix(4).map { Note($0.path.words, at: $0.span) },
      help: ["let service and instances use subnets of the same zones"])
  }
}

extension SystemModel {
  /// The letters of the zones of subnets; nil unless all are known.
  fileprivate func zones(of subnets: [Host.Use]) -> Set<String>? {
    var zones: Set<String> = []
    for subnet in subnets {
      guard let zone = reach.zone(of: subnet.path) else { return nil }
      zones.insert(zone.letter)
    }
    return zones
  }
}

extension ClusterCapacity {
  /// How many instances there may be at once; nil where that is not known.
  fileprivate func most(_ bounds: Bounds) -> Int? {
    var most = 0
    for host in hosts {
      guard let count = host.type == ResourceType.instance.name ? 1 : bounds.counts(of: host)?.most else { return nil }
      most += count
    }
    return most
  }
}
