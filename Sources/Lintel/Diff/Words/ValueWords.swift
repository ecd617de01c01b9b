import LintelDiff
import LintelGraph
import LintelSource
import LintelSpec

/// Values and places in a resource as people read them.
enum ValueWords {
  /// A value on one line, secrets hidden; not longer than `limit` code points.
  static func words(_ value: Value, limit: Int = 80) -> String { shortened(complete(value), limit) }

  private static func complete(_ value: Value) -> String {
    let text = TerminalText.visible(Symbol.spelled(whole(value)))
    // One of AWS's own policies, as the spec writes it.
    let prefix = "arn:${partition}:iam::aws:policy/"
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
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
      if let words = rule(value) ?? pair(members) { return words }
      let hides = Secrecy.hidesValue(of: members)
      let texts = members.map { member in
        let isHidden = hides && member.key == "Value" || member.key == "UserData"
        return "\(member.key): " + (isHidden ? Secrecy.mark : whole(member.value))
      }
      return texts.isEmpty ? "{}" : "{ " + texts.joined(separator: ", ") + " }"
    }
  }

  /// A group's rule: `tcp 8080 from 0.0.0.0/0`.
  private static func rule(_ value: Value) -> String? {
    guard let name = value["IpProtocol"]?.literal else { return nil }
    let peers = [
      ("from", "CidrIp"), ("from", "CidrIpv6"), ("from", "SourceSecurityGroupId"), ("from", "SourcePrefixListId"),
      ("to", "DestinationSecurityGroupId"), ("to", "DestinationPrefixListId"),
    ].compactMap { word, key in value[key].map { "\(word) \(whole($0))" } }
    let (first, last) = (value["FromPort"]?.literal, value["ToPort"]?.literal)
    let protocolName = name == "-1" ? "all traffic" : Int(name) == nil ? name : "protocol \(name)"
    return ([protocolName, ports(first, last, isICMP: name.hasPrefix("icmp"))].compactMap(\.self) + peers)
      .joined(separator: " ")
  }

  /// `8080`, `8000-8080`, `type 8`, `type 3 code 4`; nothing for all.
  private static func ports(_ first: String?, _ last: String?, isICMP: Bool) -> String? {
    guard isICMP else { return first == last ? first : [first, last].compactMap(\.self).joined(separator: "-") }
    guard let first, first != "-1" else { return nil }
    return "type \(first)" + (last.map { $0 == "-1" ? "" : " code \($0)" } ?? "")
  }

  /// A variable or an attribute: `PORT = 8080`.
  private static func pair(_ members: [Member]) -> String? {
    guard members.count == 2, members[1].key == "Value", ["Name", "Key"].contains(members[0].key) else { return nil }
    return whole(members[0].value) + " = " + (Secrecy.hidesValue(of: members) ? Secrecy.mark : whole(members[1].value))
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
      // What is cut or hidden differs, or attributes of one node do.
      let (oldText, newText) = (distinct(old), distinct(new))
      if oldText == newText { return (before, "the same, and something hidden differs") }
      (before, after) = apart(oldText, newText, limit)
    }
    return (before, after)
  }

  /// Two texts cut to what stands around their first difference.
  private static func apart(_ old: String, _ new: String, _ limit: Int) -> (String, String) {
    let shared = zip(old.unicodeScalars, new.unicodeScalars).prefix { $0 == $1 }.count
    let start = max(0, shared - limit / 3)
    func cut(_ text: String) -> String {
      var kept = String.UnicodeScalarView()
      kept.append(contentsOf: text.unicodeScalars.dropFirst(start))
      return (start > 0 ? "…" : "") + shortened(String(kept), limit - 1)
    }
    return (cut(old), cut(new))
  }

  private static func distinct(_ value: Value) -> String {
    guard let reference = value.reference else { return complete(value) }
    return "\(reference.path).\(reference.attribute.rawValue)"
  }
}
