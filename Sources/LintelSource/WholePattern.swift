/// A regular expression that a whole text has to match, of the forms that all engines read alike.
///
/// It is run as a set of states, so that no pattern takes longer than its length times the text's.
package struct WholePattern: Sendable {
  private enum State: Sendable {
    /// Goes on when the scalar is in the set.
    case set(ScalarSet, next: Int)
    case fork(Int, Int)
    case begin(next: Int)
    case end(next: Int)
    case accept
  }

  private var states: [State] = []
  private let start: Int

  /// More states than a spec's pattern ever needs.
  private static let limit = 5000

  /// Nil for a pattern that is wrong, too large, or of a form that engines do not share.
  package init?(_ pattern: String) {
    var parser = PatternParser(pattern)
    guard let term = parser.whole() else { return nil }
    var states: [State] = [.accept]
    guard let start = Self.add(term, before: 0, to: &states) else { return nil }
    self.states = states
    self.start = start
  }

  /// Adds the states of a term in front of those that follow it.
  private static func add(_ term: PatternParser.Term, before next: Int, to states: inout [State]) -> Int? {
    guard states.count < limit else { return nil }
    switch term {
    case .set(let set): return append(.set(set, next: next), to: &states)
    case .begin: return append(.begin(next: next), to: &states)
    case .end: return append(.end(next: next), to: &states)
    case .sequence(let terms):
      var first = next
      for term in terms.reversed() {
        guard let added = add(term, before: first, to: &states) else { return nil }
        first = added
      }
      return first
    case .choice(let left, let right):
      guard let first = add(left, before: next, to: &states), let second = add(right, before: next, to: &states)
      else { return nil }
      return append(.fork(first, second), to: &states)
    case .repeated(let term, let least, let most):
      var first = next
      if let most {
        for _ in 0..<(most - least) {
          guard let added = add(term, before: first, to: &states) else { return nil }
          first = append(.fork(added, next), to: &states)
        }
      } else {
        let loop = append(.fork(next, next), to: &states)
        guard let added = add(term, before: loop, to: &states) else { return nil }
        states[loop] = .fork(added, next)
        first = loop
      }
      for _ in 0..<least {
        guard let added = add(term, before: first, to: &states) else { return nil }
        first = added
      }
      return first
    }
  }

  private static func append(_ state: State, to states: inout [State]) -> Int {
    states.append(state)
    return states.count - 1
  }

  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var current: Set<Int> = [start]
    for position in 0...scalars.count {
      let open = closure(of: current, isFirst: position == 0, isLast: position == scalars.count)
      if position == scalars.count { return open.contains(0) }
      current = []
      for state in open {
        if case .set(let set, let next) = states[state], set.contains(scalars[position]) { current.insert(next) }
      }
      if current.isEmpty { return false }
    }
    return false
  }

  /// The states that are reached without taking a scalar.
  private func closure(of states: Set<Int>, isFirst: Bool, isLast: Bool) -> Set<Int> {
    var open = states
    var waiting = Array(states)
    while let state = waiting.popLast() {
      var following: [Int] = []
      switch self.states[state] {
      case .fork(let left, let right): following = [left, right]
      case .begin(let next): if isFirst { following = [next] }
      case .end(let next): if isLast { following = [next] }
      case .set, .accept: break
      }
      for next in following where open.insert(next).inserted { waiting.append(next) }
    }
    return open
  }
}

/// Ranges of scalars, or all others.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar.value) } != isNegated }

  static let digits = ScalarSet(ranges: [0x30...0x39])
  static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])
  static let line = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x85...0x85, 0x2028...0x2029], isNegated: true)
}

/// Reads a pattern into terms; what it does not know ends it.
struct PatternParser {
  indirect enum Term {
    case set(ScalarSet)
    case begin, end
    case sequence([Term])
    case choice(Term, Term)
    case repeated(Term, least: Int, most: Int?)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  mutating func whole() -> Term? {
    guard let term = choice(), next == nil else { return nil }
    return term
  }

  private mutating func choice() -> Term? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50, var left = sequence() else { return nil }
    while take("|") {
      guard let right = sequence() else { return nil }
      left = .choice(left, right)
    }
    return left
  }

  private mutating func sequence() -> Term? {
    var terms: [Term] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let term = atom(), let repeated = quantified(term) else { return nil }
      terms.append(repeated)
    }
    return .sequence(terms)
  }

  private mutating func atom() -> Term? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case "(":
      if take("?"), !take(":") { return nil }
      guard let term = choice(), take(")") else { return nil }
      return term
    case "[": return characters().map { .set($0) }
    case "\\": return escape().map { .set($0) }
    case ".": return .set(.line)
    case "^": return .begin
    case "$": return .end
    case "*", "+", "?", "{", "}", "]": return nil
    default: return .set(ScalarSet(ranges: [scalar.value...scalar.value]))
    }
  }

  private mutating func quantified(_ term: Term) -> Term? {
    var least: Int
    var most: Int?
    switch next {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      position += 1
      guard let number = number() else { return nil }
      (least, most) = (number, number)
      if take(",") { most = next == "}" ? nil : self.number() ?? -1 }
      guard next == "}", most.map({ $0 >= least }) ?? true else { return nil }
    default: return term
    }
    position += 1
    // A lazy one takes the same texts; a possessive one may not.
    _ = take("?")
    guard next != "+", next != "*", next != "?", next != "{" else { return nil }
    return .repeated(term, least: least, most: most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next.flatMap({ Int(String($0)) }) {
      value = (value ?? 0) * 10 + digit
      position += 1
      if (value ?? 0) > 1000 { return nil }
    }
    return value
  }

  /// What follows a backslash: a class, or a sign that means itself.
  private mutating func escape() -> ScalarSet? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case "d": return .digits
    case "w": return .word
    case "s": return .space
    case "D", "W", "S":
      let set: ScalarSet = scalar == "D" ? .digits : scalar == "W" ? .word : .space
      return ScalarSet(ranges: set.ranges, isNegated: true)
    case "t": return ScalarSet(ranges: [9...9])
    case "n": return ScalarSet(ranges: [10...10])
    case "r": return ScalarSet(ranges: [13...13])
    default:
      guard scalar.isASCII, !scalar.properties.isAlphabetic, !(0x30...0x39).contains(scalar.value) else { return nil }
      return ScalarSet(ranges: [scalar.value...scalar.value])
    }
  }

  /// The inside of brackets.
  private mutating func characters() -> ScalarSet? {
    var set = ScalarSet()
    set.isNegated = take("^")
    while let scalar = next {
      if scalar == "]" {
        position += 1
        return set.ranges.isEmpty ? nil : set
      }
      guard let first = member() else { return nil }
      guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        set.ranges += first.ranges
        continue
      }
      position += 1
      guard let last = member(), let low = first.single, let high = last.single, low <= high else { return nil }
      set.ranges.append(low...high)
    }
    return nil
  }

  private mutating func member() -> ScalarSet? {
    guard let scalar = next, scalar != "[", scalar != "&" else { return nil }
    position += 1
    guard scalar == "\\" else { return ScalarSet(ranges: [scalar.value...scalar.value]) }
    guard let set = escape(), !set.isNegated else { return nil }
    return set
  }
}

extension ScalarSet {
  /// The scalar, if it holds one.
  fileprivate var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1, !isNegated else { return nil }
    return ranges[0].lowerBound
  }
}
