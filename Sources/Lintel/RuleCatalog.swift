import LintelKinds
import LintelRules
package import LintelSource
import LintelSpec
import LintelYAML

/// Every rule, by its id.
///
/// Rules of entries, on graphs and between environments come from the lists that run their checks. A test holds the whole against
/// the declarations.
package enum RuleCatalog {
  package static let rules: [Rule] = {
    var seen: Set<Rule> = []
    let all =
      reading + SectionCatalog.rules + [.emptySystem] + GraphRules.all.flatMap(\.rules) + EnvironmentRules.rules
      + Neighbours.rules + lint
    return all.filter { seen.insert($0).inserted }
  }()

  /// The text of a file, and the language.
  private static let reading: [Rule] = [
    .syntax, .encoding, .tabIndentation, .unquotedInterpolation, .duplicateKey, .invalidKey, .unknownAlias, .aliasCycle,
    .mergeValue, .severalDocuments, .notAMapping, .emptyFile, .tooDeep, .tooLarge, .tooManyFindings,
    .foreignFile, .unknownKey, .missingKey, .wrongType, .invalidValue, .unreadableFile, .exactlyOne, .unexpectedNull,
    .invalidInclude, .circularInclude, .repeatedInclude, .definedTwice, .forbiddenInInclude, .unknownReference,
    .unnamedExisting,
    .invalidInterpolation, .circularReference, .nothingToRemove, .forbiddenInEnvironment, .similarID,
    .repeatedOverride, .invalidName,
    .invalidID, .unknownAWSName, .duplicateLogicalID, .namingConvention,
  ]

  private static let lint: [Rule] = [.unknownRuleID, .invalidAllow, .unusedAllow]

  /// The rules that a name may be meant for: those that it begins, or else the nearest.
  package static func named(_ name: String) -> [Rule] {
    let begun = name.isEmpty ? [] : rules.filter { $0.id.hasPrefix(name) }
    if !begun.isEmpty { return begun }
    return Suggestion.nearest(to: name, among: rules.map(\.id)).flatMap { byID[$0] }.map { [$0] } ?? []
  }

  package static let byID: [String: Rule] = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
}
