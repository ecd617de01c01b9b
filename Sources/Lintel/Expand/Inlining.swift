import LintelKinds
import LintelSource
import LintelYAML

/// Puts what included files hold into the text of the spec, comments and all.
struct Inlining {
  private let tree: Tree
  private let root: NodeID
  /// The spec and all that it includes as one.
  private let whole: NodeID
  private var editor: SpecEditor
  /// The lines that go below each key, from the margin on, in the order of the files.
  private var parts: [(key: String, lines: [String])] = []

  init(_ tree: Tree, _ roots: [NodeID], whole: NodeID) {
    self.tree = tree
    self.whole = whole
    root = roots[0]
    editor = SpecEditor(tree.span(of: root).file, of: tree)
    for included in roots.dropFirst() { gather(included) }
  }

  /// The text of the spec.
  var result: [UInt8] {
    guard tree[root].style == .block else {
      let all = tree.block(of: whole).changed(adding: [], cutting: Cuts(keys: ["include"]))
      return Array(Block.lines(of: all.fields, indent: 0, levels: 1).map { $0 + "\n" }.joined().utf8)
    }
    var editor = editor
    var cuts = Cuts(keys: ["include"])
    var new: [String] = []
    for (key, lines) in parts {
      guard let pair = tree.pairs(of: root).first(where: { tree.text(of: $0.key) == key }) else {
        new += ["", "\(key):"] + lines.map { Self.line($0, indent: 2) }
        continue
      }
      if tree[pair.value].kind == .mapping, tree[pair.value].style == .block,
        let first = tree.pairs(of: pair.value).first
      {
        let indent = editor.column(of: first)
        editor.insert(lines.map { Self.line($0, indent: indent) }, at: editor.endOfLine(editor.end(of: pair)))
      } else {
        // In flow style, or an alias: it stands anew, and takes the rest.
        cuts.keys.insert(key)
        let own = Block.lines(of: tree.block(of: pair.value).fields, indent: 2, levels: 0)
        new += ["", "\(key):"] + own + lines.map { Self.line($0, indent: 2) }
      }
    }
    editor.insert(new, at: editor.length)
    editor.change(root, adding: [], cutting: cuts, levels: 1)
    return editor.result
  }

  private static func line(_ line: String, indent: Int) -> String {
    line.isEmpty ? line : String(repeating: " ", count: indent) + line
  }

  // MARK: Gathering

  private mutating func gather(_ included: NodeID) {
    let file = tree.span(of: included).file
    let editor = SpecEditor(file, of: tree)
    // What an alias stands for is in another place of a file that goes.
    let hasAliases = tree.nodes.contains { $0.kind == .alias && $0.file == UInt16(file.rawValue) }
    let isBlock = tree[included].style == .block && !hasAliases
    var position = 0
    var pending = isBlock ? [] : editor.comments(in: 0..<editor.length)
    for pair in tree.pairs(of: included) {
      let key = tree.text(of: pair.key)
      let start = Int(tree.span(of: pair.key).start)
      let end = editor.endOfLine(editor.end(of: pair))
      if isBlock, start > position { pending += editor.comments(in: position..<start) }
      let isHeld = SectionCatalog.names.contains(key) || key == "variables" || key == "tags"
      if isHeld, tree[tree.resolve(pair.value)].kind == .mapping {
        add(pending + lines(of: pair, isBlock: isBlock, until: end, editor), to: key)
        pending = []
      } else if isBlock {
        pending += editor.comments(in: start..<end)
      }
      position = max(position, end)
    }
    if isBlock { pending += editor.comments(in: position..<editor.length) }
    if !pending.isEmpty, let last = parts.last { add(pending, to: last.key) }
  }

  private func lines(of pair: Pairs.Pair, isBlock: Bool, until end: Int, _ editor: SpecEditor) -> [String] {
    let map = tree.resolve(pair.value)
    let start = Int(tree.span(of: pair.key).end)
    guard isBlock, tree[map].style == .block, let first = tree.pairs(of: map).first else {
      return (isBlock ? editor.comments(in: start..<end) : [])
        + Block.lines(of: tree.block(of: map).fields, indent: 0, levels: 0)
    }
    let column = editor.column(of: first)
    let below = editor.endOfLine(start)
    return editor.comments(in: start..<below)
      + editor.lines(in: below..<end).map { line in
        String(line.dropFirst(min(column, line.prefix { $0 == " " }.count)))
      }
  }

  private mutating func add(_ lines: [String], to key: String) {
    if let position = parts.firstIndex(where: { $0.key == key }) {
      parts[position].lines += lines
    } else {
      parts.append((key, lines))
    }
  }
}
