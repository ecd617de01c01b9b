package import LintelSource

extension Rule {
  package static let impossibleShift = Rule(
    "impossible-traffic-shift", .error, .checking,
    "ECS cannot move requests between the groups, or by the rule, that a service names.",
    page: RulePage(
      .loadBalancing,
      why: """
        In a deployment with `BLUE_GREEN`, `LINEAR` or `CANARY` the new tasks register with the second of two target \
        groups, and ECS moves the requests of a listener's rule to it; with the next deployment they come back. So there \
        are two groups, which speak the same, and a rule of the service's own that forwards to them: whatever else a \
        rule does, ECS does not move. A network load balancer has no rules: there it is a listener, and ECS moves its \
        connections. A deployment can pause before requests move or after that, but not meanwhile.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            next: { vpc: main }
          loadBalancers:
            public:
              listeners:
                http: { rules: { web: { priority: 10, path: /*, targetGroup: web } } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: web }]
              deployment:
                strategy: BLUE_GREEN
                lifecycleHooks: [{ targetType: PAUSE, lifecycleStages: [↓PRODUCTION_TRAFFIC_SHIFT] }]
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http: { rules: { web: { priority: 10, path: /*, targetGroup: web } } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: ↓web, productionRule: web }]
              deployment: { strategy: BLUE_GREEN }
          """),
        .ecs(
          """
          targetGroups:
            next: { vpc: main }
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    web: { priority: 10, path: /web, forward: [{ targetGroup: web, weight: 1 }, { targetGroup: next, weight: 0 }] }
                    off: { priority: 20, path: /off, fixedResponse: { statusCode: 503 } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: ↓off }]
              deployment: { strategy: BLUE_GREEN }
          """),
        .ecs(
          """
          targetGroups:
            next: { vpc: main, protocolVersion: HTTP2 }
          loadBalancers:
            public:
              listeners:
                http: { rules: { web: { priority: 10, path: /*, targetGroup: web } } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: ↓next, productionRule: web }]
              deployment: { strategy: BLUE_GREEN }
          """),
        .ecs(
          """
          targetGroups:
            next: { vpc: main, healthCheck: { path: /health } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionListener: ↓http }]
              deployment: { strategy: BLUE_GREEN }
          """),
      ],
      right: [
        .ecs(
          """
          targetGroups:
            next: { vpc: main, healthCheck: { path: /health } }
          loadBalancers:
            public:
              listeners:
                http:
                  targetGroup: null
                  fixedResponse: { statusCode: 404 }
                  rules: { web: { priority: 10, path: /*, targetGroup: web } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: web }]
              deployment: { strategy: BLUE_GREEN }
          """),
        .ecs(
          """
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP, path: / } }
            next: { vpc: main, protocol: TCP, healthCheck: { protocol: HTTP, path: / } }
          loadBalancers:
            public: { type: network, listeners: { http: { protocol: TCP } } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionListener: http }]
              deployment: { strategy: CANARY }
          """),
      ]))

  package static let requestsOfOneGroup = Rule(
    "requests-of-one-group", .warning, .checking,
    "A policy counts the requests of one target group, and every other deployment they go to another.",
    page: RulePage(
      .scaling,
      why: """
        `requestsPerTarget` is counted for one target group. Where ECS moves requests from one group to another with \
        each deployment, that group has none after every other one: the policy then takes the service for idle and \
        removes tasks while all requests go to the second group.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            next: { vpc: main, healthCheck: { path: /health } }
          loadBalancers:
            public:
              listeners:
                http:
                  targetGroup: null
                  fixedResponse: { statusCode: 404 }
                  rules: { web: { priority: 10, path: /*, targetGroup: web } }
          services:
            web:
              loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: web }]
              deployment: { strategy: BLUE_GREEN }
          scalingPolicies:
            cpu: { targetTracking: { metric: ↓requestsPerTarget, target: 500 } }
          """)
      ],
      right: [
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { metric: requestsPerTarget, target: 500 } }")
      ]))
}
