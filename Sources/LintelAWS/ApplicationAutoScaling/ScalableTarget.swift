import LintelGraph

extension ResourceType {
  /// What Application Auto Scaling may set, and its bounds.
  ///
  /// `Ref` is what `ScalingTargetId` takes.
  package static let scalableTarget = ResourceType(
    "AWS::ApplicationAutoScaling::ScalableTarget",
    attributes: [.id: .ref],
    tags: .list,
    properties: """
      ServiceNamespace string replacement required
      ScalableDimension string replacement required
      ResourceId string replacement required
      MinCapacity integer required
      MaxCapacity integer required
      """)
}
