import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let metadataWithoutToken = Rule(
    "metadata-without-token", .warning, .checking, "Instances hand out their credentials to requests without a token.",
    page: RulePage(
      .instances,
      why: """
        Programs on an instance ask an address in it for the credentials of its role. With IMDSv2 they first get a token \
        with a PUT, which a server that is tricked into fetching an address does not send. `httpTokens: optional` answers \
        without one as well, and one such hole in a web application gives the role away. Software that cannot ask for \
        a token is from before 2020.
        """,
      source:
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
      wrong: [.ec2("launchTemplates:\n  web: { metadataOptions: { httpTokens: ↓optional } }")],
      right: [
        .ec2("launchTemplates:\n  web: { metadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 } }"),
        .ec2("launchTemplates:\n  web: { metadataOptions: { httpEndpoint: disabled, httpTokens: optional } }"),
      ]))
}

/// How programs on an instance reach its metadata.
struct MetadataOptions: Described {
  static let summary = "How programs on an instance ask for its metadata and for the credentials of its role."

  let httpTokens: Located<String>?
  let httpEndpoint: Located<String>?
  let hopLimit: Located<Int>?
  let instanceTags: Located<String>?

  init(_ fields: inout FieldReader) {
    httpTokens = fields.optional(
      "httpTokens", .oneOf(["required", "optional"]), "Whether a token is needed, which is IMDSv2.",
      absence: "`required`")
    hopLimit = fields.optional(
      "httpPutResponseHopLimit", .integer(1...64),
      "How many hops a token may travel: containers on a bridge network need `2`.",
      absence: "what the AMI says, or else 1")
    httpEndpoint = fields.optional(
      "httpEndpoint", .oneOf(["enabled", "disabled"]), "Whether metadata can be had at all.", absence: "`enabled`")
    instanceTags = fields.optional(
      "instanceMetadataTags", .oneOf(["enabled", "disabled"]), "Whether an instance can read its own tags there.",
      absence: "`disabled`")
  }

  /// The property; a token is required unless the spec says otherwise.
  static func lower(_ options: Located<MetadataOptions>?) -> Value {
    .map(
      [
        "HttpTokens": options?.value.httpTokens.map { .string($0) } ?? "required",
        "HttpPutResponseHopLimit": options?.value.hopLimit.map { .integer($0) },
        "HttpEndpoint": options?.value.httpEndpoint.map { .string($0) },
        "InstanceMetadataTags": options?.value.instanceTags.map { .string($0) },
      ], at: options?.span ?? .none)
  }
}

extension LaunchTemplate {
  func checkMetadata(of entry: Entry<LaunchTemplate>, _ lowered: Lowering) {
    guard let options = metadataOptions?.value, let tokens = options.httpTokens, tokens.value == "optional",
      options.httpEndpoint?.value != "disabled"
    else { return }
    lowered.findings.report(
      .metadataWithoutToken, at: tokens.span,
      "the instances of launch template '\(entry.id)' answer requests for credentials without a token",
      label: "a server that is tricked into fetching an address gives the role away",
      help: ["write `httpTokens: required`, which is what Lintel takes by itself"])
  }
}
