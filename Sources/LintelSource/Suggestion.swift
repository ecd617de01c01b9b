/// The name that somebody may have meant.
package enum Suggestion {
  /// The candidate nearest to `name`, if it is near enough to be a slip of the fingers.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = min(max(1, min(3, name.utf8.count / 3)), name.utf8.count - 1)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != name {
      let distance = distance(name, candidate, atMost: limit)
      guard distance <= limit, distance < best?.distance ?? .max, !areOpposite(name, candidate) else { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// The candidate that a word can only be a slip for; nil where somebody has to decide.
  ///
  /// It is the same but for case, hyphens and blanks, or one letter is missing, doubled, wrong or swapped with its
  /// neighbour in a word of some length, and no other candidate comes as near. Digits are never taken for a slip.
  package static func certain(for name: String, among candidates: some Sequence<String>) -> String? {
    let folded = folded(name)
    var near: [String] = []
    for candidate in candidates {
      if candidate == name { return nil }
      if Self.folded(candidate) == folded { return candidate }
      if name.utf8.count >= 5, candidate.utf8.count >= 4, distance(name, candidate, atMost: 1) == 1 {
        near.append(candidate)
      }
    }
    guard near.count == 1, !areOpposite(name, near[0]), digits(of: name) == digits(of: near[0]) else { return nil }
    return near[0]
  }

  /// The only candidate that begins or ends with a name, as whole words of it: `HTTP_301` for `301`.
  package static func holder(of name: String, among candidates: some Sequence<String>) -> String? {
    guard name.utf8.count > 1 else { return nil }
    let holders = candidates.filter { beginsOrEnds($0, with: name) && !areOpposite(name, $0) }
    return holders.count == 1 ? holders[0] : nil
  }

  /// Byte by byte: letters of other scripts may take other bytes as small ones, and those of AWS's words are ASCII.
  private static func beginsOrEnds(_ candidate: String, with name: String) -> Bool {
    let (whole, part) = (Array(candidate.utf8), Array(name.utf8))
    guard whole.count > part.count else { return false }
    // A word begins with a sign before it, or with a capital letter behind a small one.
    func isBorder(_ index: Int) -> Bool {
      let (before, after) = (whole[index - 1], whole[index])
      let isSign = !before.isAlphanumeric || !after.isAlphanumeric
      return isSign || !before.isCapitalLetter && after.isCapitalLetter
    }
    func isSame(_ bytes: ArraySlice<UInt8>) -> Bool {
      zip(bytes, part).allSatisfy { $0 == $1 || $0.isAlphanumeric && $1.isAlphanumeric && $0 | 0x20 == $1 | 0x20 }
    }
    return isSame(whole.prefix(part.count)) && isBorder(part.count)
      || isSame(whole.suffix(part.count)) && isBorder(whole.count - part.count)
  }

  private static func folded(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { !"-_ ".utf8.contains($0) }
  }

  private static func digits(of name: String) -> [UInt8] { name.utf8.filter { (0x30...0x39).contains($0) } }

  /// Words that look alike and mean different things: one is never a slip for the other.
  private static let opposites = [
    ("egress", "ingress"), ("https", "http"), ("unhealthy", "healthy"), ("min", "max"), ("task", "execution"),
    ("public", "private"), ("internal", "external"), ("tcp", "udp"), ("tls", "tcp"), ("enable", "disable"),
    ("above", "below"), ("scaleout", "scalein"), ("add", "remove"), ("source", "destination"),
  ]

  /// Whether one name has a word in place of which the other has its opposite.
  static func areOpposite(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.lowercased(), right.lowercased())
    return opposites.contains { first, second in
      says(left, first, not: second) && says(right, second, not: first)
        || says(left, second, not: first) && says(right, first, not: second)
    }
  }

  /// Whether a name holds a word, and not within its opposite (`healthy` in `unhealthy`).
  private static func says(_ name: String, _ word: String, not opposite: String) -> Bool {
    guard name.contains(word) else { return false }
    return !(opposite.contains(word) && name.contains(opposite))
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make one string the other without regard to
  /// letter case; `limit + 1` when there are more than `limit`.
  package static func distance(_ left: String, _ right: String, atMost limit: Int) -> Int {
    let left = Array(left.lowercased().utf8)
    let right = Array(right.lowercased().utf8)
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var previous: [Int] = []
    var current = Array(0...right.count)
    for row in 0..<left.count {
      let beforePrevious = previous
      previous = current
      current[0] = row + 1
      for column in 0..<right.count {
        let cost = left[row] == right[column] ? 0 : 1
        var value = min(previous[column + 1] + 1, current[column] + 1, previous[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          value = min(value, beforePrevious[column - 1] + 1)
        }
        current[column + 1] = value
      }
      if current.min() ?? 0 > limit { return limit + 1 }
    }
    return current[right.count]
  }

  /// `'a', 'b' and 'c'`, at most eight of them.
  package static func list(_ names: some RandomAccessCollection<String>, joinedBy word: String = "and") -> String {
    let shown = names.prefix(8).map { "'\($0)'" }
    let rest = names.count - shown.count
    if rest > 0 { return shown.joined(separator: ", ") + " \(word) \(rest) more" }
    guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
