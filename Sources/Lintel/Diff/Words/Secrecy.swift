import LintelAnalysis
import LintelDiff
import LintelGraph

/// The values that must not be printed: those whose names, or forms, look secret.
enum Secrecy {
  /// The text in the place of a hidden value.
  static let mark = "(hidden)"

  /// Properties of AWS's types that hold whole programs or documents, in which anything may stand.
  private static let opaque: Set<String> = ["UserData", "SecretString", "MasterUserPassword"]

  /// Whether all that an edit shows has to be hidden.
  static func hides(_ edit: Edit) -> Bool {
    if edit.names.contains(where: opaque.contains) { return true }
    if let name = edit.names.last, edit.names.count > 1 || edit.area == .tag, isDataKey(edit), SecretName.isSecret(name)
    {
      return true
    }
    // The value of a variable: an entry known by its name, and below it the member `Value`.
    guard edit.names.last == "Value" else { return false }
    return edit.steps.contains { step in
      if case .entry(let key) = step, key.names.first == "Name" { SecretName.isSecret(key.texts[0]) } else { false }
    }
  }

  /// Whether the last name is data, as in a map of options or tags, and not a property of AWS's.
  private static func isDataKey(_ edit: Edit) -> Bool {
    edit.area == .tag
      || edit.names.dropLast().last.map { ["Options", "DockerLabels", "Environment"].contains($0) } ?? false
  }

  /// Whether a map is a variable with a secret value.
  static func hidesValue(of members: [Member]) -> Bool {
    guard members.contains(where: { $0.key == "Value" }), let name = members.first(where: { $0.key == "Name" }) else {
      return false
    }
    return name.value.literal.map(SecretName.isSecret) ?? true
  }

  /// A text without what is secret in it: passwords of addresses, assignments such as `password=…`, known tokens.
  static func redacted(_ text: String) -> String {
    if SecretForm.maybe(text) { return mark }
    return withoutAssignments(withoutPasswords(text))
  }

  /// `postgres://user:(hidden)@host`.
  private static func withoutPasswords(_ text: String) -> String {
    guard let password = SecretForm.password(inAddress: text) else { return text }
    return text[..<password.lowerBound] + mark + withoutPasswords(String(text[password.upperBound...]))
  }

  /// `Server=db;Password=(hidden)`, `--token=(hidden)`, `{"secret":"(hidden)"}`.
  private static func withoutAssignments(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let sign = rest.firstIndex(where: { $0 == "=" || $0 == ":" }) {
      let start = rest.index(after: sign)
      let before = rest[..<sign]
      result += rest[..<start]
      rest = rest[start...]
      // A colon assigns in JSON only, behind a quote; elsewhere it is a part of addresses and ARNs.
      let isQuoted = before.last == "\""
      guard text[sign] == "=" || isQuoted else { continue }
      let name = String((isQuoted ? before.dropLast() : before).reversed().prefix { isNameCharacter($0) }.reversed())
      guard SecretName.isSecret(name) else { continue }
      let opening = rest.prefix { $0 == " " || $0 == "\"" || $0 == "'" }
      let value = rest[opening.endIndex...].prefix { !" ;&,\"'}\n\t".contains($0) }
      guard !value.isEmpty else { continue }
      result += opening + mark
      rest = rest[value.endIndex...]
    }
    return result + rest
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-.".contains(character)
  }
}
