"""Load balancers, listeners and target groups."""

from creation import Made


def load_balancer(maker, properties):
    elb = maker.client("elbv2")
    attributes = properties.take("LoadBalancerAttributes", [])
    (answer,) = elb.create_load_balancer(
        **properties.pick("Name", "Type", "Scheme", "Subnets", "SecurityGroups", "IpAddressType", "Tags")
    )["LoadBalancers"]
    arn = answer["LoadBalancerArn"]
    if attributes:
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes)
    full_name = arn.split(":loadbalancer/")[1]
    return Made(
        arn,
        {
            "LoadBalancerArn": arn,
            "LoadBalancerFullName": full_name,
            "LoadBalancerName": answer["LoadBalancerName"],
            "DNSName": answer["DNSName"],
            "CanonicalHostedZoneID": answer["CanonicalHostedZoneId"],
        },
    )


def listener(maker, properties):
    (answer,) = maker.client("elbv2").create_listener(
        **properties.pick("LoadBalancerArn", "Port", "Protocol", "DefaultActions", "Tags")
    )["Listeners"]
    return Made(answer["ListenerArn"], {"ListenerArn": answer["ListenerArn"]})


def target_group(maker, properties):
    elb = maker.client("elbv2")
    attributes = properties.take("TargetGroupAttributes", [])
    (answer,) = elb.create_target_group(
        **properties.pick(
            "Name",
            "VpcId",
            "Port",
            "Protocol",
            "ProtocolVersion",
            "TargetType",
            "HealthCheckEnabled",
            "HealthCheckIntervalSeconds",
            "HealthCheckPath",
            "HealthCheckPort",
            "HealthCheckProtocol",
            "HealthCheckTimeoutSeconds",
            "HealthyThresholdCount",
            "UnhealthyThresholdCount",
            "Matcher",
            "Tags",
        )
    )["TargetGroups"]
    arn = answer["TargetGroupArn"]
    if attributes:
        elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=attributes)
    return Made(
        arn,
        {
            "TargetGroupArn": arn,
            "TargetGroupFullName": arn.split(":")[-1],
            "TargetGroupName": answer["TargetGroupName"],
        },
    )


CREATORS = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": load_balancer,
    "AWS::ElasticLoadBalancingV2::Listener": listener,
    "AWS::ElasticLoadBalancingV2::TargetGroup": target_group,
}
