import LintelAWS
import LintelGraph
import LintelSource

/// What a script asks at its start: all that carries the system's tags, of the types that it handles.
struct ScriptInventory {
  let graph: ResourceGraph
  let order: [Resource]

  /// The function that takes the inventory, so that it can be taken again.
  var lines: [String] {
    let looks = self.looks
    guard !looks.isEmpty else { return ["look_around() { :; }"] }
    return ["look_around() {", "  inventory=''"] + looks.map { "  " + $0.replacingNewlines(indent: "  ") }
      + ["}", "step='finding out what is there'", "look_around"] + names
  }

  /// Checks of what is addressed by its name: a step would look for the new name, and not at what carries its tags.
  private var names: [String] {
    let values = ScriptValues(graph: graph)
    return order.compactMap { resource in
      guard let type = Catalog.type(named: resource.type), type.commands.isKnownByName, type.commands.inventory != nil,
        let name = type.nameProperty.flatMap({ resource[$0] }), let removal = TypeRemoval.of(type)
      else { return nil }
      let word = values.text(name).word
      // Parameters that the command line gives are settled later.
      var parameters: Set<String> = []
      name.collectParameters(into: &parameters)
      if parameters.contains(where: { graph.source(of: $0) == nil }) { return nil }
      return "keeps_name \(ScriptValues.variable(resource.path)) \(word) \(ShellText(removal.noun).word)"
    }
  }

  private var looks: [String] {
    var seen: Set<String> = []
    var looks: [String] = []
    for type in Catalog.types where order.contains(where: { $0.type == type.name }) {
      if type.commands.removal.search?.isInventory ?? false, let removal = TypeRemoval.of(type) {
        looks += removal.looks
        continue
      }
      guard let inventory = type.commands.inventory, let removal = TypeRemoval.of(type),
        type.commands.specialty != .rule
      else {
        continue
      }
      guard let property = inventory.property else {
        looks += Self.look(type)
        continue
      }
      for resource in order where resource.type == type.name {
        guard let parent = resource[property]?.reference, let word = words(for: parent) else { continue }
        let line = "look list_\(removal.kind)\(word)"
        guard seen.insert(line).inserted else { continue }
        // What is there twice ends the script only where nothing else is called with it.
        looks +=
          word.hasPrefix(" \"$(")
          ? ["parent=\(word.dropFirst(2).dropLast())", "[[ -z $parent ]] || look list_\(removal.kind) \"$parent\""]
          : [line]
      }
    }
    return looks
  }

  /// What a list is limited to: a parent that is there already by its name, the system's own by their own list.
  private func words(for parent: Reference) -> String? {
    guard let target = graph[parent.path] else { return nil }
    if case .existing(let identifier) = target.role {
      if identifier == .unsaid { return nil }
      // Nothing of the system can be below what no deployment was told of yet.
      if case .parameter(let name) = identifier, graph.source(of: name) == nil { return nil }
      return " " + ScriptValues(graph: graph).text(of: parent).word
    }
    if parent.attribute == .name { return " " + ScriptValues(graph: graph).text(of: parent).word }
    return " \"$(found \(ScriptValues.variable(parent.path)))\""
  }

  /// The lines that list what carries the system's tags, of a type.
  static func look(_ type: ResourceType) -> [String] {
    guard let removal = TypeRemoval.of(type) else { return [] }
    let list = removal.list(prefix: "look ") ?? "look list_\(removal.kind)"
    return [list] + (type.commands.specialty == .image ? [Snapshots.replaced] : [])
  }

  // MARK: Runtime

  /// The functions that list things of these types.
  static func runtimes(for order: [Resource]) -> [String] {
    let types = Set(order.map(\.type))
    let lists = Catalog.types.filter { types.contains($0.name) && $0.commands.inventory?.tags != nil }
      .compactMap(TypeRemoval.of).flatMap(\.listing)
    let searches = Catalog.types.filter {
      types.contains($0.name) && $0.commands.removal.search?.isInventory ?? false
    }
    .compactMap(TypeRemoval.of).flatMap(\.listing)
    return (lists.isEmpty ? [] : [rows, lists.joined(separator: "\n")])
      + (searches.isEmpty ? [] : [OperationSteps.rest, search, searches.joined(separator: "\n")])
  }

  /// What the services list without tags.
  private static let search = #"""
    # Adds those of the things which names_… ($1) names whose own tags, which own_… reads, are the system's. What vanishes
    # meanwhile (code $2) is passed over.
    look_at() {
      local answer name
      answer=$("names_$1")
      while IFS= read -r name <&3; do
        [[ -z $name ]] || inventory+=$(lookup "$2" "own_$1" "$name")$'\n'
      done 3<<<"$answer"
    }
    """#

  /// JMESPath that tells the system's own by its tags, in those of the services' spellings that a text uses.
  static func conditions(for text: String) -> String {
    func owns(_ tags: String, _ key: String, _ value: String) -> (String, String) {
      let mine = "\(tags)[?\(key)=='lintel:project' && \(value)=='$project']"
      let environment = "\(tags)[?\(key)=='lintel:environment'"
      let free = "!(\(tags)[?\(key)=='aws:cloudformation:stack-id'])"
      return (
        "\(mine) && \(environment) && \(value)=='$environment'] && \(free)", "\(mine) && !(\(environment)]) && \(free)"
      )
    }
    var lines = [
      "# JMESPath that picks what carries the system's tags, and says whose something is, as services spell tags."
    ]
    for (suffix, tags, key, value) in [("", "Tags", "Key", "Value"), ("_lower", "tags", "key", "value")] {
      guard uses(text, "ours" + suffix) else { continue }
      let (named, nameless) = owns(tags, key, value)
      lines += [
        "ours\(suffix)=\"\(named)\"",
        "[[ -n $environment ]] || ours\(suffix)=\"\(nameless)\"",
        "its_id\(suffix)=\"\(tags)[?\(key)=='lintel:id']|[0].\(value)\"",
        "its_replaces\(suffix)=\"\(tags)[?\(key)=='lintel:replaces']|[0].\(value)\"",
      ]
    }
    if uses(text, "ours_map") {
      lines += [
        #"""
        ours_map="[?\"lintel:project\"=='$project' && \"lintel:environment\"=='$environment' && !(\"aws:cloudformation:stack-id\")]"
        [[ -n $environment ]] || ours_map="[?\"lintel:project\"=='$project' && !(\"lintel:environment\") && !(\"aws:cloudformation:stack-id\")]"
        ours_map+=".[to_string([\"lintel:id\", '-', \"lintel:replaces\"])]"
        """#
      ]
    }
    let keys = ["lintel:project", "lintel:environment", "lintel:id", "aws:cloudformation:stack-id"]
    func owner(_ key: String, _ value: String) -> String {
      "to_string([" + keys.map { "[?\(key)=='\($0)']|[0].\(value)" }.joined(separator: ", ") + "])"
    }
    if uses(text, "owner") { lines.append("owner=\"\(owner("Key", "Value"))\"") }
    if uses(text, "owner_lower") { lines.append("owner_lower=\"\(owner("key", "value"))\"") }
    if uses(text, "owner_map") {
      lines.append("owner_map='to_string([" + keys.map { "\"\($0)\"" }.joined(separator: ", ") + "])'")
    }
    return lines.count > 1 ? lines.joined(separator: "\n") : ""
  }

  private static func uses(_ text: String, _ variable: String) -> Bool {
    let expansion = "$" + variable
    var start = 0
    while let offset = text.utf8Offset(of: expansion, from: start) {
      start = offset + expansion.utf8.count
      let next = text.utf8.dropFirst(start).first ?? UInt8(ascii: " ")
      let isLetter = (0x41...0x5A).contains(next & 0xDF) || next >= 0x80
      if next != UInt8(ascii: "_"), !isLetter { return true }
    }
    return false
  }

  /// Tags that are listed for several things at once.
  static let rows = #"""
    # Of the things whose names are read, the rows of those that carry the system's tags. The last option of a command takes
    # so many ($1) names; one that has vanished (code $2) fails it for all.
    rows_of() {
      local most=$1 absence=$2 words name
      shift 2
      words=$#
      while IFS= read -r name; do
        [[ -z $name ]] || set -- "$@" "$name"
      done
      while [[ $# -gt $words ]]; do
        rows_among "$words" "$absence" "${@:1:words+most}" || return
        set -- "${@:1:words}" "${@:words+most+1}"
      done
    }

    rows_among() {
      local words=$1 absence=$2 rows name
      shift 2
      if rows=$("$@"); then
        printf '%s\n' "$rows"
        return
      fi
      grep -Eq "\\(($absence)\\)" "$scratch/error" || return
      [[ $# -gt $((words + 1)) ]] || return 0
      for name in "${@:words+1}"; do
        rows_among "$words" "$absence" "${@:1:words}" "$name" || return
      done
    }
    """#
}
