import LintelSchema
import LintelSource

extension FieldType where Value == String {
  /// An identifier of AWS's: a prefix and 8 or 17 hexadecimal digits.
  ///
  /// `example`: one for messages, where the prefix alone says little.
  static func identifier(_ noun: String, _ prefixes: [String], example: String? = nil) -> FieldType<String> {
    let beginning = prefixes.count == 1 ? prefixes[0] : "(\(prefixes.joined(separator: "|")))"
    return .text("the id of \(noun)", pattern: "^\(beginning)[0-9a-f]{8}([0-9a-f]{9})?$") { text in
      let ending = example.map { ", as in \($0)" } ?? ""
      return prefixes.contains { Identifier.isOne(text, $0) }
        ? nil : "`\(prefixes[0])` and 8 or 17 hexadecimal digits are expected" + ending
    }
  }
}

enum Identifier {
  /// Whether a text is a prefix and 8 or 17 hexadecimal digits.
  static func isOne(_ text: String, _ prefix: String) -> Bool {
    let digits = text.dropFirst(prefix.count).utf8
    return text.hasPrefix(prefix) && [8, 17].contains(digits.count) && digits.allSatisfy(\.isSmallHexDigit)
  }

  /// Whether a text is the number of an account.
  static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy(\.isDigit)
  }
}
