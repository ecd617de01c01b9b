import LintelAWS
import LintelGraph

/// An image that is built and pushed, unless its tag is there already.
struct ContainerImageStep {
  let writer: CommandWriter

  private var resource: Resource { writer.resource }
  private func text(_ property: String) -> ShellText? { resource[property].map(writer.values.text) }

  var lines: [String] {
    let repository = text("Repository") ?? ShellText()
    let tag = text("Tag") ?? ShellText()
    let address = resource.yields[.uri].map(writer.values.text) ?? ShellText()
    let context = text("Context") ?? ShellText(".")
    var build = ["--platform \((text("Platform") ?? ShellText("linux/amd64")).word)", "--tag \(address.word)"]
    if let file = text("Dockerfile") {
      build.append("--file " + (ShellText(.expansion("$directory")) + "/" + file).word)
    }
    if let target = text("Target") { build.append("--target=\(target.word)") }
    if case .map(let members)? = resource["BuildArguments"]?.content {
      for member in members {
        build.append("--build-arg=" + (member.key + "=" + writer.values.text(member.value)).word)
      }
    }
    for (option, property) in [("--cache-from=", "CacheFrom"), ("--cache-to=", "CacheTo")] {
      for place in resource[property]?.items ?? [] { build.append(option + writer.values.text(place).word) }
    }
    build.append("\"$directory\"")
    let file = text("Dockerfile") ?? ShellText("Dockerfile")
    return [
      "step \(ScriptValues.variable(resource.path)) \(("image " + repository + ":" + tag).word)",
      "if wants_image \(repository.word) \(("imageTag=" + tag.shorthand).word); then",
      "  directory=$(image_directory \(resource.path.id) \(context.word) \(file.word))",
      "  log_in \(registry(of: address).word)",
      "  " + CommandWriter.wrapped("change docker build", build).replacingNewlines(indent: "  "),
      "  change docker push \(address.word)",
      "  pushed+=\" \(ScriptValues.variable(resource.path))\"",
      "fi",
    ]
  }

  /// What stands before the repository's name in an address.
  private func registry(of address: ShellText) -> ShellText {
    var registry = ShellText()
    for piece in address.pieces {
      if case .literal(let text) = piece, let slash = text.firstIndex(of: "/") {
        return registry + String(text[..<slash])
      }
      registry.append(piece)
    }
    return registry
  }

  static let runtime = #"""
    # The images that this run has pushed.
    pushed=''

    # Whether an image has to be built: its tag is not in the repository, or --rebuild says so.
    wants_image() {
      local digest
      [[ -z $skip_image ]] || return 1
      [[ -z $rebuild ]] || return 0
      digest=$(lookup 'ImageNotFoundException|RepositoryNotFoundException' aws ecr describe-images \
        --repository-name="$1" --image-ids "$2" --query 'imageDetails[0].imageDigest') || exit
      [[ -z $digest ]]
    }

    # Where a repository's ($1) image is built: what --image-dir says, else $2.
    image_directory() {
      local line directory=$2
      while IFS= read -r line; do
        [[ $line != "$1="* ]] || directory=${line#*=}
      done <<<"$image_directories"
      if [[ ! -e $directory/$3 ]]; then
        die "there is no $directory/$3 to build the image from" \
          "Say where it is with --image-dir $1=DIR, or push the image yourself and add --skip-image."
      fi
      # Docker would take what begins with a hyphen for an option, and an address for something to fetch.
      case $directory in /* | . | .. | ./* | ../*) ;; *) directory=./$directory ;; esac
      printf '%s' "$directory"
    }

    # Signs docker in to a registry, once.
    logged_in=''
    log_in() {
      local password
      type -P docker >/dev/null || die 'docker is missing' 'Install it, or push the image yourself and add --skip-image.'
      [[ -z $dry_run && -z $logged_in ]] || return 0
      password=$(aws ecr get-login-password)
      printf '%s' "$password" | docker login --username AWS --password-stdin "$1" >/dev/null 2>"$scratch/login" ||
        die "docker could not sign in to $1" "$(cat "$scratch/login")"
      logged_in=1
    }
    """#
}

/// An AMI made from an instance, once: it is found again by its tags.
///
/// With `--new-image` another takes its place.
struct MachineImageStep {
  let writer: CommandWriter

  /// Whether the instance prepares itself: nothing tells from outside when it has.
  private var runsUserData: Bool {
    (writer.resource["Instance"]?.reference).flatMap { writer.graph[$0.path] }?["UserData"] != nil
  }

  var lines: [String] {
    var writer = writer
    writer.computed["Name"] = ShellText(.expansion("$image_name"))
    writer.creationFlag = "${no_reboot:+--no-reboot}"
    var block = ResourceBlock(writer: writer)
    let variable = ScriptValues.variable(writer.resource.path)
    let name = writer.resource["Name"].map(writer.values.text) ?? ShellText()
    let instance = writer.resource["Instance"].map(writer.values.text) ?? ShellText()
    block.beforeComparing = [
      "renewed=''",
      "if [[ -n $\(variable) && -n $new_image ]]; then",
      "  renewed=1",
    ]
    block.beforeComparing += block.setAside.map { "  " + $0.replacingNewlines(indent: "  ") }
    block.beforeComparing += [
      // Its snapshots go with it.
      "  answer=$(ask aws ec2 describe-images --image-ids \"$\(variable)\" --query \\",
      "    'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]')",
      "  while IFS= read -r line; do set_aside \"$line\"; done < <(names <<<\"$answer\")",
      "  \(variable)=", "  look_around", "fi",
    ]
    block.beforeCreating = [
      "expect_prepared \(instance.word) \(name.word)\(runsUserData ? " ran" : "")", "settle_instance \(instance.word)",
      "image_name=\(name.assigned)",
      "taken=$(lookup - aws ec2 describe-images --owners self \\",
      "    --filters \(("Name=name,Values=" + name).word) --query \"Images[0].ImageId\")",
      "[[ -z $taken ]] || image_name+=.$(date -u +%Y%m%d%H%M%S)",
    ]
    return block.lines
  }

  static let runtime = #"""
    # Goes on when an instance ($1) is what its image ($2) should be, by hand or because its user data has run ($3). Nothing
    # here can tell: somebody has to say so, with --prepared, with --new-image where there is an AMI already, or when asked.
    expect_prepared() {
      local answer='' todo='make the instance what the image should be first' hint='install and set up what it should hold'
      [[ -z $dry_run && -z $prepared && -z $renewed ]] || return 0
      if [[ -n ${3:-} ]]; then
        todo='its user data has to have run to the end first'
        hint='see in /var/log/cloud-init-output.log that its user data has run'
      fi
      say "AMI $2 is to be made of instance $1: $todo."
      if [[ -t 0 ]]; then
        read -r -p 'Is it prepared? [y/N] ' answer || answer=''
      fi
      [[ $answer == [yY]* ]] || die "nobody says that instance $1 is prepared, and AMI $2 is not made" \
        "Log in, $hint, and run this again with --prepared."
    }

    # Waits until an image can be made of an instance: it is up, or it is not running at all.
    settle_instance() {
      local state
      [[ -z $dry_run ]] || return 0
      state=$(ask aws ec2 describe-instances --instance-ids "$1" --query 'Reservations[0].Instances[0].State.Name')
      case $state in
      pending | running) await aws ec2 wait instance-status-ok --instance-ids "$1" ;;
      stopping) await aws ec2 wait instance-stopped --instance-ids "$1" ;;
      esac
    }
    """#
}
