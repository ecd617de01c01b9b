import LintelAWS
package import LintelGraph
import LintelSource

/// The AWS CLI script that brings a system about, and changes it to what its spec says.
package struct DeployScript {
  package let text: String

  /// Writes the script; `place` says where in the spec a node stems from: `lintel.yaml:41`.
  package init(_ graph: ResourceGraph, place: (Resource) -> String?) {
    var writer = DeployWriter(graph: graph)
    text = writer.text(place: place)
  }
}

/// Writes the parts of a deploy script.
struct DeployWriter {
  let graph: ResourceGraph
  let values: ScriptValues
  let parameters: ScriptParameters
  /// What a script makes, each after what it needs.
  let order: [Resource]
  private let needed: Set<Reference>
  private let rulesOfGroup: [Path: [Resource]]
  /// What looks around for what is there.
  private(set) var inventory = ""
  private var steps = 0
  /// The steps' text, once it is there.
  var body = ""

  /// Writes what is made of the nodes that `isMeant` names: all, or those that another target does not make.
  init(graph: ResourceGraph, where isMeant: (Resource) -> Bool = { _ in true }) {
    self.graph = graph
    values = ScriptValues(graph: graph)
    order = ScriptOrder.resources(of: graph).filter(isMeant)
    parameters = ScriptParameters(graph: graph, order: order)
    needed = ScriptOrder.references(of: order, graph)
    var rules: [Path: [Resource]] = [:]
    for resource in order where resource.specialty == .rule {
      if let group = resource["GroupId"]?.reference?.path { rules[group, default: []].append(resource) }
    }
    rulesOfGroup = rules
    inventory = questions.joined(separator: "\n")
  }

  mutating func text(place: (Resource) -> String?) -> String {
    var blocks = order.flatMap { resource -> [[String]] in
      let at = place(resource).map { " (\($0))" } ?? ""
      return self.blocks(of: resource).map { ["# \(resource.path)\(at)".comment] + $0 }
    }
    let roles = Self.linkedRoles(of: Set(order.map(\.type)))
    if !roles.isEmpty { blocks.insert(["# Roles that AWS's services act with"] + roles, at: 0) }
    steps = blocks.count
    body = blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    let result = self.result
    // What is looked up before all else: what is there may be sought below it.
    let lookups = Lookups(parameters.used, in: [inventory, body, result].joined(separator: "\n"))
    let sections =
      [header, "# ---- Runtime ----", Runtime.common, Runtime.deploy] + runtimes
      + ["# ---- Options ----", options, "# ---- What is there ----", preflight(result)]
      + [parameters.used.isEmpty ? "" : ScriptParameters.runtime(keepsTags: !parameters.given.isEmpty)]
      + lookups.runtime + [lookups.lines.joined(separator: "\n"), inventory]
      + [parameters.lines(self).joined(separator: "\n"), "# ---- Steps ----"]
      + [body, "# ---- Result ----", result]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  // MARK: Header

  private var name: String { [graph.project, graph.environment].compactMap(\.self).joined(separator: ", ") }

  private var header: String {
    let location = [graph.account.map { "account \($0)" }, graph.region].compactMap(\.self).joined(separator: ", ")
    return """
      #!/usr/bin/env bash
      # Deploys \(name): \(location).
      #
      # Run it as often as you like: it makes what is missing, changes what differs from the spec, and leaves the
      # rest alone. Stopped anywhere, it goes on from there. It needs the AWS CLI, version 1 or 2\(needsDocker).
      # Written by Lintel: change the spec, not this file.
      set -euo pipefail

      \(ScriptConstants.lines(of: graph))
      steps=\(steps)
      """
  }

  private var hasMachineImages: Bool { order.contains(where: \.isMachineImage) }
  var needsDocker: String { images.isEmpty ? "" : ", and docker" }
  var images: [Resource] { order.filter(\.isContainerImage) }

  var runtimes: [String] {
    var runtimes = body.holds("as_file ") ? [Runtime.asFile] : []
    if order.contains(where: { $0.hasRules || $0.specialty == .rule }) {
      runtimes.append(SecurityGroupRules.runtime)
    }
    let lists =
      ScriptInventory.runtimes(for: order) + (body.holds("own_certificate ") ? [CertificateSteps.runtime] : [])
    runtimes.append(ScriptInventory.conditions(for: ([inventory, body] + lists).joined(separator: "\n")))
    runtimes += lists
    if order.contains(where: { $0.isRevisioned || $0.settles }) {
      runtimes.append(ServiceSteps.runtime)
    }
    if body.holds("settle_shift ") { runtimes.append(ShiftSteps.runtime) }
    let types = Set(order.map(\.type))
    var codes: Set<String> = []
    for code in Catalog.types.filter({ types.contains($0.name) }).compactMap(\.commands.missing)
    where codes.insert(code).inserted {
      runtimes.append("passing+='|\(code)\\)'")
    }
    if body.holds("compare_part ") { runtimes.append(Runtime.comparePart) }
    if body.holds("is_sealed ") { runtimes.append(SealSteps.runtime) }
    if body.holds("unpaired ") { runtimes.append(ResourceBlock.pairing) }
    if body.holds("base64_of ") { runtimes.append(Base64.runtime) }
    if body.holds("conclude ") { runtimes.append(OperationSteps.conclude) }
    if body.holds("create_whole ") { runtimes += [PartialSteps.creation, PartialSteps.removal] }
    if body.holds("ipv6_blocks ") { runtimes.append(AddressBlockSteps.runtime) }
    if body.holds("until_there ") { runtimes.append(Runtime.untilThere) }
    if body.holds("until_vacant ") { runtimes.append(Runtime.untilVacant) }
    if body.holds("free_priority ") { runtimes.append(ListenerRuleSteps.runtime) }
    if body.holds("bring_record ") { runtimes += [RecordSteps.shared, RecordSteps.runtime] }
    if body.holds("refresh_instances ") { runtimes.append(GroupSteps.runtime) }
    if !images.isEmpty { runtimes.append(ContainerImageStep.runtime) }
    if hasMachineImages { runtimes.append(MachineImageStep.runtime) }
    return runtimes
  }

  private var options: String {
    DeployOptions(
      graph: graph, parameters: parameters.given, hasImages: !images.isEmpty, hasMachineImages: hasMachineImages
    ).text
  }

  /// What a CLI of some age lacks is asked for before anything is made.
  private var ages: [String] {
    let types = Set(order.map(\.type))
    return Catalog.types.filter { types.contains($0.name) }.compactMap(\.commands.newest).map { newest in
      """
      if ! aws \(newest.command) --generate-cli-skeleton >/dev/null; then
        grep -qi 'invalid choice' "$scratch/error" || exit
        die 'this AWS CLI is too old: it cannot \(newest.purpose)' 'Any of \(newest.since) or later can.'
      fi
      """
    }
  }

  private func preflight(_ result: String) -> String {
    let checks =
      ages + (order.contains(where: GroupSteps.surges) ? [GroupSteps.age] : [])
      + (body.holds("settle_shift ") ? [ShiftSteps.age] : [])
      + (body.holds("settle_shift ") && body.holds("timeoutConfiguration") ? [ShiftSteps.ageOfPauses] : [])
    let hasAddresses = body.holds("$url_suffix") || result.holds("$url_suffix")
    let preflight = ScriptConstants.preflight(of: graph, hasAddresses: hasAddresses)
    return ([preflight] + checks).joined(separator: "\n")
  }

  /// The lines that ask what is there.
  private var questions: [String] {
    let records = order.filter { $0.specialty == .record }.compactMap(writer).map(RecordSteps.init)
    return ScriptInventory(graph: graph, order: order).lines + ListenerRuleSteps.questions(of: order, in: graph)
      + (records.isEmpty ? [] : ["step='asking for records'"] + records.map(\.question))
  }

  /// Whether something is written with a form of a parameter's value.
  func uses(parameter name: String, as form: String) -> Bool {
    form == "tag" || body.holds("parameter_\(name)_\(form)")
  }

  // MARK: Steps

  func writer(_ resource: Resource) -> CommandWriter? {
    guard let type = Catalog.type(named: resource.type) else { return nil }
    return CommandWriter(values: values, resource: resource, type: type, kept: parameters.kept(by: resource.path))
  }

  static func linkedServices(of types: Set<String>) -> [String] {
    var seen: Set<String> = []
    return Catalog.types.filter { types.contains($0.name) }.compactMap(\.commands.linkedService).filter {
      seen.insert($0).inserted
    }
  }

  /// AWS makes these itself at times, but not always before what needs them.
  static func linkedRoles(of types: Set<String>) -> [String] {
    let services = linkedServices(of: types)
    if services.isEmpty { return [] }
    return [
      "step 'ServiceLinkedRoles' 'service-linked roles'",
      "items=$(ask aws iam list-roles --path-prefix /aws-service-role/ --query 'Roles[].[Path]')",
    ]
      + services.map { service in
        "holds /aws-service-role/\(service)/ ||\n"
          + "  change aws iam create-service-linked-role --aws-service-name \(service)"
      }
  }

  /// The steps of a node: a group's rules are one of their own, after all groups that they name.
  func blocks(of resource: Resource) -> [[String]] {
    guard let writer = writer(resource) else { return [] }
    switch writer.commands.specialty {
    case .build: return [ContainerImageStep(writer: writer).lines]
    case .image: return [MachineImageStep(writer: writer).lines + attributes(of: resource, writer)]
    case .revision: return [ServiceSteps(writer: writer, order: order).taskDefinition]
    case .rolling: return [GroupSteps(writer: writer).lines]
    case .service: return [ServiceSteps(writer: writer, order: order).service]
    case .rule: return rules(after: resource)
    case .rules:
      return [ResourceBlock(writer: writer).lines] + (rulesOfGroup[resource.path] == nil ? [rules(of: resource)] : [])
    case .validated: return [CertificateSteps(writer: writer).lines]
    case .priority: return [ListenerRuleSteps(writer: writer).lines]
    case .record: return [RecordSteps(writer: writer).lines]
    case .blocks(let property):
      let vpc = resource[property]?.reference.flatMap { graph[$0.path] }.flatMap(self.writer)
      return [ResourceBlock(writer: writer).lines + (vpc.map(AddressBlockSteps.init)?.lines(needed) ?? [])]
    case .provider, nil:
      var block = ResourceBlock(writer: writer)
      block.tellsVersion = needed.contains(Reference(resource.path, .latestVersion))
      return [block.lines + attributes(of: resource, writer)]
    }
  }

  /// All rules of a group, at the last of those that are resources of their own.
  private func rules(after rule: Resource) -> [[String]] {
    guard let path = rule["GroupId"]?.reference?.path, let group = graph[path],
      rulesOfGroup[path]?.last?.path == rule.path
    else { return [] }
    return [rules(of: group)]
  }

  private func rules(of group: Resource) -> [String] {
    let rules = SecurityGroupRules(values: values, group: group, separate: rulesOfGroup[group.path] ?? [])
    var tags = "{Key=lintel:project,Value=\(graph.project)},"
    if let environment = graph.environment { tags += "{Key=lintel:environment,Value=\(environment)}," }
    return rules.lines(isOwned: !group.isExisting, tags: tags)
  }

  /// Attributes that others or the result name, and that have to be asked for.
  private func attributes(of resource: Resource, _ writer: CommandWriter) -> [String] {
    writer.commands.attributes.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { attribute -> [String] in
      guard case .query(let query)? = writer.commands.attributes[attribute], attribute != .ipv6Blocks,
        needed.contains(Reference(resource.path, attribute))
      else { return [] }
      let variable = ScriptValues.variable(resource.path, attribute)
      let asked = writer.line(query.command, query: query.expression.map { writer.text($0) }, prefix: "ask ")
      let line = (attribute == .latestVersion ? "[[ -n $\(variable) ]] || " : "") + "\(variable)=$(\(asked))"
      // What would use the version that a dry run does not make is told of it all the same.
      return attribute == .latestVersion
        ? [line, "[[ -z $dry_run ]] || ! changed LaunchTemplateData || \(variable)=$((\(variable) + 1))"] : [line]
    }
  }

  // MARK: Result

  /// What the spec no longer has, and what another has taken the place of, is removed by the other script.
  private static let orphans = #"""
    step='removing what is no longer needed'
    if [[ -n $dry_run && -x $destroy ]]; then
      "$destroy" --orphans --dry-run --account "$account"
    elif [[ -n $prune ]]; then
      "$destroy" --orphans --account "$account" ${delete_data:+--delete-data} ${yes_orphans:+--yes-orphans}
    elif [[ -n $aside || $inventory == *'.replaced"'* ]]; then
      [[ -x $destroy ]] || die 'destroy.sh is missing: it removes what was replaced' 'Put it beside this script.'
      "$destroy" --replaced --yes --account "$account"
    fi
    """#

  private var result: String {
    var lines = [
      DeployWriter.orphans,
      "step=''",
      "if [[ -n $dry_run ]]; then",
      "  say \"\" \"$changes things would be done; nothing was.\"",
      "  exit 0",
      "fi",
      "if [[ $changes -eq 0 ]]; then",
      "  say '' 'Everything is as the spec says.'",
      "else",
      "  tally none",
      "  say '' \"Done in $(duration \"$(($(date +%s) - began_at))\"): $made made, $altered changed, $kept left as they were.\"",
      "fi",
    ]
    for output in graph.outputs {
      let text = values.text(output.value)
      lines.append("printf '%s: %s\\n' \(ShellWord.quoted(output.description)) \(text.word)")
    }
    lines += LoadCommands(graph: graph, order: order, values: values).lines
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// Text that stays in a comment.
  var comment: String {
    var result = ""
    for scalar in unicodeScalars {
      result.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
    }
    return result
  }
}
