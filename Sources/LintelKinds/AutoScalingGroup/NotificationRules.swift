import LintelSchema
package import LintelSource

extension Rule {
  package static let topicToldTwice = Rule(
    "topic-told-twice", .error, .checking, "Two notifications of a group are for one topic.",
    page: RulePage(
      .instances,
      why: """
        A group keeps for each topic what it is told of, and what comes later takes the place of what was there. Which of \
        two notifications that is, nobody decides.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutNotificationConfiguration.html",
      wrong: [
        .ec2(
          """
          autoScalingGroups:
            web:
              notifications:
                - { topic: "arn:aws:sns:us-east-1:123456789012:ops", types: ["autoscaling:EC2_INSTANCE_LAUNCH"] }
                - { topic: ↓"arn:aws:sns:us-east-1:123456789012:ops", types: ["autoscaling:EC2_INSTANCE_TERMINATE"] }
          """)
      ],
      right: [
        .ec2(
          """
          autoScalingGroups:
            web:
              notifications:
                - topic: arn:aws:sns:us-east-1:123456789012:ops
                  types: ["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_TERMINATE"]
          """)
      ]))
}

extension AutoScalingGroup {
  func checkTopics(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    let topics = notifications?.value.map(\.value.topic) ?? []
    for (index, topic) in topics.enumerated() {
      guard let first = topics[..<index].first(where: { $0.value == topic.value }) else { continue }
      lowered.findings.report(
        .topicToldTwice, at: topic.span, "Auto Scaling group '\(entry.id)' tells one topic twice",
        label: "one takes the place of the other", labels: [Label(first.span, "the other")],
        help: ["write all `types` in one of them"])
    }
  }
}
