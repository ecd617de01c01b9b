import LintelDiff
import LintelGraph

extension Capacity {
  /// What one of them is: `256 CPU units and 512 MiB`, `t3.micro`.
  var size: String {
    if let instanceType { return instanceType }
    guard let cpu, let memory else { return "" }
    return "\(CapacityWords.vCPU(cpu)) and \(CapacityWords.gibibytes(memory))"
  }

  /// What so many of them are together; empty where their size is not known.
  func total(of count: Int) -> String {
    guard let cpu, let memory else { return "" }
    return "\(CapacityWords.vCPU(cpu * count)), \(CapacityWords.gibibytes(memory * count))"
  }
}

enum CapacityWords {
  static func vCPU(_ units: Int) -> String { thousandths(units) + " vCPU" }

  static func gibibytes(_ mebibytes: Int) -> String { thousandths(mebibytes) + " GiB" }

  /// A number of 1024ths, to the hundredth.
  private static func thousandths(_ count: Int) -> String {
    let hundredths = (count * 100 + 512) / 1024
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return String(whole) }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  static func change(_ before: String, _ after: String) -> String {
    if before == after { return after }
    return (before.isEmpty ? "none" : before) + " → " + (after.isEmpty ? "none" : after)
  }

  /// The same for texts of many words: what they begin and end with alike is written once.
  ///
  /// `target tracking of CPU at 50 → 60 %`; texts with arrows of their own are left apart.
  static func changeOfText(_ before: String, _ after: String) -> String {
    let (old, new) = (before.split(separator: " "), after.split(separator: " "))
    let start = zip(old, new).prefix { $0 == $1 }.count
    guard start > 2, start < old.count, start < new.count, !before.contains("→"), !after.contains("→") else {
      return change(before, after)
    }
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let middle = [old, new].map { $0[start..<max(start, $0.count - end)].joined(separator: " ") }
    guard middle.allSatisfy({ !$0.isEmpty }) else { return change(before, after) }
    return (old[..<start] + [Substring(middle[0] + " → " + middle[1])] + old[(old.count - end)...])
      .joined(separator: " ")
  }
}
