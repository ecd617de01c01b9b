import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// A file in S3 that holds variables.
struct EnvironmentFile {
  let arn: Located<Text>

  func value(in lowering: Lowering) -> Value {
    .map(["Value": lowering.portable(arn), "Type": "s3"], at: arn.span)
  }

  /// What the execution role has to be allowed to read it.
  func grants(in lowering: Lowering) -> [(action: String, resource: Value)] {
    let value = lowering.portable(arn)
    let parts = if case .text(let parts) = value.content { parts } else { [value] }
    // The bucket ends where the path begins.
    var bucket: [Value] = []
    for part in parts {
      guard let text = part.literal, let slash = text.firstIndex(of: "/") else {
        bucket.append(part)
        continue
      }
      bucket.append(Value(.string(String(text[..<slash])), at: part.span))
      break
    }
    let name = bucket.count == 1 ? bucket[0] : .text(bucket, at: value.span)
    return [(EnvironmentFileAccess.objectAction, value), (EnvironmentFileAccess.bucketAction, name)]
  }
}

extension FieldType where Value == Text {
  /// The ARN of an object in S3 whose name ends in `.env`: ECS takes no other.
  static var environmentFile: FieldType<Text> {
    arn.converted(placeholder: Text("")) { text, span, context in
      guard let literal = text.literal else { return text }
      let isFile = literal.contains(":s3:::") && literal.contains("/") && literal.hasSuffix(".env")
      if isFile { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(literal))' is not the ARN of a file of variables",
        label: "ECS takes an object of S3 whose name ends in '.env'", help: ["such as `arn:aws:s3:::bucket/web.env`"])
      return nil
    }
  }
}
