/// What AWS takes as tags.
package enum TagLimits {
  /// Tags of one resource.
  package static let count = 50
  /// Characters of a value, for every service that the catalogue has types of.
  package static let valueLength = 0...256

  /// Services whose tags are of letters, digits, blanks and `_.:/=+-@`, as CloudFormation's types begin.
  ///
  /// The others, EC2 above all, take any text.
  package static let strictServices = ["AWS::ECS", "AWS::ElasticLoadBalancingV2", "AWS::IAM", "AWS::Logs"]

  package static func isStrict(_ type: String) -> Bool { strictServices.contains { type.hasPrefix($0 + "::") } }

  /// The first character of a value that the strict services refuse.
  package static func illegalCharacter(in value: String) -> Unicode.Scalar? {
    value.unicodeScalars.first { !isLegal($0) }
  }

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "_", ".", ":", "/", "=", "+", "-", "@": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return true
    default: return false
    }
  }
}
