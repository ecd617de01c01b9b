internal import CLibYAML
import LintelSource

/// One step of the YAML grammar, placed in bytes of the file.
struct Event {
  enum Kind {
    case streamStart, documentStart, documentEnd, streamEnd
    case alias, scalar, sequenceStart, mappingStart, collectionEnd
  }

  var kind: Kind
  var style: Node.Style = .plain
  /// The first byte; that of the anchor or tag if the node has one.
  var start: Int
  /// One past the last byte; block scalars and block collections run on to the next token.
  var end: Int
  /// A scalar's text or an alias's name, until the next event is read.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The name of the anchor, until the next event is read.
  var anchor: UnsafeBufferPointer<UInt8>?
  var hasTag = false
}

/// What libyaml says when it gives up, placed in bytes of the file.
struct SyntaxError: Error {
  /// What was being read (`while parsing a flow mapping`); may be empty.
  var context: String
  /// Where that began.
  var contextOffset: Int
  var problem: String
  var offset: Int
}

/// libyaml's parser over one stretch of a file; the only place that sees C.
struct EventReader: ~Copyable {
  /// On the heap because the parser holds pointers to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private var positions: Positions

  /// Reads from `start` to the end.
  ///
  /// The bytes must outlive the reader and be UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: Bool) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    positions = Positions(bytes: bytes, start: start, isASCII: isASCII)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    yaml_parser_set_input_string(parser, rest.baseAddress, rest.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event; what the one before pointed to is gone.
  mutating func next() throws(SyntaxError) -> Event {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { throw failure() }
    let start = positions.byte(at: event.pointee.start_mark.index)
    let end = positions.byte(at: event.pointee.end_mark.index)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      return Event(
        kind: .scalar, style: style(of: scalar.style), start: start, end: end,
        text: UnsafeBufferPointer(start: scalar.value, count: scalar.length), anchor: text(scalar.anchor),
        hasTag: scalar.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.pointee.data.mapping_start
      return Event(
        kind: .mappingStart, style: mapping.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block, start: start, end: end,
        anchor: text(mapping.anchor), hasTag: mapping.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.pointee.data.sequence_start
      return Event(
        kind: .sequenceStart, style: sequence.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block, start: start,
        end: end, anchor: text(sequence.anchor), hasTag: sequence.tag != nil)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      return Event(kind: .collectionEnd, start: start, end: end)
    case YAML_ALIAS_EVENT:
      let name = text(event.pointee.data.alias.anchor) ?? UnsafeBufferPointer(start: nil, count: 0)
      return Event(kind: .alias, start: start, end: end, text: name)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, start: start, end: end)
    case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, start: start, end: end)
    case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, start: start, end: end)
    default: return Event(kind: .streamEnd, start: start, end: end)
    }
  }

  private func style(of style: yaml_scalar_style_t) -> Node.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> UnsafeBufferPointer<UInt8>? {
    guard let pointer else { return nil }
    var count = 0
    while pointer[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: pointer, count: count)
  }

  private mutating func failure() -> SyntaxError {
    let parser = parser.pointee
    return SyntaxError(
      context: parser.context.map { String(cString: $0) } ?? "",
      contextOffset: positions.byte(at: parser.context_mark.index),
      problem: parser.problem.map { String(cString: $0) } ?? "out of memory",
      offset: positions.byte(at: parser.problem_mark.index))
  }
}

/// Turns libyaml's marks, which count code points, into bytes.
///
/// It walks from the mark asked last, in either direction: marks rise but for a few steps, so a file is walked once.
private struct Positions {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: Int
  let isASCII: Bool
  private var index = 0
  private var byte: Int

  init(bytes: UnsafeBufferPointer<UInt8>, start: Int, isASCII: Bool) {
    self.bytes = bytes
    self.start = start
    self.isASCII = isASCII
    byte = start
  }

  mutating func byte(at target: Int) -> Int {
    if isASCII { return min(start + target, bytes.count) }
    while index < target, byte < bytes.count {
      byte += 1
      while byte < bytes.count, isContinuation(byte) { byte += 1 }
      index += 1
    }
    while index > target, byte > start {
      byte -= 1
      while byte > start, isContinuation(byte) { byte -= 1 }
      index -= 1
    }
    return byte
  }

  private func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
}
