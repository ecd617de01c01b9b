/// What stands in a box, and how large it has to be for that.
struct BoxContent {
  /// The side on which arrows come in.
  enum Side { case top, left }

  let box: Picture.Box
  let ports: [String]
  let side: Side
  /// Where the ports above stand, if that is not the middle.
  var middle: Int?

  private static let padding = 10
  private static let glyph = 16
  private static let longestTitle = 320
  private static let longestLine = 300
  private static let chipHeight = 19
  static let portHeight = 16
  /// So many tasks are drawn in a zone; more are a number.
  private static let drawnUnits = 8
  private static let unit = 13
  /// So many names are listed.
  private static let listed = 8

  private var names: [Picture.Mark] { box.marks.filter { $0.kind == .name } }
  private var faults: [Picture.Mark] { box.marks.filter { $0.kind == .fault } }
  private var chips: [Picture.Mark] {
    box.marks.filter { $0.kind == .policy || $0.kind == .alarm || $0.kind == .schedule }
  }

  private static func portWidth(_ port: String) -> Int { max(28, Lettering.port.width(port) + 12) }

  private var leftPorts: Int { side == .left ? ports.map(Self.portWidth).max() ?? 0 : 0 }

  private var start: Int { Self.padding + (leftPorts > 0 ? leftPorts + 2 : 0) }

  private static func chipWidth(_ mark: Picture.Mark) -> Int { Lettering.line.width(mark.text) + 28 }

  /// The width below which something would have to be cut, within reason.
  var width: Int {
    let title = min(Lettering.title.width(box.title), Self.longestTitle)
    let count = box.count.map { Lettering.line.width($0) + 20 } ?? 0
    var widths = [Self.glyph + 7 + title + count]
    widths.append(min(Lettering.line.width(box.subtitle), Self.longestLine))
    widths += box.marks.map { min(Self.chipWidth($0), Self.longestLine) }
    let topPorts = side == .top ? ports.map { Self.portWidth($0) + 8 }.reduce(0, +) + 20 : 0
    return max(start + (widths.max() ?? 0) + Self.padding, topPorts)
  }

  /// Lays everything out in a width, from the origin on; `columns` are where tasks stand.
  func laid(width: Int, columns: [Range<Int>]) -> Drawing.DrawnBox {
    var drawn = Drawing.DrawnBox(
      box: box, rect: Rect(0, 0, width, 0), glyph: Point(start, Self.padding + (side == .top ? 2 : 0)))
    let room = width - start - Self.padding
    var y = drawn.glyph.y + 13
    let count = box.count.map { Lettering.line.width($0) + 20 } ?? 0
    let textStart = start + Self.glyph + 7
    drawn.labels.append(
      Drawing.Label(
        place: Point(textStart, y), lettering: .title,
        text: Lettering.title.fitted(box.title, in: room - Self.glyph - 7 - count)))
    if let count = box.count {
      drawn.labels.append(
        Drawing.Label(place: Point(width - Self.padding, y), anchor: .end, lettering: .line, text: count))
    }
    if !box.subtitle.isEmpty {
      y += 17
      drawn.labels.append(
        Drawing.Label(
          place: Point(start, y), lettering: .line, text: Lettering.line.fitted(box.subtitle, in: room), isQuiet: true))
    }
    addUnits(to: &drawn, columns, &y)
    addChips(to: &drawn, room, &y)
    addNames(to: &drawn, room, &y)
    for fault in faults {
      y += 17
      drawn.labels.append(
        Drawing.Label(
          place: Point(start, y), lettering: .line, text: Lettering.line.fitted("✕ " + fault.text, in: room),
          isFault: true))
    }
    drawn.rect.height = y + Self.padding + 1
    addPorts(to: &drawn)
    return drawn
  }

  private func addUnits(to drawn: inout Drawing.DrawnBox, _ columns: [Range<Int>], _ y: inout Int) {
    guard let minimum = box.minimum, minimum > 0, !columns.isEmpty else { return }
    y += 9
    for (index, column) in columns.enumerated() {
      let count = minimum / columns.count + (index < minimum % columns.count ? 1 : 0)
      let from = max(column.lowerBound, start)
      let step = Self.unit + 4
      let shown = min(count, Self.drawnUnits, max(1, (column.upperBound - from - 50) / step))
      guard count > 0 else { continue }
      let more = count > shown ? "+\(count - shown)" : ""
      let whole = shown * step - 4 + (more.isEmpty ? 0 : 6 + Lettering.line.width(more))
      var x = max(from, (column.lowerBound + column.upperBound - whole) / 2)
      for _ in 0..<shown {
        drawn.units.append(Rect(x, y, Self.unit, Self.unit))
        x += step
      }
      if !more.isEmpty {
        drawn.labels.append(
          Drawing.Label(place: Point(x + 2, y + 11), lettering: .line, text: more, isQuiet: true))
      }
    }
    y += Self.unit
  }

  private func addChips(to drawn: inout Drawing.DrawnBox, _ room: Int, _ y: inout Int) {
    guard !chips.isEmpty else { return }
    var x = start
    y += 8
    for chip in chips {
      let text = Lettering.line.fitted(chip.text, in: room - 28)
      let width = Lettering.line.width(text) + 28
      if x > start, x + width > start + room {
        x = start
        y += Self.chipHeight + 5
      }
      drawn.chips.append(
        Drawing.Chip(
          mark: chip, rect: Rect(x, y, width, Self.chipHeight),
          label: Drawing.Label(place: Point(x + 20, y + 13), lettering: .line, text: text)))
      x += width + 6
    }
    y += Self.chipHeight
  }

  private func addNames(to drawn: inout Drawing.DrawnBox, _ room: Int, _ y: inout Int) {
    let names = names
    guard !names.isEmpty else { return }
    y += 3
    let shown = names.count > Self.listed ? Self.listed - 1 : names.count
    var texts = names.prefix(shown).map { Lettering.line.fitted($0.text, in: room) }
    if shown < names.count { texts.append("and \(names.count - shown) more") }
    for text in texts {
      y += 16
      drawn.labels.append(Drawing.Label(place: Point(start, y), lettering: .line, text: text))
    }
  }

  private func addPorts(to drawn: inout Drawing.DrawnBox) {
    if side == .left {
      var y = Self.padding
      for port in ports {
        let rect = Rect(0, y, leftPorts, Self.portHeight)
        drawn.ports.append((rect, Self.label(port, in: rect)))
        y += Self.portHeight + 4
      }
      drawn.rect.height = max(drawn.rect.height, y + Self.padding - 4)
      return
    }
    let whole = ports.map { Self.portWidth($0) + 8 }.reduce(0, +) - 8
    var x = max(8, min((middle ?? drawn.rect.width / 2) - whole / 2, drawn.rect.width - whole - 8))
    for port in ports {
      let rect = Rect(x, -Self.portHeight / 2, Self.portWidth(port), Self.portHeight)
      drawn.ports.append((rect, Self.label(port, in: rect)))
      x += rect.width + 8
    }
  }

  private static func label(_ port: String, in rect: Rect) -> Drawing.Label {
    Drawing.Label(place: Point(rect.centre, rect.y + 12), anchor: .middle, lettering: .port, text: port)
  }
}

extension Drawing.DrawnBox {
  /// The same at another place, and as high as others of its row.
  mutating func place(at x: Int, _ y: Int, height: Int) {
    rect = Rect(x, y, rect.width, height)
    glyph = Point(glyph.x + x, glyph.y + y)
    for index in labels.indices { labels[index].move(x, y) }
    for index in chips.indices {
      chips[index].rect = chips[index].rect.moved(x, y)
      chips[index].label.move(x, y)
    }
    for index in ports.indices {
      ports[index].rect = ports[index].rect.moved(x, y)
      ports[index].label.move(x, y)
    }
    units = units.map { $0.moved(x, y) }
  }
}

extension Drawing.Label {
  mutating func move(_ right: Int, _ down: Int) {
    place = Point(place.x + right, place.y + down)
  }
}
