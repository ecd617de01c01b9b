package import LintelSource

extension LoadBalancer {
  package static let example = SpecExample.ecs(
    """
    loadBalancers:
      public:
        scheme: internet-facing
        subnets: [public-a, public-b]
        securityGroups: [lb]
        listeners:
          http:
            port: 80
            targetGroup: null
            redirect: { protocol: HTTPS, port: 443, statusCode: HTTP_301 }
          https:
            port: 443
            certificate: arn:aws:acm:us-east-1:111111111111:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0
            sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
            targetGroup: web
            rules:
              maintenance:
                priority: 10
                path: /admin/*
                fixedResponse: { statusCode: 503, contentType: text/plain, body: Back soon }
    securityGroups:
      lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 443, cidr: 0.0.0.0/0 }] }
    """)
}
