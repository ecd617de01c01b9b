import LintelAWS
import LintelGraph

/// What a script does once a VPC has an IPv6 block: it waits until that can be used, and works out the subnets' blocks.
///
/// AWS says the block only when it is there, so that no subnet's block is known before.
struct AddressBlockSteps {
  /// Of the VPC.
  let writer: CommandWriter

  /// The lines; none where nothing names a block.
  func lines(_ needed: Set<Reference>) -> [String] {
    let path = writer.resource.path
    guard needed.contains(Reference(path, .ipv6Blocks)),
      case .query(let query)? = writer.commands.attributes[.ipv6Blocks]
    else { return [] }
    let answer = query.expression.map { writer.text($0) }
    let asking = "block=$(" + writer.line(query.command, query: answer, prefix: "ask ") + ")"
    return [
      asking,
      "if [[ -z $block ]]; then",
      "  " + writer.line(query.command, query: answer, prefix: "until_there 5 ").replacingNewlines(indent: "  "),
      "  " + asking.replacingNewlines(indent: "  "),
      "fi",
      "ipv6_blocks \"$block\"",
      "\(ScriptValues.variable(path, .ipv6Blocks))=(${blocks[@]+\"${blocks[@]}\"})",
    ]
  }

  static let runtime = #"""
    # The /64 blocks of a /56 ($1), in $blocks, as AWS writes them: without the zeros at their ends.
    ipv6_blocks() {
      local number=0 first value text groups
      blocks=()
      [[ -n $dry_run || $1 =~ ^[0-9a-f:]+::/56$ ]] || die "$step is no /56: $1"
      IFS=: read -r -a groups <<<"${1%%::*}"
      first=${groups[0]:-0}:${groups[1]:-0}:${groups[2]:-0}
      while [[ $number -lt 256 ]]; do
        value=$((16#${groups[3]:-0} + number))
        text=$first
        if [[ $value -gt 0 ]]; then
          printf -v text '%s:%x' "$first" "$value"
        else
          while [[ $text == *:0 ]]; do text=${text%:0}; done
        fi
        if [[ -n $1 ]]; then blocks+=("$text::/64"); else blocks+=("(new block $number)"); fi
        number=$((number + 1))
      done
    }
    """#
}
