import LintelSource
import LintelYAML
import Testing

/// What would cost much time or memory ends soon, with one finding.
@Suite struct ReadingLimitTests {
  @Test(arguments: [
    "a: " + String(repeating: "[", count: 20_000),
    "a: " + String(repeating: "{x: ", count: 20_000),
    "a:\n" + (1..<200).map { String(repeating: " ", count: $0) + "x:\n" }.joined(),
    "- ".replicated(64, after: "a:\n  ") + "x\n",
    "a: &a " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
      + "\nb: " + String(repeating: "[", count: 40) + "*a" + String(repeating: "]", count: 40) + "\n",
  ])
  func depth(_ text: String) {
    let reading = Reading(text)
    #expect(reading.findings.map(\.rule.id) == ["too-deep"])
    #expect(reading.flaws == [])
  }

  @Test func deepestThatReads() {
    let text = "a: " + String(repeating: "[", count: 63) + String(repeating: "]", count: 63) + "\n"
    #expect(Reading(text).report == [])
    #expect(Reading("{\"a\": " + String(text.dropFirst(3)) + "}", path: "a.json").report == [])
    #expect(
      Reading("{\"a\": [" + String(text.dropFirst(3)) + "]}", path: "a.json").findings.map(\.rule.id) == ["too-deep"])
  }

  @Test func aliasesOfAliases() {
    var text = "x0: &x0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    for level in 1..<12 {
      let aliases = Array(repeating: "*x\(level - 1)", count: 9).joined(separator: ", ")
      text += "x\(level): &x\(level) [\(aliases)]\n"
    }
    let reading = Reading(text)
    #expect(reading.findings.map(\.rule.id) == ["too-large"])
    #expect(!reading.document.isComplete)

    // Merging copies pairs, so the same limit keeps it small.
    let base = "base: &b {" + (0..<1000).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
    let merging = Reading(base + "x:\n" + (0..<5000).map { "  y\($0): {<<: *b}\n" }.joined())
    #expect(merging.findings.map(\.rule.id) == ["too-large"])
    #expect(merging.tree.nodes.count < 2_000_000)
  }

  @Test func chainsOfMerges() {
    let chain = (1..<500).map { "x\($0): &x\($0) {<<: *x\($0 - 1), k\($0): 1}\n" }.joined()
    let reading = Reading("x0: &x0 {k0: 1}\n" + chain)
    #expect(reading.report == [])
  }

  @Test(arguments: ["a%: [\n", "a%: 'x\n", "a%: @\n", "a%: b: c\n", "a%: [b, 'c\n", "x: 1\n", "a%: {b: \"\n"])
  func manyMistakes(_ line: String) {
    let parts = line.split(separator: "%", omittingEmptySubsequences: false)
    let text = (0..<20_000).map { parts.joined(separator: "\($0)") }.joined()
    let reading = Reading(text)
    #expect(!reading.document.isComplete)
    #expect(reading.findings.count <= 101)
    #expect(reading.findings.last?.rule == .tooManyFindings)
  }

  @Test func duplicatesAmongManyKeys() {
    let keys = (0..<100_000).map { "k\($0): 1\n" }.joined()
    #expect(Reading(keys + "k77: 2\n").findings.map(\.message) == ["the key 'k77' occurs twice"])
  }
}

extension String {
  fileprivate func replicated(_ count: Int, after head: String) -> String {
    head + String(repeating: self, count: count)
  }
}
