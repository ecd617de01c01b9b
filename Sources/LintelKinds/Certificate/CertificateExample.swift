package import LintelSource

extension Certificate {
  package static let example = SpecExample.ecs(
    """
    certificates:
      shop:
        domainName: shop.example.com
        subjectAlternativeNames: [www.shop.example.com]
        hostedZone: Z0123456789ABCDEFGHIJ # AWS proves there that the names are yours
    loadBalancers:
      public:
        listeners:
          https: { port: 443, certificate: shop, targetGroup: web }
    securityGroups:
      lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 443, cidr: 0.0.0.0/0 }] }
    """)
}
