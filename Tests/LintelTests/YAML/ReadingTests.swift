import LintelSource
import LintelYAML
import Testing

/// A text and what must come of it.
struct ReadingCase: Sendable, CustomTestStringConvertible {
  let text: String
  let path: String
  let outline: String?
  /// `rule@start-end message`.
  let report: [String]
  /// The keys of the root, the broken sections, and whether all else was read.
  let keys: [String]?
  let broken: [String]
  let isComplete: Bool

  init(
    _ text: String, path: String = "lintel.yaml", outline: String? = nil, report: [String] = [], keys: [String]? = nil,
    broken: [String] = [], isComplete: Bool = true
  ) {
    self.text = text
    self.path = path
    self.outline = outline
    self.report = report
    self.keys = keys
    self.broken = broken
    self.isComplete = isComplete
  }

  var testDescription: String { text.debugDescription }

  func check() {
    let reading = Reading(text, path: path)
    if let outline { #expect(reading.outline == outline) }
    #expect(reading.report == report)
    if let keys { #expect(reading.keys == keys) }
    #expect(reading.document.broken.sorted() == broken)
    #expect(reading.document.isComplete == isComplete)
    #expect(reading.flaws == [])
  }
}

@Suite struct ReadingTests {
  @Test(arguments: ReadingCase.places) func places(_ example: ReadingCase) { example.check() }
  @Test(arguments: ReadingCase.refusals) func refusals(_ example: ReadingCase) { example.check() }
  @Test(arguments: ReadingCase.sections) func sections(_ example: ReadingCase) { example.check() }
  @Test(arguments: ReadingCase.json) func json(_ example: ReadingCase) { example.check() }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "the file is UTF-16, not UTF-8"),
      ([0x61, 0x00, 0x3A, 0x00], "the file is UTF-16, not UTF-8"),
      ([0, 0, 0xFE, 0xFF], "the file is UTF-32, not UTF-8"),
      ([0x61, 0x3A, 0x20, 0xE9, 0x0A], "the file is not UTF-8: byte 0xE9 at offset 3"),
      ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], "the file is not UTF-8: byte 0xED at offset 3"),
      (Array("a: b\0".utf8), "the file is binary: NUL byte at offset 4"),
      (Array("a: \u{7}".utf8), "control character U+0007 at offset 3"),
      (Array("a: \u{FEFF}".utf8), "control character U+FEFF at offset 3"),
    ] as [([UInt8], String)])
  func bytesThatAreNoText(_ bytes: [UInt8], _ message: String) {
    let reading = Reading(bytes)
    #expect(reading.findings.map(\.message) == [message])
    #expect(!reading.document.isComplete && reading.keys == [])
  }

  @Test func standardInputIsJSONByItsFirstBytes() {
    #expect(Reading(" {\"a\": \"\\ud83d\\ude00\"}", path: "<stdin>").outline == "{a@2-5=😀@7-21}@1-22")
    #expect(Reading("{a: b}", path: "<stdin>").outline == "{a@1-2=b@4-5}@0-6")
  }

  @Test func commentsAreFoundOutsideScalars() {
    let text = "a: 'x # y' # one\nb: |\n  # two\nc: d # three\n"
    let reading = Reading(text)
    let hashes = reading.bytes.indices.filter { reading.bytes[$0] == UInt8(ascii: "#") }
    #expect(hashes.map { reading.tree.isInsideScalar(UInt32($0), of: reading.file) } == [true, false, true, false])
  }
}
