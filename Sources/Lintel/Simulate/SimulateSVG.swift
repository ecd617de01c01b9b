import LintelAnalysis
import LintelSource

/// Simulations as a picture: load, capacity, utilisation and alarms over time, one below the other.
///
/// Runs that are compared stand in one picture, each in its own colour. The picture is for light and dark pages, and each
/// change of a count tells its reason where a mouse is over it.
package struct SimulateSVG {
  private let charts: [[Simulate.Compared]]

  /// - Parameters:
  ///   - simulate: The runs.
  ///   - isComparing: Whether runs of one service or group stand in one picture.
  package init(_ simulate: Simulate, isComparing: Bool = false) {
    charts = isComparing ? simulate.compared : simulate.all.map { [$0] }
  }

  private static let width = 960

  package var text: String {
    var body = ""
    var top = 0
    for runs in charts {
      let chart = RunChart(runs, top: top, width: Self.width)
      body += chart.text
      top += chart.height
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(top)" width="\(Self.width)" \
      height="\(top)" role="img" aria-label="What scaling does under a load">
      <style>
      \(Self.style)
      </style>
      <rect class="page" width="\(Self.width)" height="\(top)"/>
      \(body)</svg>

      """
  }

  /// The colours of runs are told apart by people who see few, on light and on dark.
  private static let style = """
    text { font: 12px "DejaVu Sans", Verdana, sans-serif; fill: #333 }
    .title { font-size: 15px; font-weight: bold }
    .small { font-size: 11px; fill: #666 }
    .end { text-anchor: end }
    .middle { text-anchor: middle }
    .page { fill: #fff }
    .grid { stroke: #ddd; stroke-width: 1 }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round }
    .thin { stroke-width: 1.5; stroke-dasharray: 5 4 }
    .load { stroke: #777 }
    .area { fill: #777; fill-opacity: 0.15 }
    .s0 { stroke: #0b62b8 } .s1 { stroke: #c45100 } .s2 { stroke: #1a7a3c } .s3 { stroke: #8b3fa8 } .s4 { stroke: #946c00 }
    .f0 { fill: #0b62b8 } .f1 { fill: #c45100 } .f2 { fill: #1a7a3c } .f3 { fill: #8b3fa8 } .f4 { fill: #946c00 }
    @media (prefers-color-scheme: dark) {
      text { fill: #ddd } .small { fill: #aaa } .page { fill: #16181c } .grid { stroke: #33373d }
      .load { stroke: #aaa } .area { fill: #aaa }
      .s0 { stroke: #5aa9f5 } .s1 { stroke: #ff9a4d } .s2 { stroke: #5fd38a } .s3 { stroke: #d08cf0 } .s4 { stroke: #e0b840 }
      .f0 { fill: #5aa9f5 } .f1 { fill: #ff9a4d } .f2 { fill: #5fd38a } .f3 { fill: #d08cf0 } .f4 { fill: #e0b840 }
    }
    """
}
