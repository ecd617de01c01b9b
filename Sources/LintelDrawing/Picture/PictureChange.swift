import LintelGraph

/// Two pictures of a system laid over each other: what only one of them has, and what differs in both.
package struct PictureChange {
  /// What becomes of a part of the picture.
  package enum Fate: String, CaseIterable, Sendable { case new, changed, gone }

  /// What only the old one has, what both have, and what only the new one has, with arrows between all of them.
  let layers: [(fate: Fate?, picture: Picture)]
  /// By the key of a box that both have: what is said of its change.
  let changes: [String: String]

  /// - Parameters:
  ///   - old: The system before.
  ///   - new: The system afterwards.
  ///   - environment: What is written in place of an environment, such as `staging → production`.
  ///   - changes: By the key of a box, what changes in it; what is drawn otherwise needs no words.
  package init(from old: Picture, to new: Picture, as environment: String, changes: [String: String]) {
    let old = old.renamingMoved(in: new)
    func layer(_ keeps: (_ isOld: Bool, _ isNew: Bool) -> Bool, from source: Picture) -> Picture {
      source.filtered(beside: old, new, keeps)
    }
    var layers: [(fate: Fate?, picture: Picture)] = [
      (.gone, layer({ $0 && !$1 }, from: old)), (nil, layer({ $0 && $1 }, from: new)),
      (.new, layer({ !$0 && $1 }, from: new)),
    ]
    for index in layers.indices { layers[index].picture.environment = environment }
    self.layers = layers
    var changes = changes
    for box in new.boxes where changes[box.key] == nil {
      if let before = old.box(box.key), !before.looksLike(box) { changes[box.key] = "" }
    }
    self.changes = changes
  }

  /// All of it on one paper, each part with its fate.
  package var drawing: Drawing {
    let layout = Layout(layers.map(\.picture))
    var drawing = layout.drawing(1)
    var frames: [Drawing.Frame] = []
    var (boxes, wires): ([Drawing.DrawnBox], [Drawing.Wire]) = ([], [])
    var known: Set<Rect> = []
    // What both have comes first: a zone or a network that all stands in is nobody's alone.
    for index in [1, 0, 2] {
      let (fate, picture) = layers[index]
      let layer = layout.layer(index, ports: layers.flatMap(\.picture.arrows))
      let isEmpty = picture.networks.isEmpty
      for var frame in layer.frames where known.insert(frame.rect).inserted && !(isEmpty && frame.kind != .region) {
        frame.fate = frame.kind == .region ? nil : fate
        frames.append(frame)
      }
      for var box in layer.boxes {
        box.fate = fate ?? (changes[box.box.key] == nil ? nil : .changed)
        if let words = changes[box.box.key], !words.isEmpty { box.box.hover += "\n" + words }
        boxes.append(box)
      }
      for var wire in layer.wires {
        wire.fate = fate
        wires.append(wire)
      }
    }
    // Networks hold zones, and zones hold subnets.
    drawing.frames = frames.enumerated().sorted { left, right in
      (left.element.kind.depth, left.offset) < (right.element.kind.depth, right.offset)
    }.map(\.element)
    drawing.boxes = boxes
    // A piece of a line that is shared with what both have belongs to both: they are drawn over the others.
    drawing.wires = wires.filter { $0.fate != nil } + wires.filter { $0.fate == nil }
    drawing.picture.boxes = layers.flatMap(\.picture.boxes)
    drawing.picture.arrows = layers.flatMap(\.picture.arrows)
    drawing.addLegend()
    return drawing
  }
}

extension Picture {
  /// The same with other keys for what stands elsewhere in another picture: it is drawn in both places.
  fileprivate func renamingMoved(in other: Picture) -> Picture {
    let places = Dictionary(other.boxes.map { ($0.key, $0.standing) }) { first, _ in first }
    let moved = Set(boxes.filter { box in places[box.key].map { $0 != box.standing } ?? false }.map(\.key))
    guard !moved.isEmpty else { return self }
    func key(_ key: String) -> String { moved.contains(key) ? key + " before" : key }
    var picture = self
    for box in boxes.indices { picture.boxes[box].key = key(boxes[box].key) }
    for arrow in arrows.indices {
      picture.arrows[arrow].from = key(arrows[arrow].from)
      picture.arrows[arrow].to = key(arrows[arrow].to)
    }
    return picture
  }

  /// What of this picture is in one, the other, or both of two.
  fileprivate func filtered(beside old: Picture, _ new: Picture, _ keeps: (Bool, Bool) -> Bool) -> Picture {
    var picture = self
    let (oldBoxes, newBoxes) = (Set(old.boxes.map(\.key)), Set(new.boxes.map(\.key)))
    picture.boxes = boxes.filter { keeps(oldBoxes.contains($0.key), newBoxes.contains($0.key)) }
    let (oldWays, newWays) = (Set(old.arrows.map(\.way)), Set(new.arrows.map(\.way)))
    picture.arrows = arrows.filter { keeps(oldWays.contains($0.way), newWays.contains($0.way)) }
    let (oldSubnets, newSubnets) = (old.subnetPaths, new.subnetPaths)
    let (oldNetworks, newNetworks) = (Set(old.networks.map(\.key)), Set(new.networks.map(\.key)))
    picture.networks = networks.compactMap { network in
      var network = network
      network.subnets = network.subnets.filter { keeps(oldSubnets.contains($0.path), newSubnets.contains($0.path)) }
      let isKept = keeps(oldNetworks.contains(network.key), newNetworks.contains(network.key))
      return isKept || !network.subnets.isEmpty ? network : nil
    }
    return picture
  }

  private var subnetPaths: Set<Path> { Set(networks.flatMap(\.subnets).map(\.path)) }
}

extension Picture.Arrow {
  /// What makes it the same arrow, whatever is said of it.
  fileprivate struct Way: Hashable {
    let from: String
    let to: String
    let port: String
    let state: State
    let purpose: Purpose
  }

  fileprivate var way: Way { Way(from: from, to: to, port: port, state: state, purpose: purpose) }
}

extension Picture.Box {
  /// Whether both show the same.
  fileprivate func looksLike(_ other: Self) -> Bool {
    title == other.title && subtitle == other.subtitle && count == other.count && minimum == other.minimum
      && isExisting == other.isExisting && marks.map(\.text) == other.marks.map(\.text)
  }
}

extension Drawing.Frame.Kind {
  fileprivate var depth: Int {
    switch self {
    case .region: 0
    case .network: 1
    case .zone: 2
    case .open, .closed: 3
    }
  }
}
