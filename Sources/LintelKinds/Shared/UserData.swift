import LintelAWS
import LintelSchema
import LintelSource
import LintelSpec

/// User data that stands in a file of its own.
struct UserDataFile: Described {
  static let summary = "User data that stands in a file of its own."
  static let noun = "user data"

  let file: Located<FileText>
  let interpolate: Located<Bool>

  init(_ fields: inout FieldReader) {
    file = fields.required(
      "file", .file(limit: UserData.limit), "The file's path, from the folder of the spec. Its text is taken as it is.")
    interpolate = fields.optional(
      "interpolate", .boolean, default: false, "Whether `${…}` in it is replaced as everywhere else in a spec.")
  }
}

extension FieldType where Value == Text {
  /// What an instance is given to run: text, or the file that it stands in.
  static var userData: FieldType<Text> {
    let written = FieldType.deployTimeText(1...UserData.limit)
    return FieldType<Either<Text, UserDataFile>>.either(written, or: .object).converted(placeholder: Text("")) {
      userData, span, context in
      let text: Text? =
        switch userData {
        case .scalar(let text): text
        case .object(let file) where file.interpolate.value:
          context.interpolated(file.file.value.text, at: file.file.span)
        case .object(let file): Text(file.file.value.text)
        }
      guard let text else { return nil }
      let bytes = text.parts.reduce(0) { sum, part in
        if case .literal(let text) = part { sum + text.utf8.count } else { sum }
      }
      guard bytes > UserData.limit else { return text }
      context.findings.report(
        .invalidValue, at: span, "the user data is \(bytes) bytes long",
        label: "AWS takes at most \(UserData.limit)",
        help: ["keep the rest in S3 or in the image, and have this fetch it"])
      return nil
    }
  }

  static let userDataSummary =
    "What an instance runs when it first starts, such as a shell script that begins with `#!`, or `{ file: set-up.sh }`."
}

extension FieldType where Value == String {
  /// The name of a parameter of Systems Manager that holds the id of an AMI.
  static var amiParameter: FieldType<String> {
    .text("the name of a parameter", pattern: #"^[a-zA-Z0-9_./-]{1,2048}(:[a-zA-Z0-9_.-]+)?$"#) { text in
      if text.contains("resolve:ssm:") { return "`resolve:ssm:` is put before it: the name alone is expected" }
      let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let isPlain = halves.enumerated().allSatisfy { index, half in
        !half.isEmpty && half.utf8.count <= 2048
          && half.utf8.allSatisfy { byte in
            byte.isAlphanumeric || [0x2D, 0x2E, 0x5F].contains(byte) || index == 0 && byte == 0x2F
          }
      }
      return isPlain
        ? nil : "letters, digits and `/._-` are possible, and behind a colon the version or label that is meant"
    }
  }
}
