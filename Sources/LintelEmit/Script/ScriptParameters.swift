import LintelAWS
import LintelGraph

/// The parameters of a spec as a script has them: options, whose last values are kept in tags.
struct ScriptParameters {
  /// Those that something in the script uses.
  let used: [Parameter]
  /// Those that the command line gives.
  var given: [Parameter] { used.filter { $0.source == nil } }
  /// The resource that keeps a parameter's last value, by the parameter's name.
  private let keepers: [String: Resource]

  init(graph: ResourceGraph, order: [Resource]) {
    var keepers: [String: Resource] = [:]
    var names: Set<String> = []
    for resource in order {
      var own: Set<String> = []
      for property in resource.properties + resource.initial { property.value.collectParameters(into: &own) }
      for tag in resource.tags { tag.value.collectParameters(into: &own) }
      // What an image is called is part of what runs it, and so is what is already there.
      resource.forEachReference { reference, _ in
        guard let target = graph[reference.path] else { return }
        if case .existing(.parameter(let name)) = target.role { own.insert(name) }
        guard target.role == .artifact else { return }
        for property in target.properties { property.value.collectParameters(into: &own) }
      }
      names.formUnion(own)
      guard resource.role == .owned, let keeper = ScriptParameters.keeper(for: resource, graph) else { continue }
      for name in own.sorted() where keepers[name] == nil && graph.source(of: name) == nil { keepers[name] = keeper }
    }
    for output in graph.outputs {
      output.value.collectParameters(into: &names)
      output.value.forEachReference { reference, _ in
        if case .existing(.parameter(let name))? = graph[reference.path]?.role { names.insert(name) }
      }
    }
    used = graph.parameters.filter { names.contains($0.name) }
    self.keepers = keepers
  }

  /// The resource itself, or one that it belongs to, whichever can carry tags.
  private static func keeper(for resource: Resource, _ graph: ResourceGraph) -> Resource? {
    if resource.role == .owned, Catalog.type(named: resource.type)?.commands.tag != nil { return resource }
    var keeper: Resource?
    resource.forEachReference { reference, _ in
      guard keeper == nil, let target = graph[reference.path], target.role == .owned,
        Catalog.type(named: target.type)?.commands.tag != nil
      else { return }
      keeper = target
    }
    return keeper
  }

  /// The names of the parameters that a resource keeps, in the order of the spec.
  func kept(by path: Path) -> [String] { used.map(\.name).filter { keepers[$0]?.path == path } }

  /// The lines that settle each value: what the command line gives, else the last one, else the default.
  func lines(_ script: DeployWriter) -> [String] {
    if given.isEmpty { return [] }
    var lines = ["step='finding out the parameters'"]
    for parameter in given {
      let name = parameter.name
      lines.append(contentsOf: last(of: parameter, script))
      let fallback = parameter.defaultValue.map { " " + ShellWord.quoted($0) } ?? ""
      let isGiven = parameter.isGiven ? "given" : "default"
      lines.append("settle \(name) \"${parameter_\(name)+given}\" \"${parameter_\(name)-}\" \(isGiven)\(fallback)")
      lines.append("parameter_\(name)=$value")
      for form in ["json", "quoted", "tag"] where script.uses(parameter: name, as: form) {
        lines.append("parameter_\(name)_\(form)=$value_\(form)")
      }
      lines += checks(of: parameter)
    }
    return lines
  }

  /// Asks the resource that keeps it; `last` is empty where there is none yet.
  private func last(of parameter: Parameter, _ script: DeployWriter) -> [String] {
    guard let keeper = keepers[parameter.name], let writer = script.writer(keeper) else {
      return ["last=''", "is_first=1"]
    }
    let variable = ScriptValues.variable(keeper.path)
    var lines = ["is_first=1", "last=''"]
    lines += KeeperLookup(writer: writer, script: script).lines
    guard let read = writer.commands.tagRead else { return lines }
    let base = writer.text(read.read.base).literal == "@" ? ShellText() : writer.text(read.read.base) + "."
    let key = "lintel:parameter:\(parameter.name)"
    let query = base + ComparisonWriter.tag(key, in: writer.text(read.comparison.expression), read.comparison.form)
    return lines + [
      "if [[ -n $\(variable) ]]; then",
      "  is_first=''",
      "  last=$(\(writer.line(read.read.command, query: query, prefix: "lookup - ")))",
      "fi",
    ]
  }

  func checks(of parameter: Parameter) -> [String] {
    let name = parameter.name
    var lines: [String] = []
    if parameter.kind == .number {
      lines.append("require_number \(name) \"$parameter_\(name)\"")
    }
    if !parameter.allowedValues.isEmpty {
      let values = parameter.allowedValues.map { ShellWord.quoted($0) }.joined(separator: " ")
      lines.append("require_one_of \(name) \"$parameter_\(name)\" \(values)")
    }
    if let pattern = parameter.pattern {
      lines.append("require_match \(name) \"$parameter_\(name)\" \(ShellWord.quoted(pattern))")
    }
    return lines
  }

  /// What a tag can hold; see the limits of EC2's tags.
  private static let tagValue = #"""
      value_tag=$value
      if [[ ${#value} -gt 256 || $value == *[!A-Za-z0-9\ +=._:/@-]* ]]; then value_tag=''; fi

    """#

  /// What settles values; a stack keeps its parameters itself, a script in tags.
  static func runtime(keepsTags: Bool) -> String {
    #"""
    # The value of a parameter: the command line's, else the last deployment's, else, the first time, the default.
    settle() {
      value=''
      if [[ -n $2 ]]; then
        value=$3
      elif [[ $4 == given ]]; then
        value=$5
      elif [[ -n $last ]]; then
        value=$last
      elif [[ -z $is_first ]]; then
        die "what parameter '$1' was the last time is not known: its value did not fit in a tag" "Give it again: --parameter $1=…"
      elif [[ $# -gt 4 ]]; then
        value=$5
      else
        die "parameter '$1' has no value" "Add --parameter $1=…"
      fi
      forms
    }

    # A value as it stands in JSON, in quotes of JMESPath, and in a tag.
    forms() {
      local code character
    \#(keepsTags ? tagValue : "")  value_json=${value//\\/\\\\}
      value_json=${value_json//\"/\\\"}
      value_json=${value_json//\`/\\u0060}
      # What controls a terminal may not stand in JSON.
      for code in 0{1..9} 0{a..f} 1{0..9} 1{a..f}; do
        printf -v character %b "\\x$code"
        value_json=${value_json//"$character"/\\u00$code}
      done
      value_quoted=${value//\\/\\\\}
      value_quoted=${value_quoted//\'/\\\'}
    }

    require_number() {
      [[ $2 =~ ^-?[0-9]+([.][0-9]+)?$ ]] || die "parameter '$1' is a number, and '$2' is none"
    }

    require_one_of() {
      local name=$1 value=$2 allowed
      shift 2
      for allowed in "$@"; do
        [[ $value != "$allowed" ]] || return 0
      done
      die "parameter '$name' cannot be '$value'" "It takes: $*"
    }

    require_match() {
      [[ $2 =~ ^($3)$ ]] || die "parameter '$1' cannot be '$2'" "It has to match $3"
    }
    """#
  }
}

/// How a script finds what keeps a parameter before its own step has come.
struct KeeperLookup {
  let writer: CommandWriter
  let script: DeployWriter

  private var variable: String { ScriptValues.variable(writer.resource.path) }

  var lines: [String] {
    if case .revision(let family)? = writer.commands.specialty {
      let steps = ServiceSteps(writer: writer, order: script.order)
      return [
        steps.revisions(family: family), "\(variable)=''", "for revision in $revisions; do", "  \(variable)=$revision",
        "  break", "done",
      ]
    }
    if writer.commands.isInventoried {
      return [
        "\(variable)=$(found \(variable))",
        // A run may have ended before another took its place.
        "[[ -n $\(variable) ]] || \(variable)=$(found \(variable).replaced)",
      ]
    }
    guard let query = writer.commands.name else { return ["\(variable)=''"] }
    let answer = query.expression.map { writer.text($0) }
    let line = writer.line(query.command, query: answer, prefix: "lookup \(query.absence ?? "-") ")
    return ["\(variable)=$(\(line))"]
  }
}
