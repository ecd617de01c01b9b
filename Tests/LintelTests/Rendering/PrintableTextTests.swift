import LintelSource
import Testing

@Suite struct PrintableTextTests {
  private static let hostile = "a\u{1B}[31m\u{9B}\u{202E}\u{2066}\nb\r\n\tc"

  /// Whatever is put into a text becomes one safe line.
  @Test func valuesAreMadeSafe() {
    let text: PrintableText = "'\(Self.hostile)' is no name\nsecond line"
    #expect(
      text.text == "'a<U+001B>[31m<U+009B><U+202E><U+2066>\\nb\\r\\n\\tc' is no name\nsecond line")
  }

  /// Of a text of several lines the line breaks are kept, and nothing else.
  @Test func linesAreMadeSafe() {
    #expect(PrintableText(lines: Self.hostile).text == "a<U+001B>[31m<U+009B><U+202E><U+2066>\nb\\r\n\\tc")
  }

  /// What was made safe once stays as it is.
  @Test func safetyIsKept() {
    let text: PrintableText = "\(Self.hostile)"
    #expect(("\(text)" as PrintableText) == text && PrintableText(text.text) == text)
  }

  /// Marks are shown as marks up to a number that no writing needs, and then by their code points.
  @Test func heapsOfMarksAreSpelled() {
    #expect(PrintableText("e" + String(repeating: "\u{301}", count: 16)).text.unicodeScalars.count == 17)
    #expect(PrintableText("e" + String(repeating: "\u{301}", count: 18)).text.hasSuffix("<U+0301><U+0301>"))
  }

  /// JSON escapes what could turn the writing direction.
  @Test func jsonIsSafeToPrint() {
    var json = JSONPrinter()
    json.string("\u{202E}\u{2066}\u{FEFF}é")
    #expect(json.printable.text == "\"\\u202e\\u2066\\ufeffé\"\n")
  }
}
