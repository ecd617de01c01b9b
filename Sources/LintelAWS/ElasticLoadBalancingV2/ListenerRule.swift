import LintelGraph

extension ResourceType {
  /// The load balancer of a rule's listener.
  private static let balancerOfListener = ("ListenerArn" as PropertyPath).followed(by: "LoadBalancerArn")

  /// A rule of a listener, which does something else with some of its requests.
  package static let listenerRule = ResourceType(
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    attributes: [.arn: .ref],
    existing: [.arn: .identifier],
    tags: .list,
    facts: Facts(
      forwards: .rule(listener: "ListenerArn", actions: "Actions"),
      claims: [
        // PriorityInUse, TargetGroupAssociationLimit
        ExclusiveClaim(.value(of: "Priority", within: "ListenerArn")),
        ExclusiveClaim(.tie(of: ["Actions", "TargetGroupArn"], to: balancerOfListener), remedy: "rename both"),
        ExclusiveClaim(
          .tie(of: ["Actions", "ForwardConfig", "TargetGroups", "TargetGroupArn"], to: balancerOfListener),
          remedy: "rename both"),
      ]),
    properties: """
      ListenerArn string replacement writeOnly
      Priority integer required => to_number(Priority)
      Conditions set(object) required json
        Field string
        HostHeaderConfig object
          Values set(string)
        HttpHeaderConfig object
          HttpHeaderName string
          Values set(string)
        HttpRequestMethodConfig object
          Values set(string)
        PathPatternConfig object
          Values set(string)
        QueryStringConfig object
          Values set(object)
            Key string
            Value string
        SourceIpConfig object
          Values set(string)
      Actions list(object) required json
      \(actionRows)
      """,
    commands: """
      noun listener rule
      missing RuleNotFound
      list elbv2 describe-rules --listener-arn {ListenerArn} => Rules[?!IsDefault][] RuleArn unless ListenerNotFound
        below AWS::ElasticLoadBalancingV2::Listener
        tags 20 elbv2 describe-tags --resource-arns => TagDescriptions[] ResourceArn unless RuleNotFound
      arn elasticloadbalancing listener-rule/
      uses AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::TargetGroup
      create elbv2 create-rule {properties} --tags {tags:Key} => Rules[0].RuleArn
      read elbv2 describe-rules --rule-arns {self} => Rules[0]
      read elbv2 describe-tags --resource-arns {self} => TagDescriptions[0]
        Tags Tags
      change elbv2 set-rule-priorities --rule-priorities RuleArn={self},Priority={Priority}
      change elbv2 modify-rule --rule-arn {self} {properties}
      tag elbv2 add-tags --resource-arns {self} --tags {tags:Key}
      priority ListenerArn Priority
      delete elbv2 delete-rule --rule-arn {self}
      """,
    unreached: """
      Transforms: not in the language
      Actions.AuthenticateCognitoConfig Actions.AuthenticateOidcConfig: not in the language
      Actions.JwtValidationConfig: not in the language
      Actions.Order: there is one action
      Actions.ForwardConfig.TargetGroupStickinessConfig: not in the language
      Conditions.HostHeaderConfig.RegexValues Conditions.HttpHeaderConfig.RegexValues: not in the language
      Conditions.PathPatternConfig.RegexValues Conditions.RegexValues: not in the language
      Conditions.SourceIpConfig.IpAddressType: listeners of network load balancers have no rules
      Conditions.Values: each condition has members of its own
      """)
}
