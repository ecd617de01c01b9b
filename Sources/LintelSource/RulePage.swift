/// What a rule's declaration says besides its summary: the page of `lintel explain` and of the reference.
///
/// The examples are the rule's tests as well. Each runs through the whole pipeline: a wrong one is reported exactly at
/// its
/// marks, a right one has neither an error nor a warning.
package struct RulePage: Sendable {
  /// The area that a rule belongs to; pages and lists are ordered by it.
  package enum Area: String, CaseIterable, Sendable {
    case text = "The text of a file"
    case fields = "Keys and values"
    case references = "References"
    case environments = "Environments"
    case names = "Names"
    case network = "Networks and security groups"
    case loadBalancing = "Load balancing"
    case containers = "Tasks and services"
    case instances = "Instances and Auto Scaling groups"
    case scaling = "Scaling"
    case system = "The system as a whole"
    case lint = "Settings of lint"
  }

  package let area: Area
  /// Why it matters: paragraphs with an empty line between them, words of the language in backticks.
  package let why: String
  /// The answer of AWS to it, in AWS's own words.
  package let awsAnswer: String?
  /// The address at which more about it is written.
  package let source: String?
  package let wrong: [RuleExample]
  package let right: [RuleExample]

  package init(
    _ area: Area, why: String, awsAnswer: String? = nil, source: String? = nil, wrong: [RuleExample],
    right: [RuleExample]
  ) {
    self.area = area
    self.why = why
    self.awsAnswer = awsAnswer
    self.source = source
    self.wrong = wrong
    self.right = right
  }
}

/// A few lines of a spec that show a rule.
///
/// In a wrong example `↓` stands before each place that the rule reports. It is not part of the text.
package struct RuleExample: Sendable {
  /// What the lines are merged over, as an environment is over its spec.
  package enum Base: String, CaseIterable, Sendable {
    case ecs, ec2
    case onInstances = "ecs-on-ec2"
  }

  /// Nil for a whole spec.
  package let base: Base?
  package let text: String
  /// The bytes of `text` that have a mark before them.
  package let marks: [UInt32]

  private init(_ base: Base?, _ marked: String) {
    let pieces = marked.split(separator: "↓", omittingEmptySubsequences: false)
    var length = 0
    var marks: [UInt32] = []
    for piece in pieces.dropLast() {
      length += piece.utf8.count
      marks.append(UInt32(length))
    }
    self.base = base
    self.marks = marks
    text = pieces.joined() + (marked.hasSuffix("\n") || marked.isEmpty ? "" : "\n")
  }

  /// Lines over the standard ECS system.
  package static func ecs(_ marked: String) -> RuleExample { RuleExample(.ecs, marked) }

  /// Lines over the standard EC2 system.
  package static func ec2(_ marked: String) -> RuleExample { RuleExample(.ec2, marked) }

  /// Lines over the standard system of tasks on instances.
  package static func onInstances(_ marked: String) -> RuleExample { RuleExample(.onInstances, marked) }

  /// A whole spec, for what an environment cannot say.
  package static func whole(_ marked: String) -> RuleExample { RuleExample(nil, marked) }
}
