import LintelAWS
import LintelGraph

/// A deployment for which a second set of tasks starts beside the first, and takes over its traffic.
struct ShiftingDeployment {
  let effect: Effect
  private let configuration: Value?
  private let hasTraffic: Bool

  /// Nil where tasks give way to new ones a few at a time.
  init?(_ service: Resource) {
    guard Catalog.facts(of: service.type)?.counts == .tasks else { return nil }
    configuration = service["DeploymentConfiguration"]
    switch configuration?["Strategy"]?.literal {
    case "BLUE_GREEN": effect = .blueGreenDeployment
    case "LINEAR": effect = .linearDeployment
    case "CANARY": effect = .canaryDeployment
    default: return nil
    }
    hasTraffic =
      !(service["LoadBalancers"]?.items ?? []).isEmpty || service["ServiceConnectConfiguration"] != nil
  }

  /// `a second full set of tasks starts beside the first (up to 4 run for 2 desired), …`.
  func words(desired: Int?) -> String {
    let counts = desired.map { " (up to \(2 * $0) run for \($0) desired)" } ?? ""
    let bake = configuration?["BakeTimeInMinutes"]?.literal.map { "a bake time of \(Self.minutes($0))" }
    let traffic = hasTraffic ? ", \(shift)" : ""
    return "a second full set of tasks starts beside the first\(counts)\(traffic), and the first ends after "
      + (bake ?? "the bake time")
  }

  private var shift: String {
    func part(_ configuration: String, _ percent: String, _ time: String) -> (percent: String, time: String)? {
      let value = self.configuration?[configuration]
      guard let percent = value?[percent]?.literal, let time = value?[time]?.literal else { return nil }
      return (percent, Self.minutes(time))
    }
    switch effect {
    case .linearDeployment:
      guard let step = part("LinearConfiguration", "StepPercent", "StepBakeTimeInMinutes") else {
        return "traffic shifts to it in equal parts"
      }
      return "traffic shifts to it by \(step.percent) % every \(step.time)"
    case .canaryDeployment:
      guard let canary = part("CanaryConfiguration", "CanaryPercent", "CanaryBakeTimeInMinutes") else {
        return "a part of the traffic shifts to it and then the rest"
      }
      return "\(canary.percent) % of the traffic shifts to it, and after \(canary.time) the rest"
    default: return "all traffic shifts to it at once"
    }
  }

  private static func minutes(_ count: String) -> String { count == "1" ? "1 minute" : "\(count) minutes" }
}
