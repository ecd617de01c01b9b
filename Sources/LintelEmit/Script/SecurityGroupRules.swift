import LintelAWS
import LintelGraph

/// The rules of a security group: exactly those that the spec writes, AWS's own rule for what goes out included.
struct SecurityGroupRules {
  let values: ScriptValues
  let group: Resource
  /// Rules of the group that are resources of their own.
  let separate: [Resource]

  /// One rule, whatever part of the graph it stands in.
  private struct Rule {
    let isEgress: Bool
    let `protocol`: ShellText
    /// Nil for a protocol that has none.
    let from: ShellText?
    let to: ShellText?
    let peer: ShellText
    let peerForm: PeerForm
    let description: ShellText?
    /// The logical id of a rule that is a resource.
    let id: String?
  }

  /// How the CLI takes the other end: the list in a permission, and the member of its items.
  private struct PeerForm {
    let list: String
    let member: String

    static let addresses = PeerForm(list: "IpRanges", member: "CidrIp")
    static let ipv6Addresses = PeerForm(list: "Ipv6Ranges", member: "CidrIpv6")
    static let group = PeerForm(list: "UserIdGroupPairs", member: "GroupId")
    static let prefixList = PeerForm(list: "PrefixListIds", member: "PrefixListId")
  }

  /// The step; of a group that is there already, rules that others wrote stay.
  func lines(isOwned: Bool, tags: String) -> [String] {
    let name = ScriptValues.variable(group.path)
    let rules = allRules
    let noun = group["GroupName"].map(values.text) ?? groupID
    var lines = [
      "step \(name) \(("rules of security group " + noun).word)",
      "group=\(groupID.assigned)",
      "read_rules",
    ]
    for rule in rules { lines += self.lines(of: rule, tags) }
    if isOwned { lines.append("revoke_others") }
    return lines
  }

  private var groupID: ShellText { values.text(of: Reference(group.path, .id)) }

  private func lines(of rule: Rule, _ tags: String) -> [String] {
    let direction = rule.isEgress ? "egress" : "ingress"
    let none = ShellText("-1")
    let words = [rule.protocol, rule.from ?? none, rule.to ?? none, rule.peer].map(\.word).joined(separator: " ")
    let description = rule.description?.word ?? "''"
    var source = rule.peerForm.member + "=" + rule.peer
    if let text = rule.description { source = source + ",Description=" + text.shorthand }
    var ports = ShellText()
    if let from = rule.from, let to = rule.to { ports = ",FromPort=" + from + ",ToPort=" + to }
    let permission = "IpProtocol=" + rule.protocol + ports + ",\(rule.peerForm.list)=[{" + source + "}]"
    var options = ["--group-id \"$group\"", "--ip-permissions \(permission.word)"]
    if let id = rule.id {
      let tagged = "ResourceType=security-group-rule,Tags=[\(tags){Key=lintel:id,Value=\(id)}]"
      options.append("--tag-specifications \(ShellText(tagged).word)")
    }
    let command = CommandWriter.wrapped("change aws ec2 authorize-security-group-\(direction)", options)
    return [
      "rule \(direction) \(words) \(description) ||", "  " + command.replacingNewlines(indent: "  "),
    ]
  }

  // MARK: Rules

  private var allRules: [Rule] {
    let named = separate.map { resource -> Rule in
      let isEgress = if case .egress? = Catalog.facts(of: resource.type)?.groupRules { true } else { false }
      return rule(Value(.map(resource.properties)), isEgress: isEgress, id: LogicalID(resource.path).description)
    }
    guard !group.isExisting else { return named }
    let ingress = group["SecurityGroupIngress"]?.items.map { rule($0, isEgress: false) } ?? []
    let egress = group["SecurityGroupEgress"]?.items.map { rule($0, isEgress: true) } ?? [everything]
    return ingress + named + egress
  }

  /// What AWS gives every new group.
  private var everything: Rule {
    Rule(
      isEgress: true, protocol: ShellText("-1"), from: nil, to: nil, peer: ShellText("0.0.0.0/0"),
      peerForm: .addresses, description: nil, id: nil)
  }

  private func rule(_ value: Value, isEgress: Bool, id: String? = nil) -> Rule {
    let side = isEgress ? "Destination" : "Source"
    let peers: [(PeerForm, String)] = [
      (.group, "\(side)SecurityGroupId"), (.prefixList, "\(side)PrefixListId"), (.addresses, "CidrIp"),
      (.ipv6Addresses, "CidrIpv6"),
    ]
    let peer = peers.lazy.compactMap { form, key in value[key].map { (form, values.text($0)) } }.first
    return Rule(
      isEgress: isEgress, protocol: value["IpProtocol"].map(values.text) ?? ShellText("-1"),
      from: value["FromPort"].map(values.text), to: value["ToPort"].map(values.text), peer: peer?.1 ?? ShellText(),
      peerForm: peer?.0 ?? .addresses, description: value["Description"].map(values.text), id: id)
  }

  /// What the steps of rules call.
  static let runtime = #"""
    rule_fields="SecurityGroupRuleId, to_string(IsEgress), IpProtocol, FromPort, ToPort, CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId, Description || ''"

    # Whether $rules has a rule: direction, protocol, ports, source, description. It is taken out of them.
    rule() {
      local line name egress protocol from to peer description direction wanted=$1/$2/$3/$4/$5 left='' hit=''
      while IFS=$'\t' read -r name egress protocol from to peer description; do
        [[ -n $name ]] || continue
        direction=ingress
        [[ $egress == false ]] || direction=egress
        # What has no ports is answered with -1, with the ports of all, or with nothing.
        case $protocol in
        tcp | udp | icmp | icmpv6) ;;
        *)
          from=-1
          to=-1
          ;;
        esac
        if [[ -z $hit && $direction/$protocol/$from/$to/$peer == "$wanted" ]]; then
          hit=$name
          [[ $description == "$6" ]] || describe "$direction" "SecurityGroupRuleId=$name,Description='$6'" || exit
        else
          line=$(printf '%s\t' "$name" "$egress" "$protocol" "$from" "$to" "$peer")
          left+="$line"$'\t'"$description"$'\n'
        fi
      done <<<"$rules"
      rules=$left
      [[ -n $hit ]]
    }

    describe() {
      if [[ $1 == ingress ]]; then
        change aws ec2 update-security-group-rule-descriptions-ingress --group-id "$group" \
          --security-group-rule-descriptions "$2"
      else
        change aws ec2 update-security-group-rule-descriptions-egress --group-id "$group" \
          --security-group-rule-descriptions "$2"
      fi
    }

    # Reads the rules of $group. A new one has a rule that lets everything out, and EC2 does not show it at once.
    read_rules() {
      local began
      began=$(date +%s)
      while :; do
        rules=$(ask aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" \
          --query "SecurityGroupRules[].[$rule_fields]")
        [[ -z $rules && -z $dry_run && " $new " == *" $group "* ]] || return 0
        if [[ $(($(date +%s) - began)) -ge 150 ]]; then
          say "EC2 does not show the rules of $group, so that none can be taken away: run this again"
          return 1
        fi
        waiting "$began" "rules of $group"
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
    }

    # Takes away what is left in $rules.
    revoke_others() {
      local name egress
      while IFS=$'\t' read -r name egress _ <&3; do
        [[ -n $name && $name != None ]] || continue
        if [[ $egress == false ]]; then
          change aws ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$name"
        else
          change aws ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$name"
        fi
      done 3<<<"$rules"
    }
    """#
}
