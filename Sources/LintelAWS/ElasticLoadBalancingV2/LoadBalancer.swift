import LintelGraph

extension ResourceType {
  /// A load balancer: one for HTTP, or one for connections as they are.
  package static let loadBalancer = ResourceType(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    attributes: [
      .arn: .ref, .fullName: .getAtt("LoadBalancerFullName"), .dnsName: .getAtt("DNSName"),
      .name: .getAtt("LoadBalancerName"), .hostedZone: .getAtt("CanonicalHostedZoneID"),
    ],
    existing: [.arn: .identifier, .fullName: .nameInARN(after: ":loadbalancer/")],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      stands: .init(
        host: .loadBalancer, subnets: "Subnets", subnetsWithin: ("SubnetMappings", "SubnetId"), isBoundToVPC: true,
        groups: "SecurityGroups",
        publicAddress: .init(property: "Scheme", values: "internet-facing", isDefault: true),
        ipv6: .init(
          property: "IpAddressType", values: "dualstack", "dualstack-without-public-ipv4", isDefault: false),
        privateIPv4: .init(property: "IpAddressType", values: "dualstack-without-public-ipv4", isDefault: false),
        addresses: .inEach(least: 8, most: 100),
        otherAddresses: .init(property: "Type", value: "network", addresses: .inEach(least: 1, most: 1)),
        groupless: .init(property: "Type", value: "network")),
      after: [.attachmentToVPC],
      // ResourceInUse: The allocation IDs are not available for use
      claims: [ExclusiveClaim(.sole(of: ["SubnetMappings", "AllocationId"]))],
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      Name string replacement => LoadBalancerName
      Type string replacement
      Scheme string replacement
      IpAddressType string = ipv4
      Subnets set(string) => AvailabilityZones[].SubnetId
      SubnetMappings set(object) => AvailabilityZones[].{SubnetId: SubnetId, AllocationId: LoadBalancerAddresses[0].AllocationId}
        SubnetId string required
        AllocationId string
      SecurityGroups set(string)
      LoadBalancerAttributes set(object) updateOnly => [?Key=='{Key}']|[0].Value
        Key string
        Value string
        access_logs.s3.bucket string
        access_logs.s3.enabled boolean = false
        access_logs.s3.prefix string
        client_keep_alive.seconds integer = 3600 60...604800
        connection_logs.s3.bucket string
        connection_logs.s3.enabled boolean = false
        connection_logs.s3.prefix string
        deletion_protection.enabled boolean = false
        dns_record.client_routing_policy string = any_availability_zone any_availability_zone|availability_zone_affinity|partial_availability_zone_affinity
        idle_timeout.timeout_seconds integer = 60 1...4000
        ipv6.deny_all_igw_traffic boolean
        load_balancing.cross_zone.enabled boolean = false
        routing.http.desync_mitigation_mode string = defensive monitor|defensive|strictest
        routing.http.drop_invalid_header_fields.enabled boolean = false
        routing.http.preserve_host_header.enabled boolean = false
        routing.http.x_amzn_tls_version_and_cipher_suite.enabled boolean = false
        routing.http.xff_client_port.enabled boolean = false
        routing.http.xff_header_processing.mode string = append append|preserve|remove
        routing.http2.enabled boolean = true
        waf.fail_open.enabled boolean = false
        zonal_shift.config.enabled boolean = false
      """,
    commands: """
      noun load balancer
      linked elasticloadbalancing.amazonaws.com
      list elbv2 describe-load-balancers => LoadBalancers[] LoadBalancerArn
        tags 20 elbv2 describe-tags --resource-arns => TagDescriptions[] ResourceArn unless LoadBalancerNotFound
      arn elasticloadbalancing loadbalancer/
      uses AWS::EC2::EIP AWS::EC2::Subnet AWS::EC2::SecurityGroup AWS::EC2::InternetGateway
      name elbv2 describe-load-balancers --names {Name}
        => LoadBalancers[0].LoadBalancerArn unless LoadBalancerNotFound
      create elbv2 create-load-balancer {properties} --tags {tags:Key} => LoadBalancers[0].LoadBalancerArn
      wait elbv2 wait load-balancer-available --load-balancer-arns {self}
      ready State.Code == 'active'
      read elbv2 describe-load-balancers --load-balancer-arns {self} => LoadBalancers[0]
      read elbv2 describe-load-balancer-attributes --load-balancer-arn {self} => Attributes
        LoadBalancerAttributes
      read elbv2 describe-tags --resource-arns {self} => TagDescriptions[0]
        Tags Tags
      change elbv2 set-subnets --load-balancer-arn {self} --subnets {Subnets}
        --subnet-mappings {SubnetMappings:shorthand}
      change elbv2 set-ip-address-type --load-balancer-arn {self} --ip-address-type {IpAddressType}
      change elbv2 set-security-groups --load-balancer-arn {self} --security-groups {SecurityGroups}
      change elbv2 modify-load-balancer-attributes --load-balancer-arn {self}
        --attributes {LoadBalancerAttributes:shorthand}
      tag elbv2 add-tags --resource-arns {self} --tags {tags:Key}
      attribute dnsName elbv2 describe-load-balancers --load-balancer-arns {self} => LoadBalancers[0].DNSName
      attribute hostedZone elbv2 describe-load-balancers --load-balancer-arns {self}
        => LoadBalancers[0].CanonicalHostedZoneId
      attribute fullName after :loadbalancer/
      delete elbv2 delete-load-balancer --load-balancer-arn {self}
      gone elbv2 wait load-balancers-deleted --load-balancer-arns {self}
      """,
    unreached: """
      EnableCapacityReservationProvisionStabilize MinimumLoadBalancerCapacity: not in the language
      EnablePrefixForIpv6SourceNat: packets over UDP come over IPv4
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: PrivateLink is not in the language
      Ipv4IpamPoolId: AWS chooses the addresses
      SubnetMappings.IPv6Address: AWS chooses the addresses of IPv6
      SubnetMappings.SourceNatIpv6Prefix: packets over UDP come over IPv4
      SubnetMappings.PrivateIPv4Address: AWS chooses the addresses of internal ones
      """)
}

extension ResourceType {
  /// Attributes that only one type of load balancer has, by AWS's API reference of `LoadBalancerAttribute`.
  package static func loadBalancerType(ofAttribute key: String) -> String? {
    switch key {
    case "dns_record.client_routing_policy": return "network"
    case "client_keep_alive.seconds", "idle_timeout.timeout_seconds", "waf.fail_open.enabled": return "application"
    default:
      let isOfRequests = key.hasPrefix("routing.") || key.hasPrefix("connection_logs.")
      return isOfRequests ? "application" : nil
    }
  }

  /// The protocols of target groups that a listener of a protocol may forward to: AWS answers IncompatibleProtocols to
  /// others.
  package static let targetProtocols: [String: [String]] = [
    "HTTP": ["HTTP", "HTTPS"], "HTTPS": ["HTTP", "HTTPS"], "TCP": ["TCP", "TCP_UDP"], "TLS": ["TCP", "TLS"],
    "UDP": ["UDP", "TCP_UDP"], "TCP_UDP": ["TCP_UDP"],
  ]

  /// What carries a protocol of listeners and target groups, as rules of security groups call it.
  package static func transports(ofProtocol word: String) -> [String] {
    switch word {
    case "UDP": ["udp"]
    case "TCP_UDP": ["tcp", "udp"]
    default: ["tcp"]
    }
  }

  /// The attribute of a target group that has targets see the addresses of clients.
  package static let preservesClients = "preserve_client_ip.enabled"

  /// Whether a network load balancer has the targets of a group see their clients' addresses where nothing says so.
  package static func preservesClientsByDefault(protocol word: String, targetType: String) -> Bool {
    targetType != "ip" || alwaysPreservesClients(protocol: word)
  }

  /// Whether that cannot be turned off.
  package static func alwaysPreservesClients(protocol word: String) -> Bool {
    transports(ofProtocol: word).contains("udp")
  }
}
