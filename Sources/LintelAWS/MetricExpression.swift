import LintelSource

/// What an expression of CloudWatch's metric maths names, as far as a look at its words tells.
///
/// CloudWatch does not publish its grammar. So nothing is said of an expression with a sign in it that its guide does not
/// show: `isKnown` is false then.
package struct MetricExpression: Sendable {
  /// The ids of metrics and of other expressions, each once, in the order of the text.
  package private(set) var ids: [String] = []
  /// The functions that are called, likewise.
  package private(set) var functions: [String] = []
  /// Words in capitals that are neither, such as `AVG` and `DESC` between the arguments of a function.
  package private(set) var words: [String] = []
  /// Whether every sign is one that expressions are made of.
  package private(set) var isKnown = true
  /// The id, where the expression is nothing else.
  package private(set) var onlyID: String?

  /// Words that may stand where ids do, whatever their letters' case.
  private static let operators: Set<String> = ["and", "or", "not", "true", "false"]
  private static let signs = Set("+-*/^()[],.<>=!&|".utf8)

  package init(_ text: String) {
    var rest = text.utf8[...]
    var tokens = 0
    while let byte = rest.first {
      if " \t\r\n".utf8.contains(byte) {
        rest = rest.dropFirst()
        continue
      }
      tokens += 1
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        let inside = rest.dropFirst()
        guard let end = inside.firstIndex(of: byte) else {
          isKnown = false
          return
        }
        rest = inside[inside.index(after: end)...]
      } else if byte.isDigit {
        // A number, whatever follows its digits: `1e3`.
        rest = rest.drop { $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
      } else if byte.isAlphanumeric || byte == UInt8(ascii: "_") {
        let word = rest.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
        rest = rest[word.endIndex...]
        add(String(decoding: word, as: UTF8.self), isCalled: Self.opens(rest))
      } else {
        if !Self.signs.contains(byte) { isKnown = false }
        rest = rest.dropFirst()
      }
    }
    if tokens == 1, ids.count == 1 { onlyID = ids[0] }
  }

  private static func opens(_ rest: Substring.UTF8View) -> Bool {
    rest.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "(")
  }

  private mutating func add(_ word: String, isCalled: Bool) {
    if isCalled {
      if !functions.contains(word) { functions.append(word) }
    } else if word.utf8.first?.isSmallLetter ?? false, !Self.operators.contains(word) {
      if !ids.contains(word) { ids.append(word) }
    } else if !words.contains(word) {
      words.append(word)
    }
  }

  /// Whether it is a query of Metrics Insights, which has a language of its own.
  package static func isQuery(_ text: String) -> Bool {
    let word = text.utf8.drop { " \t\r\n".utf8.contains($0) }.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    return String(decoding: word, as: UTF8.self).lowercased() == "select"
  }
}

/// What AWS takes of metric maths in alarms, and so in target tracking too, which makes alarms.
package enum MetricMathsLimits {
  /// Metrics of one alarm.
  package static let metrics = 10
  /// Expressions of one alarm, the one that it watches included.
  package static let expressions = 10
  /// The characters of an expression: of a group's target tracking, and of all else.
  package static let expressionLength = (groupTracking: 2047, other: 2048)
  /// The characters of an id, likewise.
  package static let idLength = (groupTracking: 64, other: 255)
  /// The characters of a label.
  package static let labelLength = 2047
  /// Functions that search for metrics, which no alarm does.
  package static let searches = ["SEARCH"]
  /// Functions that take metrics without naming them.
  package static let takers = ["METRICS", "SEARCH"]
}
