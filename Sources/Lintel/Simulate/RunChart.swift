import LintelAnalysis
import LintelSimulation
import LintelSource

/// The picture of one service or group: of one run, or of several that are compared.
struct RunChart {
  private let runs: [Simulate.Compared]
  private let top: Int
  private let left = 92
  private let right: Int
  private let duration: Int
  private var rows = 0

  private static let panel = 110
  private static let gap = 38
  /// What stands above the first panel.
  private var head: Int { runs.count > 1 ? 84 : 60 }
  private static let alarmHeight = 16

  init(_ runs: [Simulate.Compared], top: Int, width: Int) {
    self.runs = runs
    self.top = top
    right = width - 24
    duration = max(1, runs.map(\.run.typical.duration).max() ?? 1)
    rows = runs.map { Self.raisedAlarms(of: $0.run.typical).count }.reduce(0, +)
  }

  var height: Int {
    head + 3 * (Self.panel + Self.gap) + rows * Self.alarmHeight + (rows > 0 ? Self.gap : 0) + 24
  }

  /// The alarms that are raised at any time, by their indices.
  private static func raisedAlarms(of outcome: Outcome) -> [Int] {
    let all = outcome.minutes.reduce(0) { $0 | $1.alarms }
    return outcome.alarms.indices.filter { $0 < 64 && all >> UInt64($0) & 1 == 1 }
  }

  var text: String {
    guard let first = runs.first else { return "" }
    var text = label(left, top + 24, "title", "\(first.run.subject.path) under \(first.load)")
    text += legend
    var start = top + head
    text += loadPanel(first, at: start)
    start += Self.panel + Self.gap
    text += countPanel(at: start)
    start += Self.panel + Self.gap
    text += usePanel(at: start)
    start += Self.panel + Self.gap
    text += alarms(at: start)
    return text
  }

  private var legend: String {
    var text = ""
    var x = left
    for (index, item) in runs.enumerated() where runs.count > 1 {
      text += "<rect class=\"f\(index % 5)\" x=\"\(x)\" y=\"\(top + 37)\" width=\"12\" height=\"12\"/>\n"
      text += label(x + 18, top + 47, "", item.label)
      x += 18 + Paragraph.cells(item.label) * 9 + 24
    }
    return text
  }

  // MARK: Panels

  private func loadPanel(_ item: Simulate.Compared, at start: Int) -> String {
    let peak = Self.ceiling(item.run.curve.peak)
    let minutes = item.run.typical.minutes
    let points = minutes.map { (Double($0.time) + 30, $0.rate) }
    var text = frame("requests a second", peak, at: start)
    let line = path(points.map { (x($0.0), y($0.1, peak, start)) })
    if let first = points.first, let last = points.last {
      let floor = start + Self.panel
      text += "<path class=\"area\" d=\"\(line) L\(x(last.0)) \(floor) L\(x(first.0)) \(floor) Z\"/>\n"
    }
    return text + "<path class=\"line load\" d=\"\(line)\"/>\n"
  }

  private func countPanel(at start: Int) -> String {
    let counts = runs.flatMap { item in item.run.typical.minutes.map { max($0.running, $0.desired) } }
    let most = Self.ceiling(Double(max(counts.max() ?? 1, 1)))
    var text = frame(runs[0].run.subject.unit.words, most, at: start)
    for (index, item) in runs.enumerated() {
      let minutes = item.run.typical.minutes
      let needed = minutes.map { (Double($0.time), min(most, Double($0.needed))) }
      if runs.count == 1 {
        text +=
          "<path class=\"line thin load\" d=\"\(steps(needed, most, start))\"><title>needed at the target</title></path>\n"
      }
      let running = minutes.map { (Double($0.time), Double($0.running)) }
      text += "<path class=\"line s\(index % 5)\" d=\"\(steps(running, most, start))\"/>\n"
      for decision in item.run.typical.decisions where decision.after != decision.before {
        let height = y(min(most, Double(decision.after)), most, start)
        text +=
          "<circle class=\"f\(index % 5)\" cx=\"\(x(Double(decision.time)))\" cy=\"\(height)\" r=\"4\"><title>"
          + Self.escaped(
            "\(Figures.clock(decision.time)) \(decision.before) → \(decision.after), \(decision.source): \(decision.words)"
          )
          + "</title></circle>\n"
      }
    }
    if runs.count == 1 {
      text += label(right, start - 8, "small end", "dashed: what the load needs at the target; dots: decisions")
    }
    return text
  }

  private func usePanel(at start: Int) -> String {
    var text = frame("CPU, %", 100, at: start)
    for (index, item) in runs.enumerated() {
      let points = item.run.typical.minutes.compactMap { minute in
        minute.utilization.map { (x(Double(minute.time) + 30), y(Double($0) / 1000, 100, start)) }
      }
      text += "<path class=\"line s\(index % 5)\" d=\"\(path(points))\"/>\n"
    }
    return text
  }

  private func alarms(at start: Int) -> String {
    guard rows > 0 else { return "" }
    var text = label(left, start - 8, "small", "alarms raised")
    var row = start
    for (index, item) in runs.enumerated() {
      let outcome = item.run.typical
      for alarm in Self.raisedAlarms(of: outcome) {
        let name = outcome.alarms[alarm].split(separator: ".", maxSplits: 1).last.map(String.init) ?? ""
        text += label(left - 8, row + 11, "small end", Self.shortened(name))
        for (from, to) in stretches(of: alarm, in: outcome) {
          let width = max(1, x(Double(to)) - x(Double(from)))
          text +=
            "<rect class=\"f\(index % 5)\" x=\"\(x(Double(from)))\" y=\"\(row + 3)\" width=\"\(width)\" height=\"9\">"
            + "<title>\(Self.escaped(outcome.alarms[alarm])) \(Figures.clock(from)) to \(Figures.clock(to))</title></rect>\n"
        }
        row += Self.alarmHeight
      }
    }
    return text
  }

  /// From when to when an alarm is raised, in seconds.
  private func stretches(of alarm: Int, in outcome: Outcome) -> [(Int, Int)] {
    var stretches: [(Int, Int)] = []
    var begin: Int?
    for minute in outcome.minutes {
      let isRaised = minute.alarms >> UInt64(alarm) & 1 == 1
      if isRaised, begin == nil { begin = minute.time }
      if !isRaised, let from = begin {
        stretches.append((from, minute.time))
        begin = nil
      }
    }
    if let begin { stretches.append((begin, outcome.duration)) }
    return stretches
  }

  // MARK: Parts

  /// The lines and numbers of a panel.
  private func frame(_ title: String, _ most: Double, at start: Int) -> String {
    var text = label(left, start - 8, "small", title)
    for part in [0.0, 0.5, 1] {
      let height = y(most * part, most, start)
      text += "<line class=\"grid\" x1=\"\(left)\" y1=\"\(height)\" x2=\"\(right)\" y2=\"\(height)\"/>\n"
      text += label(left - 8, height + 4, "small end", Figures.decimal(most * part))
    }
    let distance = Self.tickDistance(duration)
    for time in stride(from: 0, through: duration, by: distance) {
      let place = x(Double(time))
      text += "<line class=\"grid\" x1=\"\(place)\" y1=\"\(start)\" x2=\"\(place)\" y2=\"\(start + Self.panel)\"/>\n"
      text += label(place, start + Self.panel + 14, "small middle", Self.tick(time, distance))
    }
    return text
  }

  private func label(_ x: Int, _ y: Int, _ style: String, _ text: String) -> String {
    let style = style.isEmpty ? "" : " class=\"\(style)\""
    return "<text\(style) x=\"\(x)\" y=\"\(y)\">\(Self.escaped(text))</text>\n"
  }

  private func x(_ time: Double) -> Int {
    left + Int((min(max(time, 0), Double(duration)) / Double(duration) * Double(right - left)).rounded())
  }

  private func y(_ value: Double, _ most: Double, _ start: Int) -> Int {
    start + Self.panel - Int((min(max(value, 0), most) / most * Double(Self.panel)).rounded())
  }

  /// A line through points; of those in one column only the highest and the lowest.
  private func path(_ points: [(x: Int, y: Int)]) -> String {
    var kept: [(x: Int, y: Int)] = []
    var index = 0
    while index < points.count {
      var end = index
      while end < points.count, points[end].x == points[index].x { end += 1 }
      let column = points[index..<end]
      if let low = column.map(\.y).min(), let high = column.map(\.y).max() {
        kept.append((points[index].x, high))
        if low != high { kept.append((points[index].x, low)) }
      }
      index = end
    }
    return kept.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.x) \($1.y)" }.joined(separator: " ")
  }

  /// A line of steps.
  private func steps(_ values: [(time: Double, value: Double)], _ most: Double, _ start: Int) -> String {
    guard let first = values.first else { return "" }
    var text = "M\(x(first.time)) \(y(first.value, most, start))"
    var last = first.value
    for (time, value) in values.dropFirst() where value != last {
      text += " H\(x(time)) V\(y(value, most, start))"
      last = value
    }
    return text + " H\(x(Double(duration)))"
  }

  /// The next of 1, 2, 5 and their tens.
  private static func ceiling(_ value: Double) -> Double {
    guard value > 0 else { return 1 }
    var unit = 1.0
    while unit * 10 <= value { unit *= 10 }
    while unit > value { unit /= 10 }
    return [1, 2, 3, 4, 5, 6, 8, 10].map { $0 * unit }.first { $0 >= value - 1e-9 } ?? unit * 10
  }

  private static func tickDistance(_ duration: Int) -> Int {
    let distances = [60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800]
    return distances.first { duration / $0 <= 10 } ?? 604_800
  }

  private static func tick(_ time: Int, _ distance: Int) -> String {
    if distance >= 86_400 { return "\(time / 86_400) d" }
    return distance >= 3600 ? "\(time / 3600) h" : "\(time / 60) min"
  }

  private static func shortened(_ name: String) -> String {
    let ending = [".alarm", "/alarm"].first { name.hasSuffix($0) } ?? ""
    let name = name.dropLast(ending.count)
    return name.count <= 12 ? String(name) : name.prefix(11) + "…"
  }

  private static func escaped(_ text: String) -> String {
    PrintableText(text).text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
