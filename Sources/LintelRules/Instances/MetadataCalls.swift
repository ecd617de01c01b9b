import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let metadataWithoutToken = Rule(
    "metadata-without-token", .warning, .checking, "A script asks for metadata without the token that it needs.",
    page: RulePage(
      .instances,
      why: """
        Where `metadataOptions` want tokens, which is Lintel's default, the metadata of an instance is given to requests \
        with a token only (IMDSv2). Any other is answered with 401, and what a script makes of that answer is an empty \
        word or a page of HTML in place of an instance's id. Scripts that have the token's header anywhere are not judged.
        """,
      awsAnswer: "401 Unauthorized",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
      wrong: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: ↓|
                #!/bin/bash
                id=$(curl -s http://169.254.169.254/latest/meta-data/instance-id)
                hostname "web-$id"
          """)
      ],
      right: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: |
                #!/bin/bash
                token=$(curl -sX PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
                id=$(curl -sH "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)
                hostname "web-$id"
          """)
      ]))
}

/// Finds requests for metadata in user data that the instance refuses.
enum MetadataCalls {
  /// What a request for metadata or user data names; a request for a token goes elsewhere.
  private static let addresses = ["meta-data", "user-data", "dynamic"].flatMap { place in
    ["169.254.169.254/latest/\(place)", "[fd00:ec2::254]/latest/\(place)"]
  }

  static func check(_ model: SystemModel, _ findings: Findings) {
    for data in UserDataText.all(in: model) {
      let options = data.owner["LaunchTemplateData"]?["MetadataOptions"] ?? data.owner["MetadataOptions"]
      guard options?["HttpTokens"]?.literal == "required", options?["HttpEndpoint"]?.literal != "disabled",
        !data.text.lowercased().holds("x-aws-ec2-metadata-token")
      else { continue }
      let lines = data.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
      guard let number = lines.firstIndex(where: isRefused) else { continue }
      findings.report(
        .metadataWithoutToken, at: data.span,
        "line \(number + 1) of the user data of \(data.noun) asks for metadata without a token",
        label: "`httpTokens: required` has it answered with 401",
        help: [
          "fetch a token first: `curl -sX PUT http://169.254.169.254/latest/api/token -H "
            + "'X-aws-ec2-metadata-token-ttl-seconds: 60'`, and send it as the header `X-aws-ec2-metadata-token`"
        ])
    }
  }

  /// Whether a line has a program ask for metadata; what stands in a comment does not.
  private static func isRefused(_ line: String) -> Bool {
    guard line.holds("curl ") || line.holds("wget "), addresses.contains(where: line.holds) else { return false }
    return line.utf8.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } != UInt8(ascii: "#")
  }
}
