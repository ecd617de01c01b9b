import LintelAWS
import LintelGraph
import Testing

@testable import LintelEmit

/// How scripts find and remove things of each type.
@Suite struct RemovalTests {
  /// All that destroy scripts have in common, with the functions of every type.
  @Test func whatEveryScriptHas() throws {
    let text = [DestroyWriter.functions, RemovalRuntime.look, DestroyWriter.work].joined(separator: "\n\n") + "\n"
    Checkout.expect(text, at: "Tests/Fixtures/script/removal.sh")
    #expect(throws: Never.self) { try Bash.output(of: text, arguments: "-n") }
  }

  @Test func kindsAreTold() {
    let kinds = RemovalBlock.types.map(\.kind)
    #expect(Set(kinds).count == kinds.count)
  }

  /// A type that a script makes is removed by name, or goes with what it belongs to.
  @Test func everyTypeThatIsTaggedIsRemoved() {
    for type in Catalog.types where type.commands.tag != nil {
      #expect(TypeRemoval.of(type) != nil, "\(type.name) has tags, and nothing finds it again")
    }
  }

  /// Nothing is removed before what refers to it, or has to come after it, in any system of the fixtures.
  @Test(arguments: Fixture.all(in: "ok")) func usersGoFirst(_ fixture: Fixture) throws {
    for graph in try fixture.check().finishedGraphs { expectUsersFirst(in: graph) }
  }

  @Test(arguments: ExampleSpec.all) func usersGoFirst(_ example: ExampleSpec) throws {
    for graph in try example.check().finishedGraphs { expectUsersFirst(in: graph) }
  }

  private func expectUsersFirst(in graph: ResourceGraph) {
    let names = RemovalBlock.types.map(\.type.name)
    for resource in graph.resources where !resource.isExisting {
      guard let place = names.firstIndex(of: resource.type) else { continue }
      var needed = resource.after
      resource.forEachReference { reference, _ in needed.append(reference.path) }
      for path in needed {
        guard let other = graph[path], other.type != resource.type, let later = names.firstIndex(of: other.type) else {
          continue
        }
        #expect(place < later, "\(resource.path) uses \(path)")
      }
    }
  }
}
