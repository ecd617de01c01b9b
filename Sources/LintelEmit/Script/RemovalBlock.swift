import LintelAWS
import LintelGraph
import LintelSource

/// The bash with a row for every type that can be found and removed: the same in every script that removes something.
enum RemovalBlock {
  /// Each type before those that it may use, so that nothing is removed that another still holds.
  static var types: [TypeRemoval] { sorted(Catalog.types.reversed().compactMap(TypeRemoval.of)) }

  private static func sorted(_ types: [TypeRemoval]) -> [TypeRemoval] {
    var users: [String: Int] = [:]
    for type in types { for used in type.removal.uses { users[used, default: 0] += 1 } }
    var left = types
    var result: [TypeRemoval] = []
    // A cycle is a mistake in the tables, which a test finds.
    while let next = left.firstIndex(where: { users[$0.type.name, default: 0] == 0 }) {
      let type = left.remove(at: next)
      for used in type.removal.uses { users[used, default: 0] -= 1 }
      result.append(type)
    }
    return result + left
  }

  /// The functions, and `look_at_everything` and `remove_everything`.
  static let text: String = {
    let types = Self.types
    let found = types.reversed()
    let sections =
      ["# ---- Types: the same in every script ----", words(types)]
      + found.flatMap { type -> [String] in
        let own =
          switch type.type.commands.specialty {
          case .image: [Snapshots.removal(of: type.kind)]
          case .provider: [ProviderSteps.removal(type)]
          case .record: [RecordSteps.shared, RecordSteps.removal]
          default: [type.removing]
          }
        return ["\n# \(type.type.name)"] + type.listing + type.suggestion + own
      }
      + [
        "\n# Each kind after those that it is found below.",
        body("look_at_everything", found.flatMap { $0.looks + snapshots(of: $0, Snapshots.look) }),
        "\n# Each kind before those that it may use.",
        body(
          "remove_everything",
          types.flatMap { ["remove_all \($0.kind)"] + snapshots(of: $0, "remove_all \(Snapshots.kind)") }),
      ]
    return sections.joined(separator: "\n")
  }()

  private static func snapshots(of type: TypeRemoval, _ line: String) -> [String] {
    type.type.commands.specialty == .image ? [line] : []
  }

  private static func body(_ name: String, _ lines: [String]) -> String {
    (["\(name)() {"] + lines.map { "  " + $0.replacingNewlines(indent: "  ") } + ["}"]).joined(separator: "\n")
  }

  /// AWS's codes for what is not there that scripts do not know anyhow, each once.
  private static func codes(_ types: [TypeRemoval]) -> [String] {
    var seen: Set<String> = []
    return types.compactMap(\.type.commands.missing).filter { seen.insert($0).inserted }
  }

  /// Kinds that are kept like data, each with what the logical ids of these begin with.
  private static func kept(_ types: [TypeRemoval]) -> String {
    types.compactMap { type in
      type.type.keptOf.map { " \(type.kind)/\(LogicalID(Path($0, "x")).description.dropLast())" }
    }.joined()
  }

  /// What people call a kind, and what is special about some.
  private static func words(_ types: [TypeRemoval]) -> String {
    func list(_ isMeant: (TypeRemoval) -> Bool) -> String {
      types.filter(isMeant).map(\.kind).joined(separator: " ")
    }
    let nouns = types.map { "  \($0.kind)) noun=\(ShellWord.quoted($0.noun)) ;;" }
    return
      (["set_noun() {", "  case $1 in"] + nouns.map { "  " + $0.dropFirst(2) }
      + ["  \(Snapshots.kind)) noun=snapshot ;;", "  esac", "}"]
      + [
        "# Kinds of which there may be several with one logical id, that hold data, or are kept like it where their logical id",
        "# begins so, and that may have been adopted.",
        "manifold=' \(list(\.isManifold)) \(Snapshots.kind) '",
        "data=' \(list { $0.type.data != nil })\(kept(types)) '",
        "adoptable=' \(list { $0.type.commands.documents != nil }) '",
      ] + codes(types).map { "vanished+='|\($0)'" }).joined(separator: "\n")
  }
}
