import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

// The instance profile that hands the role of an entry to EC2, which takes a role in no other form.
extension Lowering {
  /// The entry's profile as its own properties name it; nothing is made for what is already there.
  package func instanceProfile<Model: Kind>(
    of entry: Entry<Model>, _ role: Located<EntryReference>?, _ attribute: Attribute
  ) -> Value? {
    guard let role, entry.existing == nil else { return nil }
    return .reference(Self.instanceProfile(of: entry), attribute, at: role.span)
  }

  /// Adds it, where the entry has a role.
  ///
  /// It shares the fate of the entry: what only the script makes has a profile that only the script makes.
  package mutating func addInstanceProfile<Model: Kind>(
    of entry: Entry<Model>, _ role: Located<EntryReference>?, suffix: String
  ) {
    guard let role else { return }
    let rule = NameRule.instanceProfile
    let name = derivedName("\(entry.id)-\(suffix)", section: Model.section, limit: rule.length.upperBound)
    if let problem = rule.problem(with: name) {
      findings.report(
        .invalidName, at: role.span, problem.message, label: problem.label,
        notes: [Note("'\(name)' is made of project, environment, id and `naming`")],
        help: ["let `naming` form names that IAM takes, or exempt `\(Model.section)`"])
    }
    var profile = derived(
      Self.instanceProfilePart, "AWS::IAM::InstanceProfile", from: entry,
      members([
        "InstanceProfileName": Value(.string(name)),
        "Roles": .set([reference(role, .name)], at: role.span),
      ]))
    profile.role = entry.model.role(of: entry, in: self)
    graph.add(profile)
  }

  private static let instanceProfilePart = "instanceProfile"

  private static func instanceProfile<Model: Kind>(of entry: Entry<Model>) -> Path {
    Model.path(entry.id).appending(instanceProfilePart)
  }
}
