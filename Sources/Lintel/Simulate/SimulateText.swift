import LintelAnalysis
import LintelSimulation
package import LintelSource

/// A simulation for people: charts, decisions with their reasons, and what came of it.
package struct SimulateText {
  private let simulate: Simulate
  private let palette: Palette
  private let width: Int
  private let isQuiet: Bool

  /// - Parameters:
  ///   - simulate: The answer.
  ///   - isColored: Whether titles and charts have colours.
  ///   - width: The columns of the terminal; nil takes 100.
  ///   - isQuiet: Whether the assumptions are left out.
  package init(_ simulate: Simulate, isColored: Bool, width: Int? = nil, isQuiet: Bool = false) {
    self.simulate = simulate
    palette = Palette(isColored: isColored)
    self.width = min(max(width ?? 100, 40), 160)
    self.isQuiet = isQuiet
  }

  package var text: PrintableText {
    var blocks: [PrintableText] = []
    for system in simulate.systems {
      if let environment = system.environment { blocks.append(palette.paint("In \(environment)", .bold) + "\n") }
      for run in system.runs { blocks.append(text(of: run, in: system)) }
      for path in system.unsaid {
        blocks.append(set("'\(path)' is not simulated: `load.workloads` does not say what a request costs it"))
      }
    }
    if !isQuiet { blocks.append(assumptions) }
    return blocks.joined(separator: "\n")
  }

  private func text(of run: Simulate.Run, in system: Simulate.System) -> PrintableText {
    let length = Figures.span(run.curve.duration)
    let bounds = run.subject.bounds
    let title: PrintableText =
      "\(run.subject.path) under \(system.load): \(length), at most \(Figures.decimal(run.curve.peak)) requests a second"
    let each: PrintableText =
      "\(bounds.lowerBound) to \(bounds.upperBound) \(run.subject.unit.words), each for "
      + "\(Figures.decimal(run.workload.rate)) requests a second at 100 %"
    var text = set(title, .bold) + set(each) + "\n"
    text += chart(run) + "\n"
    text += decisions(run) + "\n"
    text += totals(run)
    for remark in run.remarks {
      let lines = Paragraph.lines(remark.text, width: width - 2, indent: 4)
      text += palette.paint("note", .note) + ": " + lines.joined(separator: "\n  ") + "\n"
    }
    return text
  }

  /// A text in as many lines as the width asks for.
  private func set(_ text: PrintableText, _ style: Palette.Style = .plain) -> PrintableText {
    Paragraph.lines(text.text, width: width).map { palette.paint($0, style) + "\n" }.joined()
  }

  // MARK: Charts

  private func chart(_ run: Simulate.Run) -> PrintableText {
    let minutes = run.typical.minutes
    let most = Double(max(minutes.map { max($0.running, $0.desired) }.max() ?? 1, 1))
    let curves: [(label: String, values: [Double], top: Double, style: Palette.Style)] = [
      ("\(Figures.decimal(run.curve.peak)) rps", minutes.map(\.rate), run.curve.peak, .frame),
      ("\(Figures.decimal(most)) \(run.subject.unit.words)", minutes.map { Double($0.running) }, most, .help),
      ("100 % CPU", minutes.map { Double($0.utilization ?? 0) / 1000 }, 100, .note),
    ]
    let names = run.typical.alarms.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let margin = min(width / 3, (curves.map(\.label) + names).map { Paragraph.cells($0) }.max() ?? 0)
    let room = max(16, width - margin - 4)
    let columns = min(room, minutes.count)
    var text: PrintableText = ""
    for curve in curves {
      let lines = BlockChart(values: BlockChart.sampled(curve.values, to: columns), top: curve.top, rows: 3).lines
      for (index, line) in lines.enumerated() {
        text += row(index == 0 ? curve.label : "", margin, palette.paint(line, curve.style))
      }
    }
    for (index, name) in names.enumerated() where index < 64 {
      let raised = minutes.map { $0.alarms >> UInt64(index) & 1 == 1 ? 1.0 : 0 }
      guard raised.contains(1) else { continue }
      let marks = BlockChart.sampled(raised, to: columns).map { value -> PrintableText in value > 0 ? "━" : " " }
      text += row(name, margin, palette.paint(marks.joined(), .warning))
    }
    return text + axis(run.typical.duration, columns, margin)
  }

  private func row(_ label: String, _ margin: Int, _ line: PrintableText) -> PrintableText {
    let cut = Paragraph.cells(label) > margin ? String(label.prefix(max(1, margin - 1))) + "…" : label
    return "  \(cut)" + .blanks(margin - Paragraph.cells(cut)) + " ▏" + line + "\n"
  }

  /// Times below a chart, as many as have room.
  private func axis(_ duration: Int, _ columns: Int, _ margin: Int) -> PrintableText {
    var line: PrintableText = .blanks(margin + 4)
    var column = 0
    let parts = max(1, min(4, columns / 12))
    for part in 0..<parts {
      let start = part * columns / parts
      let label = PrintableText(Figures.clock(duration * part / parts))
      let count = Paragraph.cells(label.text)
      guard margin + 4 + start + count <= width else { continue }
      line += .blanks(start - column) + label
      column = start + count
    }
    return line + "\n"
  }

  // MARK: Decisions

  private static let shown = 40

  private func decisions(_ run: Simulate.Run) -> PrintableText {
    let all = run.typical.decisions
    guard !all.isEmpty else { return "No policy wants a change.\n" }
    let rows = all.prefix(Self.shown).map { decision -> [PrintableText] in
      let change: PrintableText =
        decision.after == decision.before ? "\(decision.before)" : "\(decision.before) → \(decision.after)"
      return ["\(Figures.clock(decision.time))", change, "\(decision.source)", "\(decision.words)"]
    }
    let rest: PrintableText =
      all.count > rows.count ? "  and \(all.count - rows.count) more; `--format json` has all\n" : ""
    return Columns(rows, indent: 2, width: width).text { palette.paint($0, .frame) } + rest
  }

  // MARK: Totals

  private func totals(_ run: Simulate.Run) -> PrintableText {
    var rows: [[PrintableText]] = [["", "quick", "typical", "slow"]]
    for line in TotalLine.lines(price: run.price, unit: run.subject.unit.words) {
      rows.append(["\(line.label)"] + run.outcomes.map { "\(line.value($0.outcome))" })
    }
    return Columns(rows, indent: 2, width: width).text
  }

  // MARK: Assumptions

  private var assumptions: PrintableText {
    let values = Assumptions.Pace.allCases.map { Assumptions($0, set: simulate.set) }
    let title: PrintableText = "What AWS does not document, and is assumed (`--assume name=value`)"
    var lines = [set(title, .bold).withoutLastBreak]
    for assumption in Assumption.allCases {
      let numbers = values.map { $0[assumption] }
      let band = Set(numbers).count == 1 ? "\(numbers[0])" : numbers.map(String.init).joined(separator: "/")
      let unit = assumption.unit.isEmpty ? "" : " \(assumption.unit)"
      let basis = simulate.set[assumption] == nil ? assumption.basis : "set"
      lines += Paragraph.entry(
        assumption.name, "\(band)\(unit) \(assumption.words) (\(basis))", column: 26, width: width)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A line of the table of what came of a run.
struct TotalLine {
  let label: String
  let name: String
  let value: (Outcome) -> String

  static func lines(price: Double?, unit: String) -> [TotalLine] {
    func percent(_ part: Double) -> String { Figures.decimal(part * 100) + " %" }
    var lines = [
      TotalLine(label: "first scale-out", name: "firstScaleOut") { outcome in
        outcome.decisions.first { $0.after > $0.before }.map { Figures.clock($0.time) } ?? "never"
      },
      TotalLine(label: "saturated", name: "saturated") { Figures.span($0.totals.secondsSaturated) },
      TotalLine(label: "requests over capacity", name: "over") { outcome in
        let totals = outcome.totals
        let part = totals.requests > 0 ? totals.requestsOverCapacity / totals.requests : 0
        return "\(Figures.decimal(totals.requestsOverCapacity, places: 0)) (\(percent(part)))"
      },
      TotalLine(label: "requests given up", name: "lost") { Figures.decimal($0.totals.requestsLost, places: 0) },
      TotalLine(label: "longest wait", name: "wait") { Figures.decimal($0.totals.longestWait) + " s" },
      TotalLine(label: "at the maximum", name: "maximum") { Figures.span($0.totals.secondsAtMaximum) },
      TotalLine(label: "too few θU, τU", name: "under") {
        percent($0.totals.underProvisioning) + ", " + percent($0.totals.underTime)
      },
      TotalLine(label: "too many θO, τO", name: "over") {
        percent($0.totals.overProvisioning) + ", " + percent($0.totals.overTime)
      },
      TotalLine(label: "changes, turns", name: "changes") {
        "\($0.totals.scaleOuts + $0.totals.scaleIns), \($0.totals.reversals)"
      },
      TotalLine(label: "most \(unit)", name: "peak") { "\($0.totals.peakRunning)" },
      TotalLine(label: "CPU on average", name: "cpu") { Figures.thousandths($0.totals.meanUtilization) + " %" },
      TotalLine(label: "hours of \(unit)", name: "hours") { Figures.decimal($0.totals.taskHours, places: 2) },
    ]
    if let price {
      lines.append(
        TotalLine(label: "cost", name: "cost") { Figures.decimal($0.totals.taskHours * price, places: 2) })
    }
    return lines
  }
}
