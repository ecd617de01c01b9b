package import LintelGraph
import LintelSource

/// Values as texts that are equal exactly if the values mean the same: places and the order of sets and maps are left
/// out.
package enum Canonical {
  package static func text(of value: Value) -> String {
    var text = ""
    append(value, to: &text)
    return text
  }

  private static func append(_ value: Value, to text: inout String) {
    switch value.content {
    case .string, .integer, .number, .boolean: appendJSONString(value.literal ?? "", to: &text)
    case .reference(let reference): text += "@\(reference.path).\(reference.attribute.rawValue)"
    case .parameter(let name): text += "%\(name)"
    case .pseudo(let pseudo): text += "&\(pseudo.rawValue)"
    case .list(let items): text += "[" + items.map { self.text(of: $0) }.joined(separator: ",") + "]"
    case .set(let items): text += "[" + items.map { self.text(of: $0) }.sorted().joined(separator: ",") + "]"
    case .text(let parts): text += "(" + parts.map { self.text(of: $0) }.joined(separator: ",") + ")"
    case .map(let members):
      text += "{" + members.map { "\($0.key):" + self.text(of: $0.value) }.sorted().joined(separator: ",") + "}"
    }
  }
}

extension Value {
  /// Whether two values mean the same.
  ///
  /// Items that stand in one order are compared as they are; only sets that do not are sorted.
  package func means(_ other: Value) -> Bool {
    switch (content, other.content) {
    case (.list(let items), .list(let others)): return Value.pairwise(items, others)
    case (.text(let parts), .text(let others)): return Value.pairwise(parts, others)
    case (.set(let items), .set(let others)), (.set(let items), .list(let others)),
      (.list(let items), .set(let others)):
      guard items.count == others.count else { return false }
      return Value.pairwise(items, others)
        || items.map(Canonical.text).sorted() == others.map(Canonical.text).sorted()
    case (.map(let members), .map(let others)):
      guard members.count == others.count else { return false }
      return zip(members, others).allSatisfy { $0.key == $1.key && $0.value.means($1.value) }
        || members.allSatisfy { member in other[member.key].map { member.value.means($0) } ?? false }
    case (.reference(let reference), .reference(let other)): return reference == other
    case (.parameter(let name), .parameter(let other)): return name == other
    case (.pseudo(let pseudo), .pseudo(let other)): return pseudo == other
    case (.string(let text), .string(let other)): return text == other
    case (.integer(let number), .integer(let other)): return number == other
    default:
      // A template may hold a number where the spec's type has a text, and the other way round.
      guard let text = literal, let other = other.literal else { return false }
      return text == other
    }
  }

  private static func pairwise(_ items: [Value], _ others: [Value]) -> Bool {
    items.count == others.count && zip(items, others).allSatisfy { $0.means($1) }
  }
}
