/// Where a value is looked up when deploying: in the deploying account and region.
package struct ParameterSource: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    /// The export of another stack, by its name.
    case export(String)
    /// A parameter of Systems Manager's store, by its name or path: its text, never a secret.
    case ssm(String)
  }

  package let place: Place
  /// Which item of a comma-separated list is meant, from 0 on; nil for the whole.
  package let item: Int?

  package init(_ place: Place, item: Int? = nil) {
    self.place = place
    self.item = item
  }

  /// How a finding or a difference names it.
  package var words: String {
    let words =
      switch place {
      case .export(let name): "export \(name)"
      case .ssm(let path): "parameter \(path)"
      }
    return item.map { "\(words), item \($0)" } ?? words
  }
}

extension Parameter {
  /// Whether a template imports it where it is used, and declares no parameter.
  package var isImported: Bool {
    if case .export? = source?.place { true } else { false }
  }
}
