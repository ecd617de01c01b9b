import LintelAWS
import Testing

/// What Lintel knows of AWS's types.
@Suite struct CatalogTests {
  @Test(arguments: Catalog.types.map(\.name)) func tablesParse(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    #expect(PropertyTable.problems(in: type.table) == [])
    let names = type.properties.map(\.name)
    #expect(Set(names).count == names.count)
    if let property = type.nameProperty { #expect(names.contains(property), "\(property)") }
  }

  @Test func problemsOfATableAreFound() {
    #expect(PropertyTable.problems(in: "Name string replacement required\nTags list(object)\n  Key string") == [])
    #expect(PropertyTable.problems(in: "Name") == ["no shape: Name"])
    #expect(PropertyTable.problems(in: "Name text") == ["no shape: Name text"])
    #expect(PropertyTable.problems(in: "Name string ever") == ["unknown word 'ever': Name string ever"])
    #expect(PropertyTable.problems(in: "Name object\n    Key string") == ["indented too far: Key string"])
  }

  /// One file a type, in the folder of its service, and each in the catalogue.
  @Test func everyFileIsInTheCatalogue() throws {
    var found: Set<String> = []
    for folder in Checkout.files(in: "Sources/LintelAWS") where !folder.contains(".") && folder != "Vocabularies" {
      for file in Checkout.files(in: "Sources/LintelAWS/\(folder)") {
        let source = try #require(Checkout.text(of: "Sources/LintelAWS/\(folder)/\(file)"))
        let name = source.split(separator: "ResourceType(").dropFirst().first?
          .drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
        let type = String(try #require(name, "\(folder)/\(file)"))
        #expect(type.hasPrefix("AWS::\(folder)::"), "\(folder)/\(file)")
        #expect(Catalog.facts(of: type) != nil, "\(folder)/\(file)")
        found.insert(type)
      }
    }
    #expect(found == Set((Catalog.types + Catalog.unmade).filter { !$0.isArtifact }.map(\.name)))
  }

  /// Of every type that has a physical name it is known among what the name is the only one.
  @Test func everyNameHasAScope() {
    for type in Catalog.types {
      let isNamed = type.nameProperty != nil && type.name != "Lintel::ContainerImage"
      #expect((type.facts.nameScope != nil) == isNamed, "\(type.name)")
    }
  }
}
