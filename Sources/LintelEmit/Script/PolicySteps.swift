import LintelAWS
import LintelGraph
import LintelSource

// A policy that a service keeps as text, and shows laid out in its own way, with the items of lists in any order.
extension ResourceBlock {
  var policy: [String] {
    guard let policy = commands.policy else { return [] }
    let property = policy.property
    let asked = writer.line(
      policy.get.command, query: policy.get.expression.map { writer.text($0) },
      prefix: "lookup \(policy.get.absence ?? "-") ")
    let lines = ["item=$(\(asked))"]
    guard let wanted = resource[property] else {
      // What others wrote there stays theirs.
      return lines + ["if [[ $item == *'\"\(policy.mark)'* ]]; then"]
        + indented([writer.line(policy.drop, prefix: "change ")]) + ["fi"]
    }
    let conditions = sameDocument(wanted, ShellText("@"))
    let query =
      ShellText("`") + ShellText(.expansion("$item")) + "`.[\n    " + .joined(conditions, by: " &&\n    ")
      + " || '\(property)']"
    let prefix = "compare_part \(policy.get.absence ?? "-") \(property) "
    return lines
      + ResourceBlock.document(writer.values.json(wanted, .document, lower: false), into: "document")
      + [
        "differs=\(property)", "if [[ -n $item ]]; then", "  differs=", "  item=$(in_query \"$item\")",
        // The answer is only asked for because nothing else evaluates JMESPath.
        "  " + writer.line(policy.get.command, query: query, prefix: prefix), "fi",
        "if changed \(property); then", "  " + writer.line(policy.put, prefix: "change "), "fi",
      ]
  }

  /// JMESPath that tells whether a document says what a value does, whatever the order of its lists and members.
  private func sameDocument(_ value: Value, _ place: ShellText) -> [ShellText] {
    switch value.content {
    case .map(let members):
      let names = members.map(\.key).sorted().map { "'\($0)'" }.joined(separator: ", ")
      // What is no map has no keys to ask for: what stands behind `&&` is then not asked.
      return ["type(" + place + ") == 'object'", "sort(keys(" + place + ")) == [\(names)]"]
        + members.flatMap { member in
          let isPlain = member.key.utf8.allSatisfy(\.isAlphanumeric)
          let name = isPlain ? ShellText(member.key) : ShellText(member.key).json
          return sameDocument(member.value, place.literal == "@" ? name : place + "." + name)
        }
    case .list(let items) where items.contains(where: \.isStructured):
      return ["type(" + place + ") == 'array'", "length(" + place + ") == `\(items.count)`"]
        + items.enumerated().flatMap { sameDocument($1, place + "[\($0)]") }
    case .list(let items), .set(let items):
      let wanted = ShellText.joined(items.map { values.text($0).jmesPath }, by: ", ")
      return ["sort([" + place + "][].to_string(@)) == sort([" + wanted + "])"]
    default: return ["[" + place + "][].to_string(@) == [" + values.text(value).jmesPath + "]"]
    }
  }

  static let inQuery = #"""
    # A document ($1) as a literal of JMESPath holds it.
    in_query() {
      local tick='`' escaped='\`'
      printf '%s' "${1//$tick/$escaped}"
    }
    """#
}
