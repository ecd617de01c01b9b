extension Starter {
  static func ecsText(_ project: String, _ region: String) -> String {
    """
    # A web service on Fargate, behind a load balancer that the internet can reach, in two zones.
    #
    #   lintel lint                    what is wrong, and what to write instead
    #   lintel compile                 build/: a CloudFormation template, and scripts that deploy and remove the system
    #   lintel explain services        all that a section takes
    #
    # Keys are AWS's own property names. What is not written here, such as names, routes, roles and log groups, is derived.
    lintel: 1
    project: \(project) # what the system is called, and how names begin
    region: \(region)
    # account: "111122223333" # then the scripts refuse to run anywhere else

    # The network. Both subnets are public, which costs nothing. With `natGateways: single` here, and subnets without
    # `public`, tasks would have no public addresses.
    vpcs:
      main: { cidr: 10.0.0.0/16 }
    subnets:
      public-a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      public-b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }

    # Who may connect to whom. Nobody reaches the tasks but through the load balancer.
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        ingress:
          - { port: 80, cidr: 0.0.0.0/0 }
      web:
        description: Tasks, reachable from the load balancer
        ingress:
          - { port: 80, securityGroup: lb }

    clusters:
      main: { containerInsights: enabled }

    # What runs. For an image of your own add it to `repositories` and write `image: { repository: web, tag: "1.0.0" }`:
    # then deploy.sh builds and pushes it.
    taskDefinitions:
      web:
        cpu: 256 # 1024 is one processor
        memory: 512 # MiB
        containers:
          web:
            image: public.ecr.aws/nginx/nginx:1.27
            port: 80
            environment: { LOG_LEVEL: info }
            logs: { retentionDays: 30 }

    targetGroups:
      web:
        healthCheck: { path: / }

    # For HTTPS add a listener `https` with a `certificate`; `lintel explain loadBalancers` shows one.
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [public-a, public-b]
        securityGroups: [lb]
        listeners:
          http: { port: 80, targetGroup: web }

    services:
      web:
        subnets: [public-a, public-b]
        securityGroups: [web]
        assignPublicIp: true # how it pulls its image where there is no NAT gateway
        loadBalancers:
          - { targetGroup: web }
        healthCheckGracePeriod: 60
        autoScaling: { minCapacity: 1, maxCapacity: 4 }

    # More tasks while they use more than half of their processors, fewer when they are idle.
    scalingPolicies:
      cpu: { service: web, targetTracking: { metric: cpu, target: 50 } }

    # The same system with differences: uncomment it, and names begin with the project and the environment.
    # environments:
    #   staging: { account: "111111111111" }
    #   production:
    #     account: "222222222222"
    #     services:
    #       web: { autoScaling: { minCapacity: 2, maxCapacity: 10 } }

    """
  }
}
