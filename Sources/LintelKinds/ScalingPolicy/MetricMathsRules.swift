import LintelAWS
import LintelSchema
package import LintelSource

// Expressions that CloudWatch refuses, or that are more than is needed.
extension Rule {
  package static let undefinedMetricID = Rule(
    "undefined-metric-id", .error, .checking, "An expression uses a name that none of its metrics has.",
    page: RulePage(
      .scaling,
      why: """
        What stands in an expression and begins with a small letter is the name of a metric, or of another expression, \
        in `metrics`. CloudWatch cannot work out anything with a name that is not there, and refuses the alarm.
        """,
      source: guide,
      wrong: [.ecs(policy("↓queue / tasks + task"))], right: [.ecs(policy("queue / tasks"))]))

  package static let unusedMetricID = Rule(
    "unused-metric-id", .warning, .checking, "A metric of an expression is in none.",
    page: RulePage(
      .scaling,
      why: """
        CloudWatch fetches every metric of an alarm, and each is paid for, whether an expression uses it or not. Mostly \
        another name was meant. Where an expression takes its metrics by `METRICS()`, all of them are used.
        """,
      source: "https://aws.amazon.com/cloudwatch/pricing/",
      wrong: [
        .ecs(policy("queue / tasks", "↓age: { namespace: AWS/SQS, name: ApproximateAgeOfOldestMessage }"))
      ],
      right: [
        .ecs(policy("queue / tasks")),
        .ecs(policy("SUM(METRICS())", "age: { namespace: AWS/SQS, name: ApproximateAgeOfOldestMessage }")),
        .ecs(policy("backlog * 2", "backlog: { expression: queue / tasks }")),
      ]))

  package static let singleMetricExpression = Rule(
    "single-metric-expression", .note, .checking, "An expression is one metric, as it is.",
    page: RulePage(
      .scaling,
      why: """
        Where nothing is worked out, the policy can name the metric itself: that is shorter, and lint, `diff` and \
        `simulate` know more of a metric than of an expression.
        """,
      source: guide,
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  expression: ↓queue
                  metrics: { queue: { namespace: AWS/SQS, name: ApproximateNumberOfMessagesVisible } }
                target: 10
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric: { namespace: AWS/SQS, name: ApproximateNumberOfMessagesVisible }
                target: 10
          """)
      ]))

  package static let impossibleMetricMaths = Rule(
    "impossible-metric-maths", .error, .checking, "No alarm goes by such an expression, and so no policy does.",
    page: RulePage(
      .scaling,
      why: """
        The alarm of a policy, its own or that of target tracking, takes \(MetricMathsLimits.metrics) metrics and \
        \(MetricMathsLimits.expressions) expressions, the result's among them. It watches what it names: `SEARCH`, which \
        looks for metrics, is for graphs only. Expressions that use each other in a circle have no value. A query, which \
        begins with `SELECT`, is no expression, and not in the language.
        """,
      awsAnswer: "SEARCH is not supported on Metric Alarms.",
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
      wrong: [
        .ecs(policy("↓SUM(SEARCH('{AWS/SQS,QueueName} Visible', 'Average')) / tasks + queue")),
        .ecs(
          policy("twice + queue", "twice: { expression: ↓half * 4 }", "half: { expression: twice / tasks }")),
      ],
      right: [.ecs(policy("queue / tasks"))]))

  private static let guide = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html"

  /// A policy on an expression of `queue` and `tasks`, and of what `more` adds to these.
  private static func policy(_ expression: String, _ more: String...) -> String {
    """
    scalingPolicies:
      cpu:
        targetTracking:
          metric:
            expression: \(expression)
            metrics:
              queue: { namespace: AWS/SQS, name: ApproximateNumberOfMessagesVisible, dimensions: { QueueName: jobs } }
              tasks: { namespace: ECS/ContainerInsights, name: RunningTaskCount }\(more.map { "\n          \($0)" }.joined())
          target: 10
    """
  }
}

extension ScalingPolicy {
  func checkMaths(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let maths = metric?.value.custom?.maths else { return }
    let isGroupTracking = autoScalingGroup != nil && targetTracking != nil
    MathsCheck(maths, isGroupTracking: isGroupTracking, lowered.findings).check()
  }
}

/// Holds the expressions of a policy's metric against each other and against what alarms take.
private struct MathsCheck {
  private struct Node {
    let place: Located<String>
    let expression: MetricExpression
    /// The id; nil of the result.
    let id: String?
  }

  private let maths: MetricMaths
  private let isGroupTracking: Bool
  private let findings: Findings
  /// The expressions, the result first.
  private let nodes: [Node]

  init(_ maths: MetricMaths, isGroupTracking: Bool, _ findings: Findings) {
    self.maths = maths
    self.isGroupTracking = isGroupTracking
    self.findings = findings
    let inner = maths.terms.compactMap { term in
      term.value.value.expression.map { Node(place: $0, expression: MetricExpression($0.value), id: term.key.value) }
    }
    let result = Node(place: maths.expression, expression: MetricExpression(maths.expression.value), id: nil)
    nodes = [result] + inner
  }

  func check() {
    checkForm()
    checkNumbers()
    checkLengths()
    // Names are looked for in each other: of far too many it is enough to have said so.
    guard maths.terms.count <= MetricMathsLimits.metrics + MetricMathsLimits.expressions else { return }
    // What is said below is about names, which a query has none of.
    guard !nodes.contains(where: { MetricExpression.isQuery($0.place.value) }) else { return }
    checkCircle()
    checkNames()
  }

  private func checkForm() {
    for node in nodes {
      if MetricExpression.isQuery(node.place.value) {
        findings.report(
          .impossibleMetricMaths, at: node.place.span, "a query is no expression", label: "not in the language",
          help: ["name the metrics in `metrics`, and write an expression of them"])
      } else if let search = node.expression.functions.first(where: MetricMathsLimits.searches.contains) {
        findings.report(
          .impossibleMetricMaths, at: node.place.span, "no alarm searches for metrics, as `\(search)` does",
          label: "CloudWatch refuses it", help: ["name the metrics in `metrics`"])
      }
    }
  }

  private func checkNumbers() {
    let metrics = maths.terms.filter { $0.value.value.named != nil }
    if metrics.isEmpty {
      findings.report(
        .impossibleMetricMaths, at: maths.expression.span, "the expression is made of no metric",
        label: "an alarm has its period from one", help: ["name a metric in `metrics`"])
    }
    for (sort, terms, most) in [
      ("metrics", metrics, MetricMathsLimits.metrics),
      // The result's is one of them.
      (
        "expressions", maths.terms.filter { $0.value.value.expression != nil }, MetricMathsLimits.expressions - 1
      ),
    ] where terms.count > most {
      findings.report(
        .impossibleMetricMaths, at: terms[most].key.span, "\(terms.count) \(sort) stand here",
        label: "an alarm takes \(most)\(sort == "metrics" ? "" : " beside the result's")",
        help: ["work out less, or publish a metric that has the value"])
    }
  }

  /// What EC2 Auto Scaling takes is shorter.
  private func checkLengths() {
    guard isGroupTracking else { return }
    let names = maths.terms.map(\.key)
    for (sort, texts, most) in [
      ("an expression", nodes.map(\.place), MetricMathsLimits.expressionLength.groupTracking),
      ("a name", names, MetricMathsLimits.idLength.groupTracking),
    ] {
      for text in texts where text.value.unicodeScalars.count > most {
        findings.report(
          .impossibleMetricMaths, at: text.span, "\(sort) of \(text.value.unicodeScalars.count) characters is too long",
          label: "a group's target tracking takes \(most)", help: ["write a shorter one"])
      }
    }
  }

  /// Follows the expressions from each; the first that comes back to itself is reported.
  private func checkCircle() {
    var uses: [String: [String]] = [:]
    for node in nodes { if let id = node.id { uses[id] = node.expression.ids } }
    for node in nodes {
      guard let id = node.id else { continue }
      var seen: Set<String> = []
      var next = node.expression.ids
      while let other = next.popLast() {
        if other == id {
          findings.report(
            .impossibleMetricMaths, at: node.place.span, "the value of '\(id)' is worked out from itself",
            label: node.expression.ids.contains(id) ? "it stands in its own expression" : "what it uses uses it",
            help: ["let it use metrics, or expressions that do without it"])
          return
        }
        if seen.insert(other).inserted { next += uses[other] ?? [] }
      }
    }
  }

  private func checkNames() {
    let defined = maths.terms.map(\.key.value)
    var used: Set<String> = []
    for node in nodes {
      used.formUnion(node.expression.ids)
      guard node.expression.isKnown else { continue }
      for id in node.expression.ids where !defined.contains(id) {
        let near = Suggestion.nearest(to: id, among: defined)
        // What was meant is used.
        if let near { used.insert(near) }
        findings.report(
          .undefinedMetricID, at: node.place.span, "the expression uses '\(id)', which is not in `metrics`",
          label: "there \(defined.count == 1 ? "is" : "are") \(Suggestion.list(defined))",
          help: [near.map { "write `\($0)`, or add `\(id)` to `metrics`" } ?? "add `\(id)` to `metrics`"])
      }
    }
    for node in nodes where node.expression.isKnown {
      for word in node.expression.words {
        guard let id = defined.first(where: { $0.lowercased() == word.lowercased() }) else { continue }
        used.insert(id)
        findings.report(
          .undefinedMetricID, at: node.place.span, "the expression uses '\(word)', which is not in `metrics`",
          label: "ids begin with a small letter", help: ["write `\(id)`"])
      }
    }
    if let id = nodes[0].expression.onlyID, let term = maths.terms.first(where: { $0.key.value == id }) {
      let isMetric = term.value.value.named != nil
      findings.report(
        .singleMetricExpression, at: maths.expression.span, "the expression is '\(id)' as it is",
        label: "nothing is worked out",
        help: [
          isMetric
            ? "write what stands under `\(id)` as the `metric`" : "write the expression of `\(id)` in its place"
        ])
    }
    let takesAll = nodes.contains { node in
      !node.expression.isKnown || node.expression.functions.contains(where: MetricMathsLimits.takers.contains)
    }
    guard !takesAll else { return }
    for term in maths.terms where !used.contains(term.key.value) {
      findings.report(
        .unusedMetricID, at: term.key.span, "no expression uses '\(term.key.value)'",
        label: "CloudWatch fetches it all the same", help: ["remove it, or use it"])
    }
  }
}
