import LintelAnalysis
import LintelGraph

/// What becomes reachable between two graphs, and what stops being so.
struct ExposureComparison {
  private typealias Passage = Exposure.Passage

  private let before: Reachability
  private let after: Reachability

  init(from: ResourceGraph, to: ResourceGraph) {
    before = Reachability(from)
    after = Reachability(to)
  }

  /// Hosts of both sides whose public addresses differ.
  func addresses() -> [AddressChange] {
    after.hosts.compactMap { host in
      guard let old = before.host(host.path) else { return nil }
      let (was, now) = (before.hasPublicAddress(old), after.hasPublicAddress(host))
      return was == now ? nil : AddressChange(path: host.path, before: was, after: now)
    }
  }

  func exposures() -> [Exposure] {
    let old = Side(before, beside: after)
    let new = Side(after, beside: before)
    var found: [Exposure] = []
    for bundle in new.order + old.order.filter({ new.passages[$0] == nil }) {
      // What a new host may reach is no news, and what a removed one could.
      if case .host(let path)? = bundle.from, before.host(path) == nil || after.host(path) == nil { continue }
      found += compare(old.passages[bundle] ?? [], new.passages[bundle] ?? [], old, new)
    }
    // What goes on from a load balancer that opens or closes itself is told with that.
    let told = Dictionary(grouping: found.filter { !$0.onward.isEmpty }, by: \.kind)
      .mapValues { Set($0.flatMap(\.onward)) }
    return found.filter { !(told[$0.kind]?.contains($0.passage) ?? false) }
  }

  // MARK: One end

  private func compare(_ old: [Passage], _ new: [Passage], _ oldSide: Side, _ newSide: Side) -> [Exposure] {
    let (oldSet, newSet) = (Set(old), Set(new))
    let gone = old.filter { !newSet.contains($0) }
    let come = new.filter { !oldSet.contains($0) }
    guard !gone.isEmpty || !come.isEmpty else { return [] }
    var single: [(passage: Passage, isNew: Bool)] = come.map { ($0, true) } + gone.map { ($0, false) }
    // The widest takes what it holds of the other side, so that swapping the sides swaps wider and narrower.
    single.sort { left, right in
      let (size, other) = (left.passage.size, right.passage.size)
      return size == other ? left.passage.text < right.passage.text : other.lexicographicallyPrecedes(size)
    }
    var taken: Set<Int> = []
    var found: [Exposure] = []
    for (index, wide) in single.enumerated() where !taken.contains(index) {
      let held = single.indices.filter { other in
        other != index && !taken.contains(other) && single[other].isNew != wide.isNew
          && wide.passage.contains(single[other].passage)
      }
      guard !held.isEmpty else { continue }
      taken.formUnion(held + [index])
      let side = wide.isNew ? newSide : oldSide
      found.append(
        Exposure(
          kind: wide.isNew ? .widened : .narrowed, passage: wide.passage, narrower: held.map { single[$0].passage },
          onward: side.onward(from: wide.passage)))
    }
    for (index, one) in single.enumerated() where !taken.contains(index) {
      // What something else covers neither opens nor closes.
      if (one.isNew ? old : new).contains(where: { $0.contains(one.passage) }) { continue }
      let side = one.isNew ? newSide : oldSide
      found.append(
        Exposure(kind: one.isNew ? .opened : .closed, passage: one.passage, onward: side.onward(from: one.passage)))
    }
    return found
  }

  // MARK: One side

  /// What connections are compared with each other: those to one host, and those of one host to the outside.
  private struct Bundle: Hashable {
    let from: Endpoint?
    let to: Endpoint?
  }

  private struct Side {
    private(set) var order: [Bundle] = []
    private(set) var passages: [Bundle: [Passage]] = [:]
    private var forwarded: [Path: [Passage]] = [:]
    private var listeners: [Passage: [Path]] = [:]

    init(_ reachability: Reachability, beside other: Reachability) {
      var positions: [Bundle: [PassageKey: Int]] = [:]
      for connection in reachability.connections(beside: other) {
        guard let bundle = Side.bundle(of: connection) else { continue }
        let passage = Passage(
          from: connection.from, to: connection.to, traffic: connection.traffic, certainty: connection.certainty)
        if case .forwarding(let listener) = connection.purpose { forwarded[listener, default: []].append(passage) }
        for case .listener(let listener?, _, _) in connection.links.map(\.fact) {
          listeners[passage, default: []].append(listener)
        }
        if passages[bundle] == nil { order.append(bundle) }
        let key = PassageKey(passage)
        if let position = positions[bundle]?[key] {
          // Two ways of one connection are one: the surer counts.
          if passages[bundle]?[position].certainty ?? .yes < passage.certainty { passages[bundle]?[position] = passage }
        } else {
          positions[bundle, default: [:]][key] = passages[bundle]?.count ?? 0
          passages[bundle, default: []].append(passage)
        }
      }
    }

    private static func bundle(of connection: Connection) -> Bundle? {
      switch connection.to {
      case .host: Bundle(from: nil, to: connection.to)
      case .internet, .addresses, .ownIPv6, .prefixList: Bundle(from: connection.from, to: nil)
      case .wearers, .supply, .registry: nil
      }
    }

    func onward(from passage: Passage) -> [Passage] {
      var seen: Set<Passage> = []
      return (listeners[passage] ?? []).flatMap { forwarded[$0] ?? [] }.filter {
        passage.traffic.mayBecome($0.traffic) && seen.insert($0).inserted
      }
    }
  }

  private struct PassageKey: Hashable {
    let from: Endpoint
    let to: Endpoint
    let traffic: Traffic

    init(_ passage: Passage) {
      from = passage.from
      to = passage.to
      traffic = passage.traffic
    }
  }
}

extension Exposure.Passage {
  fileprivate var text: String { "\(from) \(to) \(traffic) \(certainty.rawValue)" }

  /// How much it lets through: from how many addresses on how many ports, and how sure it is.
  fileprivate var size: [Int] {
    [from.size + to.size, traffic.protocol == nil ? 2 : 1, traffic.ports.count, certainty == .yes ? 1 : 0]
  }

  /// Whether it lets all through that the other does, as surely.
  fileprivate func contains(_ other: Exposure.Passage) -> Bool {
    from.contains(other.from) && to.contains(other.to) && traffic.contains(other.traffic)
      && certainty >= other.certainty
  }
}

extension Endpoint {
  /// The addresses that it stands for.
  private var addresses: CIDR? {
    switch self {
    case .internet: .everywhere
    case .addresses(let block): block
    case .ownIPv6, .host, .wearers, .prefixList, .supply, .registry: nil
    }
  }

  /// How many addresses it stands for: how many bits tell them apart.
  fileprivate var size: Int {
    // A VPC gets a /56.
    if case .ownIPv6 = self { return 128 - 56 + 1 }
    return addresses.map { $0.freeBits + 1 } ?? 0
  }

  fileprivate func contains(_ other: Endpoint) -> Bool {
    if case .ownIPv6 = other, let addresses { return addresses.contains(.publicOfIPv6) }
    guard let block = addresses, let other = other.addresses else { return self == other }
    return block.contains(other)
  }
}
