/// Something of AWS's that one resource at a time can have: as long as one holds it, AWS refuses it to another.
///
/// A type lists its claims beside its properties. Physical names are claims too, and follow from `nameProperty` and
/// `NameScope`, so no type lists them.
package struct ExclusiveClaim: Sendable {
  package enum Thing: Sendable {
    /// The value of a property, within what another property names: a port of a load balancer.
    case value(of: String, within: String)
    /// A block of addresses, within what another property names: no other may overlap it.
    case block(of: String, within: String)
    /// What properties at this path name, each tied to what another property names and to nothing else: a target group
    /// to a load balancer.
    case tie(of: [String], to: String)
  }

  package let thing: Thing
  /// Whether AWS is sure to refuse it to another.
  package let isCertain: Bool
  /// What a person can do: the words behind the failure.
  package let remedy: String

  package init(_ thing: Thing, isCertain: Bool = true, remedy: String = "") {
    self.thing = thing
    self.isCertain = isCertain
    self.remedy = remedy
  }
}

extension ResourceType {
  /// What only one resource at a time can have, besides its name.
  package var claims: [ExclusiveClaim] { ExclusiveClaim.ofType[name] ?? [] }

  /// The property whose items decide for good in which VPC the resource stands, and the property of theirs that names
  /// it: AWS takes other subnets of the same VPC, and none of another.
  package var boundToVPC: (items: String, vpc: String)? {
    self === ResourceType.loadBalancer ? ("Subnets", "VpcId") : nil
  }
}

extension ExclusiveClaim {
  /// From the services' documentation of CreateListener (DuplicateListener, TargetGroupAssociationLimit), CreateSubnet
  /// (InvalidSubnet.Conflict) and AttachInternetGateway (Resource.AlreadyAssociated).
  fileprivate static let ofType: [String: [ExclusiveClaim]] = [
    ResourceType.subnet.name: [ExclusiveClaim(.block(of: "CidrBlock", within: "VpcId"))],
    ResourceType.listener.name: [
      ExclusiveClaim(.value(of: "Port", within: "LoadBalancerArn")),
      ExclusiveClaim(.tie(of: ["DefaultActions", "TargetGroupArn"], to: "LoadBalancerArn"), remedy: "rename both"),
    ],
    ResourceType.vpcGatewayAttachment.name: [
      ExclusiveClaim(.tie(of: ["InternetGatewayId"], to: "VpcId"), isCertain: false)
    ],
  ]
}
