import LintelGraph
import LintelKinds
import LintelSchema
import LintelSource

/// The head of a section's page: an entry, what it becomes, and the rules about it.
struct SectionHead {
  let kind: any Kind.Type
  let width: Int

  var lines: [PrintableText] {
    kind.example.written.map { line -> PrintableText in line.isEmpty ? "" : "    \(line)" } + [""] + facts
  }

  /// What AWS gets of such an entry, and what is checked of it by itself.
  ///
  /// The example tells what entries become, so that no text of a page can be out of date.
  private var facts: [PrintableText] {
    var types: [String] = []
    var others: [String] = []
    let nodes = ExampleRun(kind.example).graphs.flatMap(\.resources)
    for node in nodes where node.path.section == kind.section && node.role != .artifact {
      if node.path.part.isEmpty { types.append(node.type) } else { others.append(node.type) }
    }
    let rules = kind.ownRules.map(\.id)
    let rows = row("Becomes", types) + row("With it", others.filter { !types.contains($0) }) + row("Rules", rules)
    return rows.isEmpty ? [] : rows + [""]
  }

  private func row(_ title: String, _ words: [String]) -> [PrintableText] {
    var seen: Set<String> = []
    let words = words.filter { seen.insert($0).inserted }
    if words.isEmpty { return [] }
    // Names of types have no blanks to be broken at: in a narrow terminal they stand below.
    return Paragraph.entry(title, words.joined(separator: ", "), column: width < 72 ? width : 14, width: width)
  }
}
