import LintelGraph

extension ResourceType {
  /// What Application Auto Scaling may set, and its bounds.
  package static let scalableTarget = ResourceType(
    "AWS::ApplicationAutoScaling::ScalableTarget",
    attributes: [.id: .ref],
    properties: """
      ServiceNamespace string replacement required
      ScalableDimension string replacement required
      ResourceId string replacement required
      MinCapacity integer required
      MaxCapacity integer required
      """)
}
