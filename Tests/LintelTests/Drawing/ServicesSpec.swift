/// A spec of so many services.
struct ServicesSpec {
  enum Shape: CaseIterable {
    /// Behind one load balancer, in private subnets of three zones.
    case plain
    /// The same, and each may call each.
    case mesh
    /// In subnets that nothing leads out of.
    case cutOff
    /// Each in one zone, with a group of its own, and called by the one before.
    case chain
  }

  let count: Int
  let shape: Shape

  private var zones: [String] { shape == .chain ? ["a", "b"] : ["a", "b", "c"] }

  private func each(_ line: (Int) -> String) -> String { (1...count).map(line).joined() }

  var text: String {
    """
    lintel: 1
    project: shop
    region: eu-central-1
    vpcs:
      main: { cidr: 10.0.0.0/16, natGateways: \(shape == .cutOff ? "none" : "single") }
    subnets:
    \(zones.enumerated().map { index, zone in
      "  public-\(zone): { vpc: main, availabilityZone: \(zone), cidr: 10.0.\(index).0/24, public: true }\n"
        + "  private-\(zone): { vpc: main, availabilityZone: \(zone), cidr: 10.0.\(10 + index).0/24 }\n"
    }.joined())
    securityGroups:
      lb: { vpc: main, description: lb, ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 443, cidr: 0.0.0.0/0 }] }
    \(groups)
    clusters: { main: {} }
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [\(zones.map { "public-\($0)" }.joined(separator: ", "))]
        securityGroups: [lb]
        listeners:
          http:
            port: 80
            targetGroup: s1
            rules: {\((2...max(2, count)).filter { $0 <= count }.map {
              " r\($0): { priority: \($0), path: /s\($0)/*, targetGroup: s\($0) }" }.joined(separator: ","))}
    targetGroups:
    \(each { "  s\($0): { vpc: main, port: 8080, targetType: ip, healthCheck: { path: /h } }\n" })
    repositories:
    \(each { "  s\($0): {}\n" })
    taskDefinitions:
    \(each(task))
    services:
    \(each(service))
    scalingPolicies:
    \(each { "  p\($0): { service: s\($0), targetTracking: { metric: cpu, target: 50 } }\n" })
    """
  }

  private var groups: String {
    guard shape == .chain else {
      let own = shape == .mesh ? ", { port: 8080, securityGroup: app }" : ""
      return "  app: { vpc: main, description: app, ingress: [{ port: 8080, securityGroup: lb }\(own)] }\n"
    }
    return each { number in
      let before = number == 1 ? "" : ", { port: \(8080 + number), securityGroup: app\(number - 1) }"
      return
        "  app\(number): { vpc: main, description: app, ingress: [{ port: 8080, securityGroup: lb }\(before)] }\n"
    }
  }

  private func task(_ number: Int) -> String {
    let secret =
      number % 3 == 0 ? ", secrets: { DB: { ssm: /shop/db } }" : ""
    return """
        s\(number):
          cpu: 256
          memory: 512
          containers:
            web: { image: { repository: s\(number), tag: "1" }, port: 8080\(secret) }

      """
  }

  private func service(_ number: Int) -> String {
    let own = shape == .chain ? [zones[number % 2]] : zones
    let minimum = number % 5 * number
    return """
        s\(number):
          taskDefinition: s\(number)
          subnets: [\(own.map { "private-\($0)" }.joined(separator: ", "))]
          securityGroups: [\(shape == .chain ? "app\(number)" : "app")]
          loadBalancers: [{ targetGroup: s\(number), container: web, port: 8080 }]
          autoScaling: { minCapacity: \(minimum), maxCapacity: \(minimum + 7) }

      """
  }
}
