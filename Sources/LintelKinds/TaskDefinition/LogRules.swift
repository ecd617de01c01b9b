import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let impossibleLogOption = Rule(
    "impossible-log-option", .error, .checking, "A log driver has no such option, or not beside another.",
    page: RulePage(
      .containers,
      why: """
        AWS refuses a task definition with an option that its log driver has not. Of `awslogs` the group and its region \
        follow from `group`; lines are joined by `awslogs-multiline-pattern` or by `awslogs-datetime-format`, never by \
        both; a buffer (`max-buffer-size`, a number with `k`, `m` or `g`) is there only where `mode` is `non-blocking`; a \
        stream's name has no colon and no asterisk. Splunk wants its address and a \
        token, which is best kept as a secret.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              logs: { options: { ↓awslogs-group: /shop/web } }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              logs: { options: { awslogs-datetime-format: "%H:%M", ↓awslogs-multiline-pattern: "^ERROR" } }
          """),
        .ecs("taskDefinitions:\n  web:\n    logs: { options: { mode: blocking, ↓max-buffer-size: 4m } }"),
        .ecs("taskDefinitions:\n  web:\n    logs: { options: { mode: ↓nonblocking } }"),
        .ecs(
          "taskDefinitions:\n  web:\n    logs: { driver: ↓splunk, options: { splunk-url: https://splunk.example.com } }"
        ),
      ],
      right: [
        .ecs(
          """
          logGroups:
            web: { name: /shop/web, retentionDays: 30 }
          taskDefinitions:
            web:
              logs: { group: web, options: { mode: non-blocking, max-buffer-size: 4m } }
              containers: { web: { logs: null } }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              logs:
                driver: splunk
                options: { splunk-url: https://splunk.example.com }
                secretOptions: { splunk-token: /shop/splunk-token }
          """),
      ]))

  package static let noLogRouter = Rule(
    "no-log-router", .error, .checking, "Logs go to a router that the task has not.",
    page: RulePage(
      .containers,
      why: """
        The driver `awsfirelens` hands logs to a container of the same task, Fluent Bit or Fluentd, which sends them on. \
        `firelens` says which container that is, and AWS refuses a task definition without one.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html",
      wrong: [.ecs("taskDefinitions:\n  web:\n    containers:\n      web: { logs: { driver: ↓awsfirelens } }")],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { logs: { driver: awsfirelens, options: { Name: http, Host: logs.example.com } } }
                router:
                  image: public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.2
                  firelens: { type: fluentbit }
                  logs: { retentionDays: 30 }
          """)
      ]))
}

extension TaskDefinition {
  /// What `awslogs` takes, from the API reference of ECS.
  private static let awslogsOptions: Set<String> = [
    "mode", "max-buffer-size", "awslogs-datetime-format", "awslogs-multiline-pattern", "awslogs-stream-prefix",
  ]

  func checkLogOptions(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var seen: Set<Span> = []
    let hasRouter = containers.contains { $0.value.value.firelens != nil }
    for settings in logSettings(of: entry) {
      switch settings.driver.value {
      case .awslogs: checkAWSLogs(settings, &seen, lowered.findings)
      case .splunk: checkSplunk(settings, &seen, lowered.findings)
      case .awsfirelens:
        guard !hasRouter, seen.insert(settings.driver.span).inserted else { continue }
        lowered.findings.report(
          .noLogRouter, at: settings.driver.span, "no container of task definition '\(entry.id)' routes logs",
          label: "it hands them to one that has `firelens`",
          help: ["give the container that routes them `firelens: { type: fluentbit }`"])
      }
    }
  }

  private func checkAWSLogs(_ settings: LogSettings, _ seen: inout Set<Span>, _ findings: Findings) {
    let keys = settings.options.map(\.key) + settings.secretOptions.map(\.key)
    for key in keys where !Self.awslogsOptions.contains(key.value) && seen.insert(key.span).inserted {
      let help: String =
        switch key.value {
        case "awslogs-group", "awslogs-create-group":
          "write `group` with the id of an entry of `logGroups`, which can be `existing`"
        case "awslogs-region": "remove it: logs go to the region of the system"
        default:
          Suggestion.nearest(to: key.value, among: Self.awslogsOptions.sorted()).map { "did you mean `\($0)`?" }
            ?? "expected one of \(Self.awslogsOptions.sorted().joined(separator: ", "))"
        }
      findings.report(
        .impossibleLogOption, at: key.span, "option '\(key.value)' is none of the spec's for `awslogs`",
        label: key.value.hasPrefix("awslogs-") ? "" : "AWS refuses it", help: [help])
    }
    let options = settings.options
    if let first = options.first(where: { $0.key.value == "awslogs-datetime-format" }),
      let second = options.first(where: { $0.key.value == "awslogs-multiline-pattern" }),
      seen.insert(second.key.span).inserted
    {
      findings.report(
        .impossibleLogOption, at: second.key.span, "lines are joined by a pattern and by a format of dates",
        label: "AWS takes one of them", labels: [Label(first.key.span, "the other")], help: ["remove one of them"])
    }
    for option in options {
      guard let (defect, help) = Self.problem(with: option.value.value.literal, of: option.key.value),
        seen.insert(option.value.span).inserted
      else { continue }
      findings.report(
        .impossibleLogOption, at: option.value.span,
        "option '\(option.key.value)' takes no '\(option.value.value.literal ?? "")'", label: defect,
        help: [help])
    }
    if let buffer = options.first(where: { $0.key.value == "max-buffer-size" }),
      let mode = options.first(where: { $0.key.value == "mode" }), mode.value.value.literal == "blocking",
      seen.insert(buffer.key.span).inserted
    {
      findings.report(
        .impossibleLogOption, at: buffer.key.span, "logs that are written at once have no buffer",
        label: "`max-buffer-size` is for `mode: non-blocking`", labels: [Label(mode.key.span, "the mode")],
        help: ["remove it, or write `mode: non-blocking`"])
    }
  }

  /// What is certainly wrong with the value of an option, and what to write instead.
  private static func problem(with value: String?, of option: String) -> (defect: String, help: String)? {
    guard let value else { return nil }
    switch option {
    case "mode" where value != "blocking" && value != "non-blocking":
      return ("a mode is `blocking` or `non-blocking`", "write `non-blocking`, or leave it out")
    case "max-buffer-size":
      let unit = value.utf8.drop(while: \.isDigit)
      let isSize = unit.count < value.utf8.count && (unit.isEmpty || "kmgKMG".utf8.contains(unit.first ?? 0))
      return isSize ? nil : ("a number with `k`, `m` or `g` is expected", "write it like `25m`")
    case "awslogs-stream-prefix" where value.utf8.contains(where: ":*".utf8.contains):
      return ("names of log streams have no colon and no asterisk", "leave them out: `/` parts the name")
    default: return nil
    }
  }

  private func checkSplunk(_ settings: LogSettings, _ seen: inout Set<Span>, _ findings: Findings) {
    let keys = Set(settings.options.map(\.key.value) + settings.secretOptions.map(\.key.value))
    let missing = ["splunk-url", "splunk-token"].filter { !keys.contains($0) }
    guard !missing.isEmpty, seen.insert(settings.driver.span).inserted else { return }
    findings.report(
      .impossibleLogOption, at: settings.driver.span,
      "logs of container '\(settings.container)' go to Splunk without \(Suggestion.list(missing, joinedBy: "and"))",
      label: "Splunk wants both",
      help: ["add `options: { splunk-url: … }` and `secretOptions: { splunk-token: … }`"])
  }
}
