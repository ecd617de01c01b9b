package import LintelSource

extension Record {
  package static let example = SpecExample.ecs(
    """
    records:
      shop:
        name: shop.example.com
        hostedZone: Z0123456789ABCDEFGHIJ
        loadBalancer: public
    """)
}
