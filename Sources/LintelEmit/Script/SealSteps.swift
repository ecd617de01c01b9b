import LintelAWS
import LintelGraph

/// Documents that AWS shows in words of its own: how a script knows whether one is still what was put there.
///
/// EC2 keeps a policy as text, and may show it in another order or another form. So a tag, the seal, holds a checksum of the
/// document that was wanted, which tells when the spec says another, and one of what AWS showed then, which tells when
/// somebody changed it by hand.
struct SealSteps {
  let writer: CommandWriter

  var lines: [String] {
    guard let sealed = writer.commands.sealed else { return [] }
    let property = sealed.property
    guard writer.resource[property] != nil else {
      return [
        "if changed \(property); then",
        "  " + indented(writer.line(sealed.drop, prefix: "change ")),
        "  " + indented(writer.line(sealed.unseal, prefix: "change ")),
        "fi",
      ]
    }
    var sealing = writer
    sealing.item = ShellText(.expansion("$seal"))
    let read = sealed.read.expression.map { writer.text($0) }
    let document = "\"$\(CommandWriter.document(property))\""
    let put = indented(writer.line(sealed.put, prefix: "change "))
    return [
      "shown=''",
      "[[ -n $created ]] || shown=$(\(writer.line(sealed.read.command, query: read, prefix: "ask ")))",
      "if ! is_sealed \(document) \"$shown\"; then",
      "  [[ -n $created ]] || " + put,
      "  seal \(document) \"$shown\" " + indented(writer.line(sealed.read.command, query: read)),
      "  " + indented(sealing.line(sealed.seal, prefix: "change ")),
      "fi",
    ]
  }

  private func indented(_ line: String) -> String { line.replacingNewlines(indent: "  ") }

  static let runtime = #"""
    # The seal of a document ($1) that AWS shows as it does ($2): it may put words in any order.
    seal_of() {
      local wanted shown
      wanted=$(cksum <<<"$1") || return
      shown=$(LC_ALL=C tr -cs 'A-Za-z0-9:/*?._+=@$-' '\n' <<<"$2" | LC_ALL=C sort | cksum) || return
      printf '%s' "${wanted// /-}/${shown// /-}"
    }

    # Whether a document ($1) is what a seal and AWS ($2) say.
    is_sealed() {
      local seal
      seal=$(seal_of "$1" "${2#*$'\t'}") || exit
      [[ -n $2 && ${2%%$'\t'*} == "$seal" ]]
    }

    # Makes the seal of a document ($1) that was just put in place of what a query ($3…) showed ($2): AWS may show that for
    # a moment, or for ever, where it is the same in its words.
    seal() {
      local before=${2#*$'\t'} wanted=$1 shown='' began=$SECONDS
      shift 2
      while [[ -z $dry_run ]]; do
        shown=$(ask "$@") || return
        shown=${shown#*$'\t'}
        [[ $shown == "$before" && $((SECONDS - began)) -lt 30 ]] || break
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
      seal=$(seal_of "$wanted" "$shown")
    }
    """#
}
