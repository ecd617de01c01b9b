/// Makes an input of a spec: a few changes of bytes, words or nodes, decided by a seed.
struct Mutator {
  let corpus: Corpus
  var dice: Dice
  private var lines: [String] = []

  /// Scalars that are read in ways of their own, or that a printer has to make safe.
  private static let strangers = [
    "null", "~", "{}", "[]", "-1", "0", "1", "65535", "65536", "99999999999999999999", "1e9", "0x1F", "1.10", "yes",
    "on",
    "\"\"", "''", "!!int 1", "!!binary aGk=", "${x}", "\"${project}\"", "\"${environment}\"", "\"${variables.x}\"",
    "\"${parameters.imageTag}\"", "\"${clusters.app.arn}\"", "\"${variables.a}${variables.a}\"", "<<", "*x", "&x y",
    "0.0.0.0/0", "::/0", "10.0.0.0/33", "us-east-1", "日本", "👩‍👩‍👧‍👦", "| ", "> ", "? ", "- ", ": ",
    "# lintel: allow x because y",
    "\"\\u001b[31m\"", "\"\\u202e\"", "\"\\0\"", "\"\\x9b\"", "\"a\\nb\"", "\"a\\tb\"", "\"\\u2028\"", "\"\\ud800\"",
    "'\u{202E}abc'", "'\u{200B}'", "\u{FEFF}", "e\u{301}\u{301}\u{301}", "\"`id`\"", "\"$(id)\"", "'; rm -rf /'",
    "\"\\\"\\\\'`$\"", "file:///etc/passwd", "--help", "aws", "lintel:id",
  ]

  /// Bytes that begin or end things, control terminals, or are no UTF-8.
  private static let bytes: [UInt8] =
    Array("{}[]\"':,-#&*!|>%@`$ \t\n\r?\\~<=".utf8) + [
      0x00, 0x07, 0x08, 0x0B, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0xBF, 0xC0, 0xC2, 0xE2, 0xED, 0xF4, 0xFE, 0xFF,
    ]

  init(corpus: Corpus, dice: Dice) {
    self.corpus = corpus
    self.dice = dice
  }

  /// The next input, and the spec that it was made of.
  mutating func input() -> (bytes: [UInt8], origin: Corpus.Spec) {
    guard let first = dice.pick(corpus.specs), let second = dice.pick(corpus.specs) else {
      preconditionFailure("there is no spec to begin with")
    }
    // Short ones are run more often in the same time.
    let spec = first.lines.count < second.lines.count ? first : second
    lines = spec.lines
    var rounds = 1
    while rounds < 12, dice.once(in: 2) { rounds += 1 }
    for _ in 0..<rounds {
      if lines.isEmpty { lines = [""] }
      switch dice.below(4) {
      case 0: changeWord()
      default: changeNode()
      }
    }
    var bytes = Array(lines.joined(separator: "\n").utf8)
    if dice.once(in: 4) { for _ in 0...dice.below(3) { changeBytes(&bytes) } }
    return (bytes, spec)
  }

  // MARK: Bytes

  private mutating func changeBytes(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = dice.below(bytes.count)
    let other = min(bytes.count, place + 1 + dice.below(40))
    switch dice.below(7) {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
    case 1: bytes[place] = dice.pick(Mutator.bytes) ?? 0
    case 2: bytes.insert(dice.pick(Mutator.bytes) ?? 0, at: place)
    case 3: bytes.removeSubrange(place..<other)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<other]), at: dice.below(bytes.count))
    case 5: bytes.removeSubrange(place...)
    default: bytes.insert(contentsOf: Array((dice.pick(Mutator.strangers) ?? "").utf8), at: place)
    }
  }

  // MARK: Words

  private mutating func changeWord() {
    let line = dice.below(lines.count)
    var tokens = Tokens(of: lines[line])
    guard let position = dice.pick(tokens.positions) else { return }
    let word = tokens.parts[position]
    switch dice.below(8) {
    case 0: tokens.parts[position] = Substring(dice.pick(Mutator.strangers) ?? "")
    case 1, 2: tokens.parts[position] = Substring(dice.pick(corpus.words) ?? "")
    case 3:
      guard let number = Int(word) else { break }
      let next = [number &+ 1, number &- 1, number &* 2, -number, number &* 1_000, 0]
      tokens.parts[position] = Substring("\(dice.pick(next) ?? 0)")
    case 4: tokens.parts[position] = word.dropLast(1 + dice.below(3))
    case 5: tokens.parts[position] = word + word
    case 6:
      guard let other = dice.pick(tokens.positions) else { break }
      tokens.parts.swapAt(position, other)
    default: tokens.parts[position] = Substring(quoted(String(word)))
    }
    lines[line] = tokens.text
  }

  private mutating func quoted(_ word: String) -> String {
    let inside = [
      "\u{1B}[2J", "\\u001b", "\u{202E}", "\\u202e", "\u{301}", "\\n", "'", "\\\"", "${project}", " ", "\u{7F}",
    ]
    return "\"\(word)\(dice.pick(inside) ?? "")\""
  }

  // MARK: Nodes

  /// A line with all that stands below it, as block style shows it.
  private func node(at line: Int, of lines: [String]) -> Range<Int> {
    let depth = Mutator.indentation(of: lines[line])
    var end = line + 1
    while end < lines.count, lines[end].isEmpty || Mutator.indentation(of: lines[end]) > depth { end += 1 }
    return line..<end
  }

  private static func indentation(of line: String) -> Int { line.utf8.prefix { $0 == 0x20 }.count }

  private static func indented(_ lines: some Sequence<String>, from: Int, to: Int) -> [String] {
    lines.map { line in
      let own = max(0, indentation(of: line) - from + to)
      return String(repeating: " ", count: own) + line.drop { $0 == " " }
    }
  }

  private mutating func changeNode() {
    let line = dice.below(lines.count)
    let range = node(at: line, of: lines)
    let depth = Mutator.indentation(of: lines[line])
    switch dice.below(12) {
    case 0: lines.insert(contentsOf: Array(lines[range]), at: range.lowerBound)
    case 1: lines.removeSubrange(range)
    case 2: swap(range)
    case 3: splice(at: range.lowerBound, depth)
    case 4: nest(range, depth)
    case 5: retype(line)
    case 6: anchor(line)
    case 7: lines[line] = String(repeating: " ", count: dice.below(9)) + lines[line].drop { $0 == " " }
    case 8: lengthen(line)
    case 9: repeatNode(range)
    case 10: environments()
    default:
      // A whole section or entry of another spec, below the last line.
      splice(at: lines.count, 0)
    }
  }

  private mutating func swap(_ range: Range<Int>) {
    let other = node(at: dice.below(lines.count), of: lines)
    guard !range.overlaps(other) else { return }
    let (first, second) = range.lowerBound < other.lowerBound ? (range, other) : (other, range)
    let (upper, lower) = (Array(lines[first]), Array(lines[second]))
    lines.replaceSubrange(second, with: upper)
    lines.replaceSubrange(first, with: lower)
  }

  private mutating func splice(at line: Int, _ depth: Int) {
    guard let other = dice.pick(corpus.specs), !other.lines.isEmpty else { return }
    let start = dice.below(other.lines.count)
    let from = Mutator.indentation(of: other.lines[start])
    let wanted = dice.once(in: 3) ? depth : from
    lines.insert(
      contentsOf: Mutator.indented(other.lines[node(at: start, of: other.lines)], from: from, to: wanted), at: line)
  }

  /// Puts a node below itself, or below as many keys as the reader may follow.
  private mutating func nest(_ range: Range<Int>, _ depth: Int) {
    let levels = dice.once(in: 8) ? 70 : 1 + dice.below(3)
    let inner = Mutator.indented(lines[range], from: depth, to: depth + 2 * levels)
    let key = dice.pick(corpus.words) ?? "x"
    let outer = (0..<levels).map { String(repeating: " ", count: depth + 2 * $0) + "\(key):" }
    lines.replaceSubrange(range, with: outer + inner)
  }

  private mutating func retype(_ line: Int) {
    let parts = lines[line].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let values = [
      "null", "[]", "{}", "1", "true", "text", "[a, b]", "{ a: b }", "[[[]]]", "{ a: { b: { c: [] } } }", "|", ">",
      "{ export: x }", "{ ssm: /x }", "", "[null]", "{ x: null }", "!x y",
    ]
    let value = dice.once(in: 2) ? dice.pick(values) : dice.pick(Mutator.strangers)
    lines[line] = "\(parts[0]): \(value ?? "")"
  }

  private mutating func anchor(_ line: Int) {
    let name = ["a", "b", "c"][dice.below(3)]
    guard let colon = lines[line].firstIndex(of: ":") else { return }
    let key = lines[line][...colon]
    let rest = lines[line][lines[line].index(after: colon)...]
    switch dice.below(4) {
    case 0, 1: lines[line] = "\(key) &\(name)\(rest)"
    case 2: lines[line] = "\(key) *\(name)"
    default:
      lines.insert(String(repeating: " ", count: Mutator.indentation(of: lines[line])) + "<<: *\(name)", at: line)
    }
  }

  private mutating func lengthen(_ line: Int) {
    let pieces = [
      "x", "ab ", "é", "e\u{301}", "\u{301}", "${project}", "\t", "\u{202E}", "- ", "[", "{a: ", "#", "日", "\u{1B}",
    ]
    lines[line] += String(repeating: dice.pick(pieces) ?? "x", count: 1 << dice.below(13))
  }

  /// The same entry many times, under ids of its own.
  private mutating func repeatNode(_ range: Range<Int>) {
    let copies = 2 + dice.below(dice.once(in: 6) ? 120 : 8)
    guard range.count * copies < 4_000, let colon = lines[range.lowerBound].firstIndex(of: ":") else { return }
    let key = lines[range.lowerBound][..<colon]
    let rest = lines[range.lowerBound][colon...]
    let below = lines[range].dropFirst()
    lines.insert(contentsOf: (1...copies).flatMap { ["\(key)-\($0)\(rest)"] + below }, at: range.lowerBound)
  }

  /// Environments that take a part of the spec once more.
  private mutating func environments() {
    let range = node(at: dice.below(lines.count), of: lines)
    let depth = Mutator.indentation(of: lines[range.lowerBound])
    let count = 1 + dice.below(3)
    lines.append("environments:")
    for number in 0..<count {
      lines.append("  e\(number):")
      lines += Mutator.indented(lines[range], from: depth, to: 4)
    }
  }
}
