package import LintelSource

extension SpecExample.Base {
  /// The file's name in reports.
  package var path: String { "\(rawValue).yaml" }

  /// A small system that lints clean.
  package var text: String {
    switch self {
    case .ecs: Self.ecsSystem
    case .ec2: Self.ec2System
    case .onInstances: Self.systemOnInstances
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

  private static let systemOnInstances = """
    lintel: 1
    project: jobs
    region: us-east-1
    vpcs:
      main: { cidr: 10.2.0.0/16 }
    subnets:
      public-a: { vpc: main, availabilityZone: a, cidr: 10.2.0.0/20, public: true }
      public-b: { vpc: main, availabilityZone: b, cidr: 10.2.16.0/20, public: true }
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        vpc: main
        ingress: [{ port: 80, cidr: 0.0.0.0/0 }]
      instances:
        description: Instances, whose ports Docker gives to tasks
        vpc: main
        ingress: [{ port: 32768-65535, securityGroup: lb }]
    roles:
      instances:
        assumedBy: ec2.amazonaws.com
        managedPolicies: [service-role/AmazonEC2ContainerServiceforEC2Role]
    clusters:
      main: { containerInsights: enabled }
    taskDefinitions:
      web:
        requiresCompatibilities: [EC2]
        containers:
          web: { image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, memory: 256, logs: { retentionDays: 30 } }
    targetGroups:
      web: { vpc: main, port: 8080, protocol: HTTP, healthCheck: { path: /health } }
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
        launchType: EC2
        desiredCount: 2
        healthCheckGracePeriod: 60
        loadBalancers: [{ targetGroup: web, container: web, port: 8080 }]
    launchTemplates:
      instances:
        amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
        instanceType: t3.small
        securityGroups: [instances]
        role: instances
        userData: |
          #!/bin/bash
          echo ECS_CLUSTER=${clusters.main.name} >> /etc/ecs/ecs.config
    autoScalingGroups:
      instances: { launchTemplate: instances, subnets: [public-a, public-b], minSize: 2, maxSize: 4 }

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
