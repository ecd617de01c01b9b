/// Names that say that a value is nobody's business.
package enum SecretName {
  private static let words: Set<Substring> = [
    "PASSWORD", "PASSWD", "PWD", "PASS", "PASSPHRASE", "SECRET", "SECRETS", "TOKEN", "TOKENS", "CREDENTIAL",
    "CREDENTIALS", "AUTH", "AUTHORIZATION", "PRIVATE", "SALT", "SIGNATURE", "SIGNING", "COOKIE", "SESSION", "DSN",
    "CERT", "PEM", "JWT", "BEARER", "APIKEY", "KEY", "KEYS", "CONNECTIONSTRING",
  ]
  private static let parts = [
    "PASSWORD", "PASSWD", "SECRET", "TOKEN", "CREDENTIAL", "PRIVATEKEY", "APIKEY", "ACCESSKEY",
  ]

  /// Whether the name of a variable says that its value is nobody's business: `DB_PASSWORD`, `apiKey`.
  package static func isSecret(_ name: String) -> Bool {
    let upper = split(name)
    let joined = upper.joined()
    return upper.contains { words.contains($0) } || parts.contains { joined.contains($0) }
  }

  /// The words of a name, in capitals: at `_`, `-` and `.`, and where a capital follows a small letter.
  private static func split(_ name: String) -> [Substring] {
    var spaced = ""
    var wasSmall = false
    for letter in name {
      if letter.isUppercase, wasSmall { spaced += "_" }
      wasSmall = letter.isLowercase
      spaced += letter.uppercased()
    }
    return spaced.split { !$0.isLetter && !$0.isNumber }
  }
}
