import LintelSource
import Testing

/// Patterns of parameters, held against the engine of Swift.
@Suite struct WholePatternTests {
  @Test(
    arguments: [
      "", "a", "[a-z]+", "[0-9]+\\.[0-9]+(\\.[0-9]+)?", "^v?\\d{1,3}$", "(a|b)*c", "a{2}", "a{2,}", "a{0,2}b?",
      "[^a-c]*", ".*", "\\w+-\\s?\\d", "(?:ab|a)b?", "[\\w.-]+", "x*?y", "[a-c-]+", "(a*)*b", "a|", "\\$\\{x\\}",
    ]) func patternsMatchWhatSwiftMatches(_ pattern: String) throws
  {
    let own = try #require(WholePattern(pattern))
    let theirs = try Regex(pattern)
    var random = SplitMix(state: 7)
    let letters = Array("abcxyv019.-_ ${}")
    for _ in 0..<400 {
      let text = String(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
      #expect(try own.matches(text) == (theirs.wholeMatch(in: text) != nil), "'\(pattern)' and '\(text)'")
    }
  }

  /// What engines do not share, or what is no pattern, is not judged.
  @Test(arguments: ["(", "[a", "a**", "(?=a)", "\\p{L}", "\\1", "a{1001}", "[[a]]", "a{2,1}", "\\", "[b-a]", "a++"])
  func otherPatternsAreLeftAlone(_ pattern: String) {
    #expect(WholePattern(pattern) == nil)
  }

  /// The pattern that takes engines which go back for ever.
  @Test func noPatternTakesLong() throws {
    let pattern = try #require(WholePattern("(a*)*b"))
    #expect(!pattern.matches(String(repeating: "a", count: 4096)))
    #expect(WholePattern("((a{1,1000}){1,1000}){1,1000}") == nil)
  }
}
