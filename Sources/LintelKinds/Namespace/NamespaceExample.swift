package import LintelSource

extension Namespace {
  package static let example = SpecExample.ecs(
    """
    namespaces:
      internal: {} # with `vpc: main` one that DNS knows too
    services:
      web:
        serviceConnect: { namespace: internal }
    """)
}
