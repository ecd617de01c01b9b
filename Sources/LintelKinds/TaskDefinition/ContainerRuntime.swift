import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource

/// How a container's processes run: as whom, where, and within which bounds.
struct ContainerRuntime {
  private(set) var fields = MemberFields(of: .taskDefinition, "ContainerDefinitions")
  let linuxParameters: Located<LinuxParameters>?
  let ulimits: [MapEntry<Ulimit>]
  let systemControls: [MapEntry<String>]
  let dockerLabels: [MapEntry<String>]
  let restartPolicy: Located<RestartPolicy>?

  init(_ reader: inout FieldReader) {
    fields.read(&reader, "user", "User", "Whom its processes run as: `user`, `uid`, `user:group` or `uid:gid`.")
    fields.read(&reader, "workingDirectory", "WorkingDirectory", "The folder that it starts in.")
    fields.read(
      &reader, "readonlyRootFilesystem", "ReadonlyRootFilesystem", "Whether it may write to volumes only.")
    fields.read(&reader, "interactive", "Interactive", "Whether its standard input stays open.")
    fields.read(&reader, "pseudoTerminal", "PseudoTerminal", "Whether it has a terminal.")
    fields.read(
      &reader, "versionConsistency", "VersionConsistency",
      "Whether all tasks of a deployment run the image that the tag meant when it began.")
    linuxParameters = reader.optional("linuxParameters", .object, "What Linux lets it do.")
    ulimits =
      reader.optional(
        "ulimits", .map("limit", keys: .ulimit, ofObjects: Ulimit.self), "Limits of its processes, by name: `nofile`.")?
      .value ?? []
    systemControls =
      reader.optional(
        "systemControls", .map("control", keys: .anyName, of: .string(0...1024)),
        "Settings of the kernel for it, by name: `net.core.somaxconn`.")?.value ?? []
    dockerLabels =
      reader.optional("dockerLabels", .map("label", keys: .anyName, of: .string(0...4096)), "Labels of it, by name.")?
      .value ?? []
    restartPolicy = reader.optional(
      "restartPolicy", .object, "Whether it is started again by itself when it ends.", absence: "it is not")
  }

  var members: [Member] {
    fields.members
      + LintelKinds.members([
        "LinuxParameters": linuxParameters.map { $0.value.value(at: $0.span) },
        "Ulimits": ulimits.isEmpty
          ? nil
          : .set(
            ulimits.sorted { $0.key.value < $1.key.value }.map { limit in
              .map(
                [
                  "Name": .string(limit.key), "SoftLimit": .integer(limit.value.value.softLimit),
                  "HardLimit": .integer(limit.value.value.hardLimit),
                ], at: limit.key.span)
            }),
        "SystemControls": systemControls.isEmpty
          ? nil
          : .set(
            systemControls.sorted { $0.key.value < $1.key.value }.map { control in
              .map(["Namespace": .string(control.key), "Value": .string(control.value)], at: control.key.span)
            }),
        "DockerLabels": dockerLabels.isEmpty
          ? nil
          : Value(
            .map(
              dockerLabels.sorted { $0.key.value < $1.key.value }.map { Member($0.key.value, .string($0.value)) })),
        "RestartPolicy": restartPolicy.map { $0.value.value(at: $0.span) },
      ])
  }
}

/// What Linux lets a container do.
package struct LinuxParameters: Described {
  package static let summary = "What Linux lets a container do."
  package static let noun = "map of Linux parameters"

  private(set) var fields = MemberFields(of: .taskDefinition, "ContainerDefinitions", "LinuxParameters")
  let capabilities: Located<Capabilities>?
  let tmpfs: [Located<TemporaryFileSystem>]

  package init(_ reader: inout FieldReader) {
    fields.read(
      &reader, "initProcessEnabled", "InitProcessEnabled",
      "Whether an init process stands above its own, hands on signals and takes care of orphans.")
    capabilities = reader.optional(
      "capabilities", .object, "Rights of root that it has more or less than Docker gives.")
    tmpfs =
      reader.optional(
        "tmpfs", .list(of: .object, count: 1...50),
        "Folders of it that are kept in memory, and gone when it ends.")?.value ?? []
  }

  /// Rights of root that a container has more or less than Docker gives it.
  package struct Capabilities: Described {
    package static let summary = "Rights of root that a container has more or less than Docker gives it."
    package static let noun = "map of capabilities"

    let add: Located<[Located<String>]>?
    let drop: Located<[Located<String>]>?

    package init(_ reader: inout FieldReader) {
      add = reader.optional(
        "add", .set(of: .oneOf(LinuxCapabilities.all)), "Those that it has besides: on Fargate `SYS_PTRACE`.")
      drop = reader.optional("drop", .set(of: .oneOf(LinuxCapabilities.all)), "Those that it has not, or `ALL`.")
    }
  }

  func value(at span: Span) -> Value {
    func set(_ names: Located<[Located<String>]>?) -> Value? {
      names.map { .set($0.value.map(Value.string), at: $0.span) }
    }
    let own = capabilities.map { capabilities in
      Value.map(
        ["Add": set(capabilities.value.add), "Drop": set(capabilities.value.drop)], at: capabilities.span)
    }
    let folders: Value? =
      tmpfs.isEmpty ? nil : .set(tmpfs.map { $0.value.value(at: $0.span) }, at: tmpfs[0].span)
    return Value(.map(fields.members + members(["Capabilities": own, "Tmpfs": folders])), at: span)
  }
}

/// A folder of a container that is kept in memory.
package struct TemporaryFileSystem: Described {
  package static let summary = "A folder of a container that is kept in memory: in its share of the task's."
  package static let noun = "folder in memory"

  let containerPath: Located<String>
  let size: Located<Int>
  let mountOptions: Located<[Located<String>]>?

  package init(_ reader: inout FieldReader) {
    containerPath = reader.required("containerPath", .path, "The folder in the container.")
    size = reader.required("size", .integer(1...12_582_912, in: .mebibytes), "MiB that it may hold.")
    mountOptions = reader.optional(
      "mountOptions", .set(of: .oneOf(MountOptions.all), count: 1...40), "Options of Linux, such as `ro` and `noexec`.",
      absence: "those of Docker: `rw`, `noexec`, `nosuid`, `nodev`")
  }

  func value(at span: Span) -> Value {
    .map(
      [
        "ContainerPath": .string(containerPath), "Size": .integer(size),
        "MountOptions": mountOptions.map { .set($0.value.map(Value.string), at: $0.span) },
      ], at: span)
  }
}

/// A limit of a container's processes.
package struct Ulimit: Described {
  package static let summary = "A limit of a container's processes. `-1` is none."
  package static let noun = "limit"

  let softLimit: Located<Int>
  let hardLimit: Located<Int>

  package init(_ reader: inout FieldReader) {
    softLimit = reader.required("softLimit", .integer(-1...2_147_483_647), "What is in force, and may be raised.")
    hardLimit = reader.required("hardLimit", .integer(-1...2_147_483_647), "As high as it may be raised.")
  }
}

/// Whether a container is started again by itself when it ends.
package struct RestartPolicy: Described {
  package static let summary = "Whether a container is started again when it ends, without its task."

  let enabled: Located<Bool>
  let ignoredExitCodes: Located<[Located<Int>]>?
  private(set) var fields = MemberFields(of: .taskDefinition, "ContainerDefinitions", "RestartPolicy")

  package init(_ reader: inout FieldReader) {
    enabled = reader.optional("enabled", .boolean, default: true, "Whether it is.")
    ignoredExitCodes = reader.optional(
      "ignoredExitCodes", .set(of: .integer(-2_147_483_648...2_147_483_647), count: 1...50),
      "Exit codes after which it is not.",
      absence: "none")
    fields.read(
      &reader, "restartAttemptPeriod", in: .seconds, "RestartAttemptPeriod",
      "Seconds that it has to run before it is started again.")
  }

  func value(at span: Span) -> Value {
    let own = members([
      "Enabled": .boolean(enabled),
      "IgnoredExitCodes": ignoredExitCodes.map { .set($0.value.map(Value.integer), at: $0.span) },
    ])
    return Value(.map(own + fields.members), at: span)
  }
}

extension KeyRule {
  /// What Linux limits.
  static let ulimit = KeyRule("name", pattern: "^(\(Ulimits.names.joined(separator: "|")))$") { key in
    Ulimits.names.contains(key) ? nil : "expected one of \(Ulimits.names.joined(separator: ", "))"
  }

  /// Anything that is there.
  static let anyName = KeyRule("name", pattern: "^[!-~]{1,255}$") { key in
    let isName = (1...255).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isName ? nil : "1 to 255 printable ASCII characters without blanks"
  }
}
