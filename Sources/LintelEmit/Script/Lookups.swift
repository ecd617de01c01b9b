import LintelGraph
import LintelSource

/// How a script looks up the parameters whose values others keep.
struct Lookups {
  /// Those that are looked up, in the order of the spec.
  let parameters: [Parameter]
  /// The text that uses them.
  private let text: String

  init(_ parameters: [Parameter], in text: String) {
    self.parameters = parameters.filter { $0.source != nil }
    self.text = text
  }

  /// Lines that set `parameter_NAME` and the forms of it; what is not there ends the script.
  var lines: [String] {
    if parameters.isEmpty { return [] }
    return [step]
      + parameters.flatMap { parameter -> [String] in
        let name = parameter.name
        var lines = [call(for: parameter)]
        if parameter.kind == .number { lines.append("require_number \(name) \"$value\"") }
        if uses("parameter_\(name)") { lines.append("parameter_\(name)=$value") }
        for form in ["json", "quoted"] where uses("parameter_\(name)_\(form)") {
          lines.append("parameter_\(name)_\(form)=$value_\(form)")
        }
        return lines
      }
  }

  /// Whether the text has a variable, as against one whose name begins so.
  private func uses(_ variable: String) -> Bool {
    var start = 0
    while let found = text.utf8Offset(of: variable, from: start) {
      start = found + variable.utf8.count
      let next = text.utf8.dropFirst(start).first
      if !(next.map { $0.isAlphanumeric || $0 == UInt8(ascii: "_") } ?? false) { return true }
    }
    return false
  }

  /// Lines that set `parameter_NAME`, to nothing where there is none.
  var attempts: [String] {
    if parameters.isEmpty { return [] }
    return [step]
      + parameters.map {
        "parameter_\($0.name)=$(\(call(for: $0)) && printf '%s' \"$value\") || parameter_\($0.name)=''"
      }
  }

  private var step: String { "step='looking up what others have'" }

  private func call(for parameter: Parameter) -> String {
    let item = parameter.source?.item.map { " \($0)" } ?? ""
    return switch parameter.source?.place {
    case .export(let name): "look_up_export \(ShellText(name).word)\(item)"
    case .ssm(let path): "look_up_parameter \(ShellText(path).word)\(item)"
    case nil: "value=''"
    }
  }

  /// The functions that look up, as far as they are called.
  var runtime: [String] {
    if parameters.isEmpty { return [] }
    let hasExports = parameters.contains(where: \.isImported)
    let isStored = parameters.contains { !$0.isImported }
    return [hasExports ? Lookups.exports : nil, isStored ? Lookups.store : nil, Lookups.items].compactMap(\.self)
  }

  private static let exports = #"""
    # The value of an export ($1) of another stack, or an item ($2) of it.
    look_up_export() {
      value=$(lookup - aws cloudformation list-exports --query "Exports[?Name=='$1'].[Value]")
      [[ -n $value ]] || die "there is no export $1" 'The stack that exports it has to be deployed first, in this account and region.'
      pick "export $1" ${2+"$2"}
    }
    """#

  private static let store = #"""
    # The text of a parameter ($1) in Systems Manager's store, or an item ($2) of it.
    look_up_parameter() {
      value=$(lookup ParameterNotFound aws ssm get-parameter --name="$1" --query 'Parameter.[[Type, Value]]')
      [[ -n $value ]] || die "there is no parameter $1 in Systems Manager" 'It has to be in this account and region.'
      [[ ${value%%$'\t'*} != SecureString ]] || die "parameter $1 is a SecureString" 'A secret would stand in plain sight: write it under secrets.'
      value=${value#*$'\t'}
      pick "parameter $1" ${2+"$2"}
    }
    """#

  private static let items = #"""
    # What was looked up ($1), or an item ($2) of its comma-separated list, in its forms.
    pick() {
      local parts
      if [[ $# -gt 1 ]]; then
        IFS=, read -r -a parts <<<"$value"
        [[ $2 -lt ${#parts[@]} ]] || die "$1 has no item $2" "It is: $value"
        value=${parts[$2]}
      fi
      forms
    }
    """#
}
