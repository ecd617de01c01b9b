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

  /// What is asked before anything is made: whether others have the priorities of a listener that is there already.
  static func questions(of order: [Resource], in graph: ResourceGraph) -> [String] {
    let questions = order.compactMap { rule -> String? in
      guard case .priority(let owner, let number)? = rule.specialty, let listener = rule[owner],
        let priority = rule[number], listener.reference.flatMap({ graph[$0.path] })?.isExisting ?? false
      else { return nil }
      let values = ScriptValues(graph: graph)
      let words = [values.text(listener), values.text(priority)].map(\.word)
      return "holder_of_priority \(words.joined(separator: " ")) >/dev/null"
    }
    return questions.isEmpty ? [] : ["step='asking for the priorities of listeners'"] + questions
  }

  static let runtime = #"""
    # The rule of this system that has a priority ($2) of a listener ($1), if any: that of another's ends the script.
    holder_of_priority() {
      local holder
      holder=$(ask aws elbv2 describe-rules --listener-arn="$1" --query "Rules[?Priority=='$2'].[RuleArn]") || return
      [[ -z $holder || $inventory == *"\"$holder\""* ]] ||
        die "priority $2 of the listener belongs to another rule: $holder" \
          'Write another priority in the spec, or remove that rule.'
      printf '%s' "$holder"
    }

    # Makes a priority ($2) of a listener ($1) free for a rule ($3, nothing for a new one): a rule of this system that has it
    # is put at the end, from where its own step takes it.
    free_priority() {
      local holder taken last=50000
      [[ $1 != '(new '* ]] || return 0
      holder=$(holder_of_priority "$1" "$2")
      [[ -n $holder && $holder != "$3" ]] || return 0
      taken=$'\n'$(ask aws elbv2 describe-rules --listener-arn="$1" --query 'Rules[].[Priority]')$'\n'
      while [[ $taken == *$'\n'"$last"$'\n'* ]]; do last=$((last - 1)); done
      change aws elbv2 set-rule-priorities --rule-priorities "RuleArn=$holder,Priority=$last"
    }
    """#
}
