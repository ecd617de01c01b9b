extension Starter {
  static func ec2Text(_ project: String, _ region: String) -> String {
    """
    # A web server on EC2 instances that set themselves up, in an Auto Scaling group behind a load balancer.
    #
    #   lintel lint                             what is wrong, and what to write instead
    #   lintel compile                          build/: a CloudFormation template, and scripts that deploy and remove it
    #   lintel explain autoScalingGroups        all that a section takes
    #
    # Keys are AWS's own property names. What is not written here, such as names, routes and instance profiles, is derived.
    lintel: 1
    project: \(project) # what the system is called, and how names begin
    region: \(region)
    # account: "111122223333" # then the scripts refuse to run anywhere else

    vpcs:
      main: { cidr: 10.0.0.0/16 }
    subnets:
      public-a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      public-b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }

    # Who may connect to whom. Nobody reaches the instances but through the load balancer.
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        ingress:
          - { port: 80, cidr: 0.0.0.0/0 }
      web:
        description: Instances, reachable from the load balancer
        ingress:
          - { port: 80, securityGroup: lb }

    targetGroups:
      web:
        port: 80
        healthCheck: { path: / }

    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [public-a, public-b]
        securityGroups: [lb]
        listeners:
          http: { port: 80, targetGroup: web }

    # What instances may do: with Session Manager nobody needs a key or an open port to log in.
    roles:
      web:
        assumedBy: ec2.amazonaws.com
        managedPolicies: [AmazonSSMManagedInstanceCore]

    launchTemplates:
      web:
        amiParameter: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 # the newest at each launch
        instanceType: t3.micro
        securityGroups: [web]
        role: web
        userData: |
          #!/bin/bash
          dnf install -y nginx
          systemctl enable --now nginx

    autoScalingGroups:
      web:
        launchTemplate: web
        subnets: [public-a, public-b]
        targetGroups: [web]
        minSize: 2
        maxSize: 6
        healthCheckType: ELB
        healthCheckGracePeriod: 180 # seconds until the server answers
        rollingUpdate: { minInService: 1, batchSize: 1 } # how a changed launch template reaches the instances

    scalingPolicies:
      cpu: { autoScalingGroup: web, targetTracking: { metric: cpu, target: 50 } }

    # The same system with differences: uncomment it, and names begin with the project and the environment.
    # environments:
    #   staging: { account: "111111111111" }
    #   production:
    #     account: "222222222222"
    #     autoScalingGroups:
    #       web: { minSize: 3, maxSize: 12 }

    """
  }
}
