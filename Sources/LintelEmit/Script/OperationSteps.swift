import LintelAWS

/// Calls that begin an operation, which goes on when they are answered: how a script sees it through.
enum OperationSteps {
  /// What the answer of a call is asked for, if the call begins an operation.
  static func query(of call: Commands.Operation.Call, _ writer: CommandWriter) -> ShellText? {
    if call == .delete, let reason = writer.commands.partial { return ShellText(reason) }
    guard let operation = writer.commands.operation, operation.calls.contains(call) else { return nil }
    return ShellText(operation.member)
  }

  /// The line behind such a call that waits for the end; a call that found nothing to do has no answer.
  static func conclusion(of call: Commands.Operation.Call, _ writer: CommandWriter) -> [String] {
    if call == .delete, writer.commands.partial != nil { return ["is_whole"] }
    guard let operation = writer.commands.operation, operation.calls.contains(call) else { return [] }
    var writer = writer
    writer.item = ShellText(.expansion(call == .create ? "$created" : "$(<\"$scratch/answer\")"))
    let query = operation.query.expression.map { writer.text($0) }
    let line = writer.line(operation.query.command, query: query, prefix: "conclude ")
    return call == .create ? [line] : ["[[ ! -s $scratch/answer ]] ||", "  " + line.replacingNewlines(indent: "  ")]
  }

  static let conclude = #"""
    # Waits until an operation has ended of which a query tells the status, what it is about, and what went wrong; $created
    # is then what it was about.
    conclude() {
      local state status subject reason began=$SECONDS
      [[ -z $dry_run ]] || return 0
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until it is done' >&2
      while :; do
        state=$(ask "$@")
        IFS=$'\t' read -r status subject reason <<<"$state"
        case $status in
        SUCCESS)
          created=$subject
          return 0 ;;
        FAIL) die "$step: AWS could not do it" "$reason" ;;
        esac
        [[ $((SECONDS - began)) -lt 900 ]] || die "$step is not done after 15 minutes" 'AWS goes on by itself: run this again.'
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
    }
    # An operation that has just begun is not known everywhere yet.
    passing+='|OperationNotFound\)'
    """#

  static let rest = #"""
    # Waits until a query answers nothing, for five minutes at most: a run that was stopped may have begun what is not to be
    # seen before it is done.
    at_rest() {
      local began=$SECONDS state
      while :; do
        state=$(lookup - "$@") || return
        [[ -n $state && $((SECONDS - began)) -lt 300 ]] || return 0
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
    }
    """#
}
