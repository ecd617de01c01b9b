import Glibc
import Lintel
import LintelSource

/// The work of `compile`.
struct Compiling {
  /// Nil for the nearest spec.
  var path: String?
  var options = CheckOptions()
  var targets: [Compile.Target] = []
  var output: String?
  var parameters: [(name: String, value: String)] = []
  var remarks = Remarks()

  /// One file that a target writes.
  private enum Kind: CaseIterable {
    case template, deployStack, deploy, destroy

    var name: String {
      switch self {
      case .template: "template.json"
      case .deployStack: "deploy-stack.sh"
      case .deploy: "deploy.sh"
      case .destroy: "destroy.sh"
      }
    }

    func isWritten(by targets: [Compile.Target]) -> Bool {
      switch self {
      case .template: targets.isEmpty || targets.contains(.cloudformation)
      case .deployStack: targets.isEmpty || targets.contains(.cloudformation) || targets.contains(.deployStack)
      case .deploy: targets.isEmpty || targets.contains(.script) || targets.contains(.deploy)
      case .destroy: targets.isEmpty || targets.contains(.script) || targets.contains(.destroy)
      }
    }
  }

  func run() throws {
    if output?.isEmpty == true { throw Failure("--output is empty: name a folder, `.` for this one, or leave it out") }
    let found = try Files.find(path, remarks)
    let checked = try Files.check(found.file, options)
    let compilation: Compilation
    do throws(UsageError) {
      compilation = try Compilation(
        checked, parameters: parameters,
        isForStacks: Kind.template.isWritten(by: targets) || Kind.deployStack.isWritten(by: targets),
        isForScripts: Kind.deploy.isWritten(by: targets))
    } catch {
      throw Failure("\(found.file.path): \(error.message)")
    }
    remarks.complain { $0.render(compilation.findings, sources: checked.sources) }
    guard !compilation.hasErrors else {
      remarks.note("\nnothing was written\n")
      throw Status(code: 1)
    }
    let kinds = Kind.allCases.filter { $0.isWritten(by: targets) }
    if output == "-" {
      let isTemplate = targets.isEmpty || targets == [.cloudformation]
      return try print(compilation, isTemplate ? [.template] : kinds, checked.sources)
    }
    // A spec that stands above has its build beside it.
    let folder = output ?? found.above + "build"
    try write(compilation, kinds, checked.sources, to: folder)
    for template in compilation.templates {
      remarks.note("\n" + PrintableText(lines: commands(for: template, kinds, folder)))
    }
  }

  private func write(_ compilation: Compilation, _ kinds: [Kind], _ sources: Sources, to folder: String) throws {
    var writing = FileWriting(folder: folder)
    for template in compilation.templates {
      for kind in kinds {
        writing.files.append(
          FileWriting.File(
            path: path(of: kind, template), text: text(of: kind, template, sources),
            mode: kind == .template ? 0o644 : 0o755))
      }
    }
    // Before the spec had environments its files stood in the folder itself, and would still deploy.
    if compilation.templates.allSatisfy({ $0.environment != nil }) { writing.outdated = Kind.allCases.map(\.name) }
    let removed = try writing.run()
    for template in compilation.templates {
      for kind in kinds {
        let path = FileWriting.path(path(of: kind, template), in: folder)
        let summary: PrintableText = kind == .template ? ": \(template.summary)" : ""
        remarks.note("wrote \(path)\(summary)\n")
      }
    }
    for path in removed { remarks.note("removed \(path), which an earlier version of the spec left\n") }
  }

  /// What a person runs next.
  private func commands(for template: Compilation.Template, _ kinds: [Kind], _ folder: String) -> String {
    var text = ""
    if kinds.contains(.deploy) {
      let deploy = command(.deploy, template, folder)
      let system = template.environment ?? "the system"
      text += "To deploy \(system) with the AWS CLI:\n\n  \(deploy) --dry-run\n  \(deploy)\n"
      if kinds.contains(.deployStack) { text += "\nOr with CloudFormation:\n" }
    } else if kinds.contains(.deployStack) {
      text += "To deploy \(template.environment ?? "the system") with CloudFormation:\n"
    }
    if kinds.contains(.deployStack) {
      let deploy = command(.deployStack, template, folder)
      text += "\n  \(deploy) --dry-run\n  \(deploy)\n\nThe same by hand. "
    }
    if kinds.contains(.template) {
      text += template.deployment(path: FileWriting.path(path(of: .template, template), in: folder))
    }
    return text + template.oneOffTasks
  }

  private func command(_ kind: Kind, _ template: Compilation.Template, _ folder: String) -> String {
    let path = FileWriting.path(path(of: kind, template), in: folder)
    return Compilation.shellWord(path.hasPrefix("/") ? path : "./" + path)
  }

  private func text(of kind: Kind, _ template: Compilation.Template, _ sources: Sources) -> String {
    switch kind {
    case .template: template.text
    case .deployStack: template.stackScript(sources)
    case .deploy: template.deployScript(sources)
    case .destroy: template.destroyScript
    }
  }

  private func print(_ compilation: Compilation, _ kinds: [Kind], _ sources: Sources) throws {
    guard let kind = kinds.first, kinds.count == 1 else {
      throw Failure(
        "`--output -` prints one file: choose it with --target cloudformation, deploy-stack, deploy or destroy")
    }
    guard let template = compilation.templates.first, compilation.templates.count == 1 else {
      throw Failure("`--output -` prints one file: choose its environment with --environment")
    }
    try Reporting.print(file: text(of: kind, template, sources))
  }

  /// Below the folder that is written to.
  private func path(of kind: Kind, _ template: Compilation.Template) -> String {
    [template.environment, kind.name].compactMap(\.self).joined(separator: "/")
  }
}

extension Compiling {
  /// What `compile` with a file and nothing else asks for; nil where there are options.
  ///
  /// As with `lint`, the argument parser would cost more than the reading of a small spec.
  init?(plain arguments: some Collection<String>) {
    guard arguments.first == "compile", arguments.count <= 2,
      arguments.allSatisfy({ $0 == "-" || !$0.hasPrefix("-") })
    else { return nil }
    path = arguments.dropFirst().first
  }
}
