package import LintelSource

extension RuleExample.Base {
  /// The file's name in reports.
  package var path: String { "\(rawValue).yaml" }

  /// A small system that lints clean.
  package var text: String {
    switch self {
    case .ecs: Self.ecsSystem
    case .ec2: Self.ec2System
    }
  }

  private static let ecsSystem = """
    lintel: 1
    project: shop
    region: us-east-1
    vpcs:
      main: { cidr: 10.0.0.0/16 }
    subnets:
      public-a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      public-b: { vpc: main, availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        vpc: main
        ingress: [{ port: 80, cidr: 0.0.0.0/0 }]
      web:
        description: Tasks, reachable from the load balancer
        vpc: main
        ingress: [{ port: 8080, securityGroup: lb }]
    clusters:
      main: { containerInsights: enabled }
    taskDefinitions:
      web:
        cpu: 256
        memory: 512
        containers:
          web: { image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, logs: { retentionDays: 30 } }
    targetGroups:
      web: { vpc: main, port: 8080, protocol: HTTP, targetType: ip, healthCheck: { path: /health } }
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [public-a, public-b]
        securityGroups: [lb]
        listeners:
          http: { port: 80, protocol: HTTP, targetGroup: web }
    services:
      web:
        cluster: main
        taskDefinition: web
        subnets: [public-a, public-b]
        securityGroups: [web]
        assignPublicIp: true
        healthCheckGracePeriod: 60
        loadBalancers: [{ targetGroup: web, container: web, port: 8080 }]
        autoScaling: { minCapacity: 2, maxCapacity: 10 }
    scalingPolicies:
      cpu: { service: web, targetTracking: { metric: cpu, target: 50 } }

    """

  private static let ec2System = """
    lintel: 1
    project: blog
    region: us-east-1
    vpcs:
      main: { cidr: 10.1.0.0/16 }
    subnets:
      public-a: { vpc: main, availabilityZone: a, cidr: 10.1.0.0/20, public: true }
      public-b: { vpc: main, availabilityZone: b, cidr: 10.1.16.0/20, public: true }
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        vpc: main
        ingress: [{ port: 80, cidr: 0.0.0.0/0 }]
      web:
        description: Instances, reachable from the load balancer
        vpc: main
        ingress: [{ port: 80, securityGroup: lb }]
    targetGroups:
      web: { vpc: main, port: 80, protocol: HTTP, targetType: instance, healthCheck: { path: / } }
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [public-a, public-b]
        securityGroups: [lb]
        listeners:
          http: { port: 80, protocol: HTTP, targetGroup: web }
    launchTemplates:
      web: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
    autoScalingGroups:
      web:
        launchTemplate: web
        subnets: [public-a, public-b]
        targetGroups: [web]
        minSize: 1
        maxSize: 4
        healthCheckType: ELB
        healthCheckGracePeriod: 300
    scalingPolicies:
      cpu: { autoScalingGroup: web, targetTracking: { metric: cpu, target: 50 } }

    """
}
