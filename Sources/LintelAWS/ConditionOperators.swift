/// What compares in the conditions of a policy.
///
/// From "IAM JSON policy elements: Condition operators" of IAM's user guide.
package enum ConditionOperators {
  /// In the order of the documentation, without prefixes and endings.
  package static let names = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
  ]

  private static let prefixes = ["ForAllValues:", "ForAnyValue:"]
  private static let ending = "IfExists"

  /// A regular expression of the operators.
  package static var pattern: String {
    "^(ForAllValues:|ForAnyValue:)?(" + names.joined(separator: "|") + ")(IfExists)?$"
  }

  /// Whether AWS has an operator.
  ///
  /// `Null` tells whether a key exists, and takes no ending.
  package static func isKnown(_ text: String) -> Bool {
    var name = Substring(text)
    if let prefix = prefixes.first(where: { name.hasPrefix($0) }) { name = name.dropFirst(prefix.count) }
    if name.hasSuffix(ending), name != "Null" + ending { name = name.dropLast(ending.count) }
    return names.contains(String(name))
  }
}
