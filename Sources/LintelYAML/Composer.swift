import LintelSource

/// Composes the tree of a YAML file from libyaml's events, section by section where its syntax fails.
struct Composer {
  var builder: TreeBuilder
  let bytes: UnsafeBufferPointer<UInt8>
  let text: PlainText
  /// Whether a document has begun; a second one is refused.
  private var hasDocument = false
  private var isInRoot = false
  private var hasRoot = false
  private var rootEnd = 0
  /// The scalar read last, which is often what a syntax error is about.
  private(set) var lastScalar: Node?

  init(_ builder: TreeBuilder, _ text: PlainText) {
    self.builder = builder
    self.text = text
    bytes = builder.bytes
  }

  mutating func compose() -> Document {
    var start = text.start
    var reread = 0
    while let error = read(from: start) {
      let diagnosis = diagnose(error)
      builder.findings.report(diagnosis.finding)
      builder.hasGap = true
      reread += max(0, error.offset - diagnosis.resumeAfter)
      guard let next = skipSection(diagnosis, from: start) else { break }
      if reread > Limits.rereading(of: bytes.count) { builder.findings.giveUp(at: diagnosis.finding.span) }
      if builder.findings.isFull { break }
      start = next
    }
    return builder.finish(end: rootEnd)
  }

  /// Composes what stands from an offset on, until its end or until something stops it.
  private mutating func read(from start: Int) -> SyntaxError? {
    var events = EventReader(bytes, from: start, isASCII: text.isASCII)
    (hasDocument, isInRoot, lastScalar) = (false, false, nil)
    while !builder.findings.isFull, !builder.isStopped {
      do throws(SyntaxError) {
        let event = try events.next()
        if event.kind == .streamEnd {
          if !hasRoot { reportEmpty() }
          return nil
        }
        if isInRoot { try compose(event) } else { try composeRoot(event) }
      } catch {
        return error
      }
    }
    return nil
  }

  private mutating func composeRoot(_ event: Event) throws(SyntaxError) {
    switch event.kind {
    case .documentStart:
      if hasDocument { reportSecondDocument(event) }
      hasDocument = true
    case .mappingStart:
      hasRoot = true
      isInRoot = true
      let (start, tag) = startOfContent(event)
      let root = Int(builder.open[0].node.rawValue)
      builder.nodes[root].tag = tag
      if event.anchor != nil { builder.open[0].anchor = define(event, as: builder.open[0].node, isOpen: true) }
      guard event.style == .flow, start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return }
      builder.startBracketedRoot(at: start)
    case .scalar where event.text.isEmpty && event.style == .plain: break
    case .scalar where event.style == .plain:
      let start = startOfContent(event).offset
      if let colon = colonWithoutSpace(ofLineAt: start) { throw .colonWithoutSpace(at: colon) }
      reportNotAMapping(event)
    case .scalar, .sequenceStart, .alias: reportNotAMapping(event)
    default: break
    }
  }

  private mutating func compose(_ event: Event) throws(SyntaxError) {
    switch event.kind {
    case .scalar: composeScalar(event)
    case .mappingStart: try composeStart(event, .mapping)
    case .sequenceStart: try composeStart(event, .sequence)
    case .alias: composeAlias(event)
    case .collectionEnd:
      if builder.open.count > 1 {
        builder.close(end: event.end)
      } else {
        isInRoot = false
        rootEnd = event.end
      }
    default: break
    }
  }
}

// MARK: Nodes
extension Composer {
  private mutating func composeScalar(_ event: Event) {
    var start = event.start
    var end = event.end
    var tag: UInt16 = 0
    if event.hasTag || event.anchor != nil {
      (start, tag) = startOfContent(event)
      start = min(start, end)
    }
    switch event.style {
    case .literal, .folded: end = endOfBlockScalar(start: start, end: end, text: event.text)
    case .plain where start == end && event.text.isEmpty && event.start == event.end:
      start = placeOfNothing(at: start)
      end = start
    default: break
    }
    let isAtKey = builder.isAtKey
    builder.appendScalar(event.text, style: event.style, at: start..<end, tag: tag)
    lastScalar = builder.nodes[builder.nodes.count - 1]
    if event.anchor != nil { _ = define(event, as: builder.pending[builder.pending.count - 1], isOpen: false) }
    if isAtKey, end - start == 2, builder.isMergeKey(builder.pending[builder.pending.count - 1]) {
      builder.open[builder.open.count - 1].hasMergeKey = true
    }
  }

  private mutating func composeStart(_ event: Event, _ kind: Node.Kind) throws(SyntaxError) {
    guard builder.open.count < Limits.depth else { throw .tooDeep(at: event.start) }
    var start = event.start
    var tag: UInt16 = 0
    if event.hasTag || event.anchor != nil { (start, tag) = startOfContent(event) }
    let bracket = kind == .mapping ? UInt8(ascii: "{") : UInt8(ascii: "[")
    let isBracketed = event.style == .flow && start < bytes.count && bytes[start] == bracket
    builder.openCollection(
      kind, style: event.style, isBracketed: isBracketed, start: start, tag: tag, anchor: -1)
    if event.anchor != nil {
      let frame = builder.open.count - 1
      builder.open[frame].anchor = define(event, as: builder.open[frame].node, isOpen: true)
    }
  }

  /// Notes the anchor of a node and gives its number.
  private mutating func define(_ event: Event, as node: NodeID, isOpen: Bool) -> Int {
    guard let name = event.anchor else { return -1 }
    // The node itself is counted already.
    let size = isOpen ? builder.expandedNodes - 1 : 1
    return builder.anchors.define(
      String(decoding: name, as: UTF8.self), Anchors.Anchor(node: node, height: 0, size: size, isOpen: isOpen))
  }
}
