import Lintel
import LintelKinds
import LintelSchema
import LintelSource
import LintelYAML
import Testing

extension Shape {
  fileprivate var isSection: Bool { if case .section = self { true } else { false } }
}

/// Each field of specs that are in order is broken in each way that its description knows.
///
/// That is reported at the broken place and nowhere else.
@Suite struct MutationTests {
  /// A spec without a finding, by its name in the names of tests.
  struct Subject: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Where what is broken begins: what an environment replaces is not looked at.
    let start: Int
  }

  static let subjects =
    SpecExample.Base.allCases.map { Subject(testDescription: $0.rawValue, text: $0.text, start: 0) }
    + SectionCatalog.kinds.map { kind in
      Subject(
        testDescription: kind.section, text: ExampleRun.spec(of: kind.example),
        start: kind.example.base?.text.utf8.count ?? 0)
    }

  @Test(arguments: subjects) func whatIsBrokenIsReportedThere(_ subject: Subject) throws {
    let bytes = Array(subject.text.utf8)
    let before = try Self.findings(bytes)
    var count = 0
    for mutation in Self.mutations(of: bytes) where mutation.range.lowerBound >= subject.start {
      if mutation.sort == .value { continue }
      var changed = bytes
      changed.replaceSubrange(mutation.range, with: mutation.text.utf8)
      let place = mutation.range.lowerBound..<(mutation.range.lowerBound + mutation.text.utf8.count + 1)
      let new = try Self.findings(changed).filter { finding in
        !before.contains { $0.rule == finding.rule && $0.message == finding.message }
      }
      let isHere = mutation.sort == .missing || place.contains(Int(new.first?.span.start ?? 0))
      let words = new.map { "\($0.rule.id): \($0.message)" }
      #expect(new.count == 1 && isHere, "\(mutation.path) \(mutation.sort) `\(mutation.text.prefix(30))`: \(words)")
      count += 1
    }
    #expect(count > 3)
  }

  /// Swaps after which a spec is right too, only another one, and why.
  private static let otherSpecs = [
    "services.web.desiredCount/healthCheckGracePeriod": "60 tasks are possible, and 2 seconds of grace",
    "repositories.web.build.context/dockerfile": "both are paths, and lint does not look whether they are there",
    "repositories.web.lifecycle.keepLast/expireUntaggedAfterDays": "20 images or 7, days or images",
    "parameters.version.description/default": "both are any text",
    "certificates.shop.domainName/subjectAlternativeNames": "both are names, and each may be the main one",
    "scalingPolicies.burst.stepScaling.steps.above/add": "a step may begin at any percentage and add any number",
    "scalingPolicies.burst.stepScaling.steps.add/above": "the same with the step behind it",
  ]

  /// Swaps that are reported at what no longer fits them, and why.
  private static let reportedElsewhere = [
    "taskDefinitions.web.containers.web.port/memory":
      "as a port 256 is fine, but the service names 8080; as MiB 8080 are fine, but the instances have fewer"
  ]

  /// Two values that stand one after the other are taken for each other: that is reported there and nowhere else.
  @Test func swappedNeighboursAreReportedThere() throws {
    var silent: Set<String> = []
    var count = 0
    for subject in Self.subjects {
      let bytes = Array(subject.text.utf8)
      let before = try Self.findings(bytes)
      for swap in Self.swaps(of: bytes) where swap.first.lowerBound >= subject.start {
        var changed = Array(bytes[..<swap.first.lowerBound] + bytes[swap.second])
        changed += bytes[swap.first.upperBound..<swap.second.lowerBound] + bytes[swap.first]
        changed += bytes[swap.second.upperBound...]
        let new = try Self.findings(changed).filter { finding in
          !before.contains { $0.rule == finding.rule && $0.message == finding.message }
        }
        let place = swap.first.lowerBound...swap.second.upperBound
        let words = new.map { "\($0.rule.id): \($0.message)" }
        let path = swap.path.replacing("environments.example.", with: "")
        let isHere = new.allSatisfy { place ~= Int($0.span.start) } || Self.reportedElsewhere[path] != nil
        #expect(new.count <= 2 && isHere, "\(path): \(words)")
        count += 1
        if new.isEmpty { silent.insert(path) }
      }
    }
    #expect(count > 150)
    #expect(silent.sorted() == Self.otherSpecs.keys.sorted())
  }

  /// Values of two fields that stand one after the other.
  struct Swap {
    let path: String
    let first: Range<Int>
    let second: Range<Int>
  }

  static func swaps(of bytes: [UInt8]) -> [Swap] {
    let leaves = mutations(of: bytes).filter { $0.sort == .value }
    return zip(leaves, leaves.dropFirst()).compactMap { first, second in
      let parent = { (path: String) in path.split(separator: ".").dropLast() }
      guard parent(first.path) == parent(second.path), first.path != second.path,
        bytes[first.range] != bytes[second.range]
      else { return nil }
      let name = second.path.split(separator: ".").last ?? ""
      return Swap(path: "\(first.path)/\(name)", first: first.range, second: second.range)
    }
  }

  private static func findings(_ bytes: [UInt8]) throws -> [Finding] {
    try Check.run(SourceFile(path: "spec.yaml", bytes: bytes)).findings.filter { $0.severity >= .warning }
  }

  // MARK: Breaking

  /// One way to break a field.
  struct Mutation {
    enum Sort: String {
      case misspelt, missing, tooMuch, tooLittle, noNumber, noBoolean, noChoice, dangling, tooLong, structure, value
    }

    let path: String
    let sort: Sort
    /// The bytes that are replaced.
    let range: Range<Int>
    let text: String
  }

  static func mutations(of bytes: [UInt8]) -> [Mutation] {
    let tree = Tree(sources: Sources())
    let document = Reader.read(
      tree.sources.add(SourceFile(path: "spec.yaml", bytes: bytes)), into: tree, findings: Findings())
    var walk = Walk(tree: tree)
    walk.visit(document.root, .object(Specification.described), "")
    return walk.mutations
  }

  /// A walk through a tree and the description of what stands in it.
  private struct Walk {
    let tree: Tree
    var mutations: [Mutation] = []

    mutating func visit(_ node: NodeID, _ shape: Shape, _ path: String, isOneOfSeveral: Bool = false) {
      switch shape {
      case .object(let object):
        guard tree[node].kind == .mapping else { return }
        for pair in tree.pairs(of: node) {
          let key = tree.text(of: pair.key)
          guard let field = object.fields.first(where: { $0.key == key }) else { continue }
          let own = path.isEmpty ? key : "\(path).\(key)"
          // A misspelt section of an environment, or a removal, leaves the base as it is: that is told of too.
          if !(path.hasPrefix("environments.") && field.shape.isSection), !tree.isNull(pair.value) {
            add(.misspelt, key + "x", at: pair.key, own)
          }
          if field.isRequired, !path.hasPrefix("environments.") { remove(pair, of: node, own) }
          visit(pair.value, field.shape, own)
        }
      case .section(_, let entry): each(node, .object(entry), path)
      case .map(_, let shape): each(node, shape, path)
      case .environments: each(node, .object(Specification.described), path)
      case .list(let item, _, _):
        guard tree[node].kind == .sequence else { return visit(node, item, path, isOneOfSeveral: isOneOfSeveral) }
        for child in tree.items(of: node) { visit(child, item, path) }
      case .deferred(let shape): visit(node, shape, path, isOneOfSeveral: isOneOfSeveral)
      case .orLookup(let shape, _): visit(node, shape, path, isOneOfSeveral: true)
      case .anyOf(let shapes):
        let isScalar = tree[node].kind == .scalar
        guard let shape = shapes.first(where: { isScalar == Self.isScalar($0) }) else { return }
        visit(node, shape, path, isOneOfSeveral: true)
      case .defaults, .anything: return
      default: leaf(node, shape, path, isOneOfSeveral)
      }
    }

    private static func isScalar(_ shape: Shape) -> Bool {
      switch shape {
      case .object, .section, .map, .list, .environments, .defaults, .anything: false
      case .deferred(let shape), .orLookup(let shape, _): isScalar(shape)
      case .anyOf(let shapes): shapes.contains(where: isScalar)
      default: true
      }
    }

    private mutating func each(_ node: NodeID, _ shape: Shape, _ path: String) {
      guard tree[node].kind == .mapping else { return }
      for pair in tree.pairs(of: node) { visit(pair.value, shape, path + "." + tree.text(of: pair.key)) }
    }

    private mutating func leaf(_ node: NodeID, _ shape: Shape, _ path: String, _ isOneOfSeveral: Bool) {
      guard tree[node].kind == .scalar, !tree.text(of: node).contains("${"), !tree.isNull(node) else { return }
      add(.value, "", at: node, path)
      // Where a map may stand too, its keys are what is wrong with one.
      if !isOneOfSeveral { add(.structure, "{ a: 1 }", at: node, path) }
      switch shape {
      case .integer(let range):
        add(.noNumber, "many", at: node, path)
        if range.upperBound < Int.max { add(.tooMuch, "\(range.upperBound + 1)", at: node, path) }
        add(.tooLittle, "\(range.lowerBound - 1)", at: node, path)
      case .number: add(.noNumber, "many", at: node, path)
      case .boolean: add(.noBoolean, "maybe", at: node, path)
      case .choice: add(.noChoice, "nothing-of-it", at: node, path)
      case .reference: add(.dangling, "nothing-of-it", at: node, path)
      case .string(_, _, let most?) where most < 5000:
        add(.tooLong, String(repeating: "a", count: most + 1), at: node, path)
      default: break
      }
    }

    /// Takes a pair out; of a mapping in braces with the comma that it leaves.
    private mutating func remove(_ pair: Pairs.Pair, of mapping: NodeID, _ path: String) {
      let pairs = Array(tree.pairs(of: mapping))
      guard pairs.count > 1, let index = pairs.firstIndex(where: { $0.key == pair.key }) else { return }
      let value = tree.span(of: pair.value)
      var (start, end) = (Int(tree.span(of: pair.key).start), Int(value.end))
      if tree[mapping].style == .flow {
        if index + 1 < pairs.count {
          end = Int(tree.span(of: pairs[index + 1].key).start)
        } else {
          start = Int(tree.span(of: pairs[index - 1].value).end)
        }
      } else {
        guard index + 1 < pairs.count else { return }
        end = Int(tree.span(of: pairs[index + 1].key).start)
      }
      mutations.append(Mutation(path: path, sort: .missing, range: start..<end, text: ""))
    }

    private mutating func add(_ sort: Mutation.Sort, _ text: String, at node: NodeID, _ path: String) {
      let span = tree.span(of: node)
      mutations.append(Mutation(path: path, sort: sort, range: Int(span.start)..<Int(span.end), text: text))
    }
  }
}
