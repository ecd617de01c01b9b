import LintelGraph
import LintelSchema
import LintelSource

/// How the images of a repository are encrypted.
struct RepositoryEncryption: Described {
  static let summary = "How the images of a repository are encrypted."
  static let noun = "encryption"

  let type: Located<String>?
  let kmsKey: Located<String>?

  init(_ fields: inout FieldReader) {
    type = fields.optional(
      "type", .oneOf(["AES256", "KMS", "KMS_DSSE"]), "Whose keys are used: S3's, or those of KMS, once or twice.",
      absence: "KMS where there is a key, or else AES256")
    kmsKey = fields.optional(
      "kmsKey", .keyARN, "The ARN of a key of KMS, which is never created.", absence: "the account's key for ECR")
  }

  var lowered: Value {
    type.map { .string($0) } ?? kmsKey.map { Value(.string("KMS"), at: $0.span) } ?? "AES256"
  }
}

extension FieldType where Value == String {
  /// The ARN of a key of KMS: AWS shows no other form of it.
  static var keyARN: FieldType<String> {
    .text(
      "the ARN of a KMS key", pattern: #"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$"#
    ) { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let isARN =
        parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == "kms" && !parts[3].isEmpty
        && Identifier.isAccount(parts[4]) && parts[5].hasPrefix("key/") && parts[5].utf8.count > 4
        && parts[5].dropFirst(4).utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x2D }
        && (parts[1] + parts[3]).utf8.allSatisfy { $0.isSmallLetter || $0.isDigit || $0 == 0x2D }
      return isARN ? nil : "`arn:aws:kms:REGION:ACCOUNT:key/ID` is expected"
    }
  }
}
