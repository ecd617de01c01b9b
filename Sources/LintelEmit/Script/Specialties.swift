import LintelAWS
import LintelGraph

/// Traits of nodes whose steps have code of their own.
extension Resource {
  var specialty: Commands.Specialty? { Catalog.type(named: type)?.commands.specialty }

  /// Whether it is an AMI that is made from an instance.
  var isMachineImage: Bool { specialty == .image }
  /// Whether it is an image that is built and pushed.
  var isContainerImage: Bool { specialty == .build }
  /// Whether a change makes a new revision of it.
  var isRevisioned: Bool { if case .revision? = specialty { true } else { false } }
  /// Whether it needs time to settle after a change.
  var settles: Bool { if case .service? = specialty { true } else { false } }
  /// Whether it holds rules of a security group.
  var hasRules: Bool { if case .rules? = specialty { true } else { false } }
}
