package import LintelSource

/// Whether a plain scalar's text means null.
func isNullText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  switch text.count {
  case 0: true
  case 1: text[0] == UInt8(ascii: "~")
  case 4: text.elementsEqual("null".utf8) || text.elementsEqual("Null".utf8) || text.elementsEqual("NULL".utf8)
  default: false
  }
}

/// A text short enough for a message.
func excerpt(_ text: String) -> String {
  let line = text.prefix { !$0.isNewline }
  return line.count == text.count && line.count <= 60 ? text : line.prefix(60) + "…"
}

// MARK: Placing scalars
extension TreeBuilder {
  /// Adds a scalar that stands at `range`, quotes included.
  mutating func appendScalar(
    _ text: UnsafeBufferPointer<UInt8>, style: Node.Style, at range: Range<Int>, tag: UInt16 = 0
  ) {
    var node = Node(
      kind: .scalar, style: style, file: file, tag: tag, start: UInt32(range.lowerBound),
      end: UInt32(range.upperBound), first: 0, count: UInt32(text.count))
    let isQuoted = style == .singleQuoted || style == .doubleQuoted
    let first = range.lowerBound + (isQuoted ? 1 : 0)
    if text.count == range.count - (isQuoted ? 2 : 0), holds(text, at: first) {
      node.isVerbatim = true
      node.first = UInt32(first)
    } else {
      node.first = UInt32(strings.count)
      strings.append(contentsOf: text)
    }
    append(node)
  }

  private func holds(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    var index = 0
    while index < text.count, bytes[offset + index] == text[index] { index += 1 }
    return index == text.count
  }

  /// Adds what stands for a value that did not read.
  ///
  /// Text without characters has no other way to be that wide.
  mutating func appendPlaceholder(at range: Range<Int>) {
    append(
      Node(
        kind: .scalar, style: .plain, file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        first: 0, count: 0))
  }

  func isPlaceholder(_ id: NodeID) -> Bool {
    let node = nodes[Int(id.rawValue)]
    return node.kind == .scalar && node.style == .plain && node.count == 0 && node.end > node.start
  }
}

// MARK: Comments
extension Tree {
  /// Whether a byte lies in a scalar, and therefore starts no comment.
  package func isInsideScalar(_ offset: UInt32, of file: FileID) -> Bool {
    let scalars = scalars(of: file)
    var low = 0
    var high = scalars.count
    while low < high {
      let middle = (low + high) / 2
      if self[scalars[middle]].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset < self[scalars[low - 1]].end
  }

  /// The scalars of a file that are written in it, in the order of the text.
  private func scalars(of file: FileID) -> [NodeID] {
    if let scalars = scalarsInOrder[file] { return scalars }
    var scalars: [NodeID] = []
    for (index, node) in nodes.enumerated()
    where node.kind == .scalar && node.file == UInt16(file.rawValue) && node.end > node.start {
      scalars.append(NodeID(rawValue: UInt32(index)))
    }
    scalars.sort { (self[$0].start, self[$0].end) < (self[$1].start, self[$1].end) }
    scalarsInOrder[file] = scalars
    return scalars
  }
}
