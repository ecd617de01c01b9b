package import LintelAWS
package import LintelGraph

/// The effect of a change on a resource as a whole, in rising order.
package enum Effect: String, CaseIterable, Comparable, Sendable {
  /// Nothing is done to what is there: a count that is given only when the resource is made.
  case untouched
  /// Changed as it runs.
  case noInterruption = "no-interruption"
  /// Only instances that start from then on have it.
  case laterInstances = "later-instances"
  case created
  case removed
  /// A new revision beside the old one.
  case newRevision = "new-revision"
  /// New tasks or instances are started in place of the old ones.
  case rollingDeployment = "rolling-deployment"
  /// All new tasks are started beside the old ones, and all traffic shifts at once.
  case blueGreenDeployment = "blue-green-deployment"
  /// The same, and traffic shifts in equal parts.
  case linearDeployment = "linear-deployment"
  /// The same, and a small part of the traffic shifts before the rest.
  case canaryDeployment = "canary-deployment"
  case someInterruption = "some-interruption"
  /// Another takes its place, and all that refers to it is told of that one.
  case replacement

  private var rank: Int { Effect.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: Effect, right: Effect) -> Bool { left.rank < right.rank }

  package init(_ effect: UpdateEffect, of type: ResourceType?) {
    switch effect {
    case .noInterruption: self = .noInterruption
    case .laterInstances: self = .laterInstances
    case .rollingDeployment: self = .rollingDeployment
    case .someInterruption: self = .someInterruption
    case .replacement: self = type?.isRevisioned ?? false ? .newRevision : .replacement
    }
  }

  /// The effect on a resource that says itself how what it runs gives way to what is new: a group or a service.
  package init(_ effect: UpdateEffect, of resource: Resource) {
    if effect == .rollingDeployment, let shifting = ShiftingDeployment(resource) {
      self = shifting.effect
      return
    }
    let rolls = effect == .laterInstances && RollingInstances(resource) != nil
    self.init(rolls ? .rollingDeployment : effect, of: Catalog.type(named: resource.type))
  }

  /// Whether what the resource is known by becomes another.
  var isNewIdentity: Bool { self == .replacement || self == .newRevision }
}

/// A consequence of a change that its effect does not say.
package enum Consequence: Hashable, Sendable {
  /// A stack update stops with an error; the words say why.
  case fails(String)
  /// The same, unless something is so that the graph does not know.
  case mayFail(String)
  /// For some time nothing answers what was answered before.
  case interrupts(String)
  /// Fewer tasks or instances run than scaling had started.
  case losesCapacity(String)
  /// Data is deleted.
  case losesData(String)
  /// Data stays with what nothing manages any more.
  case leavesData(String)
  /// The number of tasks that run while a deployment goes on.
  case deploys(String)
  /// A remark that is worth knowing besides.
  case notes(String)
}

extension Consequence {
  /// What the resource does not get through unharmed, however harmless its own change is.
  var leastEffect: Effect {
    switch self {
    case .interrupts, .losesCapacity: .someInterruption
    default: .untouched
    }
  }
}

/// What differs in one resource, or what follows for it from another.
package struct Change: Sendable {
  package enum Kind: Hashable, Sendable {
    case added, removed, changed
    /// Another id, and the same physical name.
    case renamed(from: Path)
  }

  /// A value that becomes another because what it refers to is replaced.
  package struct Following: Hashable, Sendable {
    package let names: [String]
    /// The node that is replaced.
    package let path: Path
    package let effect: UpdateEffect
  }

  package let path: Path
  package let type: String
  package let kind: Kind
  /// As it is on either side; nil where it is not.
  package let before: Resource?
  package let after: Resource?
  package var edits: [Edit]
  package var following: [Following] = []
  package var effect: Effect
  package var consequences: [Consequence] = []
  /// The resource whose own change this one follows; nil for one with edits of its own.
  package var cause: Path?

  package var logicalID: LogicalID { LogicalID(path) }

  /// What is replaced or removed, or made where one of the same name may be.
  package var isReplaced: Bool { effect == .replacement }
}
