import LintelSource

/// Arrows that are drawn as one tree, because each of their starts reaches each of their ends.
struct Net {
  /// A port of a box.
  struct Entry: Hashable, Comparable {
    let key: String
    let port: String

    static func < (left: Entry, right: Entry) -> Bool { (left.key, left.port) < (right.key, right.port) }
  }

  let state: Picture.Arrow.State
  let purpose: Picture.Arrow.Purpose
  /// The boxes that arrows start from.
  private(set) var starts: [String]
  let ends: [Entry]
  /// The environments in which arrows to each end are there, a bit for each.
  let masks: [Int]
  let arrows: [[Picture.Arrow]]

  /// An end and the environments that have it.
  private struct Target: Hashable {
    let entry: Entry
    let mask: Int
  }

  private struct Kind: Hashable {
    let state: Picture.Arrow.State
    let purpose: Picture.Arrow.Purpose
  }

  private struct Ends: Hashable {
    let from: String
    let entry: Entry
    let kind: Kind
  }

  /// The trees of some environments, those that carry requests first.
  static func all(in pictures: [Picture]) -> [Net] {
    var masks: [Ends: Int] = [:]
    var order: [Ends] = []
    for (index, picture) in pictures.enumerated() {
      for arrow in picture.arrows {
        let ends = Ends(
          from: arrow.from, entry: Entry(key: arrow.to, port: arrow.port),
          kind: Kind(state: arrow.state, purpose: arrow.purpose))
        if masks[ends] == nil { order.append(ends) }
        masks[ends, default: 0] |= 1 << index
      }
    }
    var byStart: [(from: String, kind: Kind, targets: [Target])] = []
    var positions: [String: [Kind: Int]] = [:]
    for ends in order {
      let target = Target(entry: ends.entry, mask: masks[ends] ?? 0)
      if let position = positions[ends.from]?[ends.kind] {
        byStart[position].targets.append(target)
      } else {
        positions[ends.from, default: [:]][ends.kind] = byStart.count
        byStart.append((ends.from, ends.kind, [target]))
      }
    }
    let found = grouped(byStart)
    return found.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.purpose != other.purpose { return one.purpose.rawValue < other.purpose.rawValue }
      if one.state != other.state { return one.state.rawValue < other.state.rawValue }
      return left.offset < right.offset
    }.map { $0.element.filled(with: pictures) }
  }

  /// Starts with the same ends are one tree.
  private static func grouped(_ byStart: [(from: String, kind: Kind, targets: [Target])]) -> [Net] {
    struct Signature: Hashable {
      let kind: Kind
      let targets: Set<Target>
      /// Whether it is about the members of a group among themselves.
      let isInside: Bool
    }
    var nets: [Net] = []
    var positions: [Signature: Int] = [:]
    for (from, kind, targets) in byStart {
      let signature = Signature(
        kind: kind, targets: Set(targets), isInside: targets.contains { $0.entry.key == from })
      if let position = positions[signature] {
        nets[position].starts.append(from)
      } else {
        positions[signature] = nets.count
        nets.append(
          Net(
            state: kind.state, purpose: kind.purpose, starts: [from], ends: targets.map(\.entry),
            masks: targets.map(\.mask), arrows: []))
      }
    }
    return nets
  }

  private func filled(with pictures: [Picture]) -> Net {
    let (starts, ends) = (Set(starts), Set(ends))
    let arrows = pictures.map { picture in
      picture.arrows.filter { arrow in
        arrow.state == state && arrow.purpose == purpose && starts.contains(arrow.from)
          && ends.contains(Entry(key: arrow.to, port: arrow.port))
      }
    }
    return Net(
      state: state, purpose: purpose, starts: self.starts, ends: self.ends, masks: masks, arrows: arrows)
  }

  /// Whether there is anything to draw: a box that reaches itself is no arrow.
  var isDrawn: Bool { Set(starts + ends.map(\.key)).count > 1 }
}
