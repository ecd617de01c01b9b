/// The lines of a geometry that arrows may run on, each with how far it goes.
struct GridLines {
  typealias Line = (position: Int, span: ClosedRange<Int>)

  private(set) var upright: [Line] = []
  private(set) var lying: [Line] = []
  private let geometry: Geometry

  init(_ geometry: Geometry) {
    self.geometry = geometry
    addChannels()
    for key in geometry.slots.keys.sorted() { addBox(key) }
    addShelfGaps()
  }

  private var all: ClosedRange<Int> { 0...geometry.height }

  private func lines(_ channel: Geometry.Channel) -> [Int] { geometry.lines[channel] ?? [] }

  private mutating func addChannels() {
    let top = lines(.top).first ?? geometry.region.y
    let bottom = lines(.elsewhere).last ?? geometry.height
    for channel in [Geometry.Channel.left, .right] {
      upright += lines(channel).map { ($0, top...max(top, bottom)) }
    }
    for channel in [Geometry.Channel.top, .shelf, .elsewhere] {
      lying += lines(channel).map { ($0, 0...geometry.width) }
    }
    for (index, network) in geometry.networks.enumerated() {
      let columns = geometry.plan.networks[index].columnCount
      let first = lines(.column(index, 0)).first ?? network.rect.x
      let last = lines(.column(index, columns)).last ?? network.rect.right
      for column in 0...columns {
        upright += lines(.column(index, column)).map { ($0, top...max(top, bottom)) }
      }
      for row in network.rows.indices { lying += lines(.row(index, row)).map { ($0, first...max(first, last)) } }
    }
  }

  /// The lines by which arrows come to a box and leave it.
  private mutating func addBox(_ key: String) {
    guard let rect = geometry.boxes[key], let slot = geometry.slots[key] else { return }
    let place = geometry.row(of: key)
    for port in geometry.ports[key] ?? [] {
      if slot.side == .left, let place {
        let start = lines(.column(place.network, slot.columns.lowerBound)).first ?? rect.x
        lying.append((port.y + port.height / 2, min(start, rect.x)...rect.x))
      } else {
        upright.append((port.centre, 0...port.y))
      }
    }
    let count = geometry.plan.nets.count { $0.isDrawn && $0.starts.contains(key) }
    guard count > 0 else { return }
    for index in 0..<count {
      // The middle is where the port is, of a box that has one above.
      let x = rect.centre + (index - (count - 1) / 2) * 16
      if rect.x + 8 < x, x < rect.right - 8 { upright.append((x, rect.bottom...max(rect.bottom, geometry.height))) }
    }
    guard let place, slot.role.tier > 0 else { return }
    let end = lines(.column(place.network, slot.columns.upperBound + 1)).last ?? rect.right
    let start = lines(.column(place.network, slot.columns.lowerBound)).first ?? rect.x
    for index in 1...count {
      let y = rect.y + rect.height * index / (count + 1)
      lying.append((y, rect.right...max(rect.right, end)))
      if slot.side == .top { lying.append((y, min(start, rect.x)...rect.x)) }
    }
    // Below its ports, on the side where these are.
    let below = (geometry.ports[key] ?? []).map(\.bottom).max() ?? rect.y
    let room = rect.bottom - below
    if slot.side == .left, room > 20 { lying.append((below + room / 2, min(start, rect.x)...rect.x)) }
  }

  /// Between the boxes below the networks, for what goes on to those below the region.
  private mutating func addShelfGaps() {
    let rects = geometry.plan.shelf.compactMap { geometry.boxes[$0.key] }
    guard let first = lines(.shelf).first, let last = lines(.elsewhere).last, first <= last else { return }
    for (left, right) in zip(rects, rects.dropFirst()) {
      upright.append(((left.right + right.x) / 2, first...last))
    }
  }
}
