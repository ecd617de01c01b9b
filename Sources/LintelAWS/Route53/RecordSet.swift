import LintelGraph

extension ResourceType {
  /// A record of a Route 53 zone: the addresses, or the other name, that a name stands for.
  ///
  /// Records carry no tags. A record is the system's as long as it says what the spec says, or is an alias of a load
  /// balancer that is the system's; code of its own decides that.
  package static let recordSet = ResourceType(
    "AWS::Route53::RecordSet",
    attributes: [.id: .ref],
    facts: Facts(noun: "record"),
    properties: """
      HostedZoneId string replacement
      HostedZoneName string replacement
      Name string required
      Type string required
      TTL string
      ResourceRecords set(string)
      AliasTarget object
        DNSName string required
        HostedZoneId string required
        EvaluateTargetHealth boolean = false
      """,
    commands: """
      noun record
      uses AWS::ElasticLoadBalancingV2::LoadBalancer
      remove route53 change-resource-record-sets
      record
      """,
    unreached: """
      CidrRoutingConfig Failover GeoLocation GeoProximityLocation: routing policies are not in the language
      HealthCheckId MultiValueAnswer Region SetIdentifier Weight: routing policies are not in the language
      Comment: not in the language
      """)
}
