/// Texts that are secret by their form, whatever their names are.
package enum SecretForm {
  /// A key or token of a service, known by how it begins.
  private struct Token: Sendable {
    let prefix: String
    let noun: String
    /// How many characters a whole one has at least; nil where the beginning says too little to be sure.
    let length: Int?
  }

  private static let tokens = [
    Token(prefix: "AKIA", noun: "an access key of AWS", length: 20),
    Token(prefix: "ASIA", noun: "an access key of AWS", length: 20),
    Token(prefix: "ghp_", noun: "a token of GitHub", length: 40),
    Token(prefix: "gho_", noun: "a token of GitHub", length: 40),
    Token(prefix: "github_pat_", noun: "a token of GitHub", length: 40),
    Token(prefix: "glpat-", noun: "a token of GitLab", length: 26),
    Token(prefix: "xoxb-", noun: "a token of Slack", length: 24),
    Token(prefix: "xoxp-", noun: "a token of Slack", length: 24),
    Token(prefix: "sk_live_", noun: "a key of Stripe", length: 24),
    // A header of PEM stands before certificates too, and a JSON Web Token may be meant for everybody.
    Token(prefix: "-----BEGIN ", noun: "PEM", length: nil),
    Token(prefix: "eyJ", noun: "a JSON Web Token", length: nil),
  ]

  /// Whether a text begins as a key or token does: enough to hide it, not to report it.
  package static func maybe(_ text: String) -> Bool {
    tokens.contains { text.hasPrefix($0.prefix) }
  }

  /// What a text is for certain, as a noun with its article; nil where it may be no secret.
  package static func noun(of text: String) -> String? {
    if text.hasPrefix("-----BEGIN "), text.prefix(while: { !$0.isNewline }).contains("PRIVATE KEY") {
      return "a private key"
    }
    let token = tokens.first { token in
      guard let length = token.length, text.hasPrefix(token.prefix), text.count >= length else { return false }
      // Access key IDs are all of one length, in capitals and digits.
      if length == 20 { return text.count == 20 && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) } }
      return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }
    if let token { return token.noun }
    guard let password = password(inAddress: text), !isPlaceholder(text[password]) else { return nil }
    return "an address with a password"
  }

  /// The password of the first address of a text: `pass` in `postgres://user:pass@host`.
  package static func password(inAddress text: String) -> Range<String.Index>? {
    guard let scheme = text.firstRange(of: "://") else { return nil }
    let rest = text[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && !$0.isWhitespace }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return nil }
    return text.index(after: colon)..<at
  }

  /// Whether a text is empty or begins as what a program fills in: `$PASSWORD`, `{password}`, `<password>`, `%s`.
  static func isPlaceholder(_ text: Substring) -> Bool {
    text.first.map { "${<%".contains($0) } ?? true || ["PASSWORD", "PASS", "password"].contains(text)
  }
}
