import LintelSchema
package import LintelSource

extension Rule {
  package static let defaultGroupBehindLoadBalancer = Rule(
    "default-group-behind-load-balancer", .error, .checking,
    "Tasks behind a load balancer wear the VPC's default group, which lets nobody in but its own wearers.",
    page: RulePage(
      .containers,
      why: """
        A service that names no security groups gets the default group of its VPC. That lets everything out, and in only \
        what wears the same group. The load balancer wears another, so its requests and health checks never arrive, and \
        each task is stopped as unhealthy. Workers that nobody connects to need no group of their own.
        """,
      awsAnswer: "Task failed ELB health checks in (target-group …)",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
      wrong: [
        .whole(Self.service("loadBalancers: [↓{ targetGroup: web }], healthCheckGracePeriod: 60"))
      ],
      right: [
        .whole(Self.service("loadBalancers: [{ targetGroup: web }], healthCheckGracePeriod: 60, securityGroups: [web]"))
      ]))

  private static func service(_ fields: String) -> String {
    """
    lintel: 1
    project: shop
    region: us-east-1
    vpcs: { main: { cidr: 10.0.0.0/16 } }
    subnets:
      a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      lb: { description: Load balancer, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
      web: { description: Tasks, ingress: [{ port: 8080, securityGroup: lb }] }
    clusters: { main: { containerInsights: enabled } }
    taskDefinitions:
      web:
        cpu: 256
        memory: 512
        containers:
          web: { image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, logs: { retentionDays: 30 } }
    targetGroups: { web: { port: 8080, healthCheck: { path: /health } } }
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [a, b]
        securityGroups: [lb]
        listeners: { http: { port: 80, targetGroup: web } }
    services:
      web: { subnets: [a, b], assignPublicIp: true, \(fields) }
    """
  }
}

extension Service {
  /// In a VPC that is already there somebody may have opened the default group, and a load balancer may wear it.
  func checkGroups(of entry: Entry<Service>, _ lowered: Lowering) {
    guard securityGroups == nil, let target = loadBalancers.first,
      let subnet = subnets?.value.first.flatMap({ lowered.spec.sections[Subnet.self][$0.value.id] }),
      subnet.existing == nil,
      let vpc = lowered.spec.sections[VPC.self][subnet.model.vpc.value.id], vpc.existing == nil,
      !lowered.spec.sections[LoadBalancer.self].entries.contains(where: { $0.existing != nil })
    else { return }
    lowered.findings.report(
      .defaultGroupBehindLoadBalancer, at: target.span,
      "service '\(entry.id)' names no security group, and a load balancer has to reach it",
      label: "the VPC's default group does not let the load balancer in", notes: [Note("the service", at: entry.span)],
      help: ["add `securityGroups` with a group that lets the load balancer in"])
  }
}
