import LintelAWS
import LintelGraph
import LintelSource

/// Holds the processors of instance types against the images that are started on them.
enum InstanceImages {
  private struct Start {
    let node: Resource
    let type: Value
    let architecture: InstanceArchitecture
  }

  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    /// What each image is first started on, or made from.
    var first: [String: Start] = [:]
    for node in graph.resources where !node.isExisting {
      let data = node.type == "AWS::EC2::LaunchTemplate" ? node["LaunchTemplateData"] : Value(.map(node.properties))
      guard ["AWS::EC2::LaunchTemplate", "AWS::EC2::Instance"].contains(node.type), let type = data?["InstanceType"],
        let image = data?["ImageId"], let architecture = type.literal.flatMap({ InstanceArchitecture(of: $0) })
      else { continue }
      let start = Start(node: node, type: type, architecture: architecture)
      if let source = source(of: image, in: graph) {
        if source.architecture != architecture { report(start, against: source, isSource: true, findings) }
      } else if let ami = image.literal {
        guard let known = first[ami] else {
          first[ami] = start
          continue
        }
        if known.architecture != architecture { report(start, against: known, isSource: false, findings) }
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
