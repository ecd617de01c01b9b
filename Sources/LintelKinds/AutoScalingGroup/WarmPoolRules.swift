import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let warmPoolOfSpot = Rule(
    "warm-pool-of-spot", .error, .checking, "A group has a warm pool, and instances that are Spot.",
    page: RulePage(
      .instances,
      why: """
        An instance of a warm pool waits until it is needed, and a Spot instance is EC2's to take back. AWS makes no warm \
        pool for a group that starts Spot instances.
        """,
      awsAnswer: "You can't add a warm pool to an Auto Scaling group that requests Spot Instances.",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html",
      wrong: [
        .ec2(
          """
          autoScalingGroups:
            web:
              mixedInstances: { instanceTypes: [t3.micro, t3a.micro], onDemandPercentageAboveBaseCapacity: 50 }
              warmPool: ↓{ minSize: 1 }
          """)
      ],
      right: [.ec2("autoScalingGroups:\n  web: { warmPool: { minSize: 1, reuseOnScaleIn: true } }")]))
}

extension AutoScalingGroup {
  func checkPool(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard let warmPool, let spot = mixedInstances?.value.spot else { return }
    lowered.findings.report(
      .warmPoolOfSpot, at: warmPool.span, "Auto Scaling group '\(entry.id)' has a warm pool and Spot instances",
      label: "AWS makes none for such a group", labels: [Label(spot, "the rest is Spot")],
      help: ["remove `warmPool`, or have On-Demand instances alone"])
  }
}
