import LintelAWS
import LintelSchema
import LintelSource
import LintelSpec

// The size of tasks on Fargate: one of a table, which both CPU and memory have to be in.
extension TaskDefinition {
  func checkSize(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard isForFargate else { return }
    if let cpu, !FargateSize.cpus.contains(cpu.value) { return reportUnits(cpu, lowered.findings) }
    guard let cpu, let memory else {
      // What no task has comes before what is missing beside it: the short form derives nothing from it either.
      if let memory, FargateSize.leastCPU(withMemory: memory.value) == nil {
        return reportMemory(memory, lowered.findings)
      }
      return reportMissingSize(of: entry, lowered.findings)
    }
    guard !FargateSize.isPossible(cpu: cpu.value, memory: memory.value) else { return }
    lowered.findings.report(
      .impossibleTaskSize, at: memory.span,
      "Fargate has no task of \(cpu.value) CPU units with \(memory.value) MiB",
      label: "AWS answers 'No Fargate configuration exists for given values'",
      labels: [Label(cpu.span, "with this")],
      help: ["with `cpu: \(cpu.value)` use memory of \(FargateSize.words(forCPU: cpu.value))"])
  }

  /// Reports CPU units that no task has.
  private func reportUnits(_ cpu: Located<Int>, _ findings: Findings) {
    let near = FargateSize.cpus.min { abs($0 - cpu.value) < abs($1 - cpu.value) } ?? 256
    let beside = FargateSize.leastMemory(withCPU: near).map { " with `memory: \($0)`, or more" }
    findings.report(
      .impossibleTaskSize, at: cpu.span, "Fargate has no task of \(cpu.value) CPU units",
      label: "it has \(FargateSize.cpus.map(String.init).joined(separator: ", "))",
      help: ["use `cpu: \(near)`" + (memory == nil ? beside ?? "" : "")])
  }

  /// Reports memory that no task has, whatever its CPU units.
  private func reportMemory(_ memory: Located<Int>, _ findings: Findings) {
    let near = FargateSize.memories(around: memory.value)
    let sizes = near.compactMap { size in
      FargateSize.leastCPU(withMemory: size).map { "`memory: \(size)` with `cpu: \($0)`" }
    }
    findings.report(
      .impossibleTaskSize, at: memory.span, "Fargate has no task of \(memory.value) MiB",
      label: "the nearest \(near.count == 1 ? "is" : "are") \(near.map(String.init).joined(separator: " and "))",
      help: ["use " + sizes.joined(separator: ", or ")])
  }

  private func reportMissingSize(of entry: Entry<TaskDefinition>, _ findings: Findings) {
    let missing = [("cpu", cpu == nil), ("memory", memory == nil)].filter(\.1).map(\.0)
    let removed = missing.lazy.compactMap { entry.absences[$0] }.first
    let fitting =
      cpu.flatMap { FargateSize.leastMemory(withCPU: $0.value) }.map { "add it, such as `memory: \($0)`" }
      ?? memory.flatMap { FargateSize.leastCPU(withMemory: $0.value) }.map { "add it, such as `cpu: \($0)`" }
      ?? "add them, such as `cpu: 256` with `memory: 512`"
    findings.report(
      .missingKey, at: removed ?? entry.span,
      "task definition '\(entry.id)' lacks \(Suggestion.list(missing))",
      label: "tasks on Fargate have a size",
      help: [fitting + ", or say `requiresCompatibilities: [EC2]`"])
  }
}
