import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// The address of a container image, taken apart: `public.ecr.aws/nginx/nginx:1.27`.
struct ImageAddress: Equatable {
  /// The registry; nil where the address names none, which means Docker's.
  let host: String?
  /// The repository in it.
  let path: String
  let tag: String?
  let digest: String?

  /// Nil when docker would not take it.
  init?(_ text: String) {
    guard ImageAddress.problem(with: text) == nil else { return nil }
    self.init(unchecked: text)
  }

  /// Of a text that docker may not take.
  init(unchecked text: String) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    digest = halves.count == 2 ? String(halves[1]) : nil
    var name = String(halves.first ?? "")
    var host: String?
    if let slash = name.firstIndex(of: "/") {
      let first = name[..<slash]
      // Docker takes the first word for a registry only where it looks like a host.
      if first.contains(".") || first.contains(":") || first == "localhost" {
        host = String(first)
        name = String(name[name.index(after: slash)...])
      }
    }
    let colon = name.lastIndex(of: ":")
    tag = colon.map { String(name[name.index(after: $0)...]) }
    path = colon.map { String(name[..<$0]) } ?? name
    self.host = host
  }

  /// Whether it is pulled from Docker Hub.
  var isOnDockerHub: Bool {
    host.map { ["docker.io", "index.docker.io", "registry-1.docker.io"].contains($0) } ?? true
  }

  /// The private ECR registry that it names; nil for any other.
  var privateRegistry: RegistryAddress? { host.flatMap { RegistryAddress("\($0)/\(path)") } }

  /// Stands for the account that deploys where the spec does not say it.
  static let unknownAccount = "000000000000"

  // MARK: What docker takes

  /// What is wrong with an address, if anything is.
  static func problem(with text: String) -> String? {
    if text.contains("://") { return "an address has no `https://` before it" }
    if text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) { return "an address holds no blanks" }
    let address = ImageAddress(unchecked: text)
    if let digest = address.digest, !isDigest(digest) {
      return "a digest is `sha256:` and 64 hexadecimal digits"
    }
    if let tag = address.tag, let problem = problem(withTag: tag) { return problem }
    if text.prefix(while: { $0 != "@" }).utf8.count > 255 {
      return "AWS takes at most 255 characters before the digest"
    }
    if address.path.utf8.contains(where: { (0x41...0x5A).contains($0) }) {
      return "the name of a repository is in lower case: `\(address.path.lowercased())`"
    }
    return address.path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isWord)
      ? nil : "a repository and a tag are expected, as in `public.ecr.aws/nginx/nginx:1.27`"
  }

  static func problem(withTag tag: String) -> String? {
    let isLegal = tag.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x5F || $0 == 0x2E || $0 == 0x2D }
    let isStart = tag.utf8.first.map { $0.isAlphanumeric || $0 == 0x5F } ?? false
    return isLegal && isStart && tag.utf8.count <= 128
      ? nil : "a tag is up to 128 letters, digits and . _ -, with neither . nor - at its beginning"
  }

  private static func isDigest(_ text: String) -> Bool {
    let digits = text.dropFirst(7).utf8
    return text.hasPrefix("sha256:") && digits.count == 64
      && digits.allSatisfy { $0.isSmallHexDigit || (0x41...0x46).contains($0) }
  }

  /// Lower-case letters and digits, joined by one `.`, one or two `_`, or hyphens.
  private static func isWord(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, let last = word.utf8.last, first.isAlphanumeric, last.isAlphanumeric else {
      return false
    }
    return word.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
      && !["..", "___", "._", "_.", ".-", "-.", "-_", "_-"].contains { word.contains($0) }
  }
}

extension FieldType where Value == Text {
  /// The address of an image; what is known only when deploying is taken as it is.
  static var imageAddress: FieldType<Text> {
    // 255 characters before the digest, and `@sha256:` with its 64 digits.
    writtenText(1...327).converted(placeholder: Text("")) { text, span, context in
      guard let address = text.literal, let problem = ImageAddress.problem(with: address) else { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(address))' is not the address of an image", label: problem
      )
      return nil
    }
  }

  /// The tag of an image.
  static var imageTag: FieldType<Text> {
    deployTimeText(1...128).converted(placeholder: Text("")) { text, span, context in
      guard let tag = text.literal, let problem = ImageAddress.problem(withTag: tag) else { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(tag))' is not the tag of an image", label: problem)
      return nil
    }
  }
}
