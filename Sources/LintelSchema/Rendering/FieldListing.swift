package import LintelSource

/// The language as `lintel explain` prints it: the fields of a section, or of what stands in one.
package struct FieldListing {
  /// What a path leads to; nil for the spec itself.
  private let field: FieldDescription?
  /// The maps that a longer path would go on in.
  package let objects: [(path: String, object: ObjectShape)]
  private let title: String

  /// Follows a path such as `services.autoScaling`: keys, through lists and maps.
  ///
  /// - Throws: The keys that would have been possible where the path leads nowhere.
  package init(of path: String, in root: ObjectShape) throws(UnknownField) {
    var field: FieldDescription?
    var objects = [(path: "", object: root)]
    var walked = ""
    for key in path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
      let fields = objects.flatMap(\.object.fields)
      guard let found = fields.first(where: { $0.key == key }) else {
        throw UnknownField(key: key, owner: walked, known: fields.map(\.key))
      }
      walked += (walked.isEmpty ? "" : ".") + key
      field = found
      objects = found.shape.entries(at: "")
    }
    self.field = field
    self.objects = objects
    title = path
  }

  /// The paths of the fields that a word of another spelling names: `desired_count` is `services.desiredCount`.
  ///
  /// `owner`: the path of the map that the word is in; empty for anywhere.
  package static func paths(like word: String, below owner: String, in root: ObjectShape) -> [String] {
    let wanted = ForeignWords.folded(word)
    var paths: [String] = []
    var pending = [(path: "", object: root)]
    while !pending.isEmpty {
      let (path, object) = pending.removeFirst()
      for field in object.fields {
        let own = path.isEmpty ? field.key : "\(path).\(field.key)"
        if field.key != word, ForeignWords.folded(field.key) == wanted, owner.isEmpty || path == owner {
          paths.append(own)
        }
        pending += field.shape.entries(at: "").map { (own, $0.object) }
      }
    }
    return paths
  }

  /// The keys that may follow the path.
  package var keys: [String] { objects.flatMap { $0.object.fields.map(\.key) } }

  /// The text, for a terminal of some width; `head` are lines that follow the summary.
  package func text(width: Int, palette: Palette, head: [PrintableText] = []) -> PrintableText {
    var lines: [PrintableText] = [palette.paint("\(title)", .bold), ""]
    if let field {
      lines += Paragraph.lines(field.summary, width: width) + [""]
      if !field.shape.isSection {
        lines += Paragraph.entry("Takes", field.shape.words(.terminal), column: 14, width: width)
        lines +=
          Paragraph.entry(
            "Without it", field.isRequired ? "an error" : field.absence ?? "nothing", column: 14, width: width)
          + [""]
      }
    }
    lines += head
    var pending = objects
    while !pending.isEmpty {
      let (path, object) = pending.removeFirst()
      if !path.isEmpty {
        lines += [palette.paint("\(path)", .bold), ""] + Paragraph.lines(object.summary, width: width) + [""]
      }
      lines += fields(of: object, width: width, palette)
      let nested = object.fields.flatMap { $0.shape.objects(at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
      pending = nested + pending
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private func fields(of object: ObjectShape, width: Int, _ palette: Palette) -> [PrintableText] {
    var lines: [PrintableText] = []
    for field in object.fields {
      let type = field.shape.words(.terminal)
      let absence = field.isRequired ? "required" : field.absence.map { "without it: \($0)" }
      lines += ["  " + palette.paint("\(field.key)", .help)]
      lines += Paragraph.lines(field.summary, width: width, margin: 6)
      lines += Paragraph.lines([type, absence].compactMap(\.self).joined(separator: "; "), width: width, margin: 6)
    }
    for keys in object.exactlyOne {
      let names = ReferenceStyle.terminal.list(keys, joinedBy: "and")
      lines += [""] + Paragraph.lines("Exactly one of \(names) has to be there.", width: width, margin: 2)
    }
    for keys in object.atMostOne {
      let names = ReferenceStyle.terminal.list(keys, joinedBy: "and")
      lines += [""] + Paragraph.lines("\(names) exclude each other.", width: width, margin: 2)
    }
    if let words = object.formWords(.terminal) { lines += [""] + Paragraph.lines(words, width: width, margin: 2) }
    return lines + [""]
  }
}

/// A path of keys that leads nowhere.
package struct UnknownField: Error {
  /// The key that is not there.
  package let key: String
  /// The path before it; empty at the top.
  package let owner: String
  /// What could stand instead.
  package let known: [String]
}

extension FieldDescription {
  /// What stands for the field when it is left out, without the marks of code.
  fileprivate var absence: String? { defaultText.map { $0.filter { $0 != "`" } } }
}

extension Shape {
  fileprivate var isSection: Bool { if case .section = self { true } else { false } }

  /// The maps that a further key of a path is looked up in.
  fileprivate func entries(at path: String) -> [(path: String, object: ObjectShape)] {
    if case .section(_, let entry) = self { return [(path, entry)] }
    return objects(at: path).map { (path, $0.object) }
  }
}
