import LintelAWS
import LintelGraph
import LintelSource

/// What a script asks at its start: all that carries the system's tags, of the types that it handles.
struct ScriptInventory {
  let graph: ResourceGraph
  let order: [Resource]

  /// The function that takes the inventory, so that it can be taken again.
  var lines: [String] {
    let looks = self.looks
    guard !looks.isEmpty else { return ["look_around() { :; }"] }
    return ["look_around() {", "  inventory=''"] + looks.map { "  " + $0.replacingNewlines(indent: "  ") }
      + ["}", "step='finding out what is there'", "look_around"]
  }

  private var looks: [String] {
    var seen: Set<String> = []
    var looks: [String] = []
    for type in Catalog.types where order.contains(where: { $0.type == type.name }) {
      switch type.commands.inventory {
      case .ec2: looks += ScriptInventory.look(type)
      case .function(let function, property: nil): looks.append("look list_\(function)")
      case .function(let function, let property?):
        for resource in order where resource.type == type.name {
          guard let parent = resource[property]?.reference, let word = words(for: parent) else { continue }
          let line = "look list_\(function)\(word)"
          guard seen.insert(line).inserted else { continue }
          // What is there twice ends the script only where nothing else is called with it.
          looks +=
            word.hasPrefix(" \"$(")
            ? ["parent=\(word.dropFirst(2).dropLast())", "look list_\(function) \"$parent\""] : [line]
        }
      case nil: continue
      }
    }
    return looks
  }

  /// What a list is limited to: a parent that is there already by its name, the system's own by their own list.
  private func words(for parent: Reference) -> String? {
    guard let target = graph[parent.path] else { return nil }
    if target.isExisting { return " " + ScriptValues(graph: graph).text(of: parent).word }
    if parent.attribute == .name { return " " + ScriptValues(graph: graph).text(of: parent).word }
    return " \"$(found \(ScriptValues.variable(parent.path)))\""
  }

  /// The lines that list what carries the system's tags, of a type that EC2 lists.
  static func look(_ type: ResourceType) -> [String] {
    guard case .ec2(let operation, let items, let identifier, let condition)? = type.commands.inventory else {
      return []
    }
    guard type.name == "Lintel::MachineImage" else { return [ec2(operation, items, identifier, condition)] }
    return [
      ec2(operation, items, identifier, condition, owners: "--owners"),
      // Snapshots of an image that another took the place of, where it is gone already.
      ec2(
        "describe-snapshots", "Snapshots[]", "SnapshotId", "Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')]",
        owners: "--owner-ids"),
    ]
  }

  private static func ec2(
    _ operation: String, _ items: String, _ identifier: String, _ condition: String?, owners: String? = nil
  ) -> String {
    let filter = items.hasSuffix("[]") ? String(items.dropLast(2)) : items
    let others = condition.map { " && \($0)" } ?? ""
    let owners = owners.map { "\($0) self " } ?? ""
    return CommandWriter.wrapped(
      "look aws ec2 \(operation) \(owners)--filters \"Name=tag:lintel:project,Values=$project\"",
      ["--query \"\(filter)[?$ours\(others)].[to_string([$its_id, \(identifier), $its_replaces])]\""])
  }

  // MARK: Runtime

  static func runtimes(for order: [Resource]) -> [String] {
    let types = Set(order.map(\.type))
    var runtimes: [String] = []
    if !types.isDisjoint(with: elasticLoadBalancing) { runtimes.append(loadBalancing) }
    if types.contains("AWS::ECS::Cluster") || types.contains("AWS::ECS::Service") { runtimes.append(containers) }
    if types.contains("AWS::AutoScaling::AutoScalingGroup") { runtimes.append(groups) }
    return runtimes
  }

  private static let elasticLoadBalancing: Set<String> = [
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::ElasticLoadBalancingV2::Listener",
  ]

  /// JMESPath that tells the system's own by its tags, in those of the services' spellings that a text uses.
  static func conditions(for text: String) -> String {
    func owns(_ tags: String, _ key: String, _ value: String) -> (String, String) {
      let mine = "\(tags)[?\(key)=='lintel:project' && \(value)=='$project']"
      let environment = "\(tags)[?\(key)=='lintel:environment'"
      let free = "!(\(tags)[?\(key)=='aws:cloudformation:stack-id'])"
      return (
        "\(mine) && \(environment) && \(value)=='$environment'] && \(free)", "\(mine) && !(\(environment)]) && \(free)"
      )
    }
    var lines = [
      "# JMESPath that picks what carries the system's tags, and says whose something is, as services spell tags."
    ]
    for (suffix, tags, key, value) in [("", "Tags", "Key", "Value"), ("_lower", "tags", "key", "value")] {
      guard uses(text, "ours" + suffix) else { continue }
      let (named, nameless) = owns(tags, key, value)
      lines += [
        "ours\(suffix)=\"\(named)\"",
        "[[ -n $environment ]] || ours\(suffix)=\"\(nameless)\"",
        "its_id\(suffix)=\"\(tags)[?\(key)=='lintel:id']|[0].\(value)\"",
        "its_replaces\(suffix)=\"\(tags)[?\(key)=='lintel:replaces']|[0].\(value)\"",
      ]
    }
    if uses(text, "ours_map") {
      lines += [
        #"""
        ours_map="[?\"lintel:project\"=='$project' && \"lintel:environment\"=='$environment' && !(\"aws:cloudformation:stack-id\")]"
        [[ -n $environment ]] || ours_map="[?\"lintel:project\"=='$project' && !(\"lintel:environment\") && !(\"aws:cloudformation:stack-id\")]"
        ours_map+=".[to_string([\"lintel:id\", '-', \"lintel:replaces\"])]"
        """#
      ]
    }
    let keys = ["lintel:project", "lintel:environment", "lintel:id", "aws:cloudformation:stack-id"]
    func owner(_ key: String, _ value: String) -> String {
      "to_string([" + keys.map { "[?\(key)=='\($0)']|[0].\(value)" }.joined(separator: ", ") + "])"
    }
    if uses(text, "owner") { lines.append("owner=\"\(owner("Key", "Value"))\"") }
    if uses(text, "owner_lower") { lines.append("owner_lower=\"\(owner("key", "value"))\"") }
    if uses(text, "owner_map") {
      lines.append("owner_map='to_string([" + keys.map { "\"\($0)\"" }.joined(separator: ", ") + "])'")
    }
    return lines.count > 1 ? lines.joined(separator: "\n") : ""
  }

  private static func uses(_ text: String, _ variable: String) -> Bool {
    let expansion = "$" + variable
    var start = 0
    while let offset = text.utf8Offset(of: expansion, from: start) {
      start = offset + expansion.utf8.count
      let next = text.utf8.dropFirst(start).first ?? UInt8(ascii: " ")
      let isLetter = (0x41...0x5A).contains(next & 0xDF) || next >= 0x80
      if next != UInt8(ascii: "_"), !isLetter { return true }
    }
    return false
  }

  static let loadBalancing = #"""
    # The rows of those among these ARNs that are the system's.
    tagged() {
      local arn
      set --
      while IFS= read -r arn; do
        [[ -z $arn ]] || set -- "$@" "$arn"
      done
      while [[ $# -gt 0 ]]; do
        # AWS describes the tags of 20 at a time, and none where one of them has vanished.
        describe_tags "${@:1:20}" || return
        if [[ $# -gt 20 ]]; then shift 20; else shift $#; fi
      done
    }

    describe_tags() {
      local rows arn
      if rows=$(aws elbv2 describe-tags --resource-arns "$@" \
        --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]"); then
        printf '%s\n' "$rows"
        return
      fi
      grep -Eq '\((LoadBalancer|TargetGroup|Listener)NotFound\)' "$scratch/error" || return
      [[ $# -gt 1 ]] || return 0
      for arn in "$@"; do
        describe_tags "$arn" || return
      done
    }

    list_load_balancers() {
      local arns
      arns=$(aws elbv2 describe-load-balancers --query 'LoadBalancers[].[to_string([LoadBalancerArn])]') || return
      names <<<"$arns" | tagged
    }

    list_target_groups() {
      local arns
      arns=$(aws elbv2 describe-target-groups --query 'TargetGroups[].[to_string([TargetGroupArn])]') || return
      names <<<"$arns" | tagged
    }

    list_listeners() {
      local arns
      [[ -n $1 ]] || return 0
      arns=$(lookup LoadBalancerNotFound aws elbv2 describe-listeners --load-balancer-arn "$1" \
        --query 'Listeners[].[to_string([ListenerArn])]') || return
      names <<<"$arns" | tagged
    }
    """#

  static let containers = #"""
    list_clusters() {
      local arns arn
      arns=$(aws ecs list-clusters --query 'clusterArns[].[to_string([@])]') || return
      set --
      while IFS= read -r arn; do
        [[ -z $arn ]] || set -- "$@" "$arn"
      done < <(names <<<"$arns")
      while [[ $# -gt 0 ]]; do
        # AWS describes 100 at a time.
        aws ecs describe-clusters --clusters "${@:1:100}" --include TAGS \
          --query "clusters[?status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, clusterName, $its_replaces_lower])]" ||
          return
        if [[ $# -gt 100 ]]; then shift 100; else shift $#; fi
      done
    }

    list_services() {
      local cluster=$1 arns arn
      arns=$(lookup ClusterNotFoundException aws ecs list-services --cluster="$cluster" \
        --query 'serviceArns[].[to_string([@])]') || return
      set --
      while IFS= read -r arn; do
        [[ -z $arn ]] || set -- "$@" "$arn"
      done < <(names <<<"$arns")
      while [[ $# -gt 0 ]]; do
        # AWS describes 10 at a time.
        aws ecs describe-services --cluster="$cluster" --services "${@:1:10}" --include TAGS \
          --query "services[?status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, serviceArn, $its_replaces_lower])]" ||
          return
        if [[ $# -gt 10 ]]; then shift 10; else shift $#; fi
      done
    }
    """#

  static let groups = #"""
    list_groups() {
      aws autoscaling describe-auto-scaling-groups --filters "Name=tag:lintel:project,Values=$project" \
        --query "AutoScalingGroups[?$ours].[to_string([$its_id, AutoScalingGroupName, $its_replaces])]"
    }
    """#
}
