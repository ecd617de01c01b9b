import LintelGraph

/// The command line of a deploy script.
struct DeployOptions {
  let graph: ResourceGraph
  let parameters: [Parameter]
  let hasImages: Bool
  let hasMachineImages: Bool
  /// Whether CloudFormation does the work, which replaces, takes over and removes by itself.
  var isStack = false

  var text: String {
    ([usage] + variables + [loop]).joined(separator: "\n")
  }

  private var variables: [String] {
    (isStack
      ? ["bucket=''", "adopted=''", "allow_replacement=1"]
      : ["allow_replacement=''", "prune=''", "yes_orphans=''", "delete_data=''", "adopted=''"])
      + (parameters.isEmpty ? [] : ["unset \(parameters.map { "parameter_\($0.name)" }.joined(separator: " "))"])
      + (hasImages ? ["rebuild=''", "skip_image=''", "image_directories=''"] : [])
      + (hasMachineImages ? ["new_image=''", "no_reboot=''", "prepared=''"] : [])
  }

  private var usage: String {
    var lines = [
      "Usage: \(isStack ? "deploy-stack.sh" : "deploy.sh") [options]",
      "",
      "  --dry-run            "
        + (isStack ? "show the change set, and remove it again" : "print what would be done, and do nothing"),
    ]
    if graph.account == nil {
      lines.append("  --account ID         the account that the credentials have to belong to")
    }
    for parameter in parameters {
      let text = parameter.description ?? "a parameter of the spec"
      let fallback =
        parameter.defaultValue.map { "; \($0) the first time, then the last value" } ?? "; then the last value"
      lines.append("  --parameter \(parameter.name)=VALUE".padded(to: 23) + "\(text)\(fallback)".comment)
    }
    if hasImages {
      lines += [
        "  --image-dir ID=DIR   build the image of repository ID from DIR instead",
        "  --rebuild            build and push an image although its tag is there already",
        "  --skip-image         neither build nor push images",
      ]
    }
    if hasMachineImages {
      lines += [
        "  --prepared           the instances that AMIs are made of are what these should be",
        "  --new-image          make each AMI anew from its instance"
          + (isStack ? "" : ", and remove the old one in the end"),
        "  --no-reboot          make AMIs without stopping the instances: files may be in the middle of a change",
      ]
    }
    if isStack {
      lines.append("  --bucket NAME        the bucket that a template of more than 51,200 bytes goes through")
    } else {
      lines += replacing
    }
    lines += [
      "  --help               print this",
      "",
      "It ends with 0 when all is as the spec says, 2 when it could not begin, 1 when it stopped on the way.",
    ]
    let body = ShellText(lines.joined(separator: "\n")).hereDocument
    return "usage() {\n  cat <<END\n\(body)\nEND\n}\n"
  }

  private var replacing: [String] {
    [
      "  --allow-replacement  replace what AWS cannot change",
      "  --adopt LOGICALID    take over what has the right name and no tags; may be repeated",
      "  --prune              in the end, remove what the spec no longer has, with the destroy.sh beside this",
      "  --yes-orphans        with --prune: do not ask",
      "  --delete-data        with --prune: repositories and log groups too",
    ]
  }

  private var loop: String {
    var cases = [
      "  --dry-run) dry_run=1 ;;",
      "  --account)",
      "    argument \"$@\"",
      "    its_account=$2; shift",
      "    [[ -z $expected_account || $its_account == \"$expected_account\" ]] ||",
      "      die \"the spec says account $expected_account, not $its_account\"",
      "    expected_account=$its_account ;;",
    ]
    if isStack {
      cases.append("  --bucket) argument \"$@\"; bucket=$2; shift ;;")
    } else {
      cases += [
        "  --allow-replacement) allow_replacement=1 ;;",
        "  --prune) prune=1 ;;",
        "  --yes-orphans) yes_orphans=1 ;;",
        "  --delete-data) delete_data=1 ;;",
        "  --adopt) argument \"$@\"; adopted+=\" $2\"; shift ;;",
      ]
    }
    if hasImages {
      cases += [
        "  --rebuild) rebuild=1 ;;",
        "  --skip-image) skip_image=1 ;;",
        "  --image-dir) argument \"$@\"; image_directories+=$2$'\\n'; shift ;;",
      ]
    }
    if hasMachineImages {
      cases += [
        "  --prepared) prepared=1 ;;", "  --new-image) new_image=1 ;;", "  --no-reboot) no_reboot=1 ;;",
      ]
    }
    if !parameters.isEmpty {
      cases += ["  --parameter)", "    argument \"$@\"", "    assignment=$2; shift", "    case $assignment in"]
      cases += parameters.map { "    \($0.name)=*) parameter_\($0.name)=${assignment#*=} ;;" }
      let names = parameters.map(\.name).joined(separator: ", ")
      cases += [
        "    *) die \"there is no parameter '${assignment%%=*}'\" \(ShellWord.quoted("There is: \(names)")) ;;",
        "    esac ;;",
      ]
    }
    cases += [
      "  -h | --help) usage; exit 0 ;;",
      "  *) die \"unknown option: $1\" 'With --help the options are printed.' ;;",
    ]
    return
      (["", "argument() { [[ $# -gt 1 ]] || die \"$1 wants a value\"; }", ""]
      + ["while [[ $# -gt 0 ]]; do", "  case $1 in"] + cases + [
        "  esac", "  shift", "done",
      ] + (isStack ? [] : removal)).joined(separator: "\n")
  }

  private var removal: [String] {
    [
      "",
      "destroy=$(unset CDPATH && cd -- \"$(dirname -- \"$0\")\" && pwd)/destroy.sh",
      "if [[ -n $prune && ! -x $destroy ]]; then die '--prune wants destroy.sh beside this script'; fi",
      "if [[ -n $prune && -z $yes_orphans && -z $dry_run && ! -t 0 ]]; then",
      "  die '--prune asks before it removes anything, and nobody is there' 'With --yes-orphans nothing is asked.'",
      "fi",
    ]
  }
}

extension String {
  func padded(to width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self + " "
  }
}
