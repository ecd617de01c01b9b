import LintelSchema
package import LintelSource

extension Rule {
  package static let nothingInService = Rule(
    "nothing-in-service", .warning, .checking,
    "An update of a group takes all its instances out of service at once.",
    page: RulePage(
      .instances,
      why: """
        A rolling update ends a batch of instances before it starts their successors, down to `minInService`, which is \
        0 unless the spec says otherwise. Where a batch is as large as the group, nothing answers the load balancer \
        from the first instance's end until a new one is up. With 1 or more in service a group of that size starts new \
        instances first, for which `maxSize` has to leave room.
        """,
      source:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html",
      wrong: [
        .ec2("autoScalingGroups:\n  web: { rollingUpdate: ↓{} }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 2, rollingUpdate: { minInService: ↓0, batchSize: 4 } }"),
        .ec2(
          """
          autoScalingGroups:
            web: { maxSize: 1, rollingUpdate: { minInService: ↓0 } }
          scalingPolicies: null
          """),
      ],
      right: [
        .ec2("autoScalingGroups:\n  web: { rollingUpdate: { minInService: 1 } }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 2, rollingUpdate: {} }"),
        .ec2(
          """
          autoScalingGroups:
            web: { maxSize: 2, rollingUpdate: { minInService: 1 } }
          scalingPolicies: null
          """),
      ]))
}

extension AutoScalingGroup {
  func checkInService(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard let least = rollingUpdate?.value.minInService, let most = maxSize.value.judged, least.value >= most else {
      return
    }
    lowered.findings.report(
      .crossedBounds, at: least.span, "\(least.value) instances in service leave no room below the most, \(most)",
      label: "AWS answers 'MinInstancesInService must be less than the autoscaling group's MaxSize'",
      labels: [Label(maxSize.span, "the most")], help: ["use a number below \(most), or raise `maxSize`"])
  }

  /// Reports an update after whose first batch nothing serves the group's target groups.
  func checkService(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard let update = rollingUpdate, !(targetGroups?.value.isEmpty ?? true),
      (update.value.minInService?.value ?? 0) == 0,
      let least = minSize.value.judged, let most = maxSize.value.judged, most >= 1, least <= most
    else { return }
    let isScaled = lowered.index.scaledGroups.contains(entry.id)
    guard let written = isScaled ? least : desiredCapacity.map(\.value.judged) ?? least else { return }
    // A group without instances has nothing to take out; when it has one, that is all it has.
    let count = max(1, written)
    let batch = update.value.batchSize
    guard count <= batch?.value ?? 1, isScaled || written > 0 else { return }
    let few = count == 1 ? "1 instance" : "\(count) instances"
    let range = isScaled && most > count ? "\(count) or more instances" : few
    lowered.findings.report(
      .nothingInService, at: update.value.minInService?.span ?? batch?.span ?? update.span,
      "an update of Auto Scaling group '\(entry.id)', which has \(range), ends \(batch?.value ?? 1) at a time",
      label: count == 1 ? "with 1 instance none is left in service" : "with \(count) none is left in service",
      labels: labels(update.value), help: [help(update, most)])
  }

  private func labels(_ update: RollingUpdate) -> [Label] {
    guard update.minInService != nil, let batch = update.batchSize else { return [] }
    return [Label(batch.span, "as many as there are")]
  }

  private func help(_ update: Located<RollingUpdate>, _ most: Int) -> String {
    let isWritten = update.value.minInService != nil
    let isEmpty = !isWritten && update.value.batchSize == nil && update.value.pause == nil
    if most == 1 {
      return isEmpty
        ? "write `rollingUpdate: { minInService: 1 }`, and `maxSize: 2`"
        : "\(isWritten ? "write" : "add") `minInService: 1`\(isWritten ? "" : " to it"), and `maxSize: 2`"
    }
    if isEmpty { return "write `rollingUpdate: { minInService: 1 }`" }
    return isWritten ? "write `minInService: 1`" : "add `minInService: 1` to it"
  }
}
