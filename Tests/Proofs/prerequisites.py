"""What has to be in an account before the specs with `existing:` can be deployed, and what they call it there."""


def network(session):
    """For existing-network.yaml."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for block, zone in (("10.20.0.0/20", "eu-west-1a"), ("10.20.16.0/20", "eu-west-1b"))
    ]
    for subnet, label in zip(subnets, "ab", strict=True):
        # What tells them apart in a snapshot.
        ec2.create_tags(Resources=[subnet], Tags=[{"Key": "lintel:id", "Value": f"existing {label}"}])
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_tags(Resources=[table], Tags=[{"Key": "lintel:id", "Value": "existing table"}])
    group = ec2.create_security_group(GroupName="front", Description="front", VpcId=vpc)["GroupId"]
    session.client("ssm").put_parameter(Name="/network/front-group", Value=group, Type="String")
    export(session, "shared-network-PrivateB", subnets[1])
    session.client("ecr").create_repository(repositoryName="platform/api")
    session.client("iam").create_role(RoleName="ecs-execution", Path="/service/", AssumeRolePolicyDocument=NOBODY)
    session.client("ecs").create_cluster(clusterName="shared-cluster")
    balancer = session.client("elbv2").create_load_balancer(Name="front", Subnets=subnets, SecurityGroups=[group])
    return {
        "vpc-0a1b2c3d4e5f60718": vpc,
        "subnet-0a1b2c3d4e5f60718": subnets[0],
        "rtb-0a1b2c3d4e5f60718": table,
        "arn:aws:elasticloadbalancing:eu-west-1:012345678901:loadbalancer/app/front/50dc6c495c0c9188": (
            balancer["LoadBalancers"][0]["LoadBalancerArn"]
        ),
    }


def listener(session):
    """For existing-listener.yaml, which says nothing of the load balancer but its listener."""
    return {written: made for written, made in listener_of_another(session).items() if ":loadbalancer/" not in written}


def listener_of_another(session):
    """A listener with a rule of another's beside the new one."""
    made = network(session)
    (balancer,) = [one for one in made.values() if ":loadbalancer/" in one]
    elbv2 = session.client("elbv2")
    answer = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    there = elbv2.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=answer)
    arn = there["Listeners"][0]["ListenerArn"]
    elsewhere = [{"Field": "host-header", "HostHeaderConfig": {"Values": ["others.example.com"]}}]
    elbv2.create_rule(ListenerArn=arn, Priority=100, Conditions=elsewhere, Actions=answer)
    written = "arn:aws:elasticloadbalancing:eu-west-1:012345678901:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2"
    # Its spec names no route table: the subnets are there already.
    return {**{key: value for key, value in made.items() if not key.startswith("rtb-")}, written: arn}


def everything(session):
    """For existing-everything.yaml: what its new group of instances and its policy need."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.30.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for block, zone in (("10.30.0.0/20", "us-west-2a"), ("10.30.16.0/20", "us-west-2b"))
    ]
    for subnet, label in zip(subnets, "ab", strict=True):
        ec2.create_tags(Resources=[subnet], Tags=[{"Key": "lintel:id", "Value": f"existing {label}"}])
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    image = ec2.register_image(Name="web")["ImageId"]
    instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnets[0])["Instances"][0]
    template = ec2.create_launch_template(
        LaunchTemplateName="legacy", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"}
    )["LaunchTemplate"]["LaunchTemplateId"]
    session.client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="legacy-group",
        LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
        VPCZoneIdentifier=subnets[0],
        MinSize=0,
        MaxSize=2,
    )
    target_group = session.client("elbv2").create_target_group(Name="old-web", Protocol="HTTP", Port=80, VpcId=vpc)
    session.client("iam").create_role(RoleName="legacy-instances", Path="/service/", AssumeRolePolicyDocument=NOBODY)
    ssm = session.client("ssm")
    ssm.put_parameter(Name="/legacy/subnet-b", Value=subnets[1], Type="String")
    arn = target_group["TargetGroups"][0]["TargetGroupArn"]
    ssm.put_parameter(Name="/legacy/web-target-group", Value=arn, Type="String")
    return {
        "subnet-01234567": subnets[0],
        "sg-0123456789abcdef0": group,
        "i-0123456789abcdef0": instance["InstanceId"],
        "ami-0123456789abcdef0": image,
        "lt-0123456789abcdef0": template,
    }


def elsewhere(session):
    """For elsewhere.yaml: nothing that it writes, all that it looks up."""
    made = list(network(session).values())
    vpc, subnet = made[0], made[1]
    ssm = session.client("ssm")
    others = session.client("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    (other,) = [one["SubnetId"] for one in others if one["SubnetId"] != subnet]
    export(session, "shared-network-VpcId", vpc)
    export(session, "shared-network-Subnets", f'"{subnet},{other}"')
    export(session, "platform-TopicArn", "arn:aws:sns:eu-west-1:123456789012:orders")
    for name, value in (("/orders/image", "nginx:1.27"), ("/platform/cluster", "shared-cluster")):
        ssm.put_parameter(Name=name, Value=value, Type="String")
    return {}


def certificates(session):
    """For https.yaml."""
    acm = session.client("acm")
    made = [acm.request_certificate(DomainName=f"{name}.example.com")["CertificateArn"] for name in ("shop", "blog")]
    written = [str(digit) for digit in (1, 2)]
    return {
        f"arn:aws:acm:eu-west-1:012345678901:certificate/{'-'.join(digit * length for length in (8, 4, 4, 4, 12))}": arn
        for digit, arn in zip(written, made, strict=True)
    }


def certificate(session):
    """The first of them."""
    return dict(list(certificates(session).items())[:1])


def edge(session):
    """For network-load-balancer.yaml: a certificate, and an address that others know."""
    address = session.client("ec2").allocate_address(Domain="vpc")["AllocationId"]
    return {**certificate(session), "eipalloc-0123456789abcdef0": address}


def seldom(session):
    """For seldom.yaml: a certificate, a bucket, and what routes lead to."""
    ec2 = session.client("ec2")
    place = {"LocationConstraint": session.region_name}
    session.client("s3").create_bucket(Bucket="rest-flow-logs", CreateBucketConfiguration=place)
    vpcs = [ec2.create_vpc(CidrBlock=f"10.9{n}.0.0/16")["Vpc"]["VpcId"] for n in range(2)]
    for number, vpc in enumerate(vpcs):
        # What tells them apart in a snapshot.
        ec2.create_tags(Resources=[vpc], Tags=[{"Key": "lintel:id", "Value": f"existing {number}"}])
    peering = ec2.create_vpc_peering_connection(VpcId=vpcs[0], PeerVpcId=vpcs[1])["VpcPeeringConnection"]
    subnet = ec2.create_subnet(VpcId=vpcs[0], CidrBlock="10.90.0.0/24")["Subnet"]["SubnetId"]
    return {
        **certificate(session),
        "pcx-0123456789abcdef0": peering["VpcPeeringConnectionId"],
        "tgw-0123456789abcdef0": ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"],
        "eni-0123456789abcdef0": ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"],
    }


def zone(session):
    """For certificates.yaml and records.yaml."""
    made = session.client("route53").create_hosted_zone(Name="example.com", CallerReference="lintel")
    return {"Z0123456789EXAMPLE01": made["HostedZone"]["Id"].rpartition("/")[2]}


def platform(session):
    """For the example on another team's platform."""
    made = listener_of_another(session)
    vpc, first, *_ = made.values()
    others = session.client("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    (second,) = [one["SubnetId"] for one in others if one["SubnetId"] != first]
    export(session, "platform-PrivateSubnetA", first)
    export(session, "platform-PrivateSubnetB", second)
    ssm = session.client("ssm")
    group = ssm.get_parameter(Name="/network/front-group")["Parameter"]["Value"]
    ssm.put_parameter(Name="/platform/load-balancer-group", Value=group, Type="String")
    queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/billing"
    ssm.put_parameter(Name="/platform/billing-queue-url", Value=queue, Type="String")
    session.client("ecs").create_cluster(clusterName="platform")
    return {
        written.replace("012345678901", "123456789012").replace("app/front", "app/platform"): actual
        for written, actual in made.items()
        if not written.startswith("subnet-")
    }


NOBODY = '{"Version": "2012-10-17", "Statement": []}'
PREREQUISITES = {
    "elsewhere": elsewhere,
    "certificates": zone,
    "records": zone,
    "https": certificates,
    "short-environments": certificate,
    "short-services": zone,
    "seldom": seldom,
    "https-production": zone,
    "network-load-balancer": edge,
    "existing-listener": listener,
    "existing-platform": platform,
    "existing-network": network,
    "existing-everything": everything,
}


def export(session, name, value):
    """A stack of another team's, which exports a value."""
    template = f"""
        Resources:
          Any: {{ Type: AWS::SSM::Parameter, Properties: {{ Name: {name}, Type: String, Value: any }} }}
        Outputs:
          Value: {{ Value: {value}, Export: {{ Name: {name} }} }}
    """
    session.client("cloudformation").create_stack(StackName=name, TemplateBody=template)
