import LintelAWS
import LintelGraph

/// Task definitions, of which a service runs one revision, and services, which need time to settle.
struct ServiceSteps {
  let writer: CommandWriter
  let order: [Resource]

  private var resource: Resource { writer.resource }
  private var variable: String { ScriptValues.variable(resource.path) }

  // MARK: Task definitions

  /// Sets `revisions`: the revision that a service runs, and the newest.
  func revisions(family: String) -> String {
    var words = [resource[family].map(writer.values.text) ?? ShellText()]
    let user = order.first { $0.settles && $0["TaskDefinition"]?.reference?.path == resource.path }
    if let user, let cluster = user["Cluster"], let name = user["ServiceName"] {
      words += [writer.values.text(cluster), writer.values.text(name)]
    }
    return "revisions=$(list_revisions \(words.map(\.word).joined(separator: " ")))"
  }

  var taskDefinition: [String] {
    guard case .revision(let property)? = writer.commands.specialty, let family = resource[property] else { return [] }
    let block = ResourceBlock(writer: writer)
    var reader = writer
    reader.itself = ShellText(.expansion("$revision"))
    let comparison = ComparisonWriter(writer: reader)
    var compare: [String] = []
    var compared: [String] = []
    for read in writer.commands.reads {
      let lines = comparison.lines(of: read)
      compared += lines.map(\.property).filter { $0 != "Tags" }
      compare += lines.compactMap(\.shape)
      compare.append(reader.line(read.command, query: comparison.query(of: read, lines), prefix: "compare "))
    }
    let owner = "tags." + ShellText(.expansion("$owner_lower"))
    let name = writer.values.text(family).word
    let creation = writer.commands.create.map { create in
      writer.line(create.command, query: create.expression.map { writer.text($0) }, initial: true, prefix: "create ")
    }
    var lines =
      ["step \(variable) \(block.title.word)"] + block.documents + [
        revisions(family: property),
        "if [[ -n $revisions ]]; then",
        "  claim aws ecs describe-task-definition --task-definition=\(name) --include TAGS \\",
        "      --query \(owner.quoted)",
        "fi",
        "\(variable)=''",
        "for revision in $revisions; do",
        "  differs=''",
      ]
    lines += compare.map { "  " + $0.replacingNewlines(indent: "  ") }
    lines += [
      "  changed \(unique(compared).joined(separator: " ")) || { \(variable)=$revision; break; }",
      "done",
      "if [[ -z $\(variable) ]]; then",
      "  " + (creation ?? "").replacingNewlines(indent: "  "),
      "  \(variable)=$created",
      "  differs=''",
      "fi",
    ]
    if let tag = writer.commands.tag {
      lines += ["if changed Tags; then", "  " + writer.line(tag, prefix: "change "), "fi"]
    }
    return lines
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  // MARK: Services

  var service: [String] {
    let cluster = resource["Cluster"].map(writer.values.text) ?? ShellText()
    let task = resource["TaskDefinition"].map(writer.values.text) ?? ShellText()
    let itself = "\(cluster.word) \"$\(variable)\""
    var block = ResourceBlock(writer: writer)
    let patience = ShiftSteps.patience(with: resource, in: writer.graph)
    block.beforeComparing = ["observe_\(patience == nil ? "service" : "shift") \(itself)"]
    block.beforeCreating = ["deployment='' rollout=''" + (patience == nil ? "" : " is_new=1")]
    // Inputs that ECS starts new tasks for, and those that it has to be without.
    let deploying = writer.type.properties.filter {
      $0.effect == .rollingDeployment && (resource[$0.name] != nil || block.compared.contains($0.name))
    }.map(\.name)
    return block.lines + [
      "if changed \(deploying.joined(separator: " ")); then",
      "  is_new=1",
      "else",
      "  \((["redeploy", itself] + images).joined(separator: " "))",
      "fi",
      patience.map { "settle_shift \(itself) \(task.word) \($0)" } ?? "settle_service \(itself) \(task.word)",
    ]
  }

  /// The images that the script may push and the service runs.
  private var images: [String] {
    guard let task = resource["TaskDefinition"]?.reference.flatMap({ writer.graph[$0.path] }) else { return [] }
    var images: [String] = []
    task.forEachReference { reference, _ in
      guard writer.graph[reference.path]?.isContainerImage == true else { return }
      images.append(ScriptValues.variable(reference.path))
    }
    return unique(images)
  }

  static let runtime = #"""
    # The revision that a service ($2, $3) runs, and the newest of a family ($1).
    list_revisions() {
      if [[ $# -gt 1 ]]; then
        lookup ClusterNotFoundException aws ecs describe-services --cluster="$2" --services="$3" \
          --query "services[?status=='ACTIVE']|[0].taskDefinition" || return
        printf '\n'
      fi
      lookup ClientException aws ecs describe-task-definition --task-definition="$1" \
        --query taskDefinition.taskDefinitionArn
    }

    # Notes what a service ($1, $2) has been deployed with so far, if it is there.
    observe_service() {
      local state
      deployment='' rollout='' is_new=''
      [[ -n $2 ]] || return 0
      state=$(ask aws ecs describe-services --cluster="$1" --services="$2" \
        --query "services[0].deployments[?status=='PRIMARY']|[0].[id, rolloutState]")
      IFS=$'\t' read -r deployment rollout <<<"$state"
    }

    # Has a service ($1, $2) deploy once more what it runs: after a failed deployment ECS starts no tasks, and a tag
    # means to it the image that it meant when a deployment began. The images that the service runs follow.
    redeploy() {
      local reason='' image
      [[ -n $deployment ]] || return 0
      [[ $rollout != FAILED ]] || reason='its last deployment failed'
      for image in "${@:3}"; do
        [[ " ${pushed:-} " != *" $image "* ]] || reason='its image was pushed anew'
      done
      [[ -n $reason ]] || return 0
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "deploying it again: $reason" >&2
      change aws ecs update-service --cluster="$1" --service="$2" --force-new-deployment --query service.serviceArn
      is_new=1
    }

    # Waits until a service ($1, $2) runs nothing but a task definition ($3) and ECS calls that complete, for half an
    # hour without progress at most. What ECS answers may be older than the last change: it is no verdict before the
    # new deployment was seen, nor until it was said three times.
    settle_service() {
      local state running desired deployments id task ran state_of failed shown='' text others=0
      local mine='' most=-1 least=1000000 began since=$SECONDS told=$SECONDS unseen=''
      [[ -z $dry_run ]] || return 0
      [[ -n $is_new ]] || mine=$deployment
      began=$(date +%s)
      while :; do
        state=$(ask aws ecs describe-services --cluster="$1" --services="$2" --query "services[0].[runningCount, desiredCount,
          length(deployments), deployments[?status=='PRIMARY']|[0].id, deployments[?status=='PRIMARY']|[0].taskDefinition,
          deployments[?status=='PRIMARY']|[0].runningCount, deployments[?status=='PRIMARY']|[0].failedTasks,
          deployments[?id=='$mine']|[0].rolloutState]")
        IFS=$'\t' read -r running desired deployments id task ran failed state_of <<<"$state"
        if [[ -z $mine && ${id:-None} != None && $id != "$deployment" && $task == "$3" ]]; then
          mine=$id
          continue
        fi
        [[ ${state_of:-None} != FAILED ]] || die 'the deployment failed' "$(diagnosis "$1" "$2")"
        text='ECS has not begun the deployment'
        if [[ ${id:-None} == None || $id == "$deployment" && $id != "$mine" ]]; then
          unseen=${unseen:-$SECONDS}
          [[ $((SECONDS - unseen)) -lt 300 ]] ||
            die 'ECS did not begin the deployment, or gave it up at once' "$(diagnosis "$1" "$2")"
        else
          unseen=''
        fi
        if [[ ${id:-None} != None && -n $mine && $id != "$mine" ||
          ${id:-None} != None && -z $mine && $id != "$deployment" && $task != "$3" ]]; then
          others=$((others + 1))
          [[ $others -lt 3 ]] || die "the deployment was rolled back to ${task##*/}" "$(diagnosis "$1" "$2")"
        elif [[ -n $mine && $id == "$mine" ]]; then
          others=0
          # Where ECS reports no state, as beside load balancers of old, the counts are all there is.
          if [[ $deployments -eq 1 && $running -eq $desired && ($state_of == COMPLETED || $state_of == None) ]]; then
            return 0
          fi
          text="$ran of $desired tasks run"
          [[ $ran -lt $desired ]] || text+=', not all of them healthy yet'
          [[ ${failed/None/0} -eq 0 ]] || text+=", $failed have failed"
          [[ $running -le $ran ]] || text+=", $((running - ran)) of before are ending"
          if [[ $ran -gt $most || $((running - ran)) -lt $least ]]; then since=$SECONDS; fi
          [[ $ran -le $most ]] || most=$ran
          [[ $((running - ran)) -ge $least ]] || least=$((running - ran))
        fi
        # A line a minute.
        if [[ $text != "$shown" || $((SECONDS - told)) -ge 60 ]]; then
          waiting "$began" "$text"
          shown=$text
          told=$SECONDS
        fi
        [[ $((SECONDS - since)) -lt 1800 ]] ||
          die "the service did not settle, for half an hour: $text" "$(diagnosis "$1" "$2")"
        sleep "${LINTEL_POLL_SECONDS:-$((SECONDS - since < 300 ? 10 : 30))}"
      done
    }

    # Why a service ($1, $2) is not what it should be. What may not be asked is left out.
    diagnosis() {
      local cluster=$1 service=$2 arns arn groups group
      section 'The service said last:' "$(aws ecs describe-services --cluster="$cluster" --services="$service" \
        --query 'services[0].events[:5].[message]')"
      arns=$(aws ecs list-tasks --cluster="$cluster" --service-name="$service" --desired-status STOPPED --max-results 5 \
        --query 'taskArns[].[@]')
      set --
      for arn in $arns; do
        [[ $arn == None ]] || set -- "$@" "$arn"
      done
      if [[ $# -gt 0 ]]; then
        section 'Tasks ended:' "$(aws ecs describe-tasks --cluster="$cluster" --tasks "$@" --query "tasks[].[join('', [
          stoppedReason || 'no reason given', ' (', join('; ', containers[].join(' ', [name || '?', 'exit code',
          to_string(exitCode || 'none'), reason || ''])), ')'])]")"
      fi
      groups=$(aws ecs describe-services --cluster="$cluster" --services="$service" \
        --query 'services[0].loadBalancers[].[targetGroupArn]')
      for group in $groups; do
        [[ $group == arn:* ]] || continue
        section "Targets in ${group#*:targetgroup/}:" "$(aws elbv2 describe-target-health --target-group-arn="$group" \
          --query "TargetHealthDescriptions[].[join(' ', [Target.Id, TargetHealth.State, TargetHealth.Reason || '',
          TargetHealth.Description || ''])]")"
      done
    }

    # A heading, and the lines that belong to it.
    section() {
      [[ -n $2 && $2 != None ]] || return 0
      printf '%s\n' "$1"
      printf '%s\n' "$2" | sed 's/^/    /'
    }
    """#
}
