import LintelSimulation
package import LintelSource

extension Simulate {
  /// A run among others of the same service or group.
  struct Compared {
    /// The environment, the file, or both.
    let label: String
    let load: String
    let run: Run
  }

  /// All runs, in order.
  var all: [Compared] {
    systems.flatMap { system in
      system.runs.map { Compared(label: system.label, load: system.load, run: $0) }
    }
  }

  /// All runs, those of one service or group together.
  var compared: [[Compared]] {
    var groups: [[Compared]] = []
    for item in all {
      if let index = groups.firstIndex(where: { $0[0].run.subject.path == item.run.subject.path }) {
        groups[index].append(item)
      } else {
        groups.append([item])
      }
    }
    return groups
  }
}

/// Runs of the same service or group side by side.
package struct ComparisonText {
  private let simulate: Simulate
  private let palette: Palette
  private let width: Int

  /// - Parameters:
  ///   - simulate: The runs.
  ///   - isColored: Whether titles and charts have colours.
  ///   - width: The columns of the terminal; nil takes 100.
  package init(_ simulate: Simulate, isColored: Bool, width: Int? = nil) {
    self.simulate = simulate
    palette = Palette(isColored: isColored)
    self.width = min(max(width ?? 100, 40), 160)
  }

  package var text: PrintableText { simulate.compared.map(text).joined(separator: "\n") }

  private func text(_ runs: [Simulate.Compared]) -> PrintableText {
    let subject = runs[0].run.subject
    let title = Paragraph.lines("\(subject.path) under \(runs[0].load)", width: width)
    var text = title.map { palette.paint($0, .bold) + "\n" }.joined() + "\n"
    let most = Double(runs.flatMap { $0.run.typical.minutes.map(\.running) }.max() ?? 1)
    let margin = min(width / 3, runs.map { Paragraph.cells($0.label) }.max() ?? 0)
    for (index, item) in runs.enumerated() {
      let minutes = item.run.typical.minutes
      let columns = min(max(16, width - margin - 4), minutes.count)
      let values = BlockChart.sampled(minutes.map { Double($0.running) }, to: columns)
      let style: Palette.Style = [.frame, .help, .note, .warning][index % 4]
      for (row, line) in BlockChart(values: values, top: most, rows: 3).lines.enumerated() {
        let label: String = row == 0 ? item.label : ""
        let cut = Paragraph.cells(label) > margin ? String(label.prefix(max(1, margin - 1))) + "…" : label
        text += "  \(cut)" + .blanks(margin - Paragraph.cells(cut)) + " ▏" + palette.paint(line, style) + "\n"
      }
    }
    text += "  whole height: \(Figures.decimal(most)) \(subject.unit.words)\n\n"
    var rows: [[PrintableText]] = [[""] + runs.map { "\($0.label)" }]
    for (index, line) in TotalLine.lines(price: runs[0].run.price, unit: subject.unit.words).enumerated() {
      rows.append(
        ["\(line.label)"]
          + runs.map { item in
            let own = TotalLine.lines(price: item.run.price, unit: subject.unit.words)
            guard index < own.count else { return "–" }
            let ends = [item.run.outcomes.first, item.run.outcomes.last].compactMap {
              $0.map { own[index].value($0.outcome) }
            }
            let middle = own[index].value(item.run.typical)
            return Set(ends + [middle]).count == 1 ? "\(middle)" : "\(middle) [\(ends.joined(separator: "; "))]"
          })
    }
    let table = Columns(rows, indent: 2, width: width)
    text += table.fits ? table.text : list(rows)
    let note = "In brackets: the quick and the slow end of what AWS does not document."
    return text + Paragraph.lines(note, width: width).map { $0 + "\n" }.joined()
  }

  /// A table too wide for the terminal: each of its rows becomes one of the runs below each other.
  private func list(_ rows: [[PrintableText]]) -> PrintableText {
    let labels = rows[0].dropFirst()
    return rows.dropFirst().map { row in
      let values = zip(labels, row.dropFirst()).map { [$0, $1] }
      return "  " + palette.paint(row[0], .bold) + "\n" + Columns(values, indent: 4, width: width).text
    }.joined()
  }
}
