import LintelSource
import Testing

@testable import Lintel

/// The examples, damaged in small ways: the pipeline ends, and says something or gives graphs.
///
/// These are a few of each way. The fuzzer (`LintelFuzz`) tries as many as there is time for.
@Suite struct DamageTests {
  @Test(arguments: ExampleSpec.all) func lineLost(_ example: ExampleSpec) throws {
    let lines = try example.text().split(separator: "\n", omittingEmptySubsequences: false)
    for index in stride(from: 0, to: lines.count, by: 3) {
      var rest = lines
      rest.remove(at: index)
      try check(rest.joined(separator: "\n"), "without line \(index + 1)")
    }
  }

  @Test(arguments: ExampleSpec.all) func endLost(_ example: ExampleSpec) throws {
    let text = try example.text()
    for count in stride(from: 0, to: text.utf8.count, by: 151) {
      try check(String(decoding: text.utf8.prefix(count), as: UTF8.self), "the first \(count) bytes")
    }
  }

  @Test(arguments: ExampleSpec.all) func wordsSwapped(_ example: ExampleSpec) throws {
    let words = Words(of: try example.text())
    var dice = SplitMix(state: 3)
    for round in 0..<40 {
      var swapped = words
      swapped.swap(using: &dice)
      if round.isMultiple(of: 3) { swapped.swap(using: &dice) }
      try check(swapped.text, "round \(round)")
    }
  }

  @Test(arguments: ExampleSpec.all) func wordsReplaced(_ example: ExampleSpec) throws {
    let words = Words(of: try example.text())
    let strangers = [
      "null", "~", "{}", "[]", "-1", "99999999999999999999", "0", "true", "\"\"", "*x", "&x y", "!!int 1", "${x}",
      "\"${project}\"", "\"${variables.x}\"", "\"${parameters.imageTag}\"", "\"${clusters.app.arn}\"", "<<", "日本", "| ",
    ]
    var dice = SplitMix(state: 5)
    for round in 0..<40 {
      var replaced = words
      replaced.replace(with: strangers, using: &dice)
      try check(replaced.text, "round \(round)")
    }
  }

  private func check(_ text: String, _ damage: String) throws {
    let checked = try Checked(of: text)
    #expect(!checked.findings.isEmpty || !checked.graphs.isEmpty, "\(damage)")
    #expect(checked.findings.isEmpty == checked.report.isEmpty, "\(damage)")
    if !checked.hasErrors {
      #expect(try !Compilation(checked, parameters: []).templates.isEmpty, "\(damage)")
    }
  }
}

/// A text cut into words and what stands between them.
private struct Words {
  private var parts: [String] = []
  private var positions: [Int] = []

  init(of text: String) {
    var isWord = false
    for character in text {
      let belongs = character.isLetter || character.isNumber || "-._/\"".contains(character)
      if parts.isEmpty || belongs != isWord {
        if belongs { positions.append(parts.count) }
        parts.append("")
      }
      isWord = belongs
      parts[parts.count - 1].append(character)
    }
  }

  var text: String { parts.joined() }

  mutating func swap(using dice: inout SplitMix) {
    guard let first = positions.randomElement(using: &dice), let second = positions.randomElement(using: &dice) else {
      return
    }
    parts.swapAt(first, second)
  }

  mutating func replace(with strangers: [String], using dice: inout SplitMix) {
    guard let position = positions.randomElement(using: &dice), let word = strangers.randomElement(using: &dice) else {
      return
    }
    parts[position] = word
  }
}
