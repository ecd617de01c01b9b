import LintelSource
import Testing

@testable import LintelEmit

/// Texts as scripts have them: bash itself says what becomes of each, in one process for all.
@Suite struct ShellTextTests {
  /// Values that a shell, JSON, JMESPath, the CLI or a terminal would take for something else.
  private static let awkward: [String] = [
    "plain", "", " ", "two words", "'", "''", "it's", "\"", "\"quoted\"", "$", "$HOME", "${HOME}", "$(date)", "`date`",
    "`", "\\", "\\\\",
    "\\n", "a\\", "!", "!!", "!$", "-", "-x", "--option", "--option=value", "*", "?", "[a]", "~", "~root", "#",
    "# no comment", "a#b",
    ";", "&", "|", "<", ">", "(", ")", "{a,b}", "=", "a=b", "%s", "%", "\t", "a\tb", "\n", "a\nb", "\n\nlines\n",
    "\r\n", "\u{1}", "\u{1B}[31m",
    "\u{7F}", "\u{85}", "\u{9B}m", "END", "a\nEND\nb", "grün", "日本語", "e\u{301}", "'\u{301}", "\"\u{301}", "$\u{301}",
    "\u{1F600}",
    "file://secret", "fileb://secret", "http://example.com/?a=b&c", "https://example.com", "a,b", "Key=Name,Value=x",
    "@file", "null", "true",
    "`1`", "a' || 'b", "{\"a\": [1]}", "\u{A0}", "C:\\new\\table",
  ]

  /// Random texts of what is awkward in them.
  private static let random: [String] = {
    var random = SplitMix(state: 7)
    let alphabet: [Character] = [
      "a", "'", "\"", "$", "`", "\\", "!", " ", "\n", "-", "{", "}", "(", ")", "%", "é", "\u{1B}", "\u{85}", "=", ",",
    ]
    return (0..<400).map { _ in
      String((0..<Int.random(in: 1...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
    }
  }()

  private static var values: [String] { awkward + random }

  /// What is written, and what bash shall make of it.
  private struct Case {
    let command: String
    let expected: String
  }

  @Test func bashReadsWhatIsMeant() throws {
    var cases: [Case] = []
    for value in Self.values {
      let text = ShellText(value)
      let mixed = "<" + text + ShellText(.expansion("$known")) + text + ">"
      let given = text + ShellText(.parameter("p"))
      cases += [
        Case(command: "printf '%s\\0' \(text.word)", expected: value),
        Case(command: "printf '%s\\0' \(text.quoted)", expected: value),
        Case(command: "v=\(text.assigned)\nprintf '%s\\0' \"$v\"", expected: value),
        Case(command: "printf '%s\\0' \"\(text.doubleQuoted)\"", expected: value),
        Case(command: "printf '%s\\0' \(mixed.word)", expected: "<\(value)k n\(value)>"),
        Case(command: "printf '%s\\0' \(given.word)", expected: value + Self.parameter),
        Case(command: "printf '%s\\0' \(ShellWord.quoted(value))", expected: value),
        Case(command: "printf '%s\\0' \(ShellWord.inSingleQuotes(value))", expected: value),
      ]
      // A here-document ends at a line that says so, and what it holds ends in a line's end.
      if !value.split(separator: "\n").contains("END") {
        let lines = ResourceBlock.document(mixed, into: "v").joined(separator: "\n")
        cases.append(Case(command: "\(lines)\nprintf '%s\\0' \"$v\"", expected: "<\(value)k n\(value)>\n"))
      }
    }
    let setUp = "set -euo pipefail\nknown='k n'\nparameter_p=\(ShellWord.inSingleQuotes(Self.parameter))\n"
    let output = try Bash.output(of: setUp + cases.map(\.command).joined(separator: "\n") + "\n")
    let read = output.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    try #require(read.count == cases.count + 1)
    for (one, read) in zip(cases, read) where !one.expected.utf8.elementsEqual(read.utf8) {
      Issue.record("\(one.command) is read as \(read.debugDescription)")
    }
  }

  private static let parameter = "it's \"$HOME\" `date` \\ !\n-"

  /// What looks like an address the CLI would read: a function hands it over as a file of that content.
  @Test func argumentsAreNoAddresses() {
    for value in Self.values {
      let isAddress = ["file://", "fileb://", "http://", "https://"].contains { value.hasPrefix($0) }
      let text = ShellText(value)
      #expect(text.argument == (isAddress ? "\"$(as_file \(text.word))\"" : text.word))
    }
  }

  /// JSON reads as what it was made of, and has no backtick, which would end a literal of JMESPath.
  @Test func jsonIsJSON() throws {
    for value in Self.values {
      let json = try #require(ShellText(value).json.literal)
      #expect(!json.contains("`"), "\(value.debugDescription)")
      var expected = ""
      appendJSONString(value, to: &expected)
      #expect(json.substituting("\\u0060", with: "`") == expected)
    }
  }

  @Test(arguments: [
    ("name", "'name'"), ("two words", "'two words'"), ("", "''"), ("it's", "`\"it's\"`"), ("a\\b", "`\"a\\\\b\"`"),
    ("a\nb", "`\"a\\nb\"`"),
    ("a`b", "'a`b'"), ("grün", "'grün'"), ("'`", "`\"'\\u0060\"`"),
  ]) func jmesPath(_ value: String, _ expected: String) {
    #expect(ShellText(value).jmesPath.literal == expected)
  }

  @Test(arguments: [
    ("name", "name"), ("arn:aws:iam::1:role/a@b+c.d_e-f", "arn:aws:iam::1:role/a@b+c.d_e-f"),
    ("two words", "'two words'"), ("", "''"),
    ("it's", "'it\\'s'"), ("a,b", "'a,b'"), ("a=b", "'a=b'"), ("[a]", "'[a]'"), ("a\\b", "'a\\\\b'"), ("\"", "'\"'"),
    ("grün", "'grün'"),
  ]) func shorthand(_ value: String, _ expected: String) {
    #expect(ShellText(value).shorthand.literal == expected)
  }

  /// A parameter's value is known when the script runs: its forms are variables that the script fills.
  @Test func parametersAreAskedForInTheirForm() {
    let text = "a" + ShellText(.parameter("p"))
    #expect(text.word == "\"a$parameter_p\"")
    #expect(text.json.word == "\"\\\"a${parameter_p_json}\\\"\"")
    #expect(text.jmesPath.word == "\"\\`\\\"a${parameter_p_json}\\\"\\`\"")
    #expect(text.shorthand.word == "\"'a${parameter_p_quoted}'\"")
    #expect(text.hasParameter && !ShellText("p").hasParameter && text.literal == nil)
  }
}
