import LintelSource

// MARK: Aliases
extension Composer {
  mutating func composeAlias(_ event: Event) {
    let name = String(decoding: event.text, as: UTF8.self)
    let range = event.start..<event.end
    if let anchor = anchor(name, usedAt: range) {
      append(anchor, at: range)
    } else {
      builder.breakSection()
      builder.appendPlaceholder(at: range)
    }
  }

  private mutating func append(_ anchor: Anchors.Anchor, at range: Range<Int>) {
    var node = builder.nodes[Int(anchor.node.rawValue)]
    if builder.isAtKey, node.kind == .scalar {
      // A key is read as a scalar everywhere, so it is one.
      (node.start, node.end) = (UInt32(range.lowerBound), UInt32(range.upperBound))
      builder.append(node)
      return
    }
    builder.append(
      Node(
        kind: .alias, style: node.style, file: builder.file, start: UInt32(range.lowerBound),
        end: UInt32(range.upperBound), first: anchor.node.rawValue, count: 0))
    builder.expandedNodes += anchor.size - 1
    builder.raise(by: anchor.height, kind: node.kind)
  }

  /// What an alias stands for, or a finding and nothing.
  private mutating func anchor(_ name: String, usedAt range: Range<Int>) -> Anchors.Anchor? {
    guard let anchor = builder.anchors[name] else {
      if !builder.hasGap { reportUnknown(name, at: range) }
      return nil
    }
    let origin = Label(builder.findings.span(builder.range(of: anchor.node)), "anchor '\(excerpt(name))'")
    if anchor.isOpen {
      let start = builder.findings.span(origin.span.range.lowerBound..<origin.span.range.lowerBound)
      builder.findings.report(
        .aliasCycle, at: range, "'*\(excerpt(name))' stands inside the value that it names",
        notes: [Note("the value begins here", at: start)], help: ["write the value out, or move the anchor"])
      return nil
    }
    if builder.open.count + anchor.height > Limits.depth {
      builder.findings.report(
        .tooDeep, at: range, "with '*\(excerpt(name))' followed, the nesting exceeds \(Limits.depth) levels",
        help: ["write the value flatter"])
      return nil
    }
    if builder.expandedNodes + anchor.size > Limits.expandedNodes(written: builder.writtenNodes) {
      builder.findings.report(
        .tooLarge, at: range, "the aliases of this file stand for more than \(builder.expandedNodes) values",
        label: "one too many", notes: [Note("reading stops here")], help: ["remove aliases to aliases"])
      builder.isStopped = true
      return nil
    }
    return anchor
  }

  private mutating func reportUnknown(_ name: String, at range: Range<Int>) {
    builder.findings.report(
      .unknownAlias, at: range, "no anchor '&\(excerpt(name))' stands before this alias",
      help: ["mark the value meant with `&\(name)`", "if this is text, put it in quotes: \"*\(name)\""])
  }
}

extension Span {
  fileprivate var range: Range<Int> { Int(start)..<Int(end) }
}
