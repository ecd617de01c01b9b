import LintelGraph
import LintelSource
import Testing

/// Names that somebody may have meant, and exact numbers.
@Suite struct SmallTableTests {
  @Test(
    arguments: [
      ("workspcae", ["workspace", "web"], "workspace"),
      ("wrokspace", ["workspace"], "workspace"),
      ("Workspace", ["workspace"], "workspace"),
      ("vpcc", ["vpcs", "vpc"], "vpcs"),
      ("web", ["web"], nil),
      ("web", ["api"], nil),
      ("a", ["b"], nil),
      ("production", ["workspace", "tools"], nil),
      ("", ["a"], nil),
      ("repositorys", ["repositories", "roles"], "repositories"),
    ] as [(String, [String], String?)])
  func nearest(_ name: String, _ candidates: [String], _ expected: String?) {
    #expect(Suggestion.nearest(to: name, among: candidates) == expected)
  }

  @Test(
    arguments: [
      ("301", ["HTTP_301", "HTTP_302"], "HTTP_301"),
      ("http", ["HTTP_301", "HTTP_302"], nil),
      ("percent", ["percentage", "share"], nil),
      ("onDemand", ["onDemandBase", "spot"], "onDemandBase"),
      ("base", ["onDemandBase", "spot"], "onDemandBase"),
      ("mandBase", ["onDemandBase"], nil),
      ("healthy", ["unhealthyThreshold"], nil),
      ("spot", ["spot"], nil),
    ] as [(String, [String], String?)])
  func holder(_ name: String, _ candidates: [String], _ expected: String?) {
    #expect(Suggestion.holder(of: name, among: candidates) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "ABC", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abxc", 1),
    ("abc", "xbc", 1), ("abc", "cba", 2), ("abc", "xyz", 3), ("", "abcd", 4), ("kitten", "sitting", 3),
  ]) func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(Suggestion.distance(left, right, atMost: 9) == expected)
    #expect(Suggestion.distance(right, left, atMost: 9) == expected)
    for limit in 0..<5 {
      #expect(Suggestion.distance(left, right, atMost: limit) == min(expected, limit + 1))
    }
  }

  @Test(
    arguments: [
      ([], ""), (["a"], "'a'"), (["a", "b"], "'a' or 'b'"), (["a", "b", "c"], "'a', 'b' or 'c'"),
      ((1...9).map { "\($0)" }, "'1', '2', '3', '4', '5', '6', '7', '8' or 1 more"),
    ] as [([String], String)])
  func lists(_ names: [String], _ expected: String) {
    #expect(Suggestion.list(names, joinedBy: "or") == expected)
  }

  @Test(
    arguments: [
      ("0", "0"), ("-0", "0"), ("12", "12"), ("-12.50", "-12.5"), ("0.1", "0.1"), ("-0.05", "-0.05"), ("007", "7"),
      ("1.000", "1"), ("123456789012", "123456789012"), ("0.000000000001", nil), ("1234567890123", nil), (".5", nil),
      ("5.", nil), ("1e2", nil), ("+1", nil), ("", nil), ("-", nil), ("1.2.3", nil), ("١", nil), ("1 ", nil),
    ] as [(String, String?)])
  func decimals(_ text: String, _ expected: String?) {
    #expect(Decimal(text)?.description == expected)
  }

  @Test(arguments: [
    ("0.3", "0.1", "0.2"), ("1", "0.9", "0.1"), ("60", "30", "30"), ("10", "12.5", "-2.5"), ("1.50", "1.5", "0"),
    ("0.1", "0.05", "0.05"),
  ]) func differences(_ left: String, _ right: String, _ expected: String) throws {
    let minuend = try #require(Decimal(left))
    let subtrahend = try #require(Decimal(right))
    #expect((minuend - subtrahend).description == expected)
    #expect((minuend < subtrahend) == expected.hasPrefix("-"))
  }
}
