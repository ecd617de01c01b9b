import LintelAWS
import LintelDiff
import LintelGraph
import LintelSource
import LintelSpec

extension Effect {
  /// The effect on the resource in words.
  var words: String {
    switch self {
    case .untouched: "nothing that is there changes"
    case .noInterruption: "no interruption"
    case .laterInstances: "instances started later"
    case .created: "new"
    case .removed: "removed"
    case .newRevision: "new revision, no interruption"
    case .rollingDeployment: "rolling deployment"
    case .blueGreenDeployment: "blue/green deployment"
    case .linearDeployment: "linear deployment"
    case .canaryDeployment: "canary deployment"
    case .someInterruption: "some interruption"
    case .replacement: "replaced"
    }
  }
}

extension Consequence {
  var words: String {
    switch self {
    case .fails(let words): "will fail: " + words
    case .mayFail(let words): "may fail: " + words
    case .interrupts(let words): "interruption: " + words
    case .losesCapacity(let words): "loses capacity: " + words
    case .losesData(let words): "loses data: " + words
    case .leavesData(let words): "leaves data: " + words
    case .deploys(let words), .notes(let words): words
    }
  }

  /// The word that a report has for it.
  var kind: String {
    switch self {
    case .fails: "fails"
    case .mayFail: "may-fail"
    case .interrupts: "interruption"
    case .losesCapacity: "capacity-loss"
    case .losesData: "data-loss"
    case .leavesData: "data-left"
    case .deploys: "deployment"
    case .notes: "note"
    }
  }

  /// Without the word that says which kind it is.
  var message: String {
    switch self {
    case .fails(let words), .mayFail(let words), .interrupts(let words), .losesCapacity(let words),
      .losesData(let words), .leavesData(let words), .deploys(let words), .notes(let words):
      Symbol.spelled(words)
    }
  }

  var isGrave: Bool {
    switch self {
    case .fails, .mayFail, .interrupts, .losesCapacity, .losesData, .leavesData: true
    case .deploys, .notes: false
    }
  }
}

/// The number of each type: `2 subnets, 1 route table`.
enum TypeCount {
  static func words(_ types: [String]) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for type in types {
      if counts[type] == nil { order.append(type) }
      counts[type, default: 0] += 1
    }
    return order.map { type in
      let count = counts[type] ?? 0
      let noun = ResourceType.noun(type)
      return count == 1 ? "1 \(noun)" : "\(count) \(plural(noun))"
    }.joined(separator: ", ")
  }

  private static func plural(_ noun: String) -> String {
    noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
  }
}
