import LintelSource
import LintelYAML
import Testing

/// Texts made by chance, the same in every run.
@Suite struct ReadingPropertyTests {
  /// Every scalar of a random tree reads as its text, and its place holds what was written for it.
  @Test(arguments: 0..<200) func scalarsStandWhereTheyWereWritten(_ seed: Int) {
    var writer = RandomSpec(dice: SplitMix(state: UInt64(seed)))
    writer.writeMapping(indentation: 0, depth: 0)
    let text = seed.isMultiple(of: 2) ? writer.text : writer.text.replacing("\n", with: "\r\n")
    let written =
      seed.isMultiple(of: 2) ? writer.scalars : writer.scalars.map { ($0.0, $0.1.replacing("\n", with: "\r\n")) }
    let reading = Reading(seed.isMultiple(of: 3) ? "\u{FEFF}" + text : text)
    #expect(reading.report == [])
    #expect(reading.flaws == [])
    let scalars = reading.tree.nodes.filter { $0.kind == .scalar }
    #expect(scalars.count == written.count)
    for (index, expected) in zip(reading.tree.nodes.indices.filter { reading.tree.nodes[$0].kind == .scalar }, written)
    {
      let node = reading.tree.nodes[index]
      #expect(reading.tree.text(of: NodeID(rawValue: UInt32(index))) == expected.0)
      #expect(String(decoding: reading.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self) == expected.1)
    }
  }

  /// Whatever is cut off or changed, reading ends, and says something or gives a tree without flaws.
  @Test(arguments: ["ecs-autoscaling", "ec2-autoscaling"]) func damagedExamples(_ name: String) throws {
    let bytes = try example(name)
    #expect(Reading(bytes).report == [])
    var dice = SplitMix(state: 7)
    for round in 0..<600 {
      var damaged = bytes
      switch round % 4 {
      case 0: damaged.removeLast(Int.random(in: 1..<bytes.count, using: &dice))
      case 1: damaged[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      case 2:
        for _ in 0..<5 {
          let sign = "{}[]\"':,-#&*!|>%@`$ \t\n\r?".utf8.randomElement(using: &dice) ?? 0
          damaged.insert(sign, at: Int.random(in: 0..<damaged.count, using: &dice))
        }
      default:
        let start = Int.random(in: 0..<bytes.count - 40, using: &dice)
        damaged.removeSubrange(start..<start + Int.random(in: 1...40, using: &dice))
      }
      let reading = Reading(damaged)
      #expect(reading.flaws == [])
      #expect(reading.document.isComplete && reading.document.broken.isEmpty || !reading.findings.isEmpty)
      for finding in reading.findings {
        #expect(finding.span.start <= finding.span.end && Int(finding.span.end) <= damaged.count)
        #expect(!finding.message.contains("does not read"), "\(finding.message)")
      }
      _ = Reading(damaged, path: "a.json")
    }
  }
}

/// Writes a random mapping in every style and notes each scalar: its text, and how it was written.
private struct RandomSpec {
  var dice: SplitMix
  var text = ""
  var scalars: [(String, String)] = []
  private var keys = 0

  init(dice: SplitMix) {
    self.dice = dice
  }

  mutating func writeMapping(indentation: Int, depth: Int) {
    for _ in 0..<Int.random(in: 1...5, using: &dice) {
      writeIndentation(indentation)
      writeKey()
      text += ":"
      writeValue(indentation: indentation, depth: depth)
    }
  }

  private mutating func writeKey() {
    keys += 1
    let key = "k\(keys)" + (Bool.random(using: &dice) ? "é😀漢" : "")
    let style = Int.random(in: 0...2, using: &dice)
    write(key, as: style == 0 ? key : style == 1 ? "\"\(key)\"" : "'\(key)'")
  }

  private mutating func write(_ value: String, as written: String) {
    scalars.append((value, written))
    text += written
  }

  private mutating func writeIndentation(_ count: Int) {
    text += String(repeating: " ", count: count)
  }

  private mutating func endLine() {
    text += ["\n", "  # note\n", " \n", "\n\n", "\n# 'note\n"].randomElement(using: &dice) ?? "\n"
  }

  private mutating func writeValue(indentation: Int, depth: Int) {
    switch Int.random(in: 0...(depth < 4 ? 7 : 4), using: &dice) {
    case 0:
      scalars.append(("", ""))
      endLine()
    case 1, 2:
      text += " "
      writeScalar()
      endLine()
    case 3:
      text += " "
      writeBlockScalar(indentation: indentation + 2)
    case 4:
      text += " "
      writeFlow(depth: depth)
      endLine()
    case 5:
      endLine()
      for _ in 0..<Int.random(in: 1...3, using: &dice) {
        writeIndentation(indentation + 2)
        text += "-"
        writeValue(indentation: indentation + 2, depth: depth + 1)
      }
    default:
      endLine()
      writeMapping(indentation: indentation + 2, depth: depth + 1)
    }
  }

  private mutating func writeScalar() {
    let word = ["x", "10.0.0.0/16", "a b", "ü", "漢字", "😀 x", "1.10", "a-b_c"].randomElement(using: &dice) ?? ""
    switch Int.random(in: 0...4, using: &dice) {
    case 0: write(word + " # : {", as: "'\(word) # : {'")
    case 1: write(word + "'\"", as: "'\(word)''\"'")
    case 2: write("\(word)\t\"\\é", as: "\"\(word)\\t\\\"\\\\\\u00e9\"")
    default: write(word, as: word)
    }
  }

  private mutating func writeBlockScalar(indentation: Int) {
    let indent = String(repeating: " ", count: indentation)
    let header = ["|", ">", "|-", "> # note"].randomElement(using: &dice) ?? "|"
    let isFolded = header.hasPrefix(">")
    let written = "\(header)\n\(indent)öne # x\n\(indent)two: 😀"
    write("öne # x\(isFolded ? " " : "\n")two: 😀\(header == "|-" ? "" : "\n")", as: written)
    text += ["\n", "\n\n", "\n\n# note\n"].randomElement(using: &dice) ?? "\n"
  }

  private mutating func writeFlow(depth: Int) {
    let isMapping = Bool.random(using: &dice)
    text += isMapping ? "{ " : "["
    for index in 0..<Int.random(in: 0...3, using: &dice) {
      if index > 0 { text += ", " }
      if isMapping {
        writeKey()
        text += ": "
      }
      if depth < 4, Int.random(in: 0...3, using: &dice) == 0 { writeFlow(depth: depth + 1) } else { writeScalar() }
    }
    text += isMapping ? " }" : "]"
  }
}
