package import LintelSchema
package import LintelSource

/// Rules of an entry by itself that one check of it holds: a line of its kind's `rules`.
package struct EntryRule<Model: Kind>: Sendable {
  /// A function of the kind that reports what is wrong with an entry, given the whole that was lowered.
  package typealias Check = @Sendable (Model) -> (Entry<Model>, Lowering) -> Void

  private let makeRules: @Sendable () -> [Rule]
  private let check: Check
  private let judgesExisting: Bool

  /// A check that judges what is nested in entries is for those that are already there too.
  init(
    _ rules: @escaping @autoclosure @Sendable () -> [Rule], judgesExisting: Bool = false, by check: @escaping Check
  ) {
    makeRules = rules
    self.check = check
    self.judgesExisting = judgesExisting
  }

  /// The rules that the check may report; made when the catalogue wants them, because lint never asks.
  var rules: [Rule] { makeRules() }

  func check(_ entry: Entry<Model>, _ lowered: Lowering) {
    if entry.existing == nil || judgesExisting { check(entry.model)(entry, lowered) }
  }
}

extension Kind {
  /// The rules of the kind's list, in its order.
  package static var ownRules: [Rule] { rules.flatMap(\.rules) }

  static func check(_ section: Section<Self>, _ lowered: Lowering) {
    let rules = rules
    for entry in section.entries {
      for rule in rules { rule.check(entry, lowered) }
    }
  }
}
