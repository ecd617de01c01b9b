import LintelAWS
import LintelGraph

/// Rules of listeners: a listener takes each priority once, so that one is made free before it is taken.
struct ListenerRuleSteps {
  let writer: CommandWriter

  var lines: [String] {
    var block = ResourceBlock(writer: writer)
    guard case .priority(let owner, let number)? = writer.commands.specialty, let listener = writer.value(owner),
      let priority = writer.value(number)
    else { return block.lines }
    let itself = writer.values.identifier(of: writer.resource)
    let words = [writer.values.text(listener), writer.values.text(priority)].map(\.word)
    block.beforeCreating = ["free_priority \(words.joined(separator: " ")) ''"]
    block.beforeChanging = (number, ["free_priority \(words.joined(separator: " ")) \(itself.word)"])
    return block.lines
  }

  static let runtime = #"""
    # Makes a priority ($2) of a listener ($1) free for a rule ($3, nothing for a new one): a rule of this system that holds
    # it is put at the end, from where its own step takes it.
    free_priority() {
      local holder taken last=50000
      [[ $1 != '(new '* ]] || return 0
      holder=$(ask aws elbv2 describe-rules --listener-arn="$1" --query "Rules[?Priority=='$2'].[RuleArn]")
      [[ -n $holder && $holder != "$3" ]] || return 0
      # shellcheck disable=SC2154
      [[ $inventory == *"\"$holder\""* ]] || die "$step: another rule of the listener has priority $2: $holder" \
        'Write another priority in the spec, or remove that rule.'
      taken=$'\n'$(ask aws elbv2 describe-rules --listener-arn="$1" --query 'Rules[].[Priority]')$'\n'
      while [[ $taken == *$'\n'"$last"$'\n'* ]]; do last=$((last - 1)); done
      change aws elbv2 set-rule-priorities --rule-priorities "RuleArn=$holder,Priority=$last"
    }
    """#
}
