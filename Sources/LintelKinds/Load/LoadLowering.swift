import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

extension Lowering {
  /// What the spec says of loads, which is part of the graph and of no target.
  mutating func lowerLoad() {
    guard let load = spec.load?.value else { return }
    var owners: [Path: Span] = [:]
    var workloads: [LoadPlan.Workload] = []
    for entry in load.workloads {
      guard let workload = entry.value.value.workload(entry.key) else { continue }
      if let first = owners.updateValue(workload.span, forKey: workload.target) {
        findings.report(
          .invalidValue, at: workload.span, "'\(workload.target)' has a workload already",
          label: "what a request costs it can be said once", labels: [Label(first, "the first")],
          help: ["put both into one: the average of what their requests cost"])
        continue
      }
      workloads.append(workload)
    }
    for entry in load.profiles {
      guard let daily = entry.value.value.daily, daily.value.high.value < daily.value.low.value else { continue }
      findings.report(
        .invalidValue, at: daily.value.high.span,
        "the busiest time has fewer requests than the quietest, \(daily.value.low.value) a second",
        labels: [Label(daily.value.low.span, "the quietest")], help: ["exchange them"])
    }
    graph.load = LoadPlan(
      start: load.start?.value, workloads: workloads,
      profiles: load.profiles.compactMap { entry in
        entry.value.value.form.map { LoadPlan.Profile(name: entry.key.value, form: $0, span: entry.key.span) }
      })
  }
}
