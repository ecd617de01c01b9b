/// An image of a private ECR registry by its whole address:
/// `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web:1.4`.
package struct RegistryAddress: Hashable, Sendable {
  package let account: String
  package let region: String
  /// The repository's name.
  package let repository: String

  /// Nil for an image of any other registry.
  package init?(_ image: String) {
    guard let slash = image.firstIndex(of: "/") else { return nil }
    let words = image[..<slash].split(separator: ".", omittingEmptySubsequences: false)
    guard words.count > 5, words[1] == "dkr", ["ecr", "ecr-fips"].contains(words[2]),
      Regions.suffixes.contains(words[4...].joined(separator: ".")), words[0].utf8.count == 12,
      words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let rest = image[image.index(after: slash)...]
    let name = rest.prefix { $0 != ":" && $0 != "@" }
    guard !name.isEmpty else { return nil }
    account = String(words[0])
    region = String(words[3])
    repository = String(name)
  }

  /// The repository's ARN.
  package var arn: String {
    "arn:\(Regions.partition(of: region)):ecr:\(region):\(account):repository/\(repository)"
  }
}
