/// What stands for the environment, the account and the region while two environments are compared.
///
/// Ordinary text of the form that each has, so that names made with it read like any other; of letters and digits that
/// nobody writes, so that it can be told from what was written.
package enum Symbol {
  package static let environment = "q0q"
  package static let account = "900900900900"
  package static let region = "qq-q0q-0"

  /// A text as the spec would write it: `${environment}` in place of the symbol.
  package static func spelled(_ text: String) -> String {
    guard text.contains("q0q") || text.contains(account) else { return text }
    return text.replacing(region, with: "${region}").replacing(environment, with: "${environment}")
      .replacing(account, with: "${account}")
  }
}
