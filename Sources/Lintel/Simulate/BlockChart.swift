import LintelSource

/// A curve in block characters, a column a stretch of time.
struct BlockChart {
  let values: [Double]
  /// What the top of the chart stands for.
  let top: Double
  let rows: Int

  private static let blocks: [PrintableText] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The lines from top to bottom.
  var lines: [PrintableText] {
    let heights = values.map { value -> Int in
      guard top > 0, value > 0 else { return 0 }
      // What is there at all is seen.
      return max(1, Int((min(1, value / top) * Double(rows * 8)).rounded()))
    }
    return (0..<rows).reversed().map { row in
      heights.map { Self.blocks[min(8, max(0, $0 - row * 8))] }.joined()
    }
  }

  /// So many values of a curve, each the largest of its stretch.
  static func sampled(_ values: [Double], to count: Int) -> [Double] {
    guard values.count > count, count > 0 else { return values }
    return (0..<count).map { column in
      let start = column * values.count / count
      let end = max(start + 1, (column + 1) * values.count / count)
      return values[start..<end].max() ?? 0
    }
  }
}
