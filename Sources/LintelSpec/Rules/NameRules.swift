package import LintelSource

// What can be wrong with names of AWS's and with names of Lintel's.
extension Rule {
  package static let invalidName = Rule(
    "invalid-name", .error, .reading, "A physical name breaks the rules that AWS has for its kind.",
    page: RulePage(
      .names,
      why: """
        Each kind of resource has rules of its own for names: a load balancer's has at most 32 letters, digits and \
        hyphens and must not begin with `internal-`; a security group's must not begin with `sg-`. A name is checked \
        as it will be, with variables and the environment put in. Leave `name` out, and Lintel derives one that fits.
        """,
      awsAnswer: "The load balancer name '…' cannot be longer than '32' characters",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
      wrong: [
        .ecs("loadBalancers:\n  public:\n    name: ↓the-public-load-balancer-of-the-shop"),
        .ecs("securityGroups:\n  web:\n    name: ↓sg-web"),
      ],
      right: [.ecs("loadBalancers:\n  public:\n    name: shop-public\nsecurityGroups:\n  web:\n    name: shop-web-sg")])
  )

  package static let invalidID = Rule(
    "invalid-id", .error, .reading,
    "Ids, projects and environments are made of lower-case letters, digits and single hyphens.",
    page: RulePage(
      .names,
      why: """
        An id becomes part of logical ids, tags and derived names, and of the paths of files. What all of them take is \
        at most \(Grammar.identifierLimit) lower-case letters and digits, in words joined by single hyphens, a letter \
        first. AWS's own name can differ from the id: `name` holds it.
        """,
      wrong: [.ecs("clusters:\n  ↓Batch_Jobs: {}")],
      right: [.ecs("clusters:\n  batch-jobs: { name: Batch_Jobs }")]))

  package static let duplicateLogicalID = Rule(
    "duplicate-logical-id", .error, .reading, "Two resources would have one logical id in the template.",
    page: RulePage(
      .names,
      why: """
        CloudFormation takes letters and digits only in logical ids, so `jobs-1` and `jobs1` become the same one, and a \
        template is a map in which it can stand once. Parameters share these names, with a capital at the beginning.
        """,
      source:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      wrong: [.ecs("clusters:\n  jobs-1: {}\n  ↓jobs1: {}")],
      right: [.ecs("clusters:\n  first-jobs: {}\n  other-jobs: {}")]))
}
