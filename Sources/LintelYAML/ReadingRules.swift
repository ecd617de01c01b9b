package import LintelSource

// MARK: Reading rules
extension Rule {
  package static let syntax = reading(
    "syntax", "The text is not YAML or JSON, so the section that holds it is not read.")
  package static let encoding = reading("encoding", "The file is not UTF-8 text, so it is not read.")
  package static let tabIndentation = reading(
    "tab-indentation", "YAML wants spaces: a tab has no width that reader and writer agree on.")
  package static let unquotedInterpolation = reading(
    "unquoted-interpolation", "Inside `{ }` and `[ ]` YAML takes the `{` of an unquoted `${…}` for a mapping.")
  package static let duplicateKey = reading(
    "duplicate-key", "A mapping has a key twice: which value counts would depend on the reader.")
  package static let invalidKey = reading("invalid-key", "A key is text; collections and null are none.")
  package static let unknownAlias = reading("unknown-alias", "An alias names an anchor that does not stand before it.")
  package static let aliasCycle = reading("alias-cycle", "An alias stands inside the value that its anchor names.")
  package static let mergeValue = reading("merge-value", "A merge key (`<<`) takes a mapping or a list of mappings.")
  package static let tooDeep = reading("too-deep", "Collections are nested deeper than any spec needs.")
  package static let tooLarge = reading(
    "too-large", "The file is larger than any spec needs, written or with its aliases.")
  package static let tooManyFindings = reading("too-many-findings", "The file has so many mistakes that reading stops.")
  package static let severalDocuments = reading(
    "several-documents", "A file holds one document; what follows is not read.")
  package static let notAMapping = reading("not-a-mapping", "The top level of a file is a mapping of keys to values.")
  package static let emptyFile = reading("empty-file", "The file holds nothing but blanks and comments.")

  /// Every rule of this phase.
  package static let readingRules: [Rule] = [
    .syntax, .encoding, .tabIndentation, .unquotedInterpolation, .duplicateKey, .invalidKey, .unknownAlias, .aliasCycle,
    .mergeValue, .tooDeep, .tooLarge, .tooManyFindings, .severalDocuments, .notAMapping, .emptyFile,
  ]

  private static func reading(_ id: String, _ summary: String) -> Rule { Rule(id, .error, .reading, summary) }
}
