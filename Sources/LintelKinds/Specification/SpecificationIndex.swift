import LintelSchema
import LintelSource

/// What follows for an entry from others that refer to it.
package struct SpecificationIndex {
  /// VPCs with a public subnet.
  package private(set) var publicVPCs: Set<String> = []
  /// Target groups that a service's tasks register with.
  package private(set) var serviceTargetGroups: Set<String> = []
  /// Instances that an image is made from.
  package private(set) var imageSources: Set<String> = []
  /// Auto Scaling groups whose size a policy sets.
  package private(set) var scaledGroups: Set<String> = []
  /// Groups that load balancers wear and nothing else does: nobody logs in there.
  package private(set) var loadBalancersGroups: Set<String> = []
  /// How many entries there are.
  package private(set) var size = 0

  init(_ spec: Specification) {
    for subnet in spec.subnets.entries where subnet.existing == nil && subnet.model.isPublic.value {
      publicVPCs.insert(subnet.model.vpc.value.id)
    }
    for service in spec.services.entries {
      for target in service.model.loadBalancers { serviceTargetGroups.insert(target.value.targetGroup.value.id) }
    }
    for image in spec.images.entries where image.existing == nil { imageSources.insert(image.model.instance.value.id) }
    for policy in spec.scalingPolicies.entries {
      if let group = policy.model.autoScalingGroup { scaledGroups.insert(group.value.id) }
    }
    loadBalancersGroups = Set(
      spec.loadBalancers.entries.flatMap { $0.model.securityGroups.value.map(\.value.id) })
    if !loadBalancersGroups.isEmpty {
      for service in spec.services.entries { withdraw(service.model.securityGroups) }
      for instance in spec.instances.entries { withdraw(instance.model.securityGroups) }
      for template in spec.launchTemplates.entries { withdraw(template.model.securityGroups) }
    }
    size =
      spec.vpcs.entries.count + spec.subnets.entries.count + spec.securityGroups.entries.count
      + spec.taskDefinitions.entries.count + spec.services.entries.count + spec.loadBalancers.entries.count
  }
  private mutating func withdraw(_ groups: Located<[Located<EntryReference>]>) {
    for group in groups.value { loadBalancersGroups.remove(group.value.id) }
  }
}
