import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let privateNamesWithoutDNS = Rule(
    "private-names-without-dns", .error, .checking,
    "A VPC has private names, and its DNS settings keep them from resolving.",
    page: RulePage(
      .network,
      why: """
        Endpoints of AWS's services take the place of the services' public names, and namespaces with a VPC have names \
        of their own. Both are private zones, which a VPC asks only if `enableDnsSupport` and `enableDnsHostnames` \
        are on. AWS makes no such endpoint without them, and what a namespace holds is not found.
        """,
      awsAnswer:
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
      wrong: [
        .ecs("vpcs:\n  main: { endpoints: [logs], enableDnsHostnames: ↓false }"),
        .ecs("vpcs:\n  main: { endpoints: [logs], enableDnsSupport: ↓false }"),
        .ecs(
          """
          vpcs:
            main: { enableDnsHostnames: ↓false }
          namespaces:
            inside: { name: shop.internal, vpc: main }
          services:
            web: { serviceDiscovery: { namespace: inside } }
          """),
      ],
      right: [
        // An endpoint of S3 is a route, and has no names.
        .ecs("vpcs:\n  main: { endpoints: [s3], enableDnsHostnames: false }"),
        .ecs("vpcs:\n  main: { endpoints: [logs], enableDnsSupport: true, enableDnsHostnames: true }"),
      ]))

  package static let namesWithoutResolver = Rule(
    "names-without-resolver", .error, .checking, "A VPC is to give names, and has no resolver that would know them.",
    page: RulePage(
      .network,
      why: """
        The names that `enableDnsHostnames` gives are answered by AWS's resolver, which `enableDnsSupport: false` takes \
        out of the VPC. AWS turns the names on only where the resolver is.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html",
      wrong: [.ecs("vpcs:\n  main: { enableDnsSupport: ↓false, enableDnsHostnames: true }")],
      right: [.ecs("vpcs:\n  main: { enableDnsSupport: false }")]))
}

extension VPC {
  /// Whether what has a public address gets a name, and the place that says so.
  var givesNames: Located<Bool> { enableDnsHostnames ?? enableDnsSupport }

  func checkNames(of entry: Entry<VPC>, _ lowered: Lowering) {
    if enableDnsSupport.value, givesNames.value { return }
    if givesNames.value {
      return lowered.findings.report(
        .namesWithoutResolver, at: enableDnsSupport.span, "VPC '\(entry.id)' gives names, and has no resolver for them",
        label: "AWS's resolver is not there", labels: [Label(givesNames.span, "what it would answer")],
        help: ["take away `enableDnsSupport: false`, or `enableDnsHostnames: true`"])
    }
    guard let user = privateNames(of: entry, lowered) else { return }
    let written = [("enableDnsSupport", enableDnsSupport), ("enableDnsHostnames", givesNames)]
    var seen: Set<Span> = []
    let off = written.filter { !$0.1.value && seen.insert($0.1.span).inserted }
    lowered.findings.report(
      .privateNamesWithoutDNS, at: off[0].1.span, "VPC '\(entry.id)' does not resolve the names of \(user.words)",
      label: "private names take both DNS settings", notes: [Note("\(user.words) is here", at: user.span)],
      help: ["take away \(off.map { "`\($0.0): false`" }.joined(separator: " and "))"])
  }

  /// What has private names in the VPC, if anything does.
  private func privateNames(of entry: Entry<VPC>, _ lowered: Lowering) -> (words: String, span: Span)? {
    let endpoint = endpointServices.first { EndpointServices.form(of: $0.name) == .interface }
    if let endpoint, entry.existing == nil { return ("the endpoint of '\(endpoint.name)'", endpoint.span) }
    let namespace = lowered.spec.sections[Namespace.self].entries.first {
      $0.existing == nil && $0.model.vpc?.value.id == entry.id
    }
    return namespace.map { ("namespace '\($0.id)'", $0.span) }
  }
}
