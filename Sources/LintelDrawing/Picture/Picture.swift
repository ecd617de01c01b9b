package import LintelGraph
package import LintelSource

/// What is drawn of one system: the boxes, what each stands in, and the arrows between them.
///
/// It says nothing of places on the paper, nor of a format.
package struct Picture: Sendable {
  package internal(set) var project: String
  package internal(set) var environment: String?
  package internal(set) var region: String
  package internal(set) var account: String?
  package var networks: [Network] = []
  package var boxes: [Box] = []
  package var arrows: [Arrow] = []

  /// The region, with the account where that is written.
  package var place: String { region + (account.map { " · account " + $0 } ?? "") }
}

extension Picture {
  /// A VPC.
  package struct Network: Sendable {
    /// Stands for the VPC wherever something says what it is in; empty for one that the spec does not name.
    package let key: String
    package internal(set) var label: String
    package let isExisting: Bool
    package let span: Span
    package var subnets: [Subnet]
  }

  package struct Subnet: Sendable {
    package let path: Path
    /// The whole name of its zone, such as `us-east-1a`; nil where that is not known.
    package internal(set) var zone: String?
    package internal(set) var label: String
    /// Whether the internet may come to it.
    package let isPublic: Bool
    package let isExisting: Bool
    package let span: Span
  }

  /// The part that a box plays; each has a colour and a glyph of its own.
  package enum Role: String, CaseIterable, Sendable {
    case internet, addresses, loadBalancer, service, group, instance, gateway, registry, logs, secrets, settings

    /// The tier from top to bottom that it belongs to.
    package var tier: Int {
      switch self {
      case .internet, .addresses: 0
      case .loadBalancer: 1
      case .gateway: 2
      case .service, .group, .instance: 3
      case .registry, .logs, .secrets, .settings: 4
      }
    }
  }

  package enum Standing: Hashable, Sendable {
    /// Above the region.
    case outside
    /// In a network: in some of its subnets, or in none that is known.
    case network(String, [Path])
    /// In the region, and in no network.
    case region
    /// Below the region, with somebody else.
    case elsewhere
  }

  /// A line of text in a box with a place in the spec.
  package struct Mark: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case policy, alarm, schedule, name, fault }

    package let kind: Kind
    package internal(set) var text: String
    /// What is said of it to whoever asks.
    package internal(set) var hover: String
    package let span: Span

    package init(_ kind: Kind, _ text: String, hover: String = "", span: Span = .none) {
      self.kind = kind
      self.text = text
      self.hover = hover
      self.span = span
    }
  }

  /// What arrows start from and end at.
  package struct Box: Sendable {
    package internal(set) var key: String
    package let role: Role
    package let standing: Standing
    package internal(set) var title: String
    package var subtitle = ""
    /// How many there are: `1–30 tasks`.
    package var count: String?
    /// How many there are at least.
    package var minimum: Int?
    package var marks: [Mark] = []
    package var isExisting = false
    package let span: Span
    package var hover: String
  }

  package struct Arrow: Hashable, Sendable {
    package enum State: Int, Hashable, Sendable { case open, perhaps, missing }
    /// Requests come in at a port; needs are what something draws on.
    package enum Purpose: Int, Hashable, Sendable { case request, need }

    /// The keys of boxes.
    package internal(set) var from: String
    package internal(set) var to: String
    /// The port in words: `8080`.
    package let port: String
    package let state: State
    package let purpose: Purpose
    package internal(set) var hover: String
    package let span: Span
  }
}

extension Picture {
  package func box(_ key: String) -> Box? { boxes.first { $0.key == key } }

  /// The project and its environment: `shop · production`.
  package var title: String { project + (environment.map { " · " + $0 } ?? "") }
}

extension Picture {
  /// Whether what is in both stands in the same, so that both may be drawn on one plan.
  package func standsLike(_ other: Picture) -> Bool {
    guard region == other.region else { return false }
    let places = Dictionary(other.boxes.map { ($0.key, $0.standing) }) { first, _ in first }
    guard boxes.allSatisfy({ places[$0.key] == nil || places[$0.key] == $0.standing }) else { return false }
    let zones = Dictionary(
      other.networks.flatMap(\.subnets).map { ($0.path, $0.zone) }
    ) { first, _ in first }
    return networks.flatMap(\.subnets).allSatisfy { zones[$0.path] == nil || zones[$0.path] == $0.zone }
  }
}
