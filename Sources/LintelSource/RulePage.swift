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
  package let wrong: [SpecExample]
  package let right: [SpecExample]

  package init(
    _ area: Area, why: String, awsAnswer: String? = nil, source: String? = nil, wrong: [SpecExample],
    right: [SpecExample]
  ) {
    self.area = area
    self.why = why
    self.awsAnswer = awsAnswer
    self.source = source
    self.wrong = wrong
    self.right = right
  }
}
