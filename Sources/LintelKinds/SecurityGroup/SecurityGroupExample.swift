package import LintelSource

extension SecurityGroup {
  package static let example = SpecExample.ecs(
    """
    securityGroups:
      lb:
        description: Load balancer, open to the internet
        vpc: main
        ingress:
          - { port: 80, cidr: 0.0.0.0/0, description: Anybody }
      web:
        description: Tasks, reachable from the load balancer
        vpc: main
        ingress:
          - { port: 8080, securityGroup: lb }
        egress: # without it: everything
          - { port: 443, cidr: 0.0.0.0/0, description: Images and AWS }
    """)
}
