import LintelDiff
import LintelGraph
import LintelSource
import LintelSpec

/// Values and places in a resource as people read them.
enum ValueWords {
  /// A value on one line, secrets hidden; not longer than `limit` code points.
  static func words(_ value: Value, limit: Int = 80) -> String {
    shortened(TerminalText.visible(Symbol.spelled(whole(value))), limit)
  }

  private static func whole(_ value: Value) -> String {
    switch value.content {
    case .string(let text): return Secrecy.redacted(text)
    case .integer, .number, .boolean: return value.literal ?? ""
    case .reference(let reference): return reference.path.description
    case .parameter(let name): return "${parameters.\(name)}"
    case .pseudo(let pseudo): return "${\(pseudo.rawValue)}"
    case .text(let parts): return Secrecy.redacted(parts.map(whole).joined())
    case .list(let items), .set(let items): return "[" + items.map(whole).joined(separator: ", ") + "]"
    case .map(let members):
      let hides = Secrecy.hidesValue(of: members)
      let texts = members.map { member in
        let isHidden = hides && member.key == "Value" || member.key == "UserData"
        return "\(member.key): " + (isHidden ? Secrecy.mark : whole(member.value))
      }
      return texts.isEmpty ? "{}" : "{ " + texts.joined(separator: ", ") + " }"
    }
  }

  static func shortened(_ text: String, _ limit: Int) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.prefix(limit - 1))
    return String(kept) + "…"
  }

  /// Where an edit is: `ContainerDefinitions[encryptor].Image`.
  static func place(of edit: Edit) -> String {
    var words = ""
    for step in edit.steps {
      switch step {
      case .member(let name): words += (words.isEmpty ? "" : ".") + name
      case .entry(let key): words += "[\(ValueWords.name(of: key))]"
      case .index(let index): words += "[\(index + 1)]"
      case .item: break
      }
    }
    switch edit.area {
    case .property, .initial: return TerminalText.visible(Symbol.spelled(words))
    case .tag: return "tag " + TerminalText.visible(words)
    case .retention: return "kept when removed"
    case .role: return "is"
    }
  }

  /// What an item is known by: `encryptor`, `tcp 8080`.
  private static func name(of key: EntryKey) -> String {
    var texts = key.texts.map { text -> String in
      if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 { return String(text.dropFirst().dropLast()) }
      if text.hasPrefix("@"), let dot = text.lastIndex(of: ".") { return String(text[..<dot].dropFirst()) }
      return text
    }
    // A range of one port is the port.
    if key.names == ["IpProtocol", "FromPort", "ToPort"], texts[1] == texts[2] { texts.removeLast() }
    return texts.joined(separator: " ")
  }

  /// What an edit changes into what: `256 → 1024`.
  static func values(of edit: Edit, limit: Int = 80) -> (before: String?, after: String?) {
    if Secrecy.hides(edit) {
      return (edit.before.map { _ in Secrecy.mark }, edit.after.map { _ in Secrecy.mark })
    }
    var (before, after) = (edit.before.map { words($0, limit: limit) }, edit.after.map { words($0, limit: limit) })
    if before == after, let old = edit.before, let new = edit.after {
      // What is hidden or cut differs, and attributes of one node do.
      (before, after) = (distinct(old, limit), distinct(new, limit))
      if before == after { after = after.map { $0 + " (another)" } }
    }
    return (before, after)
  }

  private static func distinct(_ value: Value, _ limit: Int) -> String {
    guard let reference = value.reference else { return words(value, limit: limit) }
    return "\(reference.path).\(reference.attribute.rawValue)"
  }
}
