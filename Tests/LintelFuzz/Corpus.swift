import Glibc
import Lintel
import LintelSource

/// The specs that inputs are made of, and the lines and words in them.
struct Corpus {
  /// One spec, cut into lines.
  struct Spec {
    let path: String
    let lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  let specs: [Spec]
  /// Words that stand in a spec, each once.
  let words: [String]

  /// Every spec of the fixtures, of the examples and of the rules' pages.
  ///
  /// - Parameter root: The folder of the checkout.
  init(root: String) {
    var specs: [Spec] = []
    for folder in ["Tests/Fixtures", "examples"] {
      for path in Corpus.files(below: "\(root)/\(folder)") where path.hasSuffix(".yaml") {
        guard let bytes = Corpus.bytes(of: path) else { continue }
        specs.append(Spec(path: String(path.dropFirst(root.count + 1)), text: String(decoding: bytes, as: UTF8.self)))
      }
    }
    for rule in RuleCatalog.rules {
      for example in rule.page.wrong + rule.page.right where example.text.utf8.count < 20_000 {
        specs.append(Spec(path: "page of \(rule.id)", text: ExampleRun.spec(of: example)))
      }
    }
    self.specs = specs
    var words: Set<String> = []
    for spec in specs {
      for line in spec.lines {
        for word in Tokens(of: line).words where word.utf8.count < 80 { words.insert(String(word)) }
      }
    }
    self.words = words.sorted()
  }

  private static func files(below folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append("\(folder)/\(name)") }
    }
    return names.sorted().flatMap { path in path.hasSuffix(".yaml") ? [path] : files(below: path) }
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let stream = fopen(path, "rb") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

extension Corpus.Spec {
  init(path: String, text: String) {
    self.init(
      path: path,
      lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}

/// A line cut into words and what stands between them.
struct Tokens {
  /// Words and gaps, one after the other.
  var parts: [Substring] = []
  /// The positions of the words.
  var positions: [Int] = []

  init(of line: some StringProtocol) {
    let text = Substring(line)
    var start = text.startIndex
    var isWord = false
    for index in text.utf8.indices {
      let belongs = Tokens.isWordByte(text.utf8[index])
      guard belongs != isWord else { continue }
      close(text[start..<index], isWord)
      start = index
      isWord = belongs
    }
    close(text[start...], isWord)
  }

  private mutating func close(_ part: Substring, _ isWord: Bool) {
    if part.isEmpty { return }
    if isWord { positions.append(parts.count) }
    parts.append(part)
  }

  var words: [Substring] { positions.map { parts[$0] } }
  var text: String { parts.joined() }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
