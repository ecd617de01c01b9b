/// What tells the items of a list or set apart: the members that a person would name one by.
package enum NaturalKey {
  /// Groups of members, the most telling first.
  ///
  /// Of a container, environment variable, cluster setting or dimension it is `Name`, of an attribute or tag `Key`, of
  /// a listener's rule its priority. What a group lets in is known by protocol and ports, so that a changed block of
  /// addresses is a change of the rule and not another one.
  package static let candidates: [[String]] = [
    ["Name"], ["Key"], ["Priority"], ["PolicyName"], ["Sid"], ["ResourceType"], ["TargetGroupArn", "ContainerPort"],
    ["TargetGroupArn"], ["ContainerName", "ContainerPort"], ["ContainerName"], ["ContainerPort"],
    ["ContainerPath"], ["SourceContainer"], ["IpProtocol", "FromPort", "ToPort"], ["Field"], ["CapacityProvider"],
    ["ScheduledActionName"], ["Id"], ["SubnetId"], ["DeviceIndex"],
  ]
}

extension ResourceType {
  /// The descriptions of a property and of all that holds it, from the outside; shorter where it is not described.
  package func descriptions(along names: some Sequence<String>) -> [PropertyDescription] {
    var found: [PropertyDescription] = []
    var level = properties
    for name in names {
      guard let property = level.first(where: { $0.name == name }) else { break }
      found.append(property)
      level = property.shape.parts
    }
    return found
  }

  /// What a change of a property, or of something in it, does to the resource.
  package func effect(along names: some Sequence<String>) -> UpdateEffect {
    descriptions(along: names).map(\.effect).max() ?? .noInterruption
  }
}
