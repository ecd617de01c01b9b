"""Networks: VPCs, subnets, routes and security groups."""

from creation import Made, boolean, tag_specifications


def vpc(maker, properties):
    ec2 = maker.client("ec2")
    answer = ec2.create_vpc(CidrBlock=properties.take("CidrBlock"), **tag_specifications(properties, "vpc"))
    identity = answer["Vpc"]["VpcId"]
    for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
        for value in properties.pick(attribute).values():
            ec2.modify_vpc_attribute(VpcId=identity, **{attribute: {"Value": boolean(value)}})
    return Made(identity, {"VpcId": identity, "CidrBlock": answer["Vpc"]["CidrBlock"]})


def internet_gateway(maker, properties):
    answer = maker.client("ec2").create_internet_gateway(**tag_specifications(properties, "internet-gateway"))
    identity = answer["InternetGateway"]["InternetGatewayId"]
    return Made(identity, {"InternetGatewayId": identity})


def gateway_attachment(maker, properties):
    arguments = properties.pick("VpcId", "InternetGatewayId")
    maker.client("ec2").attach_internet_gateway(**arguments)
    return Made(f"IGW|{arguments['VpcId']}")


def subnet(maker, properties):
    ec2 = maker.client("ec2")
    answer = ec2.create_subnet(
        **properties.pick("VpcId", "AvailabilityZone", "CidrBlock"), **tag_specifications(properties, "subnet")
    )
    identity = answer["Subnet"]["SubnetId"]
    public = boolean(properties.take("MapPublicIpOnLaunch", False))
    ec2.modify_subnet_attribute(SubnetId=identity, MapPublicIpOnLaunch={"Value": public})
    return Made(identity, {"SubnetId": identity, "VpcId": answer["Subnet"]["VpcId"]})


def route_table(maker, properties):
    answer = maker.client("ec2").create_route_table(
        **properties.pick("VpcId"), **tag_specifications(properties, "route-table")
    )
    identity = answer["RouteTable"]["RouteTableId"]
    return Made(identity, {"RouteTableId": identity})


def route(maker, properties):
    arguments = properties.pick("RouteTableId", "DestinationCidrBlock", "GatewayId")
    assert maker.client("ec2").create_route(**arguments)["Return"]
    return Made(f"{arguments['RouteTableId']}|{arguments['DestinationCidrBlock']}")


def route_table_association(maker, properties):
    answer = maker.client("ec2").associate_route_table(**properties.pick("SubnetId", "RouteTableId"))
    return Made(answer["AssociationId"], {"Id": answer["AssociationId"]})


def security_group(maker, properties):
    ec2 = maker.client("ec2")
    answer = ec2.create_security_group(
        **properties.pick("GroupName", "VpcId"),
        Description=properties.take("GroupDescription"),
        **tag_specifications(properties, "security-group"),
    )
    identity = answer["GroupId"]
    ingress = [_permission(rule) for rule in properties.take("SecurityGroupIngress", [])]
    if ingress:
        ec2.authorize_security_group_ingress(GroupId=identity, IpPermissions=ingress)
    egress = [_permission(rule) for rule in properties.take("SecurityGroupEgress", [])]
    if egress:
        # Stating any egress replaces the rule that lets everything out.
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        ec2.revoke_security_group_egress(GroupId=identity, IpPermissions=[everything])
        ec2.authorize_security_group_egress(GroupId=identity, IpPermissions=egress)
    return Made(identity, {"GroupId": identity, "Id": identity})


def _permission(rule):
    """A rule written in a group. botocore rejects what is left over under its own name."""
    rule = dict(rule)
    source = {"CidrIp": rule.pop("CidrIp")}
    if "Description" in rule:
        source["Description"] = rule.pop("Description")
    return {**rule, "IpRanges": [source]}


def security_group_ingress(maker, properties):
    group = properties.take("GroupId")
    permission = properties.pick("IpProtocol", "FromPort", "ToPort")
    source = {"GroupId": properties.take("SourceSecurityGroupId"), **properties.pick("Description")}
    answer = maker.client("ec2").authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{**permission, "UserIdGroupPairs": [source]}]
    )
    (rule,) = answer["SecurityGroupRules"]
    return Made(rule["SecurityGroupRuleId"], {"Id": rule["SecurityGroupRuleId"]})


def instance(maker, properties):
    profile = properties.pick("IamInstanceProfile")
    answer = maker.client("ec2").run_instances(
        # CloudFormation takes its name, the API a structure.
        **{key: {"Name": name} for key, name in profile.items()},
        **properties.pick("ImageId", "InstanceType", "SubnetId", "SecurityGroupIds", "KeyName"),
        MinCount=1,
        MaxCount=1,
        **tag_specifications(properties, "instance"),
    )
    identity = answer["Instances"][0]["InstanceId"]
    return Made(identity, {"InstanceId": identity})


CREATORS = {
    "AWS::EC2::Instance": instance,
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::InternetGateway": internet_gateway,
    "AWS::EC2::VPCGatewayAttachment": gateway_attachment,
    "AWS::EC2::Subnet": subnet,
    "AWS::EC2::RouteTable": route_table,
    "AWS::EC2::Route": route,
    "AWS::EC2::SubnetRouteTableAssociation": route_table_association,
    "AWS::EC2::SecurityGroup": security_group,
    "AWS::EC2::SecurityGroupIngress": security_group_ingress,
}
