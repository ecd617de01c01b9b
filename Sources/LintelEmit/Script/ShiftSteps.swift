import LintelAWS
import LintelGraph

/// Services whose new tasks stand beside the old ones until ECS moves the requests: deployments that end with a verdict
/// of ECS's own.
enum ShiftSteps {
  /// How many seconds a stage of a service's deployments may take; nil where they are rolling ones.
  ///
  /// Half an hour, as for others, and what the spec has it wait for; functions and people may take a day to answer. Behind
  /// a network load balancer ECS waits ten minutes more when it moves connections.
  static func patience(with service: Resource, in graph: ResourceGraph) -> Int? {
    guard let configuration = service["DeploymentConfiguration"],
      let strategy = configuration["Strategy"]?.literal, strategy != "ROLLING"
    else { return nil }
    var minutes = configuration["BakeTimeInMinutes"]?.integer ?? 0
    let moved = (service["LoadBalancers"]?.items ?? []).compactMap { target in
      target["AdvancedConfiguration"]?["ProductionListenerRule"]?.reference
    }
    let delay = moved.contains { graph[$0.path]?.type == ResourceType.listener.name } ? 10 : 0
    minutes += delay
    let (linear, canary) = (configuration["LinearConfiguration"], configuration["CanaryConfiguration"])
    if let linear, let step = linear["StepPercent"]?.literal.flatMap({ Decimal($0) }) {
      let steps = Decimal.ceiling(1, times: Decimal(100), over: step) ?? 1
      minutes += steps * ((linear["StepBakeTimeInMinutes"]?.integer ?? 0) + delay)
    }
    minutes += canary.map { ($0["CanaryBakeTimeInMinutes"]?.integer ?? 0) + delay } ?? 0
    let hooks = configuration["LifecycleHooks"]?.items ?? []
    minutes += hooks.map { $0["TimeoutConfiguration"]?["TimeoutInMinutes"]?.integer ?? 1440 }.max() ?? 0
    return 1800 + 60 * minutes
  }

  /// The youngest of the strategies came to the AWS CLI in October 2025.
  static let age = #"""
    skeleton=$(aws ecs create-service --generate-cli-skeleton)
    [[ $skeleton == *canaryConfiguration* ]] ||
      die 'this AWS CLI is too old: it cannot say how ECS moves requests to new tasks' 'Any of 2026 or later can.'
    """#

  /// Pauses, and how long a hook is waited for, came later.
  static let ageOfPauses = #"""
    [[ $skeleton == *timeoutConfiguration* ]] ||
      die 'this AWS CLI is too old: it cannot say where deployments pause' 'Update it.'
    """#

  static let runtime = #"""
    # The newest deployment of a service ($1, $2), its status, and when it was made: on one line, the newest first on
    # whatever page it stands.
    newest_shift() {
      local token='' answer rows=''
      while :; do
        answer=$(ask aws ecs list-service-deployments --cluster="$1" --service="$2" ${token:+--next-token="$token"} \
          --query "[[[nextToken || '-']], serviceDeployments[].[to_string(createdAt), serviceDeploymentArn, status]][]") || return
        token=${answer%%$'\n'*}
        rows+=${answer#"$token"}
        [[ $token != - ]] || break
      done
      # What is not there yet has no rows at all.
      LC_ALL=C sort -r <<<"$rows" | sed -n '/arn:/{p;q;}'
    }

    # Notes what a service ($1, $2) has been deployed with so far, if it is there.
    observe_shift() {
      local answer
      deployment='' rollout='' is_new=''
      [[ -n $2 ]] || return 0
      answer=$(newest_shift "$1" "$2")
      IFS=$'\t' read -r _ deployment rollout <<<"$answer"
      case $rollout in STOPPED | ROLLBACK_SUCCESSFUL | ROLLBACK_FAILED) rollout=FAILED ;; esac
    }

    # Waits until ECS calls the deployment of a service ($1, $2) to a task definition ($3) successful, for so many
    # seconds ($4) a stage at most. What ECS answers may be older than the last change: it is no verdict before the new
    # deployment was seen, nor until it was said three times.
    settle_shift() {
      local answer mine status stage running hook why revision text shown='' past='' paused='' said=0
      local began since=$SECONDS told=$SECONDS unseen=$SECONDS
      [[ -z $dry_run ]] || return 0
      began=$(date +%s)
      while :; do
        answer=$(newest_shift "$1" "$2")
        IFS=$'\t' read -r _ mine status <<<"$answer"
        text='ECS has not begun the deployment'
        if [[ -z $mine || -n $is_new && $mine == "$deployment" ]]; then
          # A service that was there before ECS kept deployments has none until the next.
          [[ -n $is_new ]] || return 0
          [[ $((SECONDS - unseen)) -lt 300 ]] || die 'ECS did not begin the deployment' "$(diagnosis "$1" "$2")"
          status=''
        else
          unseen=$SECONDS
          answer=$(ask aws ecs describe-service-deployments --service-deployment-arns "$mine" --query \
            "serviceDeployments[0].[status, lifecycleStage, targetServiceRevision.runningTaskCount,
            (lifecycleHookDetails[?status=='AWAITING_ACTION']|[0].hookId), statusReason]")
          IFS=$'\t' read -r status stage running hook why <<<"$answer"
          text="the deployment is ${status:-None}"
          [[ ${stage:-None} == None ]] || text+=", $stage"
          [[ ${running:-None} == None ]] || text+=", $running new tasks run"
          if [[ ${hook:-None} != None ]]; then
            text+=', paused'
            [[ $hook == "$paused" ]] ||
              say 'The deployment is paused until somebody lets it go on, or back by `--action ROLLBACK`:' \
                "  aws ecs continue-service-deployment --service-deployment-arn $mine --hook-id $hook"
            paused=$hook
          fi
        fi
        case $status in
          SUCCESSFUL | STOPPED | ROLLBACK_SUCCESSFUL | ROLLBACK_FAILED)
            [[ $past == "$mine $status" ]] || said=0
            past="$mine $status"
            said=$((said + 1))
            ;;
          *) said=0 ;;
        esac
        if [[ $said -eq 3 || -z $is_new && $said -eq 1 ]]; then
          [[ $status == SUCCESSFUL ]] ||
            die "the deployment ended as $status${why:+: ${why/#None/no reason was given}}" "$(diagnosis "$1" "$2")"
          revision=$(ask aws ecs describe-services --cluster="$1" --services="$2" --query 'services[0].taskDefinition')
          [[ $revision != "$3" ]] || return 0
          # What was asked may not be seen yet; what stays is another's deployment.
          [[ $((SECONDS - since)) -lt 300 ]] || die "the service runs ${revision##*/} meanwhile" "$(diagnosis "$1" "$2")"
          said=2
        fi
        # A line a minute.
        if [[ $text != "$shown" || $((SECONDS - told)) -ge 60 ]]; then
          [[ $text == "$shown" ]] || since=$SECONDS
          waiting "$began" "$text"
          shown=$text
          told=$SECONDS
        fi
        [[ $((SECONDS - since)) -lt $4 ]] ||
          die "the deployment did not go on, for $(($4 / 60)) minutes: $text" "$(diagnosis "$1" "$2")"
        sleep "${LINTEL_POLL_SECONDS:-$((SECONDS - since < 300 ? 10 : 30))}"
      done
    }
    """#
}
