import LintelGraph

/// A network and what stands in it, for formats in which a thing stands in one frame only.
struct Nest {
  struct Group {
    /// Empty for what stands in no subnet that is known.
    let label: String
    var boxes: [Picture.Box]
  }

  let label: String
  var groups: [Group] = []

  static func all(in picture: Picture) -> [Nest] {
    picture.networks.map { network in
      var nest = Nest(label: network.label)
      var positions: [String: Int] = [:]
      for box in picture.boxes {
        guard case .network(network.key, let paths) = box.standing else { continue }
        let subnets = network.subnets.filter { paths.contains($0.path) }
        let label = subnets.map { $0.path.id + ($0.zone.map { " in " + $0 } ?? "") }.joined(separator: ", ")
        if let position = positions[label] {
          nest.groups[position].boxes.append(box)
        } else {
          positions[label] = nest.groups.count
          nest.groups.append(Group(label: label, boxes: [box]))
        }
      }
      return nest
    }.filter { !$0.groups.isEmpty }
  }
}
