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

  private static let credentials = [
    "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "ACCESSKEY", "SECRETKEY", "SECRETKEYBASE",
    "PRIVATEKEY", "SIGNINGKEY", "ENCRYPTIONKEY",
  ]
  private static let switches: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "none", "null", "required", "optional", "prompt",
    "cookie", "header", "bearer", "basic", "bcrypt", "argon2", "file", "env", "environment", "client_secret_basic",
    "client_secret_post", "private_key_jwt",
  ]

  /// Whether a variable holds a credential: its name ends in the word for one, and its value may be one.
  ///
  /// Narrower than `isSecret`, which hides what may be secret: `TOKEN_TTL`, `SECRET_ARN` and `KEY` hold none for
  /// certain. Nor does a value that is a switch, a short number, a path, an ARN, an address or a placeholder.
  package static func holdsCredential(_ name: String, _ value: String) -> Bool {
    var joined = split(name).joined()
    while joined.last?.isNumber == true { joined.removeLast() }
    guard credentials.contains(where: joined.hasSuffix), !SecretForm.isPlaceholder(value[...]) else { return false }
    if switches.contains(value.lowercased()) || value.hasPrefix("arn:") || value.contains("://") { return false }
    if value.count < 6, value.allSatisfy(\.isNumber) || SecretName.isDuration(value) { return false }
    // What hides a secret is none, and the name of a header says where one is.
    if value.allSatisfy({ "*xX.".contains($0) }) || value.hasPrefix("X-") { return false }
    // Where a secret is kept, as `/run/secrets/db` or `prod/db/password`; keys of AWS have slashes and capitals.
    return !(value.hasPrefix("/") || value.hasPrefix("./") || value.contains("/") && value == value.lowercased())
      && !["ssm:", "vault:", "secretsmanager:", "env:", "file:"].contains { value.hasPrefix($0) }
  }

  /// `30d`, `15min`.
  private static func isDuration(_ value: String) -> Bool {
    let unit = value.drop(while: \.isNumber)
    return unit.count < value.count && ["ms", "s", "m", "h", "d", "w", "min"].contains(unit.lowercased())
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
