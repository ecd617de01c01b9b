import LintelGraph
import LintelSource

// The parts of a line of a table.
extension CommandTable {
  func change(
    _ kind: Commands.Change.Kind, _ command: Command, version: CommandText? = nil
  ) -> Commands.Change {
    let properties = command.placeholders.compactMap { placeholder -> String? in
      if case .property(let name, _, _) = placeholder { name } else { nil }
    }
    return Commands.Change(kind: kind, command: command, properties: properties, version: version)
  }

  mutating func query(_ text: String, _ properties: [PropertyDescription] = []) -> Commands.Query {
    let (rest, absence) = CommandTable.split(text, " unless ")
    let (command, expression) = CommandTable.split(rest, " => ")
    return Commands.Query(
      command: self.command(command, properties), expression: expression.isEmpty ? nil : self.expression(expression),
      absence: absence.isEmpty ? nil : absence)
  }

  /// JMESPath: a property in it is quoted by whoever writes it, for the spec may have put quotes into it.
  private mutating func expression(_ text: String) -> CommandText {
    let template = template(text)
    for (before, word) in zip(template.words, template.words.dropFirst()) {
      if case .text(let piece) = before, piece.utf8.last == UInt8(ascii: "'"),
        case .placeholder(.property(_, .plain, _)) = word
      {
        problem("a property between quotes instead of {Name:query}: \(text)")
      }
    }
    return template
  }

  /// A command; `{properties}` in it stands for these, without those that it names itself.
  mutating func command(_ text: String, _ properties: [PropertyDescription] = []) -> Command {
    var parts: [Command.Part] = []
    var place: Int?
    for word in text.pieces(between: " ") {
      if word == "{properties}" {
        place = parts.count
      } else if word == "{key}" {
        parts += key
      } else if word.hasPrefix("--") {
        parts.append(Command.Part(option: word, arguments: []))
      } else {
        let argument = template(word)
        check(argument, in: text)
        if parts.isEmpty {
          parts.append(Command.Part(option: nil, arguments: [argument]))
        } else {
          parts[parts.count - 1].arguments.append(argument)
        }
      }
    }
    if parts.isEmpty { problem("no command \(text)") }
    if let place {
      let named = Set(parts.flatMap(\.placeholders).compactMap(\.propertyName))
      parts.insert(contentsOf: properties.filter { !named.contains($0.name) }.map(Command.Part.init), at: place)
    }
    return Command(parts: parts)
  }

  /// A word of a command has no braces but those of placeholders, and names no property that the type lacks.
  private mutating func check(_ argument: CommandText, in text: String) {
    for word in argument.words {
      switch word {
      case .text(let piece): if piece.utf8.contains(UInt8(ascii: "{")) { problem(text) }
      case .placeholder(.property(let name, _, _)), .placeholder(.referenced(let name, _)):
        if !rows.contains(where: { $0.name == name }) { problem("no property \(name): \(text)") }
      case .placeholder: break
      }
    }
  }

  func template(_ text: String) -> CommandText {
    if !text.holds("{") { return CommandText(words: text.isEmpty ? [] : [.text(text)]) }
    var words: [CommandText.Word] = []
    var rest = text[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      let inside = rest[rest.utf8.index(after: open)...]
      // JMESPath has braces too: what is no placeholder stays as it is.
      guard let close = inside.utf8.firstIndex(of: UInt8(ascii: "}")),
        let placeholder = placeholder(String(inside[..<close]))
      else {
        words.append(.text(String(rest[...open])))
        rest = inside
        continue
      }
      if open > rest.startIndex { words.append(.text(String(rest[..<open]))) }
      words.append(.placeholder(placeholder))
      rest = inside[inside.utf8.index(after: close)...]
    }
    if !rest.isEmpty { words.append(.text(String(rest))) }
    return CommandText(words: words)
  }

  private func placeholder(_ text: String) -> Placeholder? {
    switch text {
    case "self": return .itself
    case "id": return .logicalID
    case "arn", "hostedZone": return Attribute(rawValue: text).map(Placeholder.attribute)
    case "item": return .item
    case "document": return .document
    default: break
    }
    if let pseudo = Pseudo(rawValue: text) { return .pseudo(pseudo) }
    if text.hasPrefix("tags:") {
      switch String(text.dropFirst(5)) {
      case "Key": return .tags(.upper)
      case "key": return .tags(.lower)
      case "map": return .tags(.map)
      case "propagated": return .tags(.group)
      case let type: return .tags(.specification(type))
      }
    }
    guard text.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false, !text.contains(" ") else { return nil }
    let (property, target) = CommandTable.split(text, ">")
    if !target.isEmpty { return .referenced(property, property: target) }
    let (named, form) = CommandTable.split(text, ":")
    return .property(named, Placeholder.Form(rawValue: form) ?? .plain, initial: nil)
  }
}
