import LintelAWS
import LintelKinds
import LintelSchema
import LintelSource
import Testing

@testable import Lintel

/// The pages that say, for each type and property of CloudFormation, which field it comes from or why it is not reached.
@Suite struct PropertyPagesTests {
  private static let folder = "Sources/Lintel/Lintel.docc/Properties"

  @Test func pagesSayWhatTheSpecsShow() throws {
    let origins = try Self.origins.get()
    var paths: Set<String> = []
    var rows = 0
    for (service, types) in Self.services {
      let path = "\(Self.folder)/\(service).md"
      paths.insert(path)
      let text = Self.page(service, types, origins, &rows)
      Checkout.expect(text, at: path)
    }
    #expect(rows > 200)
    #expect(Set(Checkout.files(below: Self.folder, ending: ".md")) == paths, "a page that nothing makes")
  }

  /// A property that no spec of the tests has is one that no proof is about.
  @Test func everyPropertyIsInSomeSpec() throws {
    let origins = try Self.origins.get()
    for type in Catalog.types where !type.isArtifact {
      for property in Self.leaves(type.properties) where !Self.neverWritten.contains("\(type.name) \(property)") {
        #expect(origins.seen.contains(.init(type: type.name, property: property)), "\(type.name) \(property)")
      }
    }
  }

  /// Properties that scripts compare with what is there, and that no template of ours has.
  private static let neverWritten: Set = [
    // A private gateway is replaced.
    "AWS::EC2::NatGateway ConnectivityType",
    // Templates of others have it.
    "AWS::EC2::LaunchTemplate LaunchTemplateData.IamInstanceProfile.Name",
    // Rules that name groups are resources of their own.
    "AWS::EC2::SecurityGroup SecurityGroupIngress.SourceSecurityGroupId",
    "AWS::EC2::SecurityGroup SecurityGroupEgress.DestinationSecurityGroupId",
  ]

  /// A field that no spec of the tests has is one that no proof is about.
  @Test func everyFieldIsInSomeSpec() throws {
    let written = try Self.origins.get().written
    let language = Specification.described
    var pending = [("", language)]
    while let (path, object) = pending.popLast() {
      for field in object.fields {
        let own = path.isEmpty ? field.key : "\(path).\(field.key)"
        // Names of attributes have dots themselves; tags, and what is there already, are alike everywhere.
        if field.key.contains(".") || ["tags", "existing"].contains(field.key) { continue }
        #expect(written.contains("\(object.name).\(field.key)"), "\(own)")
        pending += try FieldListing(of: own, in: language).objects.map { (own, $0.object) }
      }
    }
  }

  /// What all examples and good fixtures show.
  private static let origins = Result {
    var origins = PropertyOrigins()
    for example in ExampleSpec.all { try origins.add(example.text()) }
    for fixture in Fixture.all(in: "ok") { try origins.add(#require(Checkout.text(of: fixture.specPath))) }
    return origins
  }

  private static var services: [(String, [ResourceType])] {
    var services: [(String, [ResourceType])] = []
    for type in Catalog.types where !type.isArtifact {
      let name = String(type.name.split(separator: ":")[1])
      if let index = services.firstIndex(where: { $0.0 == name }) {
        services[index].1.append(type)
      } else {
        services.append((name, [type]))
      }
    }
    return services
  }

  /// The properties that have no members, and members of others, behind a dot.
  private static func leaves(_ properties: [PropertyDescription], _ above: String = "") -> [String] {
    properties.filter(\.use.isManaged).flatMap { property -> [String] in
      let name = above + property.name
      return property.shape.parts.isEmpty ? [name] : leaves(property.shape.parts, name + ".")
    }
  }

  private static func page(
    _ service: String, _ types: [ResourceType], _ origins: PropertyOrigins, _ rows: inout Int
  ) -> String {
    var text =
      "# \(service)\n\nThe fields that properties of these types come from, and the properties that none does.\n"
    for type in types {
      text += "\n### \(type.name)\n"
      let leaves = leaves(type.properties)
      if !leaves.isEmpty { text += "\n| property | comes from |\n| --- | --- |\n" }
      for property in leaves {
        let fields = origins.fields[.init(type: type.name, property: property)] ?? []
        let words = fields.sorted().map { "`\($0)`" }.joined(separator: ", ")
        text += "| `\(property)` | \(words.isEmpty ? "derived" : words) |\n"
        rows += 1
      }
      if !type.unreached.isEmpty { text += "\nNot reached:\n\n" }
      var reasons: [(reason: String, properties: [String])] = []
      for row in type.unreached {
        if let index = reasons.firstIndex(where: { $0.reason == row.reason }) {
          reasons[index].properties += row.properties
        } else {
          reasons.append((row.reason, row.properties))
        }
      }
      for row in reasons {
        text += "- \(row.properties.map { "`\($0)`" }.joined(separator: ", ")): \(row.reason)\n"
      }
    }
    return text
  }
}
