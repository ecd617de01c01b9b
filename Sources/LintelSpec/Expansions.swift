import LintelSource
import LintelYAML

/// What the variables of one system stand for, and how much text `${…}` came to in it.
///
/// A line that names a variable eight times, and eight such lines below each other, would make sixteen million copies:
/// each variable is worked out once, and the bytes of all texts together are bounded.
package final class Expansions {
  /// What a variable stands for, or what is wrong with it.
  struct Outcome {
    let parts: [Text.Part]?
    /// Said wherever the variable is named; the first is enough.
    let problems: [Interpolation.Problem]
  }

  /// What is known of a variable when it is named.
  enum State {
    case new
    /// It is being worked out: it refers to itself.
    case open
    /// More variables are being worked out than may stand in each other.
    case tooDeep
    case known(Outcome)
  }

  /// Whether a text was still within the limit.
  enum Charge {
    case taken
    /// The first that was not.
    case first
    case late
  }

  private struct Key: Hashable {
    let name: String
    let isLiteral: Bool
  }

  /// Bytes of all texts that hold a `${…}`, filled in.
  package let limit: Int
  /// The variables that were named.
  package private(set) var named: Set<String> = []
  private var total = 0
  private var isExhausted = false
  private var outcomes: [Key: Outcome] = [:]
  private var open: Set<Key> = []
  /// How many unknown names were compared with all known ones.
  private var searches = 0

  /// `written`: the bytes of the spec's files.
  package init(written: Int) {
    limit = Limits.expandedBytes(written: written)
  }

  package func name(_ variable: String) { named.insert(variable) }

  func begin(_ name: String, in place: Interpolation.Place) -> State {
    named.insert(name)
    let key = Key(name: name, isLiteral: place == .literal)
    if let outcome = outcomes[key] { return .known(outcome) }
    if open.contains(key) { return .open }
    if open.count >= Limits.depth { return .tooDeep }
    open.insert(key)
    return .new
  }

  func end(_ name: String, in place: Interpolation.Place, _ outcome: Outcome) {
    let key = Key(name: name, isLiteral: place == .literal)
    open.remove(key)
    outcomes[key] = outcome
  }

  /// The name that somebody may have meant, unless so much is wrong that the comparisons would cost more than they help.
  func nearest(to name: String, among names: some Collection<String>) -> String? {
    searches += 1
    return searches > Findings.searchLimit ? nil : Suggestion.nearest(to: name, among: names.sorted())
  }

  func charge(_ bytes: Int) -> Charge {
    total += bytes
    guard total > limit else { return .taken }
    defer { isExhausted = true }
    return isExhausted ? .late : .first
  }
}

extension Text {
  /// The bytes that it takes, as far as they are known.
  var size: Int { Text.size(of: parts) }

  static func size(of parts: [Part]) -> Int {
    parts.reduce(0) { sum, part in
      if case .literal(let text) = part { sum + text.utf8.count } else { sum + 32 }
    }
  }
}
