package import LintelAWS
import LintelGraph
package import LintelSource

/// A load that was recorded: `t,rps` a line, at even distances.
///
/// `t` is seconds from any beginning, or a moment in UTC. Each rate lasts until the next line.
package struct LoadTrace: Sendable {
  package let curve: LoadCurve
  /// When it begins, where it says so.
  package let start: Moment?

  /// What is wrong with a trace, and in which line, from 1 on.
  package struct Problem: Error, Equatable {
    package let line: Int
    package let message: PrintableText
  }

  private struct Row {
    let line: Int
    let time: Int
    let rate: Double
  }

  /// A trace may have so many rows: a minute each of two years.
  private static let mostRows = 1_100_000

  package init(_ bytes: [UInt8]) throws(Problem) {
    var rows: [Row] = []
    var start: Moment?
    let marks: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: marks) ? bytes[3...] : bytes[...]
    for (index, raw) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = index + 1
      let fields = raw.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { field -> String in
        let blanks: [UInt8] = [0x20, 0x09, 0x0D]
        let tail = field.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }
        return String(decoding: tail.reversed(), as: UTF8.self)
      }
      if fields.count == 1, fields[0].isEmpty || fields[0].hasPrefix("#") { continue }
      guard fields.count == 2 else {
        throw Problem(
          line: line, message: "a line is a time and a rate, `60,12.5`, and here are \(fields.count) fields")
      }
      if rows.isEmpty, index == 0, fields[0].first.map({ $0.isLetter }) ?? false { continue }
      let moment = Moment(fields[0])
      if rows.isEmpty { start = moment }
      let isMoment = rows.isEmpty ? moment != nil : start != nil
      guard let time = isMoment ? moment?.seconds : Int(fields[0]) else {
        throw Problem(
          line: line,
          message: isMoment && !rows.isEmpty
            ? "'\(fields[0])' is no moment such as 2027-01-31T08:00:00Z, as the first line has"
            : "'\(fields[0])' is no time: whole seconds, or a moment such as 2027-01-31T08:00:00Z")
      }
      rows.append(Row(line: line, time: time, rate: try Self.rate(fields[1], line)))
      if rows.count > Self.mostRows { throw Problem(line: line, message: "a trace has at most \(Self.mostRows) lines") }
    }
    guard let first = rows.first, rows.count > 1 else {
      throw Problem(
        line: rows.first?.line ?? 1, message: "a trace has two lines at least: nothing says how long one lasts")
    }
    try Self.check(rows)
    let width = rows[1].time - first.time
    curve = LoadCurve(
      rows.flatMap { row in
        [LoadCurve.Point(row.time - first.time, row.rate), LoadCurve.Point(row.time - first.time + width, row.rate)]
      })
    self.start = start
  }

  private static func rate(_ text: String, _ line: Int) throws(Problem) -> Double {
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard isPlain, let rate = Double(text), rate.isFinite else {
      throw Problem(line: line, message: text.isEmpty ? "the rate is missing" : "'\(text)' is no number")
    }
    guard rate >= 0 else { throw Problem(line: line, message: "the rate is negative: \(text)") }
    guard rate <= LoadStage.mostRequests.double else {
      throw Problem(line: line, message: "\(text) requests a second are more than anyone has")
    }
    return rate
  }

  /// All lines are as far apart as the first two.
  private static func check(_ rows: [Row]) throws(Problem) {
    let width = rows[1].time - rows[0].time
    for (row, next) in zip(rows, rows.dropFirst()) {
      let distance = next.time - row.time
      if distance == 0 { throw Problem(line: next.line, message: "the time is that of line \(row.line)") }
      if distance < 0 { throw Problem(line: next.line, message: "the time is before that of line \(row.line)") }
      if distance > width {
        throw Problem(
          line: next.line, message: "there is a gap of \(distance) seconds, and lines are \(width) apart: fill it in")
      }
      if distance < width {
        throw Problem(
          line: next.line, message: "it is \(distance) seconds after line \(row.line), and lines are \(width) apart")
      }
    }
  }
}
