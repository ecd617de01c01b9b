import LintelSource
import LintelSpec

/// A spec to begin with: whole, commented, and without a finding.
package enum Starter: String, CaseIterable, Sendable {
  case ecs, ec2, worker, short

  /// What its system is, after "a".
  package var summary: String {
    switch self {
    case .ecs: "web service on Fargate behind a load balancer"
    case .ec2: "web server on EC2 instances behind a load balancer"
    case .worker: "worker on Fargate that takes messages from a queue"
    case .short: "web service on Fargate behind a load balancer, in a few lines"
    }
  }

  /// The spec of a project in a region.
  ///
  /// - Throws: What lint says of a project or a region that cannot be.
  package func text(project: String, region: String) throws(UsageError) -> String {
    // What would end the comment or the line behind it is no name either; lint would speak of another line.
    guard (project + region).utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "#") && $0 != 0x7F }) else {
      throw UsageError("a project or a region holds no blanks, `#` or control characters")
    }
    let text =
      switch self {
      case .ecs: Self.ecsText(project, region)
      case .ec2: Self.ec2Text(project, region)
      case .worker: Self.workerText(project, region)
      case .short: Self.shortText(project, region)
      }
    let checked = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)))
    if let finding = checked.findings.first(where: { $0.severity >= .warning }) {
      let words = ([finding.message, finding.label] + finding.help).filter { !$0.isEmpty }
      throw UsageError("\(words.joined(separator: "; "))")
    }
    return text
  }

  /// A project's name made of that of a folder; `my-app` where nothing of it can be one.
  package static func project(ofFolder folder: String) -> String {
    // A name begins with a letter.
    let text = String(folder.drop { !($0.isASCII && $0.isLetter) }.prefix(Grammar.identifierLimit))
    return Grammar.isIdentifier(text) ? text : Grammar.identifier(meantBy: text) ?? "my-app"
  }
}
