import LintelSource

extension Commands {
  /// An operation that a call begins: AWS answers with its identifier, and goes on.
  ///
  /// `operation MEMBER CALL… : QUERY` names the member of the answers, the calls that begin one (`create`, `change`,
  /// `delete`), and the query for its status, what it was about, and what went wrong; `{item}` is the identifier. What was
  /// made is known by what the operation was about.
  package struct Operation: Sendable {
    package enum Call: String, Sendable {
      case create, change, delete
    }

    /// The member of the answers that holds the identifier.
    package let member: String
    package let calls: Set<Call>
    package let query: Query
  }
}

extension CommandTable {
  /// Reads the line of an operation; false where it is another.
  mutating func readOperation(_ keyword: String, _ text: String) -> Bool {
    guard keyword == "operation", let (before, line) = text.halves(around: " : ") else { return false }
    let words = before.split(separator: " ").map(String.init)
    let calls = words.dropFirst().compactMap(Commands.Operation.Call.init)
    guard let member = words.first, !calls.isEmpty, calls.count == words.count - 1 else { return false }
    commands.operation = Commands.Operation(member: member, calls: Set(calls), query: query(line))
    return true
  }
}
