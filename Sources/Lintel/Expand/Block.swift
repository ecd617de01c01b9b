import LintelKinds
import LintelSource
import LintelYAML

/// A value of a spec, apart from any file, and how it is written.
indirect enum Block: Hashable {
  /// As YAML has it, in quotes where it needs them.
  case scalar(String)
  case list([Block])
  case map([Field])

  struct Field: Hashable {
    let key: String
    let value: Block
  }

  /// The longest line that holds a whole map or list.
  private static let width = 110

  // MARK: Text

  /// A scalar that was plain, or that nobody wrote.
  static func plain(_ text: String) -> Block {
    let isNumber =
      text.utf8.first == UInt8(ascii: "-") && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isWord = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
    let isSafe = isWord && !text.isEmpty && (isNumber || text.utf8.first != UInt8(ascii: "-"))
    return .scalar(isSafe ? text : quoted(text))
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
        || scalar.value == 0x2029 || scalar.value == 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func key(_ text: String) -> String {
    if case .scalar(let key) = plain(text) { key } else { text }
  }

  /// On one line.
  var flow: String {
    switch self {
    case .scalar(let text): text
    case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .map(let fields):
      fields.isEmpty
        ? "{}" : "{ " + fields.map { "\(Self.key($0.key)): \($0.value.flow)" }.joined(separator: ", ") + " }"
    }
  }

  /// A key and the value, on as many lines as they need.
  ///
  /// `levels`: so many maps, one in the other, have their keys on lines of their own in any case.
  func lines(of key: String, indent: Int, levels: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let start = "\(margin)\(Self.key(key)):"
    let line = "\(start) \(flow)"
    switch self {
    case .scalar: return [line]
    case .list(let items):
      if line.utf8.count <= Self.width || items.isEmpty { return [line] }
      return [start] + items.map { "\(margin)  - \($0.flow)" }
    case .map(let fields):
      if fields.isEmpty || levels <= 0 && line.utf8.count <= Self.width { return [line] }
      return [start] + Self.lines(of: fields, indent: indent + 2, levels: levels - 1)
    }
  }

  static func lines(of fields: [Field], indent: Int, levels: Int) -> [String] {
    fields.flatMap { $0.value.lines(of: $0.key, indent: indent, levels: levels) }
  }

  // MARK: Maps

  var fields: [Field] {
    if case .map(let fields) = self { fields } else { [] }
  }

  /// The map without some keys, and with others.
  func changed(adding added: [Field], cutting cuts: Cuts) -> Block {
    guard case .map(let own) = self else { return .map(added) }
    var rest = added
    var fields: [Field] = []
    for field in own where !cuts.keys.contains(field.key) {
      let position = rest.firstIndex { $0.key == field.key }
      let more = position.map { rest.remove(at: $0) }
      if case .map? = more?.value, case .map = field.value {
        fields.append(
          Field(
            key: field.key,
            value: field.value.changed(adding: more?.value.fields ?? [], cutting: cuts.below[field.key] ?? Cuts())))
      } else if let more {
        fields.append(more)
      } else if let inner = cuts.below[field.key], case .map = field.value {
        fields.append(Field(key: field.key, value: field.value.changed(adding: [], cutting: inner)))
      } else {
        fields.append(field)
      }
    }
    return .map(fields + rest)
  }

  /// What two maps have in common.
  static func shared(_ first: [Field], _ second: [Field]) -> [Field] {
    let others = Dictionary(second.map { ($0.key, $0.value) }) { first, _ in first }
    return first.compactMap { field in
      guard let other = others[field.key] else { return nil }
      if other == field.value { return field }
      let inner = shared(field.value.fields, other.fields)
      return inner.isEmpty ? nil : Field(key: field.key, value: .map(inner))
    }
  }
}

/// Keys that are taken out of a map, and out of maps below it.
struct Cuts {
  var keys: Set<String> = []
  var below: [String: Cuts] = [:]

  /// Cuts the end of a path.
  mutating func add(_ path: ArraySlice<String>) {
    guard let key = path.first else { return }
    if path.count == 1 { keys.insert(key) } else { below[key, default: Cuts()].add(path.dropFirst()) }
  }
}

extension Tree {
  func block(of node: NodeID) -> Block {
    let node = resolve(node)
    switch self[node].kind {
    case .mapping: return .map(pairs(of: node).map { Block.Field(key: text(of: $0.key), value: block(of: $0.value)) })
    case .sequence: return .list(items(of: node).map { block(of: $0) })
    case .scalar, .alias:
      if isNull(node) { return .scalar("null") }
      return self[node].style == .plain ? .plain(text(of: node)) : .scalar(Block.quoted(text(of: node)))
    }
  }

  func block(of draft: Draft) -> Block {
    switch draft {
    case .text(let text, _): .plain(text)
    case .node(let node): block(of: node)
    case .list(let items, _): .list(items.map { block(of: $0) })
    case .map(let fields, _): .map(blocks(of: fields))
    }
  }

  func blocks(of fields: [DraftField]) -> [Block.Field] {
    fields.map { Block.Field(key: $0.key, value: block(of: $0.value)) }
  }
}
