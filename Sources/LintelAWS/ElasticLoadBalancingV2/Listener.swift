import LintelGraph

extension ResourceType {
  /// The rows of an action, what a listener or a rule of it makes of a request, as they stand below the property.
  static let actionRows = """
      Type string required
      TargetGroupArn string
      FixedResponseConfig object
        ContentType string
        MessageBody string
        StatusCode string required
      ForwardConfig object
        TargetGroups set(object)
          TargetGroupArn string
          Weight integer
      RedirectConfig object
        Host string
        Path string
        Port string
        Protocol string
        Query string
        StatusCode string required
    """

  /// A port that a load balancer listens on.
  package static let listener = ResourceType(
    "AWS::ElasticLoadBalancingV2::Listener",
    attributes: [.arn: .ref],
    existing: [.arn: .identifier],
    tags: .list,
    facts: Facts(
      forwards: .listener(port: "Port", loadBalancer: "LoadBalancerArn", actions: "DefaultActions"),
      claims: [
        // DuplicateListener, TargetGroupAssociationLimit
        ExclusiveClaim(.value(of: "Port", within: "LoadBalancerArn")),
        ExclusiveClaim(.tie(of: ["DefaultActions", "TargetGroupArn"], to: "LoadBalancerArn"), remedy: "rename both"),
        ExclusiveClaim(
          .tie(of: ["DefaultActions", "ForwardConfig", "TargetGroups", "TargetGroupArn"], to: "LoadBalancerArn"),
          remedy: "rename both"),
      ]),
    properties: """
      LoadBalancerArn string replacement required
      Port integer
      Protocol string
      SslPolicy string
      Certificates set(object) => [Certificates[0]]
        CertificateArn string
      DefaultActions list(object) required json
      \(actionRows)
      """,
    commands: """
      noun listener
      list elbv2 describe-listeners --load-balancer-arn {LoadBalancerArn} => Listeners[] ListenerArn
        unless LoadBalancerNotFound
        below AWS::ElasticLoadBalancingV2::LoadBalancer
        tags 20 elbv2 describe-tags --resource-arns => TagDescriptions[] ResourceArn unless ListenerNotFound
      arn elasticloadbalancing listener/
      uses AWS::CertificateManager::Certificate AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::TargetGroup
      name elbv2 describe-listeners --load-balancer-arn {LoadBalancerArn}
        => Listeners[?Port==`{Port}`]|[0].ListenerArn
      create elbv2 create-listener {properties} --tags {tags:Key} => Listeners[0].ListenerArn
      read elbv2 describe-listeners --listener-arns {self} => Listeners[0]
      read elbv2 describe-tags --resource-arns {self} => TagDescriptions[0]
        Tags Tags
      change elbv2 modify-listener --listener-arn {self} {properties}
      tag elbv2 add-tags --resource-arns {self} --tags {tags:Key}
      delete elbv2 delete-listener --listener-arn {self}
      """,
    unreached: """
      AlpnPolicy: not in the language
      ListenerAttributes MutualAuthentication: not in the language
      DefaultActions.AuthenticateCognitoConfig DefaultActions.AuthenticateOidcConfig: not in the language
      DefaultActions.JwtValidationConfig: not in the language
      DefaultActions.Order: there is one action
      DefaultActions.ForwardConfig.TargetGroupStickinessConfig: not in the language
      """)
}
