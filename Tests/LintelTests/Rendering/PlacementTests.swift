import LintelSource
import Testing

/// Positions, widths, order and merging: what reports stand on.
@Suite struct PlacementTests {
  @Test(arguments: [
    (0, 1, 1), (3, 1, 1), (4, 1, 2), (6, 1, 3), (7, 1, 3), (8, 2, 1), (12, 2, 2), (13, 3, 1), (14, 3, 2), (99, 3, 2),
  ]) func position(offset: UInt32, line: Int, column: Int) {
    let file = SourceFile(path: "x", bytes: Array("\u{FEFF}aé\r\n😀\rb".utf8))
    let position = file.position(of: offset)
    #expect((position.line, position.column) == (line, column))
  }

  /// Columns are right on both sides of the blocks in which code points are counted.
  @Test func columnsOfALongLine() {
    let text = String(repeating: "aé名😀", count: 500)
    let file = SourceFile(path: "x", bytes: Array(("first\n" + text).utf8))
    var offset = 6
    for (index, scalar) in text.unicodeScalars.enumerated() {
      #expect(file.position(of: UInt32(offset)).column == index + 1)
      offset += UTF8.width(scalar)
    }
  }

  /// Lines and columns are those of a walk over single bytes, in text and in what is none.
  @Test func positionsOfRandomBytes() {
    var random = SplitMix(state: 20)
    let pieces: [[UInt8]] =
      ["\n", "\r", "\r\n", "a", "key: ", "é", "名", "😀", "\u{8A}\u{8D}"].map { Array($0.utf8) }
      + [[0], [0x80], [0xFF], [0x0B, 0x0C], [0x8A, 0x8D]]
    for _ in 0..<200 {
      let count = Int.random(in: 0...300, using: &random)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random)! }
      let file = SourceFile(path: "x", bytes: bytes)
      var (start, line) = (0, 1)
      for offset in 0...bytes.count {
        let followsBreak =
          offset > 0 && (bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D && bytes[offset...].first != 0x0A)
        if followsBreak { (start, line) = (offset, line + 1) }
        var end = offset
        while end > start, bytes[end - 1] == 0x0D || bytes[end - 1] == 0x0A { end -= 1 }
        let column = 1 + bytes[start..<end].count { $0 & 0xC0 != 0x80 }
        let position = file.position(of: UInt32(offset))
        #expect((position.line, position.column) == (line, column), "byte \(offset) of \(bytes)")
      }
    }
  }

  @Test func ordered() {
    var fixture = RenderingFixture()
    fixture.add("a: 1\nb: 2\n")
    let second = fixture.add("c: 3\n")
    let alias = fixture.sources.indirect(.anchor, use: fixture.span(0..<2), origin: fixture.span(5..<6))
    let mild = Rule("a-mild-one", .note, .checking, "")
    fixture.report("8", at: .none)
    fixture.report("7", at: fixture.span(of: "c", in: second))
    fixture.report("6", at: fixture.span(5..<6))
    fixture.report("5", at: alias)
    fixture.report("4", at: fixture.span(0..<1), rule: mild)
    fixture.report("3", at: fixture.span(0..<1), rule: Rule("z", .error, .checking, ""))
    fixture.report("2", at: fixture.span(0..<1))
    fixture.report("1", at: fixture.span(0..<1))
    let ordered = Findings.ordered(fixture.findings, sources: fixture.sources)
    #expect(ordered.map(\.message) == ["1", "2", "3", "4", "5", "6", "7", "8"])
  }

  @Test func merged() {
    let fixture = RenderingFixture()
    fixture.add("a: *x\nb: 2\n")
    let here = fixture.span(of: "a")
    let uses = [6..<7, 9..<10].map { origin in
      fixture.sources.indirect(.anchor, use: fixture.span(of: "*x"), origin: fixture.span(origin))
    }
    func finding(_ message: String, at span: Span, _ severity: Severity = .warning) -> Finding {
      Finding(Rule("r", severity, .checking, ""), at: span, message)
    }
    let merged = Findings.merged(
      [
        (nil, [finding("base", at: fixture.span(of: "b"))]),
        ("dev", [finding("words of dev", at: here), finding("x", at: uses[0]), finding("none 1", at: .none)]),
        ("staging", [finding("everywhere", at: fixture.span(of: "2")), finding("b", at: fixture.span(of: "b"))]),
        (
          "production",
          [
            finding("words of production", at: here, .error), finding("y", at: uses[1]), finding("none 2", at: .none),
            finding("2", at: fixture.span(of: "2")),
          ]
        ),
        ("dev", [finding("again", at: fixture.span(of: "2"))]),
      ], environments: ["dev", "staging", "production"], sources: fixture.sources)
    let lines = merged.map { "\($0.message) \($0.severity) \($0.environments)" }
    #expect(
      lines == [
        "base warning []", #"words of dev error ["dev", "production"]"#, #"x warning ["dev"]"#,
        #"none 1 warning ["dev"]"#, "everywhere warning []", #"y warning ["production"]"#,
        #"none 2 warning ["production"]"#,
      ])
  }

  /// Widths as Python's `wcwidth` 0.7 (Unicode 17) has them: the carets stand behind that many cells.
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("名", 2), ("Ａ", 2), ("ｱ", 1), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("नि", 1), ("क्षि", 2), ("ก็", 1), ("☺", 1), ("☺️", 2), ("❤", 1), ("❤️", 2), ("©️", 2), ("1️⃣", 2), ("🚀", 2), ("👍🏽", 2),
    ("🏽", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("👨‍👩‍👧", 2), ("👩🏽‍🚀", 2), ("👁️‍🗨️", 2), ("🏴‍☠️", 2), ("🏳️‍🌈", 2), ("𠀀", 2),
    ("〈", 2), ("⟨", 1), ("─", 1), ("\u{FE0E}", 8), ("\u{200B}", 8), ("\u{E0041}", 9), ("\u{0}", 8),
  ]) func width(text: String, width: Int) {
    let line = RenderingFixture("a\(text)b|\n", at: "|", label: "").excerpt().split(separator: "\n").last ?? ""
    #expect(line == "   | " + String(repeating: " ", count: width + 2) + "^")
  }

  /// What Swift knows of Unicode agrees with the table of wide characters.
  @Test func wideCharacters() {
    var wrong: [Unicode.Scalar] = []
    for value in UInt32(0xA0)...0x3_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let isWide = properties.isEmojiPresentation || properties.isUnifiedIdeograph
      let isNarrow = properties.isLowercase || properties.isUppercase || properties.numericType == .decimal
      let isFullWidth = (0xFF01...0xFF60).contains(value)
      if isWide || isNarrow, !isFullWidth, WideScalars.contains(scalar) != isWide { wrong.append(scalar) }
    }
    #expect(wrong == [])
  }
}
