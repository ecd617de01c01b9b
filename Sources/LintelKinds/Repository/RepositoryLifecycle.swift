import LintelGraph
import LintelSchema
import LintelSource

/// Which images a repository is rid of by itself.
struct RepositoryLifecycle: Described {
  static let summary = "Which images ECR removes by itself. At least one of the keys has to be there."
  static let noun = "lifecycle"

  let keepLast: Located<Int>?
  let expireAfterDays: Located<Int>?
  let expireUntaggedAfterDays: Located<Int>?

  init(_ fields: inout FieldReader) {
    keepLast = fields.optional("keepLast", .integer(1...1000), "How many images stay: the newest.")
    expireAfterDays = fields.optional(
      "expireAfterDays", .integer(1...3650, in: .days), "After how many days any image goes.")
    fields.atMostOne("keepLast", "expireAfterDays")
    expireUntaggedAfterDays = fields.optional(
      "expireUntaggedAfterDays", .integer(1...3650, in: .days),
      "After how many days an image goes that no tag names any more.")
  }

  /// The policy as ECR shows it, in one line; nil where nothing is said.
  ///
  /// A rule about all images has to come last.
  var text: String? {
    var rules: [String] = []
    func add(_ description: String, _ status: String, _ count: String) {
      rules.append(
        #"{"rulePriority":\#(rules.count + 1),"description":"\#(description)","#
          + #""selection":{"tagStatus":"\#(status)",\#(count)},"action":{"type":"expire"}}"#)
    }
    func age(_ days: Int) -> String { #""countType":"sinceImagePushed","countUnit":"days","countNumber":\#(days)"# }
    if let days = expireUntaggedAfterDays?.value {
      add("Images without a tag go after \(days == 1 ? "1 day" : "\(days) days")", "untagged", age(days))
    }
    if let days = expireAfterDays?.value {
      add("Images go after \(days == 1 ? "1 day" : "\(days) days")", "any", age(days))
    }
    if let count = keepLast?.value {
      add(
        "Only the newest \(count == 1 ? "image stays" : "\(count) images stay")", "any",
        #""countType":"imageCountMoreThan","countNumber":\#(count)"#)
    }
    return rules.isEmpty ? nil : #"{"rules":[\#(rules.joined(separator: ","))]}"#
  }
}
