import Lintel
import LintelSource
import Testing

/// What `lintel init` writes.
@Suite struct StarterTests {
  private static func findings(_ text: String) throws -> [String] {
    try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8))).findings.map(\.message.description)
  }

  /// There is nothing to find in one, and nothing once its environments are uncommented either.
  @Test(arguments: Starter.allCases) func startersAreQuiet(_ starter: Starter) throws {
    let text = try starter.text(project: "shop", region: "eu-central-1")
    #expect(try Self.findings(text) == [])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "# environments:") else { return #expect(starter == .worker) }
    let whole = lines[..<start] + lines[start...].map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0 }
    #expect(try Self.findings(whole.joined(separator: "\n")) == [])
  }

  @Test(arguments: [
    ("Shop", "eu-central-1"), ("shop", "eu-centrl-1"), ("shop # 1", "eu-central-1"), ("", "eu-central-1"),
  ])
  func whatCannotBeIsRefused(_ project: String, _ region: String) {
    #expect(throws: UsageError.self) { try Starter.ecs.text(project: project, region: region) }
  }

  @Test(arguments: [
    ("shop", "shop"), ("My Shop_2", "my-shop-2"), ("2024-shop", "shop"), ("...", "my-app"), ("", "my-app"),
    (String(repeating: "ab-", count: 20), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a"),
  ])
  func projectsAreNamedAfterFolders(_ folder: String, _ project: String) throws {
    #expect(Starter.project(ofFolder: folder) == project)
    _ = try Starter.ecs.text(project: project, region: "us-east-1")
  }
}
