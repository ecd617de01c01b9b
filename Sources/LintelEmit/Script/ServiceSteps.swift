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
    let user = order.first { $0.type == "AWS::ECS::Service" && $0["TaskDefinition"]?.reference?.path == resource.path }
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
    return ResourceBlock(writer: writer).lines + [
      "settle_service \(cluster.word) \"$\(variable)\" \(task.word)"
    ]
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

    # Waits until a service ($1, $2) runs nothing but a task definition ($3), for half an hour at most.
    settle_service() {
      local state='' last='' tasks running desired deployments rollout task tries=0
      [[ -z $dry_run ]] || return 0
      while :; do
        state=$(aws ecs describe-services --cluster="$1" --services="$2" --query "services[0].[runningCount, desiredCount,
          length(deployments), deployments[?status=='PRIMARY']|[0].rolloutState, taskDefinition]")
        IFS=$'\t' read -r running desired deployments rollout task <<<"$state"
        [[ $task == "$3" ]] || die "the deployment was rolled back to $task" "$(events "$1" "$2")"
        [[ $rollout != FAILED ]] || die 'the deployment failed' "$(events "$1" "$2")"
        if [[ $deployments -eq 1 && $running -eq $desired ]]; then return 0; fi
        tasks="$running of $desired tasks run"
        if [[ $tasks != "$last" ]]; then
          printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "waiting: $tasks" >&2
          last=$tasks
        fi
        tries=$((tries + 1))
        [[ $tries -lt 180 ]] || die "the service did not settle in half an hour: $tasks" "$(events "$1" "$2")"
        sleep "${LINTEL_POLL_SECONDS:-10}"
      done
    }

    # What a service said last.
    events() {
      aws ecs describe-services --cluster="$1" --services="$2" --query 'services[0].events[:3].[message]'
    }
    """#
}
