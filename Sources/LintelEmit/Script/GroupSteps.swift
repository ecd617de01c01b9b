import LintelAWS
import LintelGraph

/// Auto Scaling groups, whose running instances give way to new ones where the spec says so.
///
/// CloudFormation's rolling update is an instance refresh here: AWS goes on with it by itself when the script ends.
struct GroupSteps {
  let writer: CommandWriter

  private var resource: Resource { writer.resource }
  private var update: Value? {
    guard case .rolling(let property)? = writer.commands.specialty else { return nil }
    return resource[property]?["AutoScalingRollingUpdate"]
  }

  /// AWS's default of a member of the update policy.
  private static func usual(_ member: String) -> Int {
    ResourceType.autoScalingGroup.integerDefault(of: "UpdatePolicy", "AutoScalingRollingUpdate", member)
  }

  /// Whether a group keeps instances in service, so that new instances may have to come before old ones go.
  static func surges(_ resource: Resource) -> Bool {
    (resource["UpdatePolicy"]?["AutoScalingRollingUpdate"]?["MinInstancesInService"]?.integer
      ?? usual("MinInstancesInService")) > 0
  }

  var lines: [String] {
    let lines = ResourceBlock(writer: writer).lines
    guard let update, let template = resource.launchTemplate else { return lines }
    // `pause` of a spec is in seconds, and so is what becomes of it: PT30S.
    let pause = update["PauseTime"]?.literal.map { String($0.dropFirst(2).dropLast()) } ?? "0"
    let counts = [
      String(update["MinInstancesInService"]?.integer ?? Self.usual("MinInstancesInService")),
      String(update["MaxBatchSize"]?.integer ?? Self.usual("MaxBatchSize")), pause,
    ]
    let what =
      [writer.values.identifier(of: resource)]
      + [template["LaunchTemplateId"], template["Version"]].map { $0.map(writer.values.text) ?? ShellText() }
    return lines + ["refresh_instances \((what.map(\.word) + counts).joined(separator: " "))"]
  }

  static let runtime = #"""
    # Replaces what a group ($1) has not started from a version ($3) of a launch template ($2): $4 instances stay in
    # service meanwhile, $5 are replaced at a time, and new ones have $6 seconds to get ready.
    refresh_instances() {
      local refresh desired keep least most=100 old
      refresh=$(lookup - aws autoscaling describe-instance-refreshes --auto-scaling-group-name="$1" --max-records 1 \
        --query "InstanceRefreshes[?contains(['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'],
          Status)]|[0].InstanceRefreshId")
      # One that is on its way replaces instances by what the group said when it began.
      [[ -z $refresh ]] || settle_refresh "$1" "$refresh"
      old=$(ask aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
        --query "AutoScalingGroups[0].[DesiredCapacity, length(Instances[?!starts_with(LifecycleState, 'Terminat')
          && (LaunchTemplate.LaunchTemplateId != '$2' || LaunchTemplate.Version != '$3')])]")
      IFS=$'\t' read -r desired old <<<"$old"
      [[ $desired != None && $desired -gt 0 && $old -gt 0 ]] || return 0
      keep=$((desired - $5))
      [[ $keep -ge $4 ]] || keep=$4
      if [[ $keep -lt $desired ]]; then
        # AWS rounds up what the percentage makes of the group.
        least=$((keep > 0 ? keep * 100 / desired : 0))
      else
        # New instances come before old ones go.
        least=100
        most=$((100 + ($5 * 100 + desired - 1) / desired))
        [[ $most -le 200 ]] || most=200
      fi
      change aws autoscaling start-instance-refresh --auto-scaling-group-name="$1" --query InstanceRefreshId --preferences \
        "MinHealthyPercentage=$least,$([[ $most -eq 100 ]] || printf 'MaxHealthyPercentage=%s,' "$most")InstanceWarmup=$6,SkipMatching=true"
      [[ -n $dry_run ]] || settle_refresh "$1" "$(<"$scratch/answer")"
    }

    # Waits until a refresh ($2) of a group's ($1) instances is done, for an hour without progress at most.
    settle_refresh() {
      local state status left reason last='' began since=$SECONDS
      [[ -z $dry_run ]] || return 0
      began=$(date +%s)
      while :; do
        state=$(ask aws autoscaling describe-instance-refreshes --auto-scaling-group-name="$1" --instance-refresh-ids "$2" \
          --query 'InstanceRefreshes[0].[Status, InstancesToUpdate, StatusReason]')
        IFS=$'\t' read -r status left reason <<<"$state"
        case $status in
        Successful) return 0 ;;
        Pending | InProgress | Baking | Cancelling | RollbackInProgress) ;;
        *) die "the instances were not all replaced: $status" "${reason#None}" ;;
        esac
        if [[ $left != "$last" ]]; then
          waiting "$began" "instances to replace: ${left/None/some}"
          last=$left
          since=$SECONDS
        fi
        [[ $((SECONDS - since)) -lt 3600 ]] || die 'no instance was replaced for an hour' 'AWS goes on by itself: look at the group.'
        sleep "${LINTEL_POLL_SECONDS:-10}"
      done
    }
    """#

  /// Refreshes that start new instances first came to the AWS CLI in November 2023.
  static let age = #"""
    skeleton=$(aws autoscaling start-instance-refresh --generate-cli-skeleton)
    [[ $skeleton == *MaxHealthyPercentage* ]] ||
      die 'this AWS CLI is too old: it cannot start new instances before it ends old ones' 'Any of 2024 or later can.'
    """#
}
