/// What a terminal makes of a text: how wide each code point is, and which must not reach it as they are.
///
/// Control characters can drive the terminal, and characters that turn the writing direction or show nothing can make a
/// text look like another one. All come out as `<U+202E>`, which people can read and search for. What is left keeps its
/// shape, sequences of joined emoji and combining marks included.
package struct TerminalText {
  private var previous: Unicode.Scalar?
  /// The last code point that took room of its own, and how much.
  private var base: Unicode.Scalar?
  private var baseWidth = 0
  /// How many code points belong to the last one that took room of its own.
  private var attached = 0
  /// How many may: no writing and no emoji needs more, and a heap of marks covers the lines around it.
  private static let attachedLimit = 16
  /// Whether the last thing was one half of a flag.
  private var isHalfFlag = false

  /// How many cells a code point adds after those measured before, or nil if it must not be printed.
  mutating func measure(_ scalar: Unicode.Scalar) -> Int? {
    let before = previous
    previous = scalar
    let isSecondHalf = isHalfFlag && scalar.isRegionalIndicator
    isHalfFlag = scalar.isRegionalIndicator && !isSecondHalf
    if let width = attachedWidth(of: scalar, after: before) {
      guard width.isShown else { return nil }
      attached += 1
      return attached > TerminalText.attachedLimit ? nil : width.width
    }
    guard !isSecondHalf else { return 0 }
    attached = 0
    base = scalar
    baseWidth = WideScalars.contains(scalar) ? 2 : 1
    return baseWidth
  }

  /// The width of what belongs to the code point before it, or is not shown; nil for what stands alone.
  private func attachedWidth(
    of scalar: Unicode.Scalar, after before: Unicode.Scalar?
  ) -> (isShown: Bool, width: Int)? {
    if scalar.value < 0x7F { return scalar.value < 0x20 ? (false, 0) : nil }
    if scalar.value < 0xA0 { return (false, 0) }
    let properties = scalar.properties
    if scalar == "\u{200D}" || scalar == "\u{200C}" {
      // Between letters or emoji it has a meaning, elsewhere it only hides.
      return (before.map { !$0.isASCII && !$0.isJoiner } ?? false, 0)
    }
    if properties.isVariationSelector {
      guard let before, !before.properties.isVariationSelector, !before.isASCII || before.isKeycap else {
        return (false, 0)
      }
      let widens = scalar == "\u{FE0F}" && before == base && before.properties.isEmoji && baseWidth == 1
      return (!before.isASCII || scalar == "\u{FE0F}", widens ? 1 : 0)
    }
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return (false, 0) }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return (false, 0)
    case .nonspacingMark, .enclosingMark, .spacingMark: return (true, 0)
    default: break
    }
    guard let before, let base else { return nil }
    let isJoined =
      before == "\u{200D}" && base.isPictograph && scalar.isPictograph
      || properties.isEmojiModifier && base.properties.isEmojiModifierBase && !before.isASCII
      || scalar.isTrailingJamo && base.isJamo && !before.isASCII
    return isJoined ? (true, 0) : nil
  }
}

extension TerminalText {
  /// A text of one line that is safe to print: line breaks and tabs as `\n`, `\r` and `\t`, other dangers as `<U+001B>`.
  package static func visible(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var terminal = TerminalText()
    var output = ""
    for scalar in text.unicodeScalars {
      if terminal.measure(scalar) != nil {
        output.unicodeScalars.append(scalar)
        continue
      }
      switch scalar {
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      default: output += escape(scalar)
      }
    }
    return output
  }

  /// A code point as `<U+202E>`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
  }
}

extension Unicode.Scalar {
  fileprivate var isJoiner: Bool { self == "\u{200D}" || self == "\u{200C}" }
  fileprivate var isKeycap: Bool { ("0"..."9").contains(self) || self == "#" || self == "*" }
  fileprivate var isRegionalIndicator: Bool { (0x1_F1E6...0x1_F1FF).contains(value) }
  fileprivate var isPictograph: Bool { !isASCII && properties.isEmoji }
  fileprivate var isJamo: Bool { (0x1100...0x11FF).contains(value) || (0xA960...0xA97F).contains(value) }
  fileprivate var isTrailingJamo: Bool { (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) }
}
