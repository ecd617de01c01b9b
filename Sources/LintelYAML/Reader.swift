package import LintelSource

/// What came of reading one file, or one with those that it includes.
package struct Document {
  /// Always a mapping; empty where there is nothing to read.
  package let root: NodeID
  /// The top-level keys of the sections that did not read: they are not in `root`.
  package let broken: Set<String>
  /// Whether all else was read.
  ///
  /// If not, nothing may be concluded from what `root` lacks.
  package let isComplete: Bool

  package init(root: NodeID, broken: Set<String>, isComplete: Bool) {
    self.root = root
    self.broken = broken
    self.isComplete = isComplete
  }
}

/// Turns a file into nodes of a tree.
package enum Reader {
  /// Reads a file of YAML, or of JSON by its name or first bytes, and reports what is wrong with its syntax.
  package static func read(_ file: FileID, into tree: Tree, findings: Findings) -> Document {
    let source = tree.sources[file]
    return source.bytes.withUnsafeBufferPointer { bytes in
      var builder = TreeBuilder(file, bytes: bytes, tree: tree, findings: findings)
      guard let text = PlainText(bytes, reportingTo: &builder.findings) else {
        builder.isComplete = false
        return builder.finish(end: 0)
      }
      if isJSON(source, from: text.start) {
        var reader = JSONReader(builder, from: text.start)
        return reader.read()
      }
      var composer = Composer(builder, text)
      return composer.compose()
    }
  }

  private static func isJSON(_ source: SourceFile, from start: Int) -> Bool {
    if source.path.hasSuffix(".json") { return true }
    guard source.path == "<stdin>" else { return false }
    let significant = source.bytes[start...].lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return significant.starts(with: #"{""#.utf8) || significant.starts(with: "{}".utf8)
  }
}
