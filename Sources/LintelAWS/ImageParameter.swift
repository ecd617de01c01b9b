/// A parameter of Systems Manager that names an AMI.
package struct ImageParameter: Sendable {
  /// Its name, without a version.
  package let name: String

  /// Of the text that stands in place of an AMI's id: `resolve:ssm:/aws/service/…`.
  package init?(_ image: String) {
    guard image.hasPrefix("resolve:ssm:") else { return nil }
    name = String(image.dropFirst(12).prefix { $0 != ":" })
  }

  /// Amazon's parameters for Amazon ECS.
  private static let containers = "/aws/service/ecs/optimized-ami/"

  /// The processors that its AMI is for; nil where the name does not say.
  ///
  /// Amazon's own name the architecture; those for Amazon ECS do so unless it is x86_64.
  package var architecture: InstanceArchitecture? {
    guard name.hasPrefix("/aws/service/") else { return nil }
    let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    if words.contains("arm64") || name.hasSuffix("-arm64") { return .arm }
    if name.contains("x86_64") || words.contains("amd64") { return .x86 }
    return name.hasPrefix(Self.containers + "amazon-linux") ? .x86 : nil
  }

  /// What it should be named, where it holds a description of the AMI and not its id.
  package var nameOfImage: String? {
    name.hasPrefix(Self.containers) && name.hasSuffix("/recommended") ? name + "/image_id" : nil
  }

  /// Whether its AMI is known to come without the agent of ECS: a plain one of Amazon Linux, Ubuntu, Debian or Windows.
  package var lacksAgent: Bool {
    let plain = ["ami-amazon-linux-latest/", "ami-windows-latest/", "canonical/ubuntu/", "debian/"]
    return plain.contains { name.hasPrefix("/aws/service/" + $0) } && !name.contains("ECS_Optimized")
  }

  /// The parameter of Amazon's AMI with the agent in its place.
  package var withAgent: String {
    if name.contains("/ami-windows-latest/") {
      return "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id"
    }
    return Self.containers + "amazon-linux-2023/" + (architecture == .arm ? "arm64/" : "") + "recommended/image_id"
  }
}
