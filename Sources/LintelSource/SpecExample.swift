/// A few lines of a spec that show a rule or a section.
///
/// In a wrong example `↓` stands before each place that the rule reports. It is not part of the text.
package struct SpecExample: Sendable {
  /// What the lines are merged over, as an environment is over its spec.
  package enum Base: String, CaseIterable, Sendable {
    case ecs, ec2
    case onInstances = "ecs-on-ec2"
  }

  /// A file that the example includes, or a spec that is linted together with it.
  package struct File: Sendable {
    package let path: String
    package let text: String
    /// The bytes of `text` that have a mark before them.
    package let marks: [UInt32]

    package init(_ path: String, _ marked: String) {
      self.path = path
      (text, marks) = SpecExample.taken(from: marked)
    }
  }

  /// Nil for a whole spec.
  package let base: Base?
  package let text: String
  /// The bytes of `text` that have a mark before them.
  package let marks: [UInt32]
  /// What stands beside the spec.
  package let files: [File]
  /// A spec that is linted before it.
  package let neighbour: File?

  private init(_ base: Base?, _ marked: String, _ files: [File] = [], _ neighbour: File? = nil) {
    self.base = base
    self.files = files
    self.neighbour = neighbour
    (text, marks) = Self.taken(from: marked)
  }

  /// A text and the marks in it.
  private static func taken(from marked: String) -> (text: String, marks: [UInt32]) {
    let pieces = marked.split(separator: "↓", omittingEmptySubsequences: false)
    var length = 0
    var marks: [UInt32] = []
    for piece in pieces.dropLast() {
      length += piece.utf8.count
      marks.append(UInt32(length))
    }
    return (pieces.joined() + (marked.hasSuffix("\n") || marked.isEmpty ? "" : "\n"), marks)
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
  package static func whole(_ marked: String, files: [File] = []) -> SpecExample { SpecExample(nil, marked, files) }

  /// A whole spec, linted together with another.
  package static func whole(_ marked: String, beside neighbour: File) -> SpecExample {
    SpecExample(nil, marked, [], neighbour)
  }
}
