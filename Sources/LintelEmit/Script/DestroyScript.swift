import LintelAWS
package import LintelGraph

/// The AWS CLI script that removes a system, or what of it the spec no longer has.
package struct DestroyScript {
  package let text: String

  package init(_ graph: ResourceGraph) { text = DestroyWriter(graph: graph).text }
}

/// Writes the parts of a destroy script.
///
/// Tags decide what is removed, not the spec: so all but the names in it is the same for every system.
struct DestroyWriter {
  let graph: ResourceGraph

  var text: String {
    let sections =
      [header, "# ---- Runtime ----", Self.functions, "# ---- Options ----", options, "# ---- What is there ----"]
      + [ScriptConstants.preflight(of: graph)] + lookups + [RemovalRuntime.look] + looks + [Self.work]
    return sections.joined(separator: "\n\n") + "\n"
  }

  /// What every such script begins with.
  static let functions: String = {
    let lists = [
      ScriptInventory.rows, RemovalRuntime.lists, OperationSteps.rest, OperationSteps.conclude, PartialSteps.removal,
      RemovalBlock.text,
    ]
    let conditions = ScriptInventory.conditions(for: lists.joined(separator: "\n"))
    return ([Runtime.common, RemovalRuntime.patience, conditions] + lists).joined(separator: "\n\n")
  }()

  /// What every such script ends with.
  static let work = [
    RemovalRuntime.confirmation, "# ---- Steps ----", RemovalRuntime.steps, "# ---- Result ----", RemovalRuntime.result,
  ].joined(separator: "\n\n")

  private var header: String {
    let name = [graph.project, graph.environment].compactMap(\.self).joined(separator: ", ")
    let place = [graph.account.map { "account \($0)" }, graph.region].compactMap(\.self).joined(separator: ", ")
    return """
      #!/usr/bin/env bash
      # Removes \(name): \(place).
      #
      # It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
      # Repositories, log groups and addresses of load balancers stay unless --delete-data says otherwise. Run it again if it
      # was stopped.
      # Written by Lintel: change the spec, not this file.
      set -euo pipefail

      \(ScriptConstants.lines(of: graph))
      # How derived names begin.
      prefix=$project-${environment:+$environment-}
      # What the spec yields, each with its kind, and with its name where that tells it: anything else that carries the
      # system's tags is an orphan.
      known=\(ShellWord.inSingleQuotes(known))
      steps=00
      """
  }

  /// Parts carry no tags: those of a thing that is there already are known by the spec only.
  private var looks: [String] {
    let values = ScriptValues(graph: graph)
    let lines = ScriptOrder.sorted(graph).map { graph.resources[$0] }.compactMap { resource -> String? in
      guard let removal = Catalog.type(named: resource.type).flatMap(TypeRemoval.of),
        let property = removal.type.commands.removal.part?.items.command.properties.first,
        let parent = resource[property]?.reference, let target = graph[parent.path], isFound(target)
      else { return nil }
      let isThere = lookup(of: target).map { "[[ -z $parameter_\($0.name) ]] || " } ?? ""
      return "\(isThere)look_below_one \(removal.kind) \(values.text(of: parent).word) \(LogicalID(resource.path))"
    }
    let all = lines + records.map(\.look) + RecordSteps.looks(for: records) + ["look_for_noted"]
    return [all.joined(separator: "\n")]
  }

  private var records: [RecordSteps] {
    let writer = DeployWriter(graph: graph) { $0.specialty == .record }
    return writer.order.compactMap(writer.writer).map(RecordSteps.init)
  }

  /// Lines of a kind, a logical id and, where it is sought or told apart by that, a name.
  private var known: String {
    let values = ScriptValues(graph: graph)
    var lines: [String] = []
    var parents: Set<String> = []
    for resource in ScriptOrder.sorted(graph).map({ graph.resources[$0] }) where !resource.isExisting {
      guard let removal = Catalog.type(named: resource.type).flatMap(TypeRemoval.of) else { continue }
      let kind = removal.kind
      let id = LogicalID(resource.path)
      let name = removal.nameProperty.flatMap { resource[$0] }.flatMap { values.text($0).literal }
      if removal.isPart {
        lines.append("\(kind)\t\(name ?? "\(id)")")
      } else {
        lines.append(
          ["\(kind)\t\(id)", removal.isSoughtByName ? name : nil].compactMap(\.self).joined(separator: "\t"))
      }
      if removal.type.commands.specialty == .image { lines.append("ec2_snapshot\t\(id)") }
      // What stands below something that is there already is sought there.
      guard let parent = existingParent(of: resource), let name = values.text(of: parent).literal,
        parents.insert("\(kind) \(name)").inserted
      else { continue }
      lines.append("\(kind)_of\t\(id)\t\(name)")
    }
    return lines.map { "\n\($0)" }.joined() + "\n"
  }

  private func existingParent(of resource: Resource) -> Reference? {
    guard let property = Catalog.type(named: resource.type)?.commands.inventory?.property,
      let parent = resource[property]?.reference, graph[parent.path]?.isExisting ?? false
    else { return nil }
    return parent
  }

  // MARK: Lookups

  /// What an existing thing is looked up by, if it is.
  private func lookup(of target: Resource) -> Parameter? {
    guard case .existing(.parameter(let name)) = target.role else { return nil }
    return graph.parameters.first { $0.name == name && $0.source != nil }
  }

  /// Whether this script can know the identifier: what the command line of a deployment gives it cannot.
  private func isFound(_ target: Resource) -> Bool {
    if case .existing(.literal) = target.role { true } else { lookup(of: target) != nil }
  }

  /// Looks up what parts stand below; where that is gone, so are they.
  private var lookups: [String] {
    let values = ScriptValues(graph: graph)
    var parameters: [Parameter] = []
    var lines: [String] = []
    for resource in ScriptOrder.sorted(graph).map({ graph.resources[$0] }) where !resource.isExisting {
      guard let removal = Catalog.type(named: resource.type).flatMap(TypeRemoval.of) else { continue }
      let parent =
        existingParent(of: resource)
        ?? removal.type.commands.removal.part?.items.command.properties.first.flatMap { resource[$0]?.reference }
      guard let parent, let parameter = graph[parent.path].flatMap(lookup) else { continue }
      if !parameters.contains(where: { $0.name == parameter.name }) { parameters.append(parameter) }
      guard existingParent(of: resource) != nil else { continue }
      let line = "\(removal.kind)_of\t\(LogicalID(resource.path))\t"
      lines.append(
        "[[ -z $parameter_\(parameter.name) ]] || known+=\(ShellWord.quoted(line))"
          + "\(values.text(of: parent).word)$'\\n'")
    }
    let lookups = Lookups(parameters, in: "")
    return lookups.runtime.isEmpty
      ? [] : ["forms() { :; }"] + lookups.runtime + [(lookups.attempts + lines).joined(separator: "\n")]
  }

  private var options: String {
    let account = graph.account == nil ? "\n  --account ID    the account that the credentials have to belong to" : ""
    return #"""
      usage() {
        cat <<END
      Usage: destroy.sh [options]

        --dry-run       list what would be removed, and remove nothing
        --yes           do not ask about what the spec has
        --yes-orphans   nor about what else carries the system's tags\#(account)
        --delete-data   repositories with their images, log groups and addresses of load balancers too
        --orphans       only what the spec no longer has
        --replaced      only what another resource has taken the place of
        --help          print this

      It ends with 0 when nothing is left, 2 when it could not begin, 1 when it stopped on the way.
      END
      }

      yes='' yes_orphans='' delete_data='' only=''
      while [[ $# -gt 0 ]]; do
        case $1 in
        --dry-run) dry_run=1 ;;
        --yes) yes=1 ;;
        --yes-orphans) yes_orphans=1 ;;
        --delete-data) delete_data=1 ;;
        --orphans) only=orphans ;;
        --replaced) only=replaced ;;
        --account)
          [[ $# -gt 1 ]] || die '--account wants a value'
          [[ -z $expected_account || $2 == "$expected_account" ]] || die "the spec says account $expected_account, not $2"
          expected_account=$2
          shift ;;
        -h | --help) usage; exit 0 ;;
        *) die "unknown option: $1" 'With --help the options are printed.' ;;
        esac
        shift
      done
      """#
  }
}
