import LintelGraph

/// What stands in what, and in which order: the picture of some environments without any measure.
///
/// Environments are planned together, so that what they share stands in the same places.
struct Plan {
  /// A box of one or several environments.
  struct Slot {
    let key: String
    let role: Picture.Role
    /// By environment; nil where it is not there.
    var variants: [Picture.Box?]
    /// Of its network.
    var columns = 0...0
    /// The columns that it has subnets in.
    var standing: [Int] = []
    var ports: [String] = []
    var side = BoxContent.Side.top

    var contents: [BoxContent] { variants.compactMap(\.self).map { content(of: $0, middle: nil) } }

    func content(of box: Picture.Box, middle: Int?) -> BoxContent {
      BoxContent(box: box, ports: ports, side: side, middle: middle)
    }
  }

  /// Subnets side by side and what stands in them, or what stands in no subnet that is known.
  struct Band {
    /// By column.
    var subnets: [Int: Picture.Subnet] = [:]
    var rows: [[Slot]] = []
  }

  struct Network {
    let key: String
    /// The zone of each column.
    var zones: [String?] = []
    var bands: [Band] = []
    var columnCount: Int { max(zones.count, 1) }
    /// The columns of each zone.
    var zoneRanges: [(zone: String?, columns: ClosedRange<Int>)] {
      var ranges: [(zone: String?, columns: ClosedRange<Int>)] = []
      for (column, zone) in zones.enumerated() {
        if let last = ranges.last, last.zone == zone {
          ranges[ranges.count - 1].columns = last.columns.lowerBound...column
        } else {
          ranges.append((zone, column...column))
        }
      }
      return ranges
    }
  }

  let pictures: [Picture]
  var networks: [Network] = []
  /// Above the region, in it below the networks, and below the region.
  var outside: [Slot] = []
  var shelf: [Slot] = []
  var elsewhere: [Slot] = []
  var nets: [Net] = []

  init(_ pictures: [Picture]) {
    self.pictures = pictures
    let slots = Plan.slots(of: pictures)
    var networks: [Picture.Network] = []
    for network in pictures.flatMap(\.networks) {
      if let index = networks.firstIndex(where: { $0.key == network.key }) {
        let known = Set(networks[index].subnets.map(\.path))
        networks[index].subnets += network.subnets.filter { !known.contains($0.path) }
      } else {
        networks.append(network)
      }
    }
    outside = slots.filter { Plan.standing(of: $0) == .outside }
    shelf = slots.filter { Plan.standing(of: $0) == .region }.sorted(by: Plan.byRole)
    elsewhere = slots.filter { Plan.standing(of: $0) == .elsewhere }
    let order = Plan.order(of: slots, pictures)
    for network in networks {
      let own = slots.filter {
        if case .network(network.key, _) = Plan.standing(of: $0) { true } else { false }
      }
      self.networks.append(NetworkPlan(network, own, order).network)
    }
    nets = Net.all(in: pictures)
  }

  static func standing(of slot: Slot) -> Picture.Standing {
    slot.variants.lazy.compactMap { $0?.standing }.first ?? .region
  }

  private static func byRole(_ left: Slot, _ right: Slot) -> Bool {
    let roles = Picture.Role.allCases
    return (roles.firstIndex(of: left.role) ?? 0) < (roles.firstIndex(of: right.role) ?? 0)
  }

  /// The boxes of all environments, each with the ports that something comes in by.
  private static func slots(of pictures: [Picture]) -> [Slot] {
    var slots: [Slot] = []
    var positions: [String: Int] = [:]
    for (index, picture) in pictures.enumerated() {
      for box in picture.boxes {
        if positions[box.key] == nil {
          positions[box.key] = slots.count
          slots.append(
            Slot(key: box.key, role: box.role, variants: Array(repeating: nil, count: pictures.count)))
        }
        if let position = positions[box.key] { slots[position].variants[index] = box }
      }
    }
    for arrow in pictures.flatMap(\.arrows) {
      guard let position = positions[arrow.to], !slots[position].ports.contains(arrow.port) else { continue }
      slots[position].ports.append(arrow.port)
    }
    for position in slots.indices { slots[position].ports.sort { Plan.number($0) < Plan.number($1) } }
    return slots
  }

  /// Ports in the order of their numbers, words behind them.
  private static func number(_ port: String) -> (Int, String) {
    (Int(port.prefix { $0.isNumber }) ?? Int.max, port)
  }

  /// The order in which boxes of one tier follow each other: as the load balancers do that forward to them, then as the
  /// spec has them.
  private static func order(of slots: [Slot], _ pictures: [Picture]) -> [String: Int] {
    var balancers: [String: Int] = [:]
    for slot in slots where slot.role == .loadBalancer { balancers[slot.key] = balancers.count }
    var first: [String: Int] = [:]
    for arrow in pictures.flatMap(\.arrows) {
      guard let balancer = balancers[arrow.from] else { continue }
      first[arrow.to] = min(first[arrow.to] ?? Int.max, balancer)
    }
    let sorted = slots.enumerated().sorted { left, right in
      let (one, other) = (first[left.element.key] ?? Int.max, first[right.element.key] ?? Int.max)
      return one != other ? one < other : left.offset < right.offset
    }
    return Dictionary(sorted.enumerated().map { ($1.element.key, $0) }) { first, _ in first }
  }

  /// The width of the region's label, in the environment that has the longest.
  var regionLabelWidth: Int { pictures.map { Lettering.frame.width($0.place) }.max() ?? 0 }

  var allSlots: [Slot] {
    outside + networks.flatMap { $0.bands.flatMap { $0.rows.flatMap(\.self) } } + shelf + elsewhere
  }
}
