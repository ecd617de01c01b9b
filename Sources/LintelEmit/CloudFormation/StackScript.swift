import LintelAWS
package import LintelGraph
import LintelSource

/// The AWS CLI script that brings a system about by CloudFormation: change set, images, progress, and why it failed.
package struct StackScript {
  package let text: String

  /// Writes the script of a template of so many bytes; `place` says where in the spec a node stems from.
  package init(_ graph: ResourceGraph, hasStages: Bool, bytes: Int, place: (Resource) -> String?) {
    // What the template has no resource for: images, and the instances that only serve to make one.
    let deploy = DeployWriter(graph: graph) { $0.role == .artifact || $0.role == .scaffold }
    text = StackWriter(deploy: deploy, hasStages: hasStages, isLarge: bytes > StackWriter.inlineLimit).text(place)
  }
}

/// Writes the parts of a stack's script.
struct StackWriter {
  /// Bytes of a template that a request can hold; a larger one goes through a bucket.
  static let inlineLimit = 51_200

  /// Makes the artifacts, with the steps of a deploy script.
  var deploy: DeployWriter
  let hasStages: Bool
  let isLarge: Bool

  private var graph: ResourceGraph { deploy.graph }
  private var stack: String { [graph.project, graph.environment].compactMap(\.self).joined(separator: "-") }
  private var machineImages: [Resource] { deploy.order.filter(\.isMachineImage) }

  func text(_ place: (Resource) -> String?) -> String {
    var deploy = deploy
    let early = deploy.order.filter { !waitsForBase($0) }.flatMap { steps(of: $0, deploy, place) }
    let late = deploy.order.filter(waitsForBase).flatMap { steps(of: $0, deploy, place) }
    let isStaged = hasStages && hasBase
    let blocks = [linkedRoles].filter { !$0.isEmpty } + early + (isStaged ? [base] : []) + late + [whole]
    deploy.body = blocks.joined(separator: "\n\n")
    let sections =
      [header(steps: blocks.count, isStaged: isStaged), "# ---- Runtime ----", Runtime.common, Runtime.deploy]
      + deploy.runtimes + [StackScript.runtime, "# ---- Options ----", options(deploy)]
      + ["# ---- What is there ----", ScriptConstants.preflight(of: graph, hasAddresses: true), start(deploy)]
      + lookups(deploy) + [deploy.inventory, settling(deploy), "# ---- Steps ----", deploy.body]
      + ["# ---- Result ----", result]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// What the command line gives the template or an artifact.
  private var parameters: [Parameter] {
    let names = Set((graph.usedParameters + deploy.parameters.used).map(\.name))
    return graph.parameters.filter { names.contains($0.name) && $0.source == nil }
  }

  // MARK: Header and options

  private func header(steps: Int, isStaged: Bool) -> String {
    let name = [graph.project, graph.environment].compactMap(\.self).joined(separator: ", ")
    let place = [graph.account.map { "account \($0)" }, graph.region].compactMap(\.self).joined(separator: ", ")
    return """
      #!/usr/bin/env bash
      # Deploys \(name) by CloudFormation: \(place).
      #
      # It makes a change set of the template.json beside it, shows it, executes it, and says what CloudFormation does
      # meanwhile. A first deployment goes in stages where something waits for an image; a later one makes the images
      # first. Run it as often as you like. It needs the AWS CLI, version 1 or 2\(deploy.needsDocker).
      # Written by Lintel: change the spec, not this file.
      set -euo pipefail

      \(ScriptConstants.lines(of: graph))
      stack=\(ShellText(stack).assigned)
      is_large=\(isLarge ? "1" : "''")
      is_staged=\(isStaged ? "1" : "''")
      steps=\(steps)
      """
  }

  private func options(_ deploy: DeployWriter) -> String {
    DeployOptions(
      graph: graph, parameters: parameters, hasImages: !deploy.images.isEmpty,
      hasMachineImages: !machineImages.isEmpty, isStack: true
    ).text
  }

  // MARK: What is there

  /// What the artifacts need of the stack is found by the names that the steps know it by.
  private func start(_ deploy: DeployWriter) -> String {
    var seen: Set<Path> = []
    var lines: [String] = []
    for resource in deploy.order {
      resource.forEachReference { reference, _ in
        guard let target = graph[reference.path], target.role == .owned, seen.insert(target.path).inserted,
          !resource.isContainerImage
        else { return }
        let id = LogicalID(target.path).description
        // Some are known by their names alone.
        guard deploy.body.holds("$\(id)") else { return }
        lines.append("  \(id)=$(physical \(id))")
      }
    }
    let parts = lines.isEmpty ? "find_parts() { :; }" : (["find_parts() {"] + lines + ["}"]).joined(separator: "\n")
    return parts + "\n\n" + StackScript.start
  }

  /// A stack looks up by itself what it needs: the steps only what images need.
  private func lookups(_ deploy: DeployWriter) -> [String] {
    let steps = deploy.inventory + deploy.body
    let lookups = Lookups(deploy.parameters.used.filter { steps.holds("parameter_\($0.name)") }, in: steps)
    if parameters.isEmpty && lookups.parameters.isEmpty { return [] }
    return [ScriptParameters.runtime(keepsTags: false)] + lookups.runtime + [lookups.lines.joined(separator: "\n")]
  }

  private func settling(_ deploy: DeployWriter) -> String {
    if parameters.isEmpty { return "" }
    var lines = ["step='finding out the parameters'"]
    for parameter in parameters {
      let name = parameter.name
      let fallback = parameter.defaultValue.map { " " + ShellWord.quoted($0) } ?? ""
      lines += [
        "last=$(last_value \(TemplateNames.parameter(name)))", "is_first=1",
        "settle \(name) \"${parameter_\(name)+given}\" \"${parameter_\(name)-}\" "
          + "\(parameter.isGiven ? "given" : "default")\(fallback)",
        "parameter_\(name)=$value", "parameter_\(name)_json=$value_json",
      ]
      for form in ["quoted", "tag"] where deploy.body.contains("parameter_\(name)_\(form)") {
        lines.append("parameter_\(name)_\(form)=$value_\(form)")
      }
      lines += deploy.parameters.checks(of: parameter)
    }
    lines.append("step=''")
    return lines.joined(separator: "\n")
  }

  // MARK: Steps

  private var linkedRoles: String {
    let types = graph.resources.filter { $0.role == .owned }.map(\.type)
    let lines = DeployWriter.linkedRoles(of: Set(types))
    return lines.isEmpty ? "" : (["# Roles that AWS's services act with"] + lines).joined(separator: "\n")
  }

  /// Whether there is anything to create that waits for no artifact.
  private var hasBase: Bool {
    let waiting = graph.waitingForArtifacts()
    return graph.resources.contains { $0.role == .owned && !waiting.contains($0.path) }
  }

  /// Whether an artifact is made of what the stack has: an image of an instance that is already there is not.
  private func waitsForBase(_ resource: Resource) -> Bool {
    guard resource.isMachineImage else { return true }
    return resource["Instance"]?.reference.flatMap { graph[$0.path] }?.isExisting != true
  }

  private func steps(of resource: Resource, _ deploy: DeployWriter, _ place: (Resource) -> String?) -> [String] {
    let at = place(resource).map { " (\($0))" } ?? ""
    return deploy.blocks(of: resource).map { lines in
      var lines = lines
      // A repository that is new to the stack is not there before the push: the change set takes it over.
      if let repository = resource["Repository"]?.reference.flatMap({ graph[$0.path] }), repository.role == .owned {
        let name = deploy.values.text(of: Reference(repository.path, .name))
        lines.insert("have_repository \(name.word)", at: 1)
      }
      return (["# \(resource.path)\(at)".comment] + lines).joined(separator: "\n")
    }
  }

  private var base: String {
    """
    # What waits for no image. Of a stack that runs it would remove the rest.
    if [[ -z $is_running && -z $dry_run ]]; then
      step Stack "stack $stack, without what waits for an image"
      deploy_stack "\(json(stage: "base"))"
      look_at_stack
    fi
    """
  }

  private var whole: String {
    """
    # The whole system
    step Stack "stack $stack"
    deploy_stack "\(json(stage: hasStages ? "all" : nil))"
    """
  }

  /// The parameters of a change set, as JSON between double quotes of the shell.
  private func json(stage: String?) -> String {
    var parameters = stage.map { [("Stage", ShellText($0))] } ?? []
    parameters += graph.usedParameters.filter { $0.source == nil }.map {
      (TemplateNames.parameter($0.name), ShellText(.expansion("$parameter_\($0.name)_json")))
    }
    for image in machineImages {
      let variable = ScriptValues.variable(image.path)
      // The base and a dry run do not use the AMI, but CloudFormation wants one that exists: its builder's own.
      let builder = image["Instance"]?.reference.flatMap { graph[$0.path] }
      let fallback = builder?["ImageId"]?.literal
      let value = fallback.map { "$(image_or \"${\(variable):-}\" \($0))" } ?? "${\(variable):-}"
      parameters.append((TemplateNames.parameter(of: image.path), ShellText(.expansion(value))))
    }
    let items = parameters.map { name, value in
      ShellText("{\"ParameterKey\": \"\(name)\", \"ParameterValue\": \"") + value + "\"}"
    }
    return ("[" + ShellText.joined(items, by: ", ") + "]").doubleQuoted
  }

  // MARK: Result

  private var result: String {
    """
    step=''
    if [[ -n $dry_run ]]; then
      say '' 'Nothing was changed.'
      exit 0
    fi
    say '' "Done in $(duration "$(($(date +%s) - began_at))")."
    aws cloudformation describe-stacks --stack-name "$stack" \\
      --query 'Stacks[0].Outputs[].[Description, OutputValue]' | clean | while IFS=$'\\t' read -r label value; do
      [[ $label == None ]] || printf '%s: %s\\n' "$label" "$value"
    done
    """
  }
}
