package import LintelSource

// What can be wrong with what one part of a spec says of another.
extension Rule {
  package static let unknownReference = Rule(
    "unknown-reference", .error, .reading, "A reference names an entry that the spec does not have.",
    page: RulePage(
      .references,
      why: """
        A field such as `securityGroups` takes ids of entries of the spec, not AWS's own. What is already there gets an \
        entry as well, with `existing:`. A service also has to name a container and a port that its task definition \
        has: AWS compares them when it creates the service, late in a deployment.
        """,
      awsAnswer: "The container … does not exist in the task definition.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
      wrong: [
        .ecs("services:\n  web:\n    securityGroups: [↓webb]"),
        .ecs("services:\n  web:\n    loadBalancers: [{ targetGroup: web, container: ↓wbe, port: 8080 }]"),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            probes: { existing: sg-0123456789abcdef0 }
          services:
            web:
              securityGroups: [web, probes]
          """)
      ]))

  package static let unnamedExisting = Rule(
    "unnamed-existing", .error, .reading,
    "Something that is already there is needed, and nothing says which one it is.",
    page: RulePage(
      .references,
      why: """
        A load balancer whose listeners are all there already may say `existing: true`: rules are made below a listener, \
        and only that has to be known. A new listener, an alias record or a policy that counts its requests asks for the \
        load balancer itself, by its ARN.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          loadBalancers:
            front:
              existing: ↓true
              listeners: { plain: { port: 80, fixedResponse: { statusCode: 404 } } }
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          loadBalancers:
            front:
              existing: true
              listeners:
                plain:
                  existing: { export: platform-ListenerArn }
                  rules: { shop: { priority: 10, path: /shop/*, fixedResponse: { statusCode: 404 } } }
          """)
      ]))

  package static let invalidInterpolation = Rule(
    "invalid-interpolation", .error, .reading, "A `${…}` names nothing that can stand there.",
    page: RulePage(
      .references,
      why: """
        `${variables.x}`, `${project}`, `${environment}`, `${account}` and `${region}` are replaced when compiling, and \
        can stand in any text. `${parameters.x}` and `${section.id.attribute}` are known only when deploying, and can \
        stand where AWS takes such a value, but never in a name. A literal `${` is written `$${`.
        """,
      wrong: [
        .ecs("tags:\n  team: ↓${variables.team}"),
        .ecs("parameters: { tier: {} }\nclusters:\n  main: { name: ↓\"shop-${parameters.tier}\" }"),
      ],
      right: [
        .ecs(
          """
          variables: { team: shopfront }
          tags:
            team: ${variables.team}
          taskDefinitions:
            web:
              containers:
                web:
                  environment:
                    PRICE: $${5}
          """)
      ]))
}
