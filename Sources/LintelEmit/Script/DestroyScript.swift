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
    let lists = [ScriptInventory.loadBalancing, ScriptInventory.containers, ScriptInventory.groups, Removal.lists]
    let conditions = ScriptInventory.conditions(for: lists.joined(separator: "\n"))
    let sections =
      [header, "# ---- Runtime ----", Runtime.common, conditions] + lists + [Removal.steps]
      + ["# ---- Options ----", options, "# ---- What is there ----", ScriptConstants.preflight(of: graph)]
      + [look, Removal.confirmation, "# ---- Steps ----", Removal.order, "# ---- Result ----", Removal.result]
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var header: String {
    let name = [graph.project, graph.environment].compactMap(\.self).joined(separator: ", ")
    let place = [graph.account.map { "account \($0)" }, graph.region].compactMap(\.self).joined(separator: ", ")
    return """
      #!/usr/bin/env bash
      # Removes \(name): \(place).
      #
      # It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
      # Repositories and log groups stay unless --delete-data says otherwise. Run it again if it was stopped.
      # Written by Lintel: change the spec, not this file.
      set -euo pipefail

      \(ScriptConstants.lines(of: graph))
      # What the spec yields: anything else that carries the system's tags is an orphan.
      known=\(ShellWord.inSingleQuotes(known))
      steps=00
      """
  }

  /// Scaling policies carry no tags: those of a group that is there already are known by the spec only.
  private var look: String {
    let values = ScriptValues(graph: graph)
    let policies = ScriptOrder.sorted(graph).map { graph.resources[$0] }.filter { resource in
      resource.type == "AWS::AutoScaling::ScalingPolicy"
        && resource["AutoScalingGroupName"]?.reference.flatMap { graph[$0.path] }?.isExisting == true
    }
    let lines = policies.compactMap { policy -> String? in
      guard let group = policy["AutoScalingGroupName"] else { return nil }
      return "look group_policy list_group_policy \(values.text(group).word) \(LogicalID(policy.path))"
    }
    return ([Removal.look] + lines).joined(separator: "\n")
  }

  /// A logical id and, where the physical name tells one from the next, that name.
  private var known: String {
    let values = ScriptValues(graph: graph)
    let resources = ScriptOrder.sorted(graph).map { graph.resources[$0] }
    let ids = resources.filter { !$0.isExisting && $0.type != "Lintel::ContainerImage" }.map { resource in
      let id = LogicalID(resource.path).description
      guard let type = Catalog.type(named: resource.type), type.commands.inventory == nil, type.commands.name != nil,
        let name = type.nameProperty.flatMap({ resource[$0] }).flatMap({ values.text($0).literal })
      else { return id }
      return "\(id)=\(name)"
    }
    let policies = resources.filter { $0.type == "AWS::ApplicationAutoScaling::ScalingPolicy" }
      .compactMap { policy in policy["PolicyName"].flatMap { values.text($0).literal } }
    return (ids + policies).map { "\n\($0)" }.joined() + "\n"
  }

  private var options: String {
    let account = graph.account == nil ? "\n  --account ID    the account that the credentials have to belong to" : ""
    return #"""
      usage() {
        cat <<END
      Usage: destroy.sh [options]

        --dry-run       list what would be removed, and remove nothing
        --yes           do not ask\#(account)
        --delete-data   repositories with their images and log groups too
        --orphans       only what the spec no longer has
        --replaced      only what another resource has taken the place of
        --help          print this

      It ends with 0 when nothing is left, 2 when it could not begin, 1 when it stopped on the way.
      END
      }

      yes='' delete_data='' only=''
      while [[ $# -gt 0 ]]; do
        case $1 in
        --dry-run) dry_run=1 ;;
        --yes) yes=1 ;;
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
