import LintelGraph

/// Puts the subnets of a network into columns and bands, and what stands in them into rows.
struct NetworkPlan {
  private(set) var network: Plan.Network
  private let subnets: [Picture.Subnet]
  private let order: [String: Int]

  init(_ network: Picture.Network, _ slots: [Plan.Slot], _ order: [String: Int]) {
    self.network = Plan.Network(key: network.key)
    subnets = network.subnets
    self.order = order
    let groups = joined(slots)
    place(bands(of: groups, slots))
    addRows(slots)
    chooseSides()
  }

  // MARK: Bands

  /// The subnets by what stands in them: two are together where something stands in both.
  private func joined(_ slots: [Plan.Slot]) -> [[Int]] {
    let positions = Dictionary(subnets.enumerated().map { ($1.path, $0) }) { first, _ in first }
    var leaders = Array(subnets.indices)
    func leader(_ index: Int) -> Int {
      var index = index
      while leaders[index] != index { index = leaders[index] }
      return index
    }
    for slot in slots {
      let own = NetworkPlan.subnets(of: slot).compactMap { positions[$0] }
      for index in own.dropFirst() {
        let (one, other) = (leader(own[0]), leader(index))
        leaders[max(one, other)] = min(one, other)
      }
    }
    var groups: [Int: [Int]] = [:]
    for index in subnets.indices { groups[leader(index), default: []].append(index) }
    return groups.keys.sorted().compactMap { groups[$0] }
  }

  private static func subnets(of slot: Plan.Slot) -> [Path] {
    guard case .network(_, let paths) = Plan.standing(of: slot) else { return [] }
    return paths
  }

  /// Groups that are alike and in different zones stand side by side.
  private func bands(of groups: [[Int]], _ slots: [Plan.Slot]) -> [[Int]] {
    struct Rank: Comparable {
      let tier: Int
      let isPrivate: Int

      static func < (left: Rank, right: Rank) -> Bool { (left.tier, left.isPrivate) < (right.tier, right.isPrivate) }
    }
    let ranked = groups.enumerated().map { offset, group -> (rank: Rank, offset: Int, group: [Int]) in
      let paths = Set(group.map { subnets[$0].path })
      let inside = slots.filter { !paths.isDisjoint(with: NetworkPlan.subnets(of: $0)) }
      let rank = Rank(
        tier: inside.map(\.role.tier).min() ?? Int.max,
        isPrivate: group.contains { subnets[$0].isPublic } ? 0 : 1)
      return (rank, offset, group)
    }.sorted { left, right in left.rank != right.rank ? left.rank < right.rank : left.offset < right.offset }
    var bands: [(rank: Rank, group: [Int])] = []
    for (rank, _, group) in ranked {
      let zones = Set(group.map { subnets[$0].zone })
      if let last = bands.last, last.rank == rank, zones.isDisjoint(with: last.group.map { subnets[$0].zone }) {
        bands[bands.count - 1].group += group
      } else {
        bands.append((rank, group))
      }
    }
    return bands.map(\.group)
  }

  /// Gives each zone as many columns as a band has subnets in it at most.
  private mutating func place(_ bands: [[Int]]) {
    let known = Set(subnets.compactMap(\.zone)).sorted()
    let zones: [String?] = known + (subnets.contains { $0.zone == nil } ? [nil] : [])
    var starts: [Int] = []
    for zone in zones {
      starts.append(network.zones.count)
      let count = bands.map { band in band.count { subnets[$0].zone == zone } }.max() ?? 0
      network.zones += Array(repeating: zone, count: count)
    }
    for band in bands {
      var placed = Plan.Band()
      for (zone, start) in zip(zones, starts) {
        for (offset, index) in band.filter({ subnets[$0].zone == zone }).enumerated() {
          placed.subnets[start + offset] = subnets[index]
        }
      }
      network.bands.append(placed)
    }
  }

  // MARK: Rows

  private mutating func addRows(_ slots: [Plan.Slot]) {
    let sorted = slots.sorted { left, right in
      left.role.tier != right.role.tier
        ? left.role.tier < right.role.tier : (order[left.key] ?? 0) < (order[right.key] ?? 0)
    }
    // What stands in no subnet that is known: load balancers above those that they serve, the others below.
    var (above, below) = (Plan.Band(), Plan.Band())
    for var slot in sorted {
      let paths = Set(NetworkPlan.subnets(of: slot))
      let index = network.bands.firstIndex { band in band.subnets.values.contains { paths.contains($0.path) } }
      guard let index else {
        slot.columns = 0...network.columnCount - 1
        slot.standing = Array(slot.columns)
        if slot.role == .loadBalancer {
          NetworkPlan.add(slot, to: &above)
        } else {
          NetworkPlan.add(slot, to: &below)
        }
        continue
      }
      slot.standing = network.bands[index].subnets.filter { paths.contains($0.value.path) }.keys.sorted()
      slot.columns = slot.standing[0]...slot.standing[slot.standing.count - 1]
      NetworkPlan.add(slot, to: &network.bands[index])
    }
    if !above.rows.isEmpty { network.bands.insert(above, at: 0) }
    if !below.rows.isEmpty { network.bands.append(below) }
  }

  /// Beside others of its tier where there is room, or below them.
  private static func add(_ slot: Plan.Slot, to band: inout Plan.Band) {
    if let row = band.rows.last, row[0].role.tier == slot.role.tier,
      row.allSatisfy({ !$0.columns.overlaps(slot.columns) })
    {
      band.rows[band.rows.count - 1].append(slot)
    } else {
      band.rows.append([slot])
    }
  }

  /// Arrows come in from above where nothing of the same sort stands there, otherwise from the side.
  private mutating func chooseSides() {
    let tiers = network.bands.flatMap { $0.rows.map { $0[0].role.tier } }
    var isFirst = true
    for band in network.bands.indices {
      for row in network.bands[band].rows.indices {
        let tier = network.bands[band].rows[row][0].role.tier
        let isAlone = tiers.count { $0 == tier } == 1
        let side: BoxContent.Side = isAlone || isFirst && tier == Picture.Role.loadBalancer.tier ? .top : .left
        for slot in network.bands[band].rows[row].indices { network.bands[band].rows[row][slot].side = side }
        isFirst = false
      }
    }
  }
}
