import LintelAWS
import LintelGraph
package import LintelSource

// What instances start from.
extension Rule {
  package static let architectureMismatch = Rule(
    "architecture-mismatch", .error, .checking,
    "An image made for one processor cannot start on an instance type with another.",
    page: RulePage(
      .instances,
      why: """
        An AMI holds programs for one architecture: that of the instance it was made from. `t4g`, `m7g` and all other \
        families with a `g` behind the generation are Graviton processors (arm64), the rest are x86_64. One AMI for \
        both is wrong for one of them, whichever it is.
        """,
      awsAnswer: """
        The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the \
        specified AMI.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-type-specifications.html",
      wrong: [
        .ec2(
          """
          instances:
            builder: { ami: ami-0fedcba9876543210, instanceType: t3.micro, subnet: public-a, securityGroups: [web] }
          images:
            web: { instance: builder }
          launchTemplates:
            web: { ami: null, image: web, instanceType: ↓t4g.micro }
          """),
        .ec2(
          """
          launchTemplates:
            jobs: { ami: ami-0123456789abcdef0, instanceType: ↓m7g.large, securityGroups: [web] }
          """),
        .ec2(
          """
          launchTemplates:
            web:
              ami: null
              amiParameter: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64
              instanceType: ↓t3.micro
          """),
        .ec2(
          """
          launchTemplates:
            web: { instanceType: t3.large }
          autoScalingGroups:
            web: { mixedInstances: { instanceTypes: [t3.large, ↓t4g.large] } }
          """),
      ],
      right: [
        .ec2(
          """
          instances:
            builder: { ami: ami-0fedcba9876543210, instanceType: t4g.small, subnet: public-a, securityGroups: [web] }
          images:
            web: { instance: builder }
          launchTemplates:
            web: { ami: null, image: web, instanceType: m7g.large }
          """)
      ]))
}

/// Holds the processors of instance types against the images that are started on them.
enum InstanceImages {
  private struct Start {
    let node: Resource
    let type: Value
    let architecture: InstanceArchitecture
  }

  static func check(_ model: SystemModel, _ findings: Findings) {
    checkMixes(model, findings)
    let (graph, types) = (model.graph, model.types)
    /// The instance or template that each image is first started on, or made from.
    var first: [String: Start] = [:]
    for position in types.positions(of: ResourceType.launchTemplate.name, ResourceType.instance.name) {
      let node = graph.resources[position]
      let data =
        node.type == ResourceType.launchTemplate.name ? node["LaunchTemplateData"] : Value(.map(node.properties))
      guard !node.isExisting, let type = data?["InstanceType"], let image = data?["ImageId"],
        let architecture = type.literal.flatMap({ InstanceArchitecture(of: $0) })
      else { continue }
      let start = Start(node: node, type: type, architecture: architecture)
      if let source = source(of: image, in: graph) {
        if source.architecture != architecture { report(start, against: source, isSource: true, findings) }
      } else if let ami = image.literal {
        if let made = ImageParameter(ami)?.architecture {
          if made != architecture { report(start, against: made, namedBy: image, findings) }
          continue
        }
        guard let known = first[ami] else {
          first[ami] = start
          continue
        }
        if known.architecture != architecture { report(start, against: known, isSource: false, findings) }
      }
    }
  }

  /// Reports types of a group's mix that the image of its launch template does not fit.
  private static func checkMixes(_ model: SystemModel, _ findings: Findings) {
    for group in model.made(ResourceType.autoScalingGroup) {
      guard let overrides = group["MixedInstancesPolicy"]?["LaunchTemplate"]?["Overrides"],
        let template = (group.launchTemplate?["LaunchTemplateId"]?.reference).flatMap({ model.graph[$0.path] }),
        let own = template["LaunchTemplateData"]?["InstanceType"],
        let architecture = own.literal.flatMap({ InstanceArchitecture(of: $0) })
      else { continue }
      for type in overrides.items.compactMap({ $0["InstanceType"] }) {
        guard let other = type.literal.flatMap({ InstanceArchitecture(of: $0) }), other != architecture else {
          continue
        }
        findings.report(
          .architectureMismatch, at: type.span,
          "'\(type.literal ?? "")' is \(other.rawValue), and its launch template starts '\(own.literal ?? "")', which is "
            + architecture.rawValue,
          label: "both have the template's image", labels: [Label(own.span, architecture.rawValue)],
          help: ["use types of one architecture, or a group for each"])
      }
    }
  }

  /// The instance that an image of the spec is made from.
  private static func source(of image: Value, in graph: ResourceGraph) -> Start? {
    guard let path = image.reference?.path, let instance = graph[path]?["Instance"]?.reference?.path,
      let node = graph[instance], let type = node["InstanceType"],
      let architecture = type.literal.flatMap({ InstanceArchitecture(of: $0) })
    else { return nil }
    return Start(node: node, type: type, architecture: architecture)
  }

  private static func report(
    _ start: Start, against made: InstanceArchitecture, namedBy parameter: Value, _ findings: Findings
  ) {
    findings.report(
      .architectureMismatch, at: start.type.span,
      "'\(start.type.literal ?? "")' is \(start.architecture.rawValue), and its AMI is for \(made.rawValue)",
      label: "an image is for one architecture", labels: [Label(parameter.span, made.rawValue)],
      help: ["use an instance type with the AMI's architecture, or the parameter of another AMI"])
  }

  private static func report(_ start: Start, against known: Start, isSource: Bool, _ findings: Findings) {
    let (type, other) = (start.type.literal ?? "", known.type.literal ?? "")
    findings.report(
      .architectureMismatch, at: start.type.span,
      isSource
        ? "'\(type)' is \(start.architecture.rawValue), and its image is made on '\(other)', which is "
          + known.architecture.rawValue
        : "'\(type)' is \(start.architecture.rawValue), and its AMI is started on '\(other)' too, which is "
          + known.architecture.rawValue,
      label: "an image is for one architecture", labels: [Label(known.type.span, known.architecture.rawValue)],
      help: [
        isSource
          ? "use an instance type with the builder's architecture, or build on one like '\(type)'"
          : "use one architecture, or an AMI for each"
      ])
  }
}
