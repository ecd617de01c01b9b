import LintelSource
import LintelYAML

/// Changes the maps of one file as text: what is not touched stays as it is, and so does every comment.
struct SpecEditor {
  let tree: Tree
  let file: FileID
  private let bytes: [UInt8]
  private var edits: [(range: Range<Int>, text: String)] = []

  init(_ file: FileID, of tree: Tree) {
    self.file = file
    self.tree = tree
    let bytes = tree.sources[file].bytes
    self.bytes = bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
  }

  /// The bytes of the text, of which the last ends a line.
  var length: Int { bytes.count }

  /// The text with all changes.
  var result: [UInt8] {
    var result: [UInt8] = []
    var position = 0
    // What is put to one place stands there in the order in which it was.
    let order = edits.indices.sorted { first, second in
      let (one, other) = (edits[first].range, edits[second].range)
      return (one.lowerBound, one.upperBound, first) < (other.lowerBound, other.upperBound, second)
    }
    for edit in order.map({ edits[$0] }) where edit.range.lowerBound >= position {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text.utf8
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }

  // MARK: Changing maps

  /// Changes a map that is written in the file, in block style.
  ///
  /// `levels`: see `Block.lines`, of the values of the map's keys.
  mutating func change(_ map: NodeID, adding added: [Block.Field], cutting cuts: Cuts, levels: Int) {
    if !isPlainBlock(map, cuts) { return rewrite(map, adding: added, cutting: cuts, levels: levels) }
    var rest = added
    for pair in tree.pairs(of: map) {
      let key = tree.text(of: pair.key)
      if cuts.keys.contains(key) {
        remove(pair)
        continue
      }
      let position = rest.firstIndex { $0.key == key }
      let more = position.map { rest.remove(at: $0).value }
      let inner = cuts.below[key] ?? Cuts()
      guard more != nil || touches(pair.value, inner) else { continue }
      // Below `environments` stands the whole once more.
      change(pair, adding: more, cutting: inner, levels: key == "environments" ? 3 : levels)
    }
    insert(rest, into: map, levels: levels)
  }

  private mutating func change(_ pair: Pairs.Pair, adding more: Block?, cutting cuts: Cuts, levels: Int) {
    let isMap = tree[pair.value].kind == .mapping
    var isKept = isMap && isPlainBlock(pair.value, cuts)
    if case .map? = more {} else if more != nil { isKept = false }
    let added = more?.fields ?? []
    if isKept, added.isEmpty, tree.pairs(of: pair.value).allSatisfy({ cuts.keys.contains(tree.text(of: $0.key)) }) {
      isKept = false
    }
    if isKept { return change(pair.value, adding: added, cutting: cuts, levels: levels - 1) }
    let old = tree.block(of: pair.value)
    var new = more ?? old
    if case .map = old { new = old.changed(adding: added, cutting: cuts) }
    replace(pair, with: new, levels: levels)
  }

  /// Whether the keys of a map stand on lines of their own, none of those that are cut comes from elsewhere.
  private func isPlainBlock(_ map: NodeID, _ cuts: Cuts) -> Bool {
    let span = tree.span(of: map)
    guard tree[map].kind == .mapping, tree[map].style == .block, span.file == file else { return false }
    let pairs = tree.pairs(of: map)
    let own = pairs.filter { isOwn($0, span) }
    if own.isEmpty { return false }
    return pairs.allSatisfy { pair in
      if isOwn(pair, span) { return true }
      let key = tree.text(of: pair.key)
      return !cuts.keys.contains(key) && !touches(pair.value, cuts.below[key] ?? Cuts())
    }
  }

  private func isOwn(_ pair: Pairs.Pair, _ span: Span) -> Bool {
    let key = tree.span(of: pair.key)
    return key.file == file && key.start >= span.start && key.end <= span.end
  }

  /// Whether there is anything to cut.
  private func touches(_ node: NodeID, _ cuts: Cuts) -> Bool {
    let node = tree.resolve(node)
    guard tree[node].kind == .mapping else { return false }
    return tree.pairs(of: node).contains { pair in
      let key = tree.text(of: pair.key)
      return cuts.keys.contains(key) || cuts.below[key].map { touches(pair.value, $0) } ?? false
    }
  }

  /// The whole file anew: one in flow style, such as JSON.
  private mutating func rewrite(_ map: NodeID, adding added: [Block.Field], cutting cuts: Cuts, levels: Int) {
    let new = tree.block(of: map).changed(adding: added, cutting: cuts)
    let lines = comments(in: 0..<bytes.count) + Block.lines(of: new.fields, indent: 0, levels: levels)
    edits = [(0..<bytes.count, lines.map { $0 + "\n" }.joined())]
  }

  // MARK: Changing text

  private mutating func remove(_ pair: Pairs.Pair) {
    let start = startOfLine(Int(tree.span(of: pair.key).start))
    let end = endOfLine(end(of: pair))
    let margin = String(repeating: " ", count: column(of: pair))
    edits.append((start..<end, comments(in: start..<end).map { margin + $0 + "\n" }.joined()))
  }

  private mutating func replace(_ pair: Pairs.Pair, with block: Block, levels: Int) {
    var start = Int(tree.span(of: pair.key).end)
    while start < bytes.count, bytes[start] != UInt8(ascii: ":") { start += 1 }
    start = min(start + 1, bytes.count)
    // Nothing but a comment stands behind it on its line.
    let end = endOfLine(max(start, end(of: pair))) - 1
    let indent = column(of: pair) + 2
    let margin = String(repeating: " ", count: indent)
    let kept = comments(in: start..<end).map { margin + $0 }
    guard case .map(let fields) = block, !fields.isEmpty else {
      edits.append((start..<end, ([" " + block.flow] + kept).joined(separator: "\n")))
      return
    }
    let lines = kept + Block.lines(of: fields, indent: indent, levels: levels - 1)
    edits.append((start..<end, "\n" + lines.joined(separator: "\n")))
  }

  private mutating func insert(_ fields: [Block.Field], into map: NodeID, levels: Int) {
    let span = tree.span(of: map)
    let own = tree.pairs(of: map).filter { isOwn($0, span) }
    guard !fields.isEmpty, let first = own.first, let last = own.max(by: { end(of: $0) < end(of: $1) }) else { return }
    let indent = column(of: first)
    let position = endOfLine(end(of: last))
    insert(Block.lines(of: fields, indent: indent, levels: levels), at: position)
  }

  mutating func insert(_ lines: [String], at position: Int) {
    edits.append((position..<position, lines.map { $0 + "\n" }.joined()))
  }

  // MARK: Places

  /// Before a pair and the comments that stand right above it.
  func start(of pair: Pairs.Pair) -> Int {
    var start = startOfLine(Int(tree.span(of: pair.key).start))
    while start > 0 {
      let above = startOfLine(start - 1)
      guard let first = bytes[above..<start].first(where: { $0 != 0x20 && $0 != 0x09 }), first == UInt8(ascii: "#")
      else {
        break
      }
      start = above
    }
    return start
  }

  func column(of pair: Pairs.Pair) -> Int {
    let start = Int(tree.span(of: pair.key).start)
    return start - startOfLine(start)
  }

  /// The end of what a pair says.
  func end(of pair: Pairs.Pair) -> Int {
    let (key, value) = (tree.span(of: pair.key), tree.span(of: pair.value))
    var end = Int(value.file == key.file && value.end > key.end ? value.end : key.end)
    while end > Int(key.end), [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  private func startOfLine(_ offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// After the end of the line.
  func endOfLine(_ offset: Int) -> Int {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }

  /// The comments in a part of the text, as they are written.
  func comments(in range: Range<Int>) -> [String] {
    var comments: [String] = []
    var index = range.lowerBound
    while index < range.upperBound {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: "#"), index == 0 || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index - 1]),
        !tree.isInsideScalar(UInt32(index), of: file)
      else { continue }
      var end = endOfLine(index) - 1
      let next = end
      while end > index, [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
      comments.append(String(decoding: bytes[index..<end], as: UTF8.self))
      index = next
    }
    return comments
  }

  /// The lines of a part of the text.
  func lines(in range: Range<Int>) -> [String] {
    String(decoding: bytes[range], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { String($0.hasSuffix("\r") ? $0.dropLast() : $0) }
  }
}
