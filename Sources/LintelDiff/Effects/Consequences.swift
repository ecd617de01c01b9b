import LintelAWS
import LintelAnalysis
import LintelGraph

/// What a change brings with it: failures that can be foretold, requests that nothing answers, data that goes, how a
/// deployment moves.
struct Consequences {
  private let diff: (from: ResourceGraph, to: ResourceGraph)
  private let update: UpdateSequence
  private let claims: HeldClaims
  private let gaps: [Path: [ServingPaths.Gap]]
  private let countsAtRisk: CountsAtRisk
  /// What another service changes as it likes, on either side.
  private let takenOver: (from: Set<Path>, to: Set<Path>)
  private var limits: [Path: [DeploymentLimits]] = [:]
  private let bounds: Bounds

  init(_ changes: [Change], from: ResourceGraph, to: ResourceGraph) {
    diff = (from, to)
    bounds = Bounds(to)
    update = UpdateSequence(changes, from: from, to: to)
    claims = HeldClaims(update)
    let changed = Set(changes.map(\.path))
    // A gap is told where it begins for those who ask: at what forwards to nothing.
    gaps = Dictionary(grouping: ServingPaths(update).gaps) { changed.contains($0.forwarder) ? $0.forwarder : $0.cause }
    countsAtRisk = CountsAtRisk(from: from, to: to)
    takenOver = (Consequences.takenOver(in: from), Consequences.takenOver(in: to))
    if changes.contains(where: { $0.effect == .rollingDeployment }) {
      for (path, limits) in DeploymentLimits.all(in: to) { self.limits[path] = limits }
    }
  }

  func consequences(of change: Change) -> [Consequence] {
    guard change.after?.role != .scaffold || change.kind == .added else {
      return [.notes("an image that is already made of it stays as it is")]
    }
    let interruptions = interruptions(of: change)
    return failures(of: change) + interruptions + countsAtRisk.notes(on: change) + data(of: change)
      + deployment(of: change, isInterrupted: !interruptions.isEmpty)
  }

  // MARK: Failures

  private func failures(of change: Change) -> [Consequence] {
    guard change.after?.role == .owned, let type = Catalog.type(named: change.type) else { return [] }
    var found: [Consequence] = []
    if change.kind == .added, let other = diff.from[change.path], other.role == .owned {
      found.append(
        .fails("a stack cannot make a resource of another type under the id of an \(other.type): give it another id"))
    }
    let renaming = renaming(change, type)
    if let renaming { found.append(renaming) }
    let taken = claims.failures[change.path] ?? []
    found += taken.filter { !$0.isName || renaming == nil }.map(\.consequence)
    if let failure = move(of: change, type) { found.append(failure) }
    if let failure = readdressing(of: change, type) { found.append(failure) }
    return found
  }

  /// Another id with the same physical name: the script changes a tag, and a stack makes the new one first.
  private func renaming(_ change: Change, _ type: ResourceType) -> Consequence? {
    guard case .renamed(let old) = change.kind, type.isNameUnique, let property = type.nameProperty,
      let name = change.after?[property]?.literal
    else { return nil }
    return .fails(
      "a stack makes \(change.path) before it removes \(old), and the name '\(name)' is taken: keep the old id, or "
        + "use deploy.sh, which only changes a tag")
  }

  /// AWS gives a load balancer other subnets of its VPC, and none of another.
  private func move(of change: Change, _ type: ResourceType) -> Consequence? {
    guard let place = type.facts.stands, place.isBoundToVPC, change.kind == .changed, !change.isReplaced,
      let before = change.before, let after = change.after
    else { return nil }
    func vpcs(_ resource: Resource, _ graph: ResourceGraph, _ thing: (Path) -> Generation) -> Set<Generation> {
      let subnets = place.subnets(of: resource, in: graph)?.items.compactMap { $0.reference.flatMap { graph[$0.path] } }
      return Set((subnets ?? []).compactMap { $0["VpcId"]?.reference }.map { thing($0.path) })
    }
    let (old, new) = (vpcs(before, diff.from, update.old), vpcs(after, diff.to, update.new))
    guard !old.isEmpty, !new.isEmpty, old.isDisjoint(with: new) else { return nil }
    return .fails(
      "AWS moves nothing of this type to subnets of another VPC: give it another id, and its target groups too, so that "
        + "new ones are made")
  }

  /// AWS leaves a load balancer the address that it has in a subnet.
  private func readdressing(of change: Change, _ type: ResourceType) -> Consequence? {
    guard let list = type.facts.stands?.subnetsWithin, change.kind == .changed, !change.isReplaced,
      let before = change.before, let after = change.after
    else { return nil }
    func addresses(_ resource: Resource, _ graph: ResourceGraph) -> [String: String] {
      let mappings = resource[list.list]?.items ?? []
      let plain = type.facts.stands?.subnets(of: resource, in: graph)?.items ?? []
      var found: [String: String] = [:]
      for subnet in plain { found[Canonical.text(of: subnet)] = "" }
      for mapping in mappings {
        guard let subnet = mapping[list.member] else { continue }
        let members = if case .map(let members) = mapping.content { members } else { [Member]() }
        let rest = members.filter { $0.key != list.member }
        found[Canonical.text(of: subnet)] = rest.map { Canonical.text(of: $0.value) }.joined(separator: " ")
      }
      return found
    }
    let (old, new) = (addresses(before, diff.from), addresses(after, diff.to))
    guard old.contains(where: { subnet, address in new[subnet].map { $0 != address } ?? false }) else { return nil }
    return .mayFail(
      "AWS leaves the address in a subnet as it is: deploy without the subnet first and then with it again, or give the "
        + "load balancer another id")
  }

  // MARK: Interruptions

  private func interruptions(of change: Change) -> [Consequence] {
    let gaps = (gaps[change.path] ?? []).map { gap -> Consequence in
      let groups = gap.targetGroups.map(\.description).joined(separator: " and ")
      let forwarder = gap.forwarder == change.path ? "it" : gap.forwarder.description
      return .interrupts(
        "\(forwarder) forwards to \(groups), which is empty until \(gap.end) is updated and healthy: nothing answers, and "
          + "clients get 503")
    }
    return gaps + shifts(of: change) + countsAtRisk.consequences(of: change)
  }

  /// A stack states anew what a rule or a listener does, whatever ECS has made of it.
  private func shifts(of change: Change) -> [Consequence] {
    guard takenOver.from.contains(change.path), change.kind == .changed,
      change.edits.contains(where: { $0.area == .property })
    else { return [] }
    let isListener = change.type == ResourceType.listener.name
    // What ECS moves no longer is the script's again.
    let isStill = takenOver.to.contains(change.path)
    return [
      .interrupts(
        "ECS has moved its \(isListener ? "connections" : "requests") since, and \(isStill ? "a stack" : "the") update moves "
          + "them back, which may be to a group without tasks: clients get \(isListener ? "no connection" : "503") until "
          + "the next deployment" + (isStill ? ". deploy.sh leaves the action alone" : ""))
    ]
  }

  private static func takenOver(in graph: ResourceGraph) -> Set<Path> {
    var paths: Set<Path> = []
    for node in graph.resources {
      for names in Catalog.facts(of: node.type)?.takesOver ?? [] {
        paths.formUnion(node.references(along: names).map(\.path))
      }
    }
    return paths
  }

  // MARK: Data

  private func data(of change: Change) -> [Consequence] {
    // Where AWS refuses the name to the new one, nothing happens to the old one's data.
    guard !claims.wantedNames.contains(change.path), let before = change.before, before.role == .owned else {
      return []
    }
    if change.kind == .removed, before.isRetained, Catalog.type(named: change.type)?.keptOf != nil {
      return [.leavesData("it stays, and nothing manages it any more")]
    }
    guard
      let data = Catalog.type(named: change.type)?.data
    else {
      return []
    }
    var found: [Consequence] = []
    if change.kind == .removed || change.isReplaced {
      let place =
        change.isReplaced ? "the old one, and the new one begins empty" : "it, and nothing manages it any more"
      found.append(
        before.isRetained ? .leavesData("its \(data) stay with \(place)") : .losesData("its \(data) are deleted"))
    }
    if let edit = change.edits.first(where: { $0.names == ["RetentionInDays"] }), let days = edit.after?.integer,
      edit.before?.integer ?? .max > days
    {
      found.append(.losesData("log events older than \(days) days are deleted"))
    }
    return found
  }

  // MARK: Deployments

  private func deployment(of change: Change, isInterrupted: Bool) -> [Consequence] {
    switch change.effect {
    case .rollingDeployment:
      if let rolling = change.after.flatMap({ RollingInstances($0) }) { return [.deploys(rolling.words)] }
      if let daemon = change.after.flatMap(daemon) { return [daemon] }
      guard let limits = limits[change.path], let service = diff.to[change.path],
        let desired = bounds.tasks(of: service)?.desired, let limit = limits.first(where: { $0.desired == desired })
      else { return [] }
      if !limit.isPossible {
        return [.fails("a deployment may neither start a task nor stop one: of \(desired), \(limit.words)")]
      }
      return [limit.gap.map { .interrupts($0) } ?? .deploys(limit.words)]
    case .blueGreenDeployment, .linearDeployment, .canaryDeployment:
      guard let service = change.after, let shifting = ShiftingDeployment(service) else { return [] }
      return [.deploys(shifting.words(desired: bounds.tasks(of: service)?.desired))]
    case .laterInstances where !isInterrupted:
      return [.notes("instances that run stay as they are until they are replaced")]
    default: return []
    }
  }

  /// An instance has one task of a daemon's, where the limits allow no second one.
  private func daemon(_ service: Resource) -> Consequence? {
    guard service["SchedulingStrategy"]?.literal == "DAEMON",
      service["DeploymentConfiguration"]?["MaximumPercent"]?.integer == 100
    else { return nil }
    return .interrupts("on each instance the task ends before the next one starts, and none runs until then")
  }
}

extension DeploymentLimits {
  /// `of 3 tasks at least 3 stay healthy and at most 6 run`.
  fileprivate var words: String {
    "of \(desired) task\(desired == 1 ? "" : "s") at least \(least) stay\(least == 1 ? "s" : "") healthy and at most "
      + "\(most) run\(most == 1 ? "s" : "") (\(minimumHealthyPercent) % to \(maximumPercent) %)"
  }

  /// Where all tasks may end and no new one may start before that; nil otherwise.
  fileprivate var gap: String? {
    guard desired > 0, least == 0, !canStart else { return nil }
    let (tasks, new) =
      desired == 1
      ? ("its only task ends", "the next one starts")
      : ("all tasks may end", "new ones start")
    return "\(tasks) before \(new), and none runs until then (\(minimumHealthyPercent) % to \(maximumPercent) %)"
  }
}

/// Blocks of addresses, and whether another meets one of them, whatever their number.
struct TakenBlocks {
  private var blocks: Set<CIDR> = []
  /// Every block that holds one of them.
  private var holders: Set<CIDR> = []

  mutating func insert(_ block: CIDR) {
    blocks.insert(TakenBlocks.canonical(block, block.prefix))
    for prefix in 0...block.prefix { holders.insert(TakenBlocks.canonical(block, prefix)) }
  }

  func overlap(_ block: CIDR) -> Bool {
    holders.contains(TakenBlocks.canonical(block, block.prefix))
      || (0...block.prefix).contains { blocks.contains(TakenBlocks.canonical(block, $0)) }
  }

  private static func canonical(_ block: CIDR, _ prefix: Int) -> CIDR {
    CIDR(block.family, base: block.base, prefix: prefix).canonical
  }
}
