import LintelAWS
import LintelGraph

/// What only one resource at a time can have, followed through an update: whatever is taken while another still holds it.
struct HeldClaims {
  /// What may be held: a name, a port, a tie.
  private struct Key: Hashable {
    /// The type whose claim it is, and which of its claims.
    let type: String
    let claim: String
    /// Within what it is exclusive; nil for the account's region.
    let scope: Generation?
    let value: String
  }

  private struct Holder {
    let thing: Generation
    /// To what a tie ties; nil for what is simply held.
    let tiedTo: Generation?
  }

  struct Failure {
    let consequence: Consequence
    /// Whether it is the physical name that is taken.
    let isName: Bool
  }

  private let update: UpdateSequence
  private var holders: [Key: [Holder]] = [:]
  /// The blocks of the subnets that stay until the cleanup, by their VPC.
  private var blocks: [Generation: TakenBlocks] = [:]
  /// What fails, by the path of what wants something that another holds.
  private(set) var failures: [Path: [Failure]] = [:]
  /// What has a name that another wants.
  private(set) var wantedNames: Set<Path> = []

  init(_ update: UpdateSequence) {
    self.update = update
    guard !update.steps.isEmpty else { return }
    for resource in update.from.resources { hold(resource, isOld: true) }
    // What leaves a claim of its own accord in a later step may still be in the way: nothing orders the two.
    var pending = Set(update.steps.filter { $0.kind == .change }.map(\.path))
    for step in update.steps {
      guard let resource = update.to[step.path] else { continue }
      if step.kind == .change, let before = update.from[step.path] { release(before) }
      pending.remove(step.path)
      take(resource, pending)
    }
  }

  // MARK: Claims of a resource

  private func claims(of resource: Resource, isOld: Bool) -> [(key: Key, tiedTo: Generation?, claim: ExclusiveClaim?)] {
    guard let type = Catalog.type(named: resource.type) else { return [] }
    func thing(_ path: Path) -> Generation { isOld ? update.old(path) : update.new(path) }
    var found: [(key: Key, tiedTo: Generation?, claim: ExclusiveClaim?)] = []
    if let name = name(of: resource, type, thing) { found.append((name, nil, nil)) }
    for claim in type.facts.claims {
      switch claim.thing {
      case .value(let property, let scope):
        let wanted = resource[property]
        let block = wanted?.ipv6Block.map { "\($0.number)" }
        guard let value = wanted.flatMap({ $0.literal ?? $0.reference?.path.description ?? block }),
          let scope = resource[scope]?.reference
        else { continue }
        let key = Key(type: resource.type, claim: property, scope: thing(scope.path), value: value)
        found.append((key, nil, claim))
      case .tie(let names, let property):
        let graph = isOld ? update.from : update.to
        guard let holder = property.value(in: resource, of: graph)?.reference else { continue }
        for tied in resource.references(along: names) {
          // Whatever ties it: a listener or a rule of one.
          let key = Key(type: "", claim: "tie", scope: thing(tied.path), value: "")
          found.append((key, thing(holder.path), claim))
        }
      case .sole(let names):
        for held in resource.references(along: names) {
          found.append((Key(type: resource.type, claim: "sole", scope: thing(held.path), value: ""), nil, claim))
        }
      case .names(let list, let members, let scope):
        let graph = isOld ? update.from : update.to
        guard let scope = scope.value(in: resource, of: graph)?.reference else { continue }
        for item in list.value(in: resource, of: graph)?.items ?? [] {
          guard let name = members.lazy.compactMap({ item[$0] }).first?.literal else { continue }
          found.append((Key(type: resource.type, claim: members[0], scope: thing(scope.path), value: name), nil, claim))
        }
      case .block: break
      }
    }
    return found
  }

  /// A name that ends in a hash is another one for whatever is made anew.
  private func name(of resource: Resource, _ type: ResourceType, _ thing: (Path) -> Generation) -> Key? {
    guard resource.role == .owned, type.isNameUnique, !resource.hashesName, let property = type.nameProperty,
      let value = resource[property]
    else { return nil }
    var scope: Generation?
    if case .property(let property)? = type.facts.nameScope?.extent {
      guard let reference = resource[property]?.reference else { return nil }
      scope = thing(reference.path)
    }
    return Key(type: resource.type, claim: "name", scope: scope, value: Canonical.text(of: value))
  }

  // MARK: Steps

  private mutating func hold(_ resource: Resource, isOld: Bool) {
    let thing = isOld ? update.old(resource.path) : update.new(resource.path)
    for (key, tiedTo, _) in claims(of: resource, isOld: isOld) {
      holders[key, default: []].append(Holder(thing: thing, tiedTo: tiedTo))
    }
    guard isOld, update.isCleanedUp(thing) else { return }
    for (block, vpc) in blocks(of: resource) { blocks[update.old(vpc), default: TakenBlocks()].insert(block) }
  }

  private mutating func release(_ resource: Resource) {
    for (key, _, _) in claims(of: resource, isOld: true) {
      holders[key]?.removeAll { $0.thing == update.old(resource.path) }
    }
  }

  private mutating func take(_ resource: Resource, _ pending: Set<Path>) {
    let thing = update.new(resource.path)
    for (key, tiedTo, claim) in claims(of: resource, isOld: false) {
      let others = (holders[key] ?? []).filter { $0.thing != thing && (tiedTo == nil || $0.tiedTo != tiedTo) }
      if let other = others.first(where: { update.isCleanedUp($0.thing) }) {
        fail(resource, key, other, claim, isCertain: claim?.isCertain ?? true)
      } else if let other = others.first(where: { pending.contains($0.thing.path) && leaves($0.thing.path, key) }) {
        fail(resource, key, other, claim, isCertain: false)
      }
    }
    hold(resource, isOld: false)
    for (block, vpc) in blocks(of: resource) where thing.isNew || update.from[resource.path] == nil {
      guard blocks[update.new(vpc)]?.overlap(block) ?? false else { continue }
      let words = "\(block) overlaps a subnet that is removed only afterwards"
      failures[resource.path, default: []].append(Failure(consequence: .fails(words), isName: false))
    }
  }

  /// Whether what holds a claim now has it no longer after its own step.
  private func leaves(_ path: Path, _ key: Key) -> Bool {
    update.to[path].map { resource in !claims(of: resource, isOld: false).contains { $0.key == key } } ?? true
  }

  private func blocks(of resource: Resource) -> [(block: CIDR, vpc: Path)] {
    (Catalog.facts(of: resource.type)?.claims ?? []).compactMap { claim in
      guard case .block(let property, let scope) = claim.thing, let vpc = resource[scope]?.reference?.path,
        let block = resource[property]?.literal.flatMap({ CIDR($0) })
      else { return nil }
      return (block, vpc)
    }
  }

  // MARK: Words

  private mutating func fail(
    _ resource: Resource, _ key: Key, _ other: Holder, _ claim: ExclusiveClaim?, isCertain: Bool
  ) {
    let words = words(resource, key, other, claim)
    if claim == nil { wantedNames.insert(other.thing.path) }
    failures[resource.path, default: []].append(
      Failure(consequence: isCertain ? .fails(words) : .mayFail(words), isName: claim == nil))
  }

  private func words(_ resource: Resource, _ key: Key, _ other: Holder, _ claim: ExclusiveClaim?) -> String {
    let isItself = other.thing.path == resource.path
    let end = update.isCleanedUp(other.thing) ? "removed only afterwards" : "perhaps changed only afterwards"
    guard let claim else {
      let name = Catalog.type(named: resource.type)?.nameProperty.flatMap { resource[$0]?.literal } ?? ""
      return isItself
        ? "the new one cannot be made while the old one has its name, '\(name)': write another name"
        : "the name '\(name)' is taken by \(other.thing.path), which is \(end): write another name"
    }
    let remedy = claim.remedy.isEmpty ? "" : ": \(claim.remedy)"
    switch claim.thing {
    case .value(let property, _):
      let name = OptionName.kebab(property).replacing("-", with: " ")
      return "\(name) \(key.value) is taken by \(other.thing.path), which is \(end)\(remedy)"
    case .sole:
      return
        "\(key.scope?.path.description ?? "") stays with \(isItself ? "the old one" : other.thing.path.description), "
        + "which is \(end), and AWS gives it to one only\(remedy)"
    case .names(_, let members, _):
      let name = OptionName.kebab(members[0]).replacing("-", with: " ")
      return "\(name) '\(key.value)' in \(key.scope?.path.description ?? "") is taken by "
        + "\(isItself ? "the old one" : other.thing.path.description), which is \(end)\(remedy)"
    case .tie, .block:
      let thing = key.scope?.path.description ?? ""
      guard case .tie(_, let property) = claim.thing, let holder = other.tiedTo,
        let wanted = property.value(in: resource, of: update.to)?.reference?.path
      else { return "" }
      return holder.path == wanted
        ? "\(thing) stays with the old \(holder.path) until that is removed, and AWS lets it have one only\(remedy)"
        : "\(thing) stays with \(holder.path), whose \(other.thing.path.part) is \(end), and AWS lets it have one only\(remedy)"
    }
  }
}

extension Resource {
  /// The references that stand at a path of members, through lists and sets.
  func references(along names: [String]) -> [Reference] {
    guard let first = names.first, let value = self[first] else { return [] }
    return names.dropFirst().reduce([value].flatMap(\.itemsOrItself)) { values, name in
      values.compactMap { $0[name] }.flatMap(\.itemsOrItself)
    }.compactMap(\.reference)
  }
}

extension Value {
  fileprivate var itemsOrItself: [Value] {
    switch content {
    case .list(let items), .set(let items): items
    default: [self]
    }
  }
}
