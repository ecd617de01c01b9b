import LintelAWS
import LintelAnalysis
import LintelGraph

/// What a change brings with it: failures that can be foretold, data that goes, how a deployment moves.
struct Consequences {
  private let diff: (from: ResourceGraph, to: ResourceGraph)
  private let replaced: Set<Path>
  /// The replaced subnets' and removed listeners' old places, which are taken until the end of an update.
  private var takenBlocks: [Path: TakenBlocks] = [:]
  private var takenPorts: [Path: [Int: Path]] = [:]
  private var limits: [Path: [DeploymentLimits]] = [:]
  private var forwards: [Path: [Path]] = [:]
  private let bounds: Bounds

  init(_ changes: [Change], from: ResourceGraph, to: ResourceGraph) {
    diff = (from, to)
    replaced = Set(changes.filter(\.isReplaced).map(\.path))
    bounds = Bounds(to)
    for change in changes where change.type == ResourceType.subnet.name || change.effect >= .newRevision {
      collect(change)
    }
    if changes.contains(where: { $0.effect == .rollingDeployment }) {
      for (path, limits) in DeploymentLimits.all(in: to) { self.limits[path] = limits }
    }
    if replaced.contains(where: { to[$0]?.type == ResourceType.loadBalancer.name }) { collectForwards() }
    for change in changes where change.kind == .removed { collect(change) }
  }

  private mutating func collect(_ change: Change) {
    guard let before = change.before else { return }
    switch before.type {
    case ResourceType.subnet.name:
      guard let vpc = before["VpcId"]?.reference?.path, let block = before["CidrBlock"]?.literal.flatMap({ CIDR($0) })
      else { return }
      takenBlocks[vpc, default: TakenBlocks()].insert(block)
    case ResourceType.listener.name:
      guard let loadBalancer = before["LoadBalancerArn"]?.reference?.path, let port = before["Port"]?.integer else {
        return
      }
      takenPorts[loadBalancer, default: [:]][port] = before.path
    default: break
    }
  }

  private mutating func collectForwards() {
    for listener in diff.to.resources where listener.type == ResourceType.listener.name {
      guard let loadBalancer = listener["LoadBalancerArn"]?.reference?.path, replaced.contains(loadBalancer) else {
        continue
      }
      for action in listener["DefaultActions"]?.items ?? [] {
        guard let group = action["TargetGroupArn"]?.reference?.path else { continue }
        if forwards[loadBalancer]?.contains(group) ?? false { continue }
        forwards[loadBalancer, default: []].append(group)
      }
    }
  }

  func consequences(of change: Change) -> [Consequence] {
    guard change.after?.role != .scaffold || change.kind == .added else {
      return [.notes("an image that is already made of it stays as it is")]
    }
    return failures(of: change) + data(of: change) + deployment(of: change)
  }

  // MARK: Failures

  private func failures(of change: Change) -> [Consequence] {
    guard change.after?.role == .owned, let type = Catalog.type(named: change.type) else { return [] }
    var found: [Consequence] = []
    if change.kind == .added, let other = diff.from[change.path], other.role == .owned {
      found.append(
        .fails("a stack cannot make a resource of another type under the id of an \(other.type): give it another id"))
    }
    if let name = takenName(change, type) {
      if case .renamed(let old) = change.kind {
        found.append(
          .fails(
            "a stack makes \(change.path) before it removes \(old), and the name \(name) is taken: keep the old id, or "
              + "use deploy.sh, which only changes a tag"))
      } else {
        found.append(.fails("the new one cannot be made while the old one has its name, \(name): write another name"))
      }
    }
    switch change.type {
    case ResourceType.loadBalancer.name where change.isReplaced:
      let kept = (forwards[change.path] ?? []).filter { !replaced.contains($0) && diff.from[$0] != nil }
      for group in kept {
        found.append(.fails("\(group) stays with the old load balancer, and AWS lets it have one only: rename both"))
      }
    case ResourceType.subnet.name where change.isReplaced || change.kind == .added:
      if let block = overlap(change) {
        found.append(.fails("\(block) overlaps a subnet that is removed only afterwards"))
      }
    case ResourceType.listener.name where change.kind == .added:
      if let port = change.after?["Port"]?.integer, let other = otherListener(change, port) {
        found.append(.fails("port \(port) is taken by \(other), which is removed only afterwards"))
      }
    case ResourceType.vpcGatewayAttachment.name where change.isReplaced:
      if let gateway = change.after?["InternetGatewayId"]?.reference?.path, !replaced.contains(gateway),
        diff.from[gateway] != nil
      {
        found.append(.mayFail("\(gateway) is still attached to the old VPC"))
      }
    case ResourceType.service.name where !change.isReplaced:
      let names = change.edits.filter { $0.names.first == "LoadBalancers" && $0.before != nil && $0.after != nil }
        .compactMap(\.names.last)
      if names.contains("ContainerName") || names.contains("ContainerPort") {
        found.append(.fails("AWS answers 'Load balancer container name or port changed in task definition'"))
      }
    default: break
    }
    return found
  }

  /// The physical name that is taken while both are there; nil where none is.
  private func takenName(_ change: Change, _ type: ResourceType) -> String? {
    let isRenamed = if case .renamed = change.kind { true } else { false }
    guard change.isReplaced || isRenamed, type.isNameUnique, let property = type.nameProperty,
      let before = change.before, let after = change.after, !before.hashesName || !after.hashesName,
      let old = before[property], let new = after[property], old.means(new)
    else { return nil }
    return "'\(new.literal ?? "")'"
  }

  private func overlap(_ change: Change) -> CIDR? {
    guard let after = change.after, let vpc = after["VpcId"]?.reference?.path, !replaced.contains(vpc),
      let block = after["CidrBlock"]?.literal.flatMap({ CIDR($0) })
    else { return nil }
    return takenBlocks[vpc]?.overlap(block) ?? false ? block : nil
  }

  private func otherListener(_ change: Change, _ port: Int) -> Path? {
    guard let loadBalancer = change.after?["LoadBalancerArn"]?.reference?.path, !replaced.contains(loadBalancer) else {
      return nil
    }
    return takenPorts[loadBalancer]?[port]
  }

  // MARK: Data

  private func data(of change: Change) -> [Consequence] {
    guard let before = change.before, before.role == .owned, let data = Catalog.type(named: change.type)?.data else {
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

  private func deployment(of change: Change) -> [Consequence] {
    switch change.effect {
    case .rollingDeployment:
      if let rolling = change.after.flatMap({ RollingInstances($0) }) { return [.deploys(rolling.words)] }
      guard let limits = limits[change.path], let service = diff.to[change.path],
        let desired = bounds.tasks(of: service)?.desired, let limit = limits.first(where: { $0.desired == desired })
      else { return [] }
      if !limit.isPossible {
        return [.fails("a deployment may neither start a task nor stop one: of \(desired), \(limit.words)")]
      }
      return [.deploys(limit.words)]
    case .laterInstances: return [.notes("instances that run stay as they are until they are replaced")]
    default: return []
    }
  }
}

extension DeploymentLimits {
  /// `of 3 tasks at least 3 stay healthy and at most 6 run`.
  fileprivate var words: String {
    "of \(desired) task\(desired == 1 ? "" : "s") at least \(least) stay\(least == 1 ? "s" : "") healthy and at most "
      + "\(most) run\(most == 1 ? "s" : "") (\(minimumHealthyPercent) % to \(maximumPercent) %)"
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
    CIDR(base: CIDR(base: block.base, prefix: prefix).range.lowerBound, prefix: prefix)
  }
}
