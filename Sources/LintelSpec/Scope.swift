package import LintelYAML

/// What `${…}` can name in one environment.
package struct Scope {
  package var project: String
  /// Nil where the spec has no environments.
  package var environment: String?
  package var region: String
  /// Nil where the spec leaves it to the deployment.
  package var account: String?
  /// The scalar of each variable.
  package var variables: [String: NodeID]
  /// The declared parameters.
  package var parameters: [String: ParameterNodes]
  /// The sections that `${section.id.attribute}` can name, with the attributes that each lists.
  package var attributes: [String: [String]]
  /// Top-level keys whose text did not read: nothing is said of names that they may hold.
  package var unread: Set<String>
  /// Whether environment, account and region stay symbols: what differs by them alone is then equal.
  package var keepsSymbols = false
  /// What the variables stand for, as far as it was asked for.
  package var expansions: Expansions

  package init(
    project: String, environment: String?, region: String, account: String?, variables: [String: NodeID],
    parameters: [String: ParameterNodes], attributes: [String: [String]], unread: Set<String>,
    expansions: Expansions
  ) {
    self.expansions = expansions
    self.project = project
    self.environment = environment
    self.region = region
    self.account = account
    self.variables = variables
    self.parameters = parameters
    self.attributes = attributes
    self.unread = unread
  }
}

/// What fields want to know of a parameter before its declaration is read.
package struct ParameterNodes: Sendable {
  package let isNumber: Bool
  /// The scalar of its default.
  package let defaultValue: NodeID?

  package init(isNumber: Bool, defaultValue: NodeID?) {
    self.isNumber = isNumber
    self.defaultValue = defaultValue
  }
}

/// A string of the spec after interpolation: parts that are known now, and parts that are known when deploying.
package struct Text: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case literal(String)
    case parameter(String)
    /// An attribute of an entry, of something nested in it (`listeners.http`), or of what it brings with it (`logGroup`).
    case resource(section: String, id: String, part: String = "", attribute: String)
    case account
    case region
  }

  package var parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }

  package init(_ literal: String) {
    parts = [.literal(literal)]
  }

  /// The whole text, if it is known before deployment.
  package var literal: String? {
    switch parts.count {
    case 0: ""
    case 1: if case .literal(let text) = parts[0] { text } else { nil }
    default: nil
    }
  }
}
