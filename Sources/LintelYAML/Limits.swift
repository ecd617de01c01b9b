/// What a file may be at most; each limit keeps a small file from costing much time or memory.
package enum Limits {
  /// Bytes of one file, and of all files of one spec.
  package static let fileSize = 128 << 20
  /// Files of one spec.
  package static let files = 1000
  /// Collections inside each other, aliases followed.
  package static let depth = 64
  /// Findings of one file; reading stops at the last.
  package static let findings = 100

  /// Nodes of a file once every alias stands for what it names.
  package static func expandedNodes(written: Int) -> Int { 1_000_000 + 10 * written }

  /// Bytes of all texts of one system that hold a `${…}`, or of a template that hold functions, filled in.
  package static func expandedBytes(written: Int) -> Int { (4 << 20) + 4 * written }

  /// Bytes that may be read again after syntax errors; keeps the time linear however many there are.
  static func rereading(of size: Int) -> Int { 4 * size + (64 << 10) }
}
