import LintelAWS
import LintelGraph

// Items of a set that have names and calls of their own.
extension ResourceBlock {
  /// A name may hold spaces, and what removes one may read.
  func removal(of drop: Command, _ writer: CommandWriter, except wanted: [String]) -> [String] {
    [
      "while IFS= read -r item <&3; do",
      "  [[ -z $item ]] || " + writer.line(drop, prefix: "change "),
      "done 3<<<\"$(\(others(than: wanted)))\"",
    ]
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
      guard let name = entry[items.key], case .map(let members) = entry.content else { continue }
      var single = writer
      single.item = values.text(name)
      names.append(single.item.word)
      let owned = resource.properties.filter { property in !members.contains { $0.key == property.key } }
      single.resource = Resource(resource.path, resource.type, span: entry.span, properties: members + owned)
      single.commands.reads = [items.read]
      single.rows = items.rows
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
}
