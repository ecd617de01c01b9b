import LintelAWS
import LintelGraph
import Testing

/// The text tables of types.
@Suite struct PropertyTableTests {
  @Test func aTableReads() throws {
    let properties = PropertyTable.parse(
      """
      Name string replacement required
      Rules list(object) some
        Ports set(integer)
        Target object required
          Options map(string)
      Policy document
      """)
    #expect(properties.map(\.name) == ["Name", "Rules", "Policy"])
    #expect(properties.map(\.shape.word) == ["string", "list(object)", "document"])
    #expect(properties.map(\.effect) == [.replacement, .someInterruption, .noInterruption])
    #expect(properties.map(\.isRequired) == [true, false, false])
    let parts = properties[1].shape.parts
    #expect(parts.map(\.name) == ["Ports", "Target"])
    #expect(parts.map(\.shape.word) == ["set(integer)", "object"])
    #expect(parts[1].isRequired)
    #expect(parts[1].shape.parts.map(\.shape.word) == ["map(string)"])
  }

  @Test(arguments: [
    ("A string\n B string", ["indented by an odd number: B string"]),
    ("A string\n  B string", ["parts of no object: A string"]),
    ("A list(object)\nB string", ["object without parts: A list(object)"]),
    ("A object\n  B string\n  B string\nA string", ["twice: B string", "twice: A string"]),
    ("A object\n  B string\nC object\n  B string", []),
    ("A list(text)", ["no shape: A list(text)"]),
    ("A string required replacement", []), ("A integer = x", ["no default of that shape: A integer = x"]),
    ("A integer =", ["no value behind '=': A integer ="]), ("A set(string) = null commas => B[].C", []),
    ("A object\n  B string --c", ["only whole properties deviate: B string --c"]),
    ("A set(object)\n  Key string\n  Value string\n  some.key integer = 3", []),
  ]) func problems(_ table: String, _ expected: [String]) {
    #expect(PropertyTable.problems(in: table) == expected)
  }

  /// A property that is asked for by name is found whatever the type, and an unknown type has none.
  @Test func everyTypeIsFound() {
    for type in Catalog.types {
      #expect(Catalog.type(named: type.name) === type, "\(type.name)")
      #expect(type.properties.map(\.name) == PropertyTable.parse(type.table).map(\.name))
    }
    #expect(Catalog.type(named: "AWS::SQS::Queue") == nil)
  }

  /// An artifact is told by its name alone, and carries nothing that AWS would know.
  @Test(arguments: Catalog.types.filter(\.isArtifact).map(\.name)) func artifacts(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    #expect(type.attributes.isEmpty && type.tags == .none)
  }
}
