/// The anchors of one file and what they name.
struct Anchors {
  struct Anchor {
    let node: NodeID
    /// Levels of collections: 0 for a scalar.
    var height: Int
    /// Nodes when every alias in it is followed; while it is open, the file's count at its start.
    var size: Int
    var isOpen: Bool
  }

  private var entries: [Anchor] = []
  private var numbers: [String: Int] = [:]

  subscript(name: String) -> Anchor? { numbers[name].map { entries[$0] } }

  /// Notes an anchor, in the place of an earlier one of that name, and gives its number.
  mutating func define(_ name: String, _ anchor: Anchor) -> Int {
    entries.append(anchor)
    numbers[name] = entries.count - 1
    return entries.count - 1
  }

  /// Notes that the collection of an anchor is whole; `size` is the file's count of nodes at its end.
  mutating func close(_ number: Int, height: Int, size: Int) {
    entries[number].isOpen = false
    entries[number].height = height
    entries[number].size = size - entries[number].size
  }

  /// Forgets the anchors of a node and of all that came after it.
  mutating func drop(from node: NodeID) {
    numbers = numbers.filter { entries[$0.value].node.rawValue < node.rawValue }
  }
}
