import LintelAWS
package import LintelSchema
import LintelSource
import LintelSpec

/// The fields of a service that stand for entries of other sections.
///
/// `ShortForm` writes those entries before a system is read. Here the fields are described, and read where they stay: in
/// the base of environments, and where they cannot be written out.
struct ShortFields {
  init(_ fields: inout FieldReader) {
    _ = fields.optional(
      "image", .either(.imageAddress, or: FieldType<Container.RepositoryImage>.object),
      "The image that it runs: a task definition of its id follows, with a container of its id.",
      absence: "`taskDefinition` or `build` says what it runs")
    _ = fields.optional(
      "build", .either(.string(1...4096), or: FieldType<Repository.Build>.object),
      "The folder whose Dockerfile deploy.sh builds, or how it does, in place of `image`: a repository of the service's "
        + "id follows, and a parameter `imageTag`.")
    _ = fields.optional("port", .port, "The TCP port that its program listens on.")
    _ = fields.optional(
      "cpu", .integer(128...196_608, in: .cpuUnits), "CPU units of its task, 1024 of them a vCPU.",
      absence: "256, or the fewest that go with `memory`")
    _ = fields.optional(
      "memory", .integer(6...12_582_912, in: .mebibytes), "Memory of its task in MiB.",
      absence: "512, or the least that goes with `cpu`")
    _ = fields.optional("environment", .environmentVariables, "Environment variables of its program.")
    _ = fields.optional(
      "secrets", .environmentSecrets, "Environment variables of its program whose values are kept elsewhere.")
    _ = fields.optional(
      "command", .words, "What its program is given, a word an item.", absence: "the image's own")
    _ = fields.optional(
      "taskRole", .reference(to: Role.section), "The role that its program has when it calls AWS.",
      absence: "it may do nothing")
    _ = fields.optional(
      "expose", .either(FieldType<Expose.Scheme>.exposure, or: FieldType<Expose>.object),
      "Who reaches it through a load balancer: load balancer, listeners, groups and target group follow.",
      absence: "`none`")
    _ = fields.optional(
      "scale", .either(.scaleRange, or: FieldType<Scale>.object),
      "Between how many tasks it scales, as in `2-10`: bounds and a policy follow, which keeps CPU at 50 percent.")
    fields.shorthand(ShortForm.taskKeys + ["expose", "scale"])
    fields.atMostOne("taskDefinition", "image", "build")
    for key in ["port", "cpu", "memory", "environment", "secrets", "command", "taskRole"] {
      fields.atMostOne("taskDefinition", key)
    }
    fields.atMostOne("loadBalancers", "expose")
  }
}

/// How a service is reached through a load balancer.
package struct Expose: Described {
  package static let summary = "How a service is reached through a load balancer."
  package static let noun = "exposure"
  static let keys: Set<String> = ["scheme", "host", "path", "https", "priority"]

  package enum Scheme: String, CaseIterable, Sendable {
    case `public`
    case `internal`
    case none

    /// The id of the group that its load balancer wears.
    var group: String { self == .internal ? "internal-lb" : "lb" }
  }

  package init(_ fields: inout FieldReader) {
    _ = fields.required("scheme", FieldType<Scheme>.exposure, "Who reaches it: the internet, its VPC only, or nobody.")
    _ = fields.optional(
      "host", .oneOrMore(of: .hostPattern), "Hosts that requests for it name.", absence: "any")
    _ = fields.optional(
      "path", .oneOrMore(of: .pathPattern), "Paths that requests for it name: `/api/*`.", absence: "any")
    _ = fields.optional(
      "https", .oneOrMore(of: .certificate, count: 1...26),
      "Its certificate by id or ARN, or several: then it listens for HTTPS, and HTTP leads there.",
      absence: "HTTP alone")
    _ = fields.optional(
      "priority", .integer(1...50_000),
      "The place of its rule among others of the listener: the lowest is asked first. Needed with a second service there."
    )
  }
}

extension FieldType where Value == Expose.Scheme {
  /// Who reaches a service, and what others say for that.
  fileprivate static var exposure: FieldType<Expose.Scheme> {
    choice { word in
      switch word.lowercased() {
      case "true", "yes", "on", "internet-facing", "internet", "external", "world": .public
      case "private", "vpc", "intranet": .internal
      case "false", "no", "off": Expose.Scheme.none
      default: nil
      }
    }
  }
}

/// Between how many tasks a service scales.
package struct Scale: Described {
  package static let summary = "Between how many tasks a service scales, and what keeps how high."

  package init(_ fields: inout FieldReader) {
    _ = fields.required("min", .deferred(.integer(0...5000)), "The fewest tasks.")
    _ = fields.required("max", .deferred(.integer(0...5000)), "The most tasks.")
    _ = fields.optional(
      "cpu", .positiveNumber, "The percentage of their CPU that tasks are to use on average.",
      absence: "50, unless `memory` is written")
    _ = fields.optional("memory", .positiveNumber, "The percentage of their memory that they are to use on average.")
  }
}

extension FieldType where Value == String {
  /// Two counts, as in `2-10`.
  static var scaleRange: FieldType<String> {
    .text("two counts, as in 2-10", pattern: "^[0-9]{1,4}-[0-9]{1,4}$") { text in
      if ScaleRange(text) != nil { return nil }
      let isCount = Int(text).map { (0...5000).contains($0) } ?? false
      return isCount
        ? "for a count that stays write `desiredCount: \(text)`" : "the fewest and the most tasks, up to 5000"
    }
  }
}
