package import LintelSource
package import LintelYAML

/// Replaces `${…}` in a scalar's text.
package struct Interpolation {
  /// What a field lets `${…}` name.
  package enum Place: Sendable {
    /// Known when compiling: `${account}` and `${region}` are literals, parameters and resources are errors.
    case literal
    /// May be known only when deploying.
    case deployTime
  }

  let tree: Tree
  let scope: Scope
  private let report: (Problem) -> Void

  /// What is wrong with a `${…}`.
  package struct Problem: Sendable {
    package var rule = Rule.invalidInterpolation
    package let message: String
    package let help: String
  }

  /// - Parameters:
  ///   - tree: The nodes of variables.
  ///   - scope: What can be named.
  ///   - report: Takes what is wrong with the text, one thing after the other.
  package init(tree: Tree, scope: Scope, report: @escaping (Problem) -> Void) {
    self.tree = tree
    self.scope = scope
    self.report = report
  }

  private func problem(_ message: String, _ help: String) { report(Problem(message: message, help: help)) }

  /// Whether a scalar has anything to replace.
  package static func isNeeded(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 1 < text.count {
      if text[index] == UInt8(ascii: "$"), text[index + 1] == UInt8(ascii: "{") { return true }
      index += 1
    }
    return false
  }

  /// The name in a text that is exactly `${variables.x}`.
  package static func variable(in text: String) -> String? {
    guard text.hasPrefix("${variables."), text.hasSuffix("}") else { return nil }
    let name = text.dropFirst(12).dropLast()
    return Grammar.isVariable(name) ? String(name) : nil
  }

  /// The parts of a text; nil when something in it names nothing, or when it is too long.
  package func expand(_ text: String, in place: Place) -> Text? {
    guard let text = parts(of: text, in: place) else { return nil }
    return charge(text.size) ? text : nil
  }

  /// Counts a text against what all of them may come to; reports the first that is too much, and is silent about others.
  private func charge(_ bytes: Int) -> Bool {
    switch scope.expansions.charge(bytes) {
    case .taken: return true
    case .first:
      report(
        Problem(
          rule: .tooLarge,
          message: "with every `${…}` filled in, the spec has more than \(scope.expansions.limit) bytes",
          help: "write shorter values: variables that hold variables multiply"))
      return false
    case .late: return false
    }
  }

  private func parts(of text: String, in place: Place) -> Text? {
    var parts: [Text.Part] = []
    var literal = ""
    var rest = text[...]
    var isSound = true
    var size = text.utf8.count
    while let dollar = rest.firstIndex(of: "$") {
      literal += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        literal += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let close = rest.firstIndex(of: "}") else {
          problem("'${' is not closed", "close it with `}`, or write `$${` for a literal `${`")
          return nil
        }
        let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])
        rest = rest[rest.index(after: close)...]
        guard let expansion = expand(name: name, in: place) else {
          isSound = false
          continue
        }
        // Before it is copied: a few names of long variables make a text that no memory holds.
        size += Text.size(of: expansion)
        guard size <= scope.expansions.limit else {
          _ = charge(size)
          return nil
        }
        for part in expansion {
          if case .literal(let text) = part {
            literal += text
          } else {
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(part)
          }
        }
      } else {
        literal += "$"
        rest = rest.dropFirst()
      }
    }
    literal += rest
    if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
    return isSound ? Text(parts: parts) : nil
  }

  private func expand(name: String, in place: Place) -> [Text.Part]? {
    switch name {
    case "project": return [.literal(scope.project)]
    case "region":
      if place == .deployTime { return [.region] }
      return [.literal(scope.keepsSymbols ? Symbol.region : scope.region)]
    case "environment":
      if let environment = scope.environment {
        return [.literal(scope.keepsSymbols ? Symbol.environment : environment)]
      }
      problem("'${environment}' has no value", "the spec has no `environments`; write the word itself, or add them")
      return nil
    case "account":
      if place == .deployTime { return [.account] }
      if let account = scope.account { return [.literal(scope.keepsSymbols ? Symbol.account : account)] }
      if scope.unread.contains("account") { return nil }
      problem("'${account}' has no value here", "give `account`, which a name needs as literal text")
      return nil
    default: break
    }
    if name.hasPrefix("variables.") { return variable(String(name.dropFirst(10)), in: place) }
    if name.hasPrefix("parameters.") { return parameter(String(name.dropFirst(11)), in: place) }
    return resource(name, in: place)
  }

  /// What a variable stands for, worked out once in a system.
  private func variable(_ name: String, in place: Place) -> [Text.Part]? {
    guard let node = scope.variables[name] else {
      if scope.unread.contains("variables") { return nil }
      let near = scope.expansions.nearest(to: name, among: scope.variables.keys)
      problem(
        "there is no variable '\(name)'",
        near.map { "did you mean `${variables.\($0)}`?" } ?? "add `\(name)` to `variables`")
      return nil
    }
    let expansions = scope.expansions
    switch expansions.begin(name, in: place) {
    case .known(let outcome):
      for problem in outcome.problems { report(problem) }
      return outcome.parts
    case .open:
      problem("variable '\(name)' refers to itself", "write its value out")
      return nil
    case .tooDeep:
      report(
        Problem(
          rule: .tooDeep, message: "variable '\(name)' stands in more than \(Limits.depth) others, one in the other",
          help: "write its value out"))
      return nil
    case .new: break
    }
    var problems: [Problem] = []
    let inner = Interpolation(tree: tree, scope: scope) { if problems.isEmpty { problems.append($0) } }
    let parts = inner.expand(tree.text(of: tree.resolve(node)), in: place)?.parts
    expansions.end(name, in: place, Expansions.Outcome(parts: parts, problems: problems))
    for problem in problems { report(problem) }
    return parts
  }

  private func parameter(_ name: String, in place: Place) -> [Text.Part]? {
    guard scope.parameters[name] != nil else {
      if scope.unread.contains("parameters") { return nil }
      let near = scope.expansions.nearest(to: name, among: scope.parameters.keys)
      problem(
        "there is no parameter '\(name)'",
        near.map { "did you mean `${parameters.\($0)}`?" } ?? "declare `\(name)` in `parameters`")
      return nil
    }
    guard place == .deployTime else {
      problem(
        "parameter '\(name)' cannot stand here",
        "this is decided when compiling; use `variables`, or `--set` on the command line")
      return nil
    }
    return [.parameter(name)]
  }

  /// What `${TAG}` or `${TAG:-1.0}` of Compose and shells would be here.
  private func helpForStranger(_ name: String, in place: Place) -> String {
    let literally = "write `$${\(name)}` if you mean it literally"
    let word = name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let rest = name[word.endIndex...]
    guard word.first?.isLetter ?? false, rest.isEmpty || rest.hasPrefix(":") || rest.hasPrefix("-") else {
      return literally
    }
    let words = word.split(separator: "_").map { word in
      word.contains(where: \.isLowercase) ? String(word) : word.lowercased()
    }
    let own = words.prefix(1) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let id = own.joined()
    if scope.variables[id] != nil { return "write `${variables.\(id)}`" }
    if scope.parameters[id] != nil, place == .deployTime { return "write `${parameters.\(id)}`" }
    let given = place == .deployTime ? ", `${parameters.\(id)}` for one that is given when deploying" : ""
    return "write `${variables.\(id)}` for one of `variables`\(given), or `$${\(name)}` if you mean it literally"
  }

  private func resource(_ name: String, in place: Place) -> [Text.Part]? {
    let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let (isNested, isBrought) = (words.count == 5, words.count == 4)
    let kind = isNested ? "\(words[0]).\(words[2])" : isBrought ? "\(words[0])/\(words[2])" : words[0]
    guard isNested || isBrought || words.count == 3, let attribute = words.last, let attributes = scope.attributes[kind]
    else {
      problem("'${\(name)}' names nothing", helpForStranger(name, in: place))
      return nil
    }
    guard attributes.contains(attribute) else {
      problem(
        "\(isBrought ? "\(words[2]) of \(words[0])" : kind) have no attribute '\(attribute)'",
        attributes.isEmpty
          ? "nothing of theirs can stand in a string" : "use \(Suggestion.list(attributes, joinedBy: "or"))")
      return nil
    }
    guard place == .deployTime else {
      problem("'${\(name)}' cannot stand here", "a resource's attribute is known only when deploying")
      return nil
    }
    let part = isNested ? "\(words[2]).\(words[3])" : isBrought ? words[2] : ""
    return [.resource(section: words[0], id: words[1], part: part, attribute: attribute)]
  }
}
