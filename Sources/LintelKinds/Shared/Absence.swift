import LintelAWS

/// What stands for a field that is left out, as the reference says it.
enum Absence {
  static let name = "`<project>-<environment>-<id>`"
  static let hashedName = "`<project>-<environment>-<id>-` and 6 hex digits"

  /// AWS's default of a property, or of a member or key below one.
  static func aws(_ type: ResourceType, _ path: String...) -> String {
    word(type.requiredDefault(of: path))
  }

  /// A value as the reference says it.
  static func word(_ value: String) -> String {
    let isWord = value.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
    return isWord ? value : "`\(value)`"
  }
}
