/// Places for everything of a plan, with room for so many lines in each channel.
struct Geometry {
  /// Room between boxes that lines run in.
  enum Channel: Hashable {
    /// Beside a column of a network: before the first, between two, or behind the last.
    case column(Int, Int)
    /// Above a row of a network.
    case row(Int, Int)
    /// Below what stands outside, above what stands in the region or below it.
    case top, shelf, elsewhere
    /// Beside everything in the region.
    case left, right
  }

  let plan: Plan
  /// The lines of each channel; those that are not here have one.
  let tracks: [Channel: Int]
  private(set) var width = 0
  private(set) var height = 0
  private(set) var region = Rect(0, 0, 0, 0)
  /// By key: the place of the box in all environments.
  private(set) var boxes: [String: Rect] = [:]
  /// By key: the ports, in the order of the slot's.
  private(set) var ports: [String: [Rect]] = [:]
  private(set) var networks: [NetworkGeometry] = []
  private(set) var slots: [String: Plan.Slot] = [:]
  private(set) var columns: [String: [Range<Int>]] = [:]
  /// Upright lines by channel, from left to right, and lying ones from top to bottom.
  private(set) var lines: [Channel: [Int]] = [:]
  static let margin = 24
  static let step = 11
  /// How far the label of a frame stands from its border.
  static let labelInset = 10
  private static let boxGap = 28
  private static let regionPadding = 22

  struct NetworkGeometry {
    var rect = Rect(0, 0, 0, 0)
    var columns: [Range<Int>] = []
    var zones: [(zone: String?, rect: Rect)] = []
    var cells: [(subnet: Picture.Subnet, rect: Rect)] = []
    /// The rows from top to bottom.
    var rows: [Rect] = []
  }

  init(_ plan: Plan, tracks: [Channel: Int]) {
    self.plan = plan
    self.tracks = tracks
    for slot in plan.allSlots { slots[slot.key] = slot }
    layOut()
  }

  var area: Int { width * height }

  func count(_ channel: Channel) -> Int { tracks[channel] ?? 1 }

  private func thickness(_ channel: Channel) -> Int { max(0, count(channel) - 1) * Geometry.step }

  // MARK: Sizes

  private static func width(of slot: Plan.Slot) -> Int { slot.contents.map(\.width).max() ?? 0 }

  private func height(of slot: Plan.Slot, width: Int, columns: [Range<Int>]) -> Int {
    slot.contents.map { $0.laid(width: width, columns: columns).rect.height }.max() ?? 0
  }

  private static let inset = 12
  private static let zonePadding = 10

  /// The space between two columns, or beside the outer ones.
  private func gap(_ network: Int, _ column: Int) -> Int {
    let plan = plan.networks[network]
    let channel = thickness(.column(network, column))
    if column == 0 || column == plan.columnCount { return 14 + channel + 14 + Geometry.zonePadding }
    return plan.zones[column - 1] == plan.zones[column]
      ? 14 + channel : 2 * Geometry.zonePadding + 18 + channel
  }

  private func columnWidth(_ network: Int) -> Int {
    let plan = plan.networks[network]
    var width = 190
    for band in plan.bands {
      for subnet in band.subnets.values {
        width = max(width, min(320, Lettering.frame.width(subnet.label)) + 20)
      }
      for slot in band.rows.flatMap(\.self) {
        let count = slot.columns.count
        let gaps = slot.columns.dropFirst().map { gap(network, $0) }.reduce(0, +)
        width = max(width, (Geometry.width(of: slot) + 2 * Geometry.inset - gaps + count - 1) / count)
      }
    }
    return width
  }

  private func networkWidth(_ network: Int) -> Int {
    let count = plan.networks[network].columnCount
    let label =
      plan.pictures.flatMap(\.networks).filter { $0.key == plan.networks[network].key }
      .map { Lettering.frame.width($0.label + " · existing") + gap(network, 0) + 10 }.max() ?? 0
    return max(
      (0...count).map { gap(network, $0) }.reduce(0, +) + count * columnWidth(network), min(label, 700))
  }

  private static func rowWidth(_ slots: [Plan.Slot]) -> Int {
    slots.map { max(150, width(of: $0)) }.reduce(0, +) + max(0, slots.count - 1) * boxGap
  }

  // MARK: Places

  private mutating func layOut() {
    let networkWidths = plan.networks.indices.map(networkWidth)
    let networksWidth = networkWidths.reduce(0, +) + max(0, networkWidths.count - 1) * Geometry.boxGap
    let side = Geometry.regionPadding
    let (left, right) = (side + thickness(.left), side + thickness(.right))
    let inner = max(networksWidth, Geometry.rowWidth(plan.shelf), 260)
    let heading = plan.pictures.map { min(900, Lettering.heading.width($0.title)) }.max() ?? 0
    // Who stands outside stands beside the region's label, which arrows from there would have to cross.
    let outside = plan.outside.isEmpty ? 0 : plan.regionLabelWidth + Geometry.boxGap + Geometry.rowWidth(plan.outside)
    let outer = max(outside, Geometry.rowWidth(plan.elsewhere), heading)
    let regionWidth = inner + left + right
    width = max(regionWidth, outer) + 2 * Geometry.margin
    let regionX = (width - regionWidth) / 2
    var y = Geometry.margin + 34
    let outsideHeight = plan.outside.map { height(of: $0, width: max(150, Geometry.width(of: $0)), columns: []) }.max()
    let outsideY = y
    if let outsideHeight { y += outsideHeight + 26 }
    let regionTop = y
    y += 30
    if outsideHeight != nil {
      setLines(.top, from: y + 6)
      y += 14 + thickness(.top)
    }
    let top = y
    var x = regionX + left + (inner - networksWidth) / 2
    var bottom = top
    for network in plan.networks.indices {
      let placed = place(network, x, top, width: networkWidths[network])
      bottom = max(bottom, placed)
      x += networkWidths[network] + Geometry.boxGap
    }
    y = bottom
    setLines(.shelf, from: y + 10)
    if !plan.shelf.isEmpty {
      y += 10 + thickness(.shelf) + 32
      y = placeRow(plan.shelf, x: regionX + left, inner, y)
    } else if !plan.elsewhere.isEmpty {
      y += 10 + thickness(.shelf)
    }
    y += 20
    region = Rect(regionX, regionTop, regionWidth, y - regionTop)
    setLines(.left, from: regionX + 12)
    setLines(.right, from: regionX + regionWidth - 12 - thickness(.right))
    setLines(.elsewhere, from: y + 12)
    if !plan.elsewhere.isEmpty {
      y += 12 + thickness(.elsewhere) + 32
      // Beside what stands in the region, so that nothing is in the way.
      let own = Geometry.rowWidth(plan.elsewhere)
      let start = (plan.shelf.last.flatMap { boxes[$0.key]?.right }).map { $0 + Geometry.boxGap } ?? 0
      let isBeside = start > 0 && start + own <= width - Geometry.margin
      y = placeRow(
        plan.elsewhere, x: isBeside ? start : Geometry.margin, isBeside ? own : width - 2 * Geometry.margin, y)
    }
    height = y + Geometry.margin
    if let outsideHeight { placeOutside(outsideY, outsideHeight) }
  }

  private mutating func setLines(_ channel: Channel, from start: Int) {
    lines[channel] = (0..<count(channel)).map { start + $0 * Geometry.step }
  }

  private mutating func place(_ network: Int, _ x: Int, _ top: Int, width: Int) -> Int {
    let plan = plan.networks[network]
    var geometry = NetworkGeometry()
    let column = columnWidth(network)
    let used = (0...plan.columnCount).map { gap(network, $0) }.reduce(0, +) + plan.columnCount * column
    var next = x + (width - used) / 2
    for index in 0...plan.columnCount {
      let gap = gap(network, index)
      let slack = (gap - thickness(.column(network, index))) / 2
      let start =
        index == 0 ? next + 14 : index == plan.columnCount ? next + Geometry.zonePadding + 14 : next + slack
      setLines(.column(network, index), from: start)
      next += gap
      if index < plan.columnCount {
        geometry.columns.append(next..<next + column)
        next += column
      }
    }
    var y = top + 32
    var zoneTop = y
    var isInZones = false
    var zoneBottom = y
    for band in plan.bands {
      if !band.subnets.isEmpty, !isInZones {
        zoneTop = y
        y += 26
        isInZones = true
      }
      let bandTop = y
      if !band.subnets.isEmpty { y += 22 }
      for row in band.rows { y = placeRow(row, of: network, &geometry, y) }
      y += band.rows.isEmpty ? 16 : 12
      for (column, subnet) in band.subnets.sorted(by: { $0.key < $1.key }) {
        let range = geometry.columns[column]
        geometry.cells.append((subnet, Rect(range.lowerBound, bandTop, range.count, y - bandTop)))
      }
      if !band.subnets.isEmpty { zoneBottom = y + Geometry.zonePadding }
      y += 12
    }
    for (zone, columns) in plan.zoneRanges {
      let start = geometry.columns[columns.lowerBound].lowerBound - Geometry.zonePadding
      let end = geometry.columns[columns.upperBound].upperBound + Geometry.zonePadding
      geometry.zones.append((zone, Rect(start, zoneTop, end - start, zoneBottom - zoneTop)))
    }
    geometry.rect = Rect(x, top, width, max(y, zoneBottom) + 12 - top)
    networks.append(geometry)
    return geometry.rect.bottom
  }

  private mutating func placeRow(
    _ row: [Plan.Slot], of network: Int, _ geometry: inout NetworkGeometry, _ top: Int
  ) -> Int {
    let index = geometry.rows.count
    setLines(.row(network, index), from: top + 8)
    let y = top + 8 + thickness(.row(network, index)) + 26
    var height = 0
    for slot in row {
      let start = geometry.columns[slot.columns.lowerBound].lowerBound + Geometry.inset
      let end = geometry.columns[slot.columns.upperBound].upperBound - Geometry.inset
      let standing = slot.standing.map { column -> Range<Int> in
        let range = geometry.columns[column]
        return max(0, range.lowerBound - start)..<min(end, range.upperBound) - start
      }
      columns[slot.key] = standing
      height = max(height, self.height(of: slot, width: end - start, columns: standing))
      boxes[slot.key] = Rect(start, y, end - start, 0)
    }
    for slot in row {
      boxes[slot.key]?.height = height
      setPorts(of: slot)
    }
    geometry.rows.append(Rect(geometry.columns[0].lowerBound, y, 0, height))
    return y + height
  }

  /// Where arrows from above come in, as seen from the box: not where the labels of frames stand in the way.
  func middle(of slot: Plan.Slot) -> Int? {
    guard let rect = boxes[slot.key], let standing = columns[slot.key], slot.columns.count % 2 == 1 else { return nil }
    guard slot.columns.count > 1 else { return rect.width - 44 }
    guard standing.count == slot.columns.count else { return nil }
    let index = slot.columns.count / 2
    return (standing[index - 1].upperBound + standing[index].lowerBound) / 2
  }

  private mutating func setPorts(of slot: Plan.Slot) {
    guard let rect = boxes[slot.key], let box = slot.variants.lazy.compactMap(\.self).first else { return }
    let content = slot.content(of: box, middle: middle(of: slot))
    var drawn = content.laid(width: rect.width, columns: columns[slot.key] ?? [])
    drawn.place(at: rect.x, rect.y, height: rect.height)
    ports[slot.key] = drawn.ports.map(\.rect)
  }

  /// A row of boxes of their own widths, in the middle.
  private mutating func placeRow(_ row: [Plan.Slot], x: Int, _ width: Int, _ y: Int) -> Int {
    var next = x + (width - Geometry.rowWidth(row)) / 2
    var height = 0
    for slot in row {
      let own = max(150, Geometry.width(of: slot))
      boxes[slot.key] = Rect(next, y, own, 0)
      height = max(height, self.height(of: slot, width: own, columns: []))
      next += own + Geometry.boxGap
    }
    for slot in row {
      boxes[slot.key]?.height = height
      setPorts(of: slot)
    }
    return y + height
  }

  /// Above what it reaches, as far as others leave room.
  private mutating func placeOutside(_ y: Int, _ height: Int) {
    let wishes = plan.outside.map { slot -> (slot: Plan.Slot, wish: Int) in
      let centres = plan.nets.filter { $0.starts.contains(slot.key) }.flatMap(\.ends).compactMap { entry -> Int? in
        let index = slots[entry.key]?.ports.firstIndex(of: entry.port)
        return index.flatMap { ports[entry.key]?[$0].centre }
      }
      return (slot, centres.isEmpty ? width / 2 : centres.reduce(0, +) / centres.count)
    }.enumerated().sorted { left, right in
      left.element.wish != right.element.wish ? left.element.wish < right.element.wish : left.offset < right.offset
    }.map(\.element)
    var rects: [Rect] = []
    let clear = region.x + Geometry.labelInset + plan.regionLabelWidth + Geometry.boxGap
    for (slot, wish) in wishes {
      let own = max(150, Geometry.width(of: slot))
      let least = rects.last.map { $0.right + Geometry.boxGap } ?? max(Geometry.margin, clear - own / 2)
      rects.append(Rect(max(least, wish - own / 2), y, own, height))
    }
    var most = width - Geometry.margin
    for index in rects.indices.reversed() {
      rects[index].x = min(rects[index].x, most - rects[index].width)
      most = rects[index].x - Geometry.boxGap
    }
    for (index, entry) in wishes.enumerated() { boxes[entry.slot.key] = rects[index] }
  }

  func row(of key: String) -> (network: Int, row: Int)? {
    for (network, plan) in plan.networks.enumerated() {
      let rows = plan.bands.flatMap(\.rows)
      if let row = rows.firstIndex(where: { $0.contains { $0.key == key } }) { return (network, row) }
    }
    return nil
  }
}
