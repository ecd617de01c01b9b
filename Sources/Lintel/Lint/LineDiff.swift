package import LintelSource

/// What fixes change of a file, as a unified diff.
///
/// A fix never adds or removes a line break, so that the lines of both sides pair up by their numbers.
package enum LineDiff {
  private static let context = 3

  /// The diff of two texts with as many lines; empty where they are the same.
  package static func text(_ before: SourceFile, _ after: SourceFile) -> String {
    let old = lines(of: before.bytes)
    let new = lines(of: after.bytes)
    precondition(old.count == new.count, "a fix changed the number of lines")
    let changed = old.indices.filter { old[$0] != new[$0] }
    guard !changed.isEmpty else { return "" }
    var text = "--- \(before.path)\n+++ \(after.path)\n"
    var rest = changed[...]
    while let first = rest.first {
      var last = first
      while let next = rest.first, next <= last + 2 * context + 1 {
        last = next
        rest.removeFirst()
      }
      text += hunk(max(0, first - context)..<min(old.count, last + context + 1), old, new)
    }
    return text
  }

  private static func hunk(_ range: Range<Int>, _ old: [String], _ new: [String]) -> String {
    let place = range.count == 1 ? "\(range.lowerBound + 1)" : "\(range.lowerBound + 1),\(range.count)"
    var text = "@@ -\(place) +\(place) @@\n"
    var index = range.lowerBound
    while index < range.upperBound {
      let end = range[index...].first { (old[$0] == new[$0]) != (old[index] == new[index]) } ?? range.upperBound
      if old[index] == new[index] {
        text += (index..<end).map { marked(" ", old[$0]) }.joined()
      } else {
        text +=
          (index..<end).map { marked("-", old[$0]) }.joined() + (index..<end).map { marked("+", new[$0]) }.joined()
      }
      index = end
    }
    return text
  }

  private static func marked(_ mark: String, _ line: String) -> String {
    mark + line + (line.utf8.last == 0x0A ? "" : "\n\\ No newline at end of file\n")
  }

  /// The lines with their ends, as `diff` and `patch` know them.
  private static func lines(of bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      lines.append(String(decoding: bytes[start...index], as: UTF8.self))
      start = index + 1
    }
    if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return lines
  }
}
