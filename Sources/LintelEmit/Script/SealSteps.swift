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
    guard let sealed = writer.commands.sealed, let tags = writer.commands.tagRead else { return [] }
    let property = sealed.property
    let read = writer.line(
      sealed.read.command, query: sealed.read.expression.map { writer.text($0) },
      prefix: sealed.read.absence.map { "lookup \($0) " } ?? "ask ")
    guard writer.resource[property] != nil else {
      let drop = indented(writer.line(sealed.drop, prefix: "change "))
      return ["if changed \(property); then"]
        + (sealed.read.absence == nil ? ["  " + drop] : ["  item=$(\(read))", "  [[ -z $item ]] || " + drop])
        + ["  " + indented(writer.line(sealed.unseal, prefix: "change ")), "fi"]
    }
    var sealing = writer
    sealing.item = ShellText(.expansion("$seal"))
    let held = writer.line(tags.read.command, query: seal(tags), prefix: "ask ")
    let document = "\"$\(CommandWriter.document(property))\""
    let isPutWhenCreated = writer.commands.create?.command.properties.contains(property) ?? false
    return [
      "seal='' shown=''",
      "if [[ -z $created ]]; then",
      "  seal=$(\(indented(held)))",
      "  shown=$(\(indented(read)))",
      "fi",
      "if ! is_sealed \(document) \"$seal\" \"$shown\"; then",
      "  " + (isPutWhenCreated ? "[[ -n $created ]] || " : "") + indented(writer.line(sealed.put, prefix: "change ")),
      "  seal \(document) \"$shown\" " + indented(read),
      "  " + indented(sealing.line(sealed.seal, prefix: "change ")),
      "fi",
    ]
  }

  /// JMESPath to the seal in the answer that holds the tags.
  private func seal(_ tags: (read: Commands.Read, comparison: Commands.Comparison)) -> ShellText {
    let base = writer.text(tags.read.base)
    let list = writer.text(tags.comparison.expression)
    return ComparisonWriter.tag(
      Commands.Sealed.tag, in: base.literal == "@" ? list : base + "." + list, tags.comparison.form)
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

    # Whether a document ($1) is what its seal ($2) says, and what AWS shows ($3) too.
    is_sealed() {
      local wanted
      wanted=$(seal_of "$1" "$3") || exit
      [[ $2 == "$wanted" ]]
    }

    # Makes the seal of a document ($1) that was just put in place of what a command ($3…) showed ($2): AWS may show that
    # for a moment, or for ever, where it is the same in its words.
    seal() {
      local before=$2 wanted=$1 shown='' began=$SECONDS
      shift 2
      while [[ -z $dry_run ]]; do
        shown=$("$@") || return
        [[ $shown == "$before" && $((SECONDS - began)) -lt 30 ]] || break
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
      seal=$(seal_of "$wanted" "$shown")
    }
    """#
}
