import LintelAWS
import LintelGraph

// Items of a set that have names and calls of their own.
extension ResourceBlock {
  /// A name may hold spaces, and what removes one may read; `other` removes what has a colon in it.
  func removal(
    of drop: Command, or other: Command? = nil, _ writer: CommandWriter, except wanted: [String]
  ) -> [String] {
    removal(of: drop, or: other, writer, listedBy: others(than: wanted))
  }

  /// `listing`: the shell command that prints what goes, one a line.
  private func removal(
    of drop: Command, or other: Command? = nil, _ writer: CommandWriter, listedBy listing: String
  ) -> [String] {
    let dropping = writer.line(drop, prefix: "change ")
    let others = other.map { ["  [[ $item != *:* ]] || " + writer.line($0, prefix: "change ")] } ?? []
    let isMeant = other == nil ? "-z $item" : "-z $item || $item == *:*"
    return ["while IFS= read -r item <&3; do", "  [[ \(isMeant) ]] || " + dropping] + others
      + ["done 3<<<\"$(\(listing))\""]
  }

  /// What writes commands about one item of a set: its members are properties then, beside those of its owner.
  private func member(_ entry: Value, named key: String, _ rows: [PropertyDescription]) -> CommandWriter? {
    guard let name = entry[key], case .map(let members) = entry.content else { return nil }
    var single = writer
    single.item = values.text(name)
    let owned = resource.properties.filter { property in !members.contains { $0.key == property.key } }
    single.resource = Resource(resource.path, resource.type, span: entry.span, properties: members + owned)
    single.rows = rows
    return single
  }

  /// Items with names, each compared and put by itself, as of a resource whose properties are its members.
  var items: [String] {
    guard let items = commands.items else { return [] }
    var writer = writer
    let list = writer.line(
      items.list.command, query: items.list.expression.map { writer.text($0) }, prefix: "ask ")
    var lines = ["items=$(\(list))"]
    var names: [String] = []
    for entry in resource[items.property]?.items ?? [] {
      guard var single = member(entry, named: items.key, items.rows) else { continue }
      names.append(single.item.word)
      single.commands.reads = [items.read]
      lines += put(items, single, lacking: items.rows.map(\.name).filter { single.resource[$0] == nil })
    }
    writer.item = ShellText(.expansion("$item"))
    return lines + removal(of: items.drop, writer, except: names)
  }

  /// Compares the item that a writer is about, and puts it where it is not there or differs.
  ///
  /// `lacking`: what it does not state. Where items are made anew, one that has such a thing is dropped before.
  private func put(_ items: Commands.Items, _ writer: CommandWriter, lacking: [String]) -> [String] {
    let comparison = ComparisonWriter(writer: writer)
    let lines = comparison.lines(of: items.read)
    let compared = lines.map(\.property).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let cleared = compared.filter(lacking.contains)
    let anew =
      items.isMadeAnew && !cleared.isEmpty
      ? ["if changed \(cleared.joined(separator: " ")); then"]
        + indented([writer.line(items.drop, prefix: "change ")]) + ["fi"] : []
    return ["differs=Item", "if holds \(writer.item.word); then", "  differs="]
      + indented(
        lines.compactMap(\.shape)
          // A time as text has the zone of the machine.
          + [writer.line(items.read.command, query: comparison.query(of: items.read, lines), prefix: "TZ=UTC compare ")]
      )
      + ["fi", "if changed Item \(compared.joined(separator: " ")); then"]
      + indented(anew + [writer.line(items.put.command, prefix: "change ")]) + ["fi"]
  }

  /// Keys with a set each, of which the answer has a row for every pair.
  var pairs: [String] {
    guard let pairs = commands.pairs else { return [] }
    var writer = writer
    let list = writer.line(
      pairs.list.command, query: pairs.list.expression.map { writer.text($0) }, prefix: "ask ")
    var lines = ["items=$(\(list))"]
    var keys: [String] = []
    for entry in resource[pairs.property]?.items ?? [] {
      guard let seconds = entry[pairs.member], let single = member(entry, named: pairs.key, pairs.rows) else {
        continue
      }
      keys.append(single.item.word)
      let words = [single.item.word] + seconds.items.map { values.text($0).word }
      lines += [
        "paired \(words.joined(separator: " ")) ||",
        "  " + single.line(pairs.put, prefix: "change ").replacingNewlines(indent: "  "),
      ]
    }
    writer.item = ShellText(.expansion("$item"))
    let listing = (["unpaired"] + (keys.isEmpty ? ["''"] : keys)).joined(separator: " ")
    return lines + removal(of: pairs.drop, writer, listedBy: listing)
  }

  static let pairing = #"""
    # Whether the pairs in $items have a first word ($1) with these second ones ($2…), and with no other.
    paired() {
      local first=$1 key one count=0
      shift
      while IFS=$'\t' read -r key one; do
        [[ $key == "$first" ]] || continue
        [[ " $* " == *" $one "* ]] || return 1
        count=$((count + 1))
      done <<<"$items"
      [[ $count -eq $# ]]
    }

    # The first words of the pairs in $items that are none of these, each once.
    unpaired() {
      local key rest wanted told=' '
      while IFS=$'\t' read -r key rest; do
        [[ -n $key && $told != *" $key "* ]] || continue
        for wanted in "$@"; do
          [[ $key != "$wanted" ]] || continue 2
        done
        told+="$key "
        printf '%s\n' "$key"
      done <<<"$items"
    }
    """#
}
