/// The pairs of CPU and memory that Fargate offers, from the ECS developer guide and cfn-lint's table (E3047).
package enum FargateSize {
  private struct Row {
    let cpu: Int
    let memory: [Int]

    init(_ cpu: Int, _ memory: [Int]) {
      self.cpu = cpu
      self.memory = memory
    }

    init(_ cpu: Int, _ range: ClosedRange<Int>, step: Int) {
      self.init(cpu, Array(stride(from: range.lowerBound, through: range.upperBound, by: step)))
    }
  }

  /// CPU units, and the MiB that go with them.
  private static let table = [
    Row(256, [512, 1024, 2048]),
    Row(512, 1024...4096, step: 1024),
    Row(1024, 2048...8192, step: 1024),
    Row(2048, 4096...16_384, step: 1024),
    Row(4096, 8192...30_720, step: 1024),
    Row(8192, 16_384...61_440, step: 4096),
    Row(16_384, 32_768...122_880, step: 8192),
    Row(32_768, [61_440, 122_880, 249_856]),
  ]

  package static var cpus: [Int] { table.map(\.cpu) }

  /// Those that tasks of Windows can have.
  package static let windowsCPUs = [1024, 2048, 4096]

  /// Every pair, for the proof against an outside table.
  package static var pairs: [(cpu: Int, memory: Int)] {
    table.flatMap { row in row.memory.map { (row.cpu, $0) } }
  }

  package static func isPossible(cpu: Int, memory: Int) -> Bool {
    table.first { $0.cpu == cpu }?.memory.contains(memory) ?? false
  }

  /// The memory that goes with a number of CPU units, for messages: `2048 to 8192 in steps of 1024`.
  package static func words(forCPU cpu: Int) -> String {
    guard let memory = table.first(where: { $0.cpu == cpu })?.memory, let last = memory.last else { return "" }
    if memory.count <= 4 { return memory.map(String.init).joined(separator: ", ") }
    return "\(memory[0]) to \(last) in steps of \(memory[1] - memory[0])"
  }
}

extension FargateSize {
  /// The least memory that goes with a number of CPU units; nil where there is no such size.
  package static func leastMemory(withCPU cpu: Int) -> Int? { pairs.first { $0.cpu == cpu }?.memory }

  /// The sizes of memory that some task has, nearest below and above one that none has.
  package static func memories(around memory: Int) -> [Int] {
    let sizes = Set(table.flatMap(\.memory)).sorted()
    return [sizes.last { $0 < memory }, sizes.first { $0 > memory }].compactMap(\.self)
  }

  /// The fewest CPU units that go with a size of memory; nil where there is no such size.
  package static func leastCPU(withMemory memory: Int) -> Int? { pairs.first { $0.memory == memory }?.cpu }
}
