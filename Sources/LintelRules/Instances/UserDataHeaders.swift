import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let userDataWithoutHeader = Rule(
    "user-data-without-header", .warning, .checking, "User data that looks like a script does not say what runs it.",
    page: RulePage(
      .instances,
      why: """
        On Linux cloud-init looks at how user data begins: `#!` and a program is a script, `#cloud-config` is a list of \
        what to set up. Text that begins otherwise is put aside with a line in the instance's log, and the instance \
        starts as if there were none. A line of Windows at the end of the first one, `\\r\\n`, makes part of the \
        program's name of what no program has. Text is reported whose first line is a command of the shell or a key of \
        cloud-init's; the settings of Bottlerocket, Windows and other systems have forms of their own.
        """,
      awsAnswer: "Unhandled non-multipart (text/x-not-multipart) userdata",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
      wrong: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: ↓|
                dnf install -y nginx
                systemctl enable --now nginx
          """),
        .ec2(
          """
          launchTemplates:
            web:
              userData: ↓|
                packages: [nginx]
          """),
      ],
      right: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: |
                #!/bin/bash
                dnf install -y nginx
          """),
        .ec2(
          """
          launchTemplates:
            web:
              userData: |
                #cloud-config
                packages: [nginx]
          """),
        // Bottlerocket's settings.
        .ec2(
          """
          launchTemplates:
            web:
              userData: |
                [settings.ecs]
                cluster = "main"
          """),
      ]))
}

/// Holds the beginnings of user data against what cloud-init asks for.
enum UserDataHeaders {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for data in UserDataText.all(in: model) { check(data, findings) }
  }

  private static func check(_ data: UserDataText, _ findings: Findings) {
    let first = data.text.utf8.prefix { $0 != 0x0A }
    if data.text.hasPrefix("#!"), first.last == 0x0D {
      findings.report(
        .userDataWithoutHeader, at: data.span,
        "the script in the user data of \(data.noun) has the line breaks of Windows",
        label: "no program has a name that ends in a carriage return",
        help: ["save the file with the line breaks of Unix (LF)"])
      return
    }
    let isYAML = isCloudConfig(data.text)
    guard isYAML || isCommand(data.text) else { return }
    findings.report(
      .userDataWithoutHeader, at: data.span,
      "the user data of \(data.noun) does not say what runs it", label: "cloud-init passes over it",
      help: [isYAML ? "begin it with a line `#cloud-config`" : "begin it with a line `#!/bin/bash`"])
  }

  /// The first line that holds anything, unless one before it says what the text is: comments of a script may.
  private static func firstLine(_ text: String) -> Substring? {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
    // With a word behind it, `#` may begin a header that is not known here.
    return lines.first { !$0.isEmpty && $0 != "#" && !$0.hasPrefix("# ") }
  }

  private static let commands: Set<Substring> = [
    "apt", "apt-get", "aws", "cat", "cd", "chmod", "chown", "cp", "curl", "dnf", "docker", "echo", "export", "mkdir",
    "mount", "pip", "pip3", "rpm", "sed", "service", "set", "snap", "source", "sudo", "systemctl", "tar", "touch",
    "useradd", "wget", "yum",
  ]

  private static func isCommand(_ text: String) -> Bool {
    guard let line = firstLine(text) else { return false }
    let words = line.split(separator: " ")
    // `set = 1` is a setting of something else.
    return words.count > 1 && commands.contains(words[0]) && words[1] != "=" && words[1] != ":"
  }

  private static let keys: Set<Substring> = [
    "bootcmd", "package_update", "package_upgrade", "packages", "power_state", "runcmd", "ssh_authorized_keys", "users",
    "write_files",
  ]

  private static func isCloudConfig(_ text: String) -> Bool {
    guard let line = firstLine(text), let colon = line.firstIndex(of: ":") else { return false }
    return keys.contains(line[..<colon])
  }
}
