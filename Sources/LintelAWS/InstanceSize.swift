/// What an instance type offers to tasks.
///
/// From EC2's own answers (`DescribeInstanceTypes`), as moto packages them; a proof holds the vocabulary to it.
package struct InstanceSize: Hashable, Sendable {
  /// Virtual processors: ECS counts each as 1024 CPU units.
  package let processors: Int
  /// All of its memory, of which the kernel and the agent keep some.
  package let memoryMiB: Int
  /// How many network interfaces it may have, its own first one among them.
  package let interfaces: Int
  /// How many GPUs of NVIDIA's, of which ECS tells its tasks; a part of one counts as one.
  package let graphicsProcessors: Int

  package var cpuUnits: Int { processors * 1024 }

  /// Nil for a type that is not known, or of which nothing is.
  package init?(of type: String) {
    guard let entry = Vocabulary.instanceTypes.entry(type) else { return nil }
    let numbers = entry.split(separator: "/").compactMap { Int($0) }
    guard (3...4).contains(numbers.count) else { return nil }
    (processors, memoryMiB, interfaces) = (numbers[0], numbers[1], numbers[2])
    graphicsProcessors = numbers.count > 3 ? numbers[3] : 0
  }

  /// Whether a type may get more interfaces for tasks than it has for others, which an account can turn on.
  ///
  /// From "Supported instances for increased Amazon ECS container network interfaces" of the developer guide of ECS: no
  /// burstable type is on that list.
  package static func mayTrunk(_ type: String) -> Bool {
    !["t1.", "t2.", "t3.", "t3a.", "t4g."].contains { type.hasPrefix($0) }
  }
}
