package import LintelSource

// What can be wrong with a spec before its meaning is looked at. None of these can be silenced.
extension Rule {
  package static let unknownKey = Rule(
    "unknown-key", .error, .reading, "A key that the language does not have would be ignored in silence.")
  package static let missingKey = Rule(
    "missing-key", .error, .reading, "An entry lacks a key without which AWS cannot create it.")
  package static let wrongType = Rule(
    "wrong-type", .error, .reading, "A value is of another type than its field takes.")
  package static let invalidValue = Rule(
    "invalid-value", .error, .reading, "A value is outside what AWS takes for its field.")
  package static let invalidName = Rule(
    "invalid-name", .error, .reading, "A physical name breaks the rules that AWS has for its kind.")
  package static let invalidID = Rule(
    "invalid-id", .error, .reading,
    "Ids, projects and environments are made of lower-case letters, digits and single hyphens.")
  package static let unknownReference = Rule(
    "unknown-reference", .error, .reading, "A reference names an entry that the spec does not have.")
  package static let invalidInterpolation = Rule(
    "invalid-interpolation", .error, .reading, "A `${…}` names nothing that can stand there.")
  package static let unexpectedNull = Rule(
    "unexpected-null", .error, .reading, "A key without a value removes a key, which only an environment can do.")
  package static let nothingToRemove = Rule(
    "nothing-to-remove", .error, .reading, "An environment removes a key that the spec does not have.")
  package static let forbiddenInEnvironment = Rule(
    "forbidden-in-environment", .error, .reading, "An environment cannot change what all environments share.")
  package static let exactlyOne = Rule(
    "exactly-one", .error, .reading, "Of several keys that exclude each other one has to be there.")
  package static let duplicateLogicalID = Rule(
    "duplicate-logical-id", .error, .reading, "Two resources would have one logical id in the template.")
  package static let unknownRuleID = Rule(
    "unknown-rule", .error, .reading, "A severity or an allow comment names a rule that Lintel does not have.")
  package static let invalidAllow = Rule(
    "invalid-allow", .error, .reading, "An allow comment names its rules and gives a reason after `because`.")

  // Of what reads, but is hardly meant.
  package static let similarID = Rule(
    "similar-id-in-environment", .warning, .checking,
    "An environment adds an entry whose id is a letter away from one of the spec's, which stays as it was.")
  package static let unusedAllow = Rule(
    "unused-allow", .warning, .checking, "An allow comment that silences nothing hides the next finding on its line.")
}
