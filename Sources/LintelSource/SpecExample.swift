/// A few lines of a spec that show a rule or a section.
///
/// In a wrong example `↓` stands before each place that the rule reports. It is not part of the text.
package struct SpecExample: Sendable {
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

  /// The lines without those that only take something out of what they are merged over.
  package var written: [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().filter { !$0.hasSuffix(": null") }
  }

  /// Lines over the standard ECS system.
  package static func ecs(_ marked: String) -> SpecExample { SpecExample(.ecs, marked) }

  /// Lines over the standard EC2 system.
  package static func ec2(_ marked: String) -> SpecExample { SpecExample(.ec2, marked) }

  /// Lines over the standard system of tasks on instances.
  package static func onInstances(_ marked: String) -> SpecExample { SpecExample(.onInstances, marked) }

  /// A whole spec, for what an environment cannot say.
  package static func whole(_ marked: String) -> SpecExample { SpecExample(nil, marked) }
}
