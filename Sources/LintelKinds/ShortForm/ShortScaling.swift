import LintelSource
import LintelYAML

// Between how many tasks a service scales, and by what.
extension ShortForm {
  /// Writes the policies of a service's `scale`; the fields of the service, or nil where nothing reads.
  mutating func writeScaling(of service: ShortService) -> [DraftField]? {
    guard let scale = service.fields["scale"] else { return nil }
    let node = tree.resolve(scale.value)
    guard tree[node].kind == .mapping else {
      guard let bounds = bounds(of: node) else { return nil }
      let place = tree.span(of: node)
      if !isScaled(service.id) {
        writePolicy(of: service, "cpu", at: place, .text("50", at: place))
      }
      return [bounded(bounds.least, bounds.most, at: scale.key)]
    }
    let keys = ["min", "max", "cpu", "memory"]
    guard tree.pairs(of: node).allSatisfy({ keys.contains(tree.text(of: $0.key)) }),
      let least = pair("min", in: node), let most = pair("max", in: node)
    else { return nil }
    let targets = ["cpu", "memory"].compactMap { key in pair(key, in: node).map { (key, $0) } }
    for (metric, target) in targets {
      writePolicy(of: service, metric, at: tree.span(of: target.key), .node(target.value))
    }
    if targets.isEmpty, !isScaled(service.id) {
      writePolicy(of: service, "cpu", at: scale.key, .text("50", at: scale.key))
    }
    return [bounded(.node(least.value), .node(most.value), at: scale.key)]
  }

  private func pair(_ key: String, in map: NodeID) -> Pairs.Pair? {
    tree.pairs(of: map).first { tree.text(of: $0.key) == key }
  }

  private func bounded(_ least: Draft, _ most: Draft, at place: Span) -> DraftField {
    DraftField(
      "autoScaling", at: place,
      .map([DraftField("minCapacity", at: place, least), DraftField("maxCapacity", at: place, most)], at: place))
  }

  /// The two numbers of `2-10`, each at its own place where it has one.
  private func bounds(of node: NodeID) -> (least: Draft, most: Draft)? {
    guard let text = word(node), let range = ScaleRange(text) else { return nil }
    var (first, second) = (tree.span(of: node), tree.span(of: node))
    if tree[node].isVerbatim, tree.text(of: node) == text {
      let digits = UInt32("\(range.least)".utf8.count)
      first = Span(file: first.file, start: tree[node].first, end: tree[node].first + digits)
      second = Span(file: first.file, start: first.end + 1, end: tree[node].first + tree[node].count)
    }
    return (.text("\(range.least)", at: first), .text("\(range.most)", at: second))
  }

  /// Whether another policy of the spec's own scales a service.
  private mutating func isScaled(_ id: String) -> Bool { scaled[id]?.contains { $0 != id } ?? false }

  var policiesByService: [String: Set<String>] {
    guard let policies = section("scalingPolicies") else { return [:] }
    var found: [String: Set<String>] = [:]
    for pair in tree.pairs(of: policies) {
      let policy = tree.resolve(pair.value)
      guard tree[policy].kind == .mapping, let service = word(tree.value(of: "service", in: policy)) else { continue }
      found[service, default: []].insert(tree.text(of: pair.key))
    }
    return found
  }

  /// The policy of a metric; the one of memory has an id of its own, so that one can come to the other.
  private mutating func writePolicy(of service: ShortService, _ metric: String, at place: Span, _ target: Draft) {
    let id = metric == "cpu" ? service.id : "\(service.id)-\(metric)"
    add(
      "scalingPolicies", id, at: place,
      [
        DraftField("service", at: place, .text(service.id, at: place)),
        DraftField(
          "targetTracking", at: place,
          .map(
            [
              DraftField("metric", at: place, .text(metric, at: place)), DraftField("target", at: place, target),
            ], at: place)),
      ])
  }
}

/// The bounds of a count as `scale` writes them: `2-10`.
struct ScaleRange {
  let least: Int
  let most: Int

  init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let least = Int(ends[0]), let most = Int(ends[1]), text == "\(least)-\(most)",
      (0...5000).contains(least), (0...5000).contains(most)
    else { return nil }
    self.least = least
    self.most = most
  }
}
