"""What AWS refuses of a network and of load balancing. Each yields the code of the error before the step that must fail."""

from small_system import group_of_instances, listener, load_balancer, network, security_group, service, target_group


def a_security_group_that_a_load_balancer_has(session):
    made = network(session)
    load_balancer(made)
    yield "DependencyViolation"
    made.ec2.delete_security_group(GroupId=made.group)


def a_security_group_that_a_service_has(session):
    made = network(session)
    service(made)
    yield "DependencyViolation"
    made.ec2.delete_security_group(GroupId=made.group)


def a_security_group_that_an_instance_has(session):
    made = network(session)
    group_of_instances(session, made)
    yield "DependencyViolation"
    made.ec2.delete_security_group(GroupId=made.group)


def a_security_group_that_a_rule_names(session):
    made = network(session)
    pair = [{"GroupId": made.group}]
    permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": pair}
    other = security_group(made, "two")
    made.ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=[permission])
    yield "DependencyViolation"
    made.ec2.delete_security_group(GroupId=made.group)


def a_default_security_group(session):
    made = network(session)
    filters = [{"Name": "vpc-id", "Values": [made.vpc]}, {"Name": "group-name", "Values": ["default"]}]
    (group,) = made.ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    yield "CannotDelete"
    made.ec2.delete_security_group(GroupId=group["GroupId"])


def a_subnet_of_a_load_balancer(session):
    made = network(session)
    load_balancer(made)
    yield "DependencyViolation"
    made.ec2.delete_subnet(SubnetId=made.subnets[0])


def a_subnet_of_a_service(session):
    made = network(session)
    service(made)
    yield "DependencyViolation"
    made.ec2.delete_subnet(SubnetId=made.subnets[0])


def a_subnet_of_an_instance(session):
    made = network(session)
    image = "ami-0123456789abcdef0"
    made.ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=made.subnets[0])
    yield "DependencyViolation"
    made.ec2.delete_subnet(SubnetId=made.subnets[0])


def the_gateway_of_a_public_load_balancer(session):
    made = network(session)
    load_balancer(made)
    yield "DependencyViolation"
    made.ec2.detach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)


def the_gateway_of_a_service_with_public_addresses(session):
    made = network(session)
    service(made)
    yield "DependencyViolation"
    made.ec2.detach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)


def a_gateway_that_is_attached(session):
    made = network(session)
    yield "DependencyViolation"
    made.ec2.delete_internet_gateway(InternetGatewayId=made.gateway)


def a_vpc_with_a_subnet(session):
    made = network(session)
    yield "DependencyViolation"
    made.ec2.delete_vpc(VpcId=made.vpc)


def a_vpc_with_a_gateway(session):
    made = network(session)
    for subnet in made.subnets:
        made.ec2.delete_subnet(SubnetId=subnet)
    made.ec2.delete_security_group(GroupId=made.group)
    yield "DependencyViolation"
    made.ec2.delete_vpc(VpcId=made.vpc)


def a_vpc_with_a_security_group(session):
    made = network(session)
    for subnet in made.subnets:
        made.ec2.delete_subnet(SubnetId=subnet)
    made.ec2.detach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)
    yield "DependencyViolation"
    made.ec2.delete_vpc(VpcId=made.vpc)


def a_route_table_of_a_subnet(session):
    made = network(session)
    table = made.ec2.create_route_table(VpcId=made.vpc)["RouteTable"]["RouteTableId"]
    made.ec2.associate_route_table(RouteTableId=table, SubnetId=made.subnets[0])
    yield "DependencyViolation"
    made.ec2.delete_route_table(RouteTableId=table)


def a_target_group_of_a_listener(session):
    made = network(session)
    group = target_group(made)
    listener(made, load_balancer(made), group)
    yield "ResourceInUse"
    made.elb.delete_target_group(TargetGroupArn=group)


def another_load_balancer_of_the_name(session):
    made = network(session)
    load_balancer(made)
    yield "DuplicateLoadBalancerName"
    load_balancer(made, Scheme="internal")


def another_target_group_of_the_name(session):
    made = network(session)
    target_group(made)
    yield "DuplicateTargetGroupName"
    target_group(made, Port=81)


def another_listener_of_the_port(session):
    made = network(session)
    balancer, group = load_balancer(made), target_group(made)
    listener(made, balancer, group)
    yield "DuplicateListener"
    listener(made, balancer, group)


def a_load_balancer_with_an_unknown_security_group(session):
    made = network(session)
    yield "InvalidSecurityGroup"
    load_balancer(made, SecurityGroups=["sg-0123456789abcdef0"])


def an_address_of_another_load_balancer(session):
    made = network(session)
    address = made.ec2.allocate_address(Domain="vpc")["AllocationId"]
    mappings = [{"SubnetId": made.subnets[0], "AllocationId": address}]
    elb = made.elb
    elb.create_load_balancer(Name="one", Type="network", SubnetMappings=mappings)
    yield "ResourceInUse"
    elb.create_load_balancer(Name="two", Type="network", SubnetMappings=mappings)


def groups_for_a_load_balancer_made_without_any(session):
    made = network(session)
    balancer = load_balancer(made, Type="network", SecurityGroups=[])
    yield "InvalidConfigurationRequest"
    made.elb.set_security_groups(LoadBalancerArn=balancer, SecurityGroups=[made.group])


def a_load_balancer_in_an_unknown_subnet(session):
    made = network(session)
    yield "SubnetNotFound"
    load_balancer(made, Subnets=[made.subnets[0], "subnet-0123456789abcdef0"])


def a_public_load_balancer_without_a_gateway(session):
    made = network(session)
    made.ec2.detach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)
    yield "InvalidSubnet"
    load_balancer(made)


def a_snapshot_of_an_image(session):
    ec2 = session.client("ec2")
    run = ec2.run_instances(ImageId="ami-0123456789abcdef0", MinCount=1, MaxCount=1)["Instances"][0]
    image = ec2.create_image(InstanceId=run["InstanceId"], Name="image")["ImageId"]
    (found,) = ec2.describe_images(ImageIds=[image])["Images"]
    yield "InvalidSnapshot.InUse"
    ec2.delete_snapshot(SnapshotId=found["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"])


def nat_gateway(made, address):
    return made.ec2.create_nat_gateway(SubnetId=made.subnets[0], AllocationId=address)["NatGateway"]["NatGatewayId"]


def a_nat_gateway_without_an_internet_gateway(session):
    made = network(session)
    made.ec2.detach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)
    address = made.ec2.allocate_address(Domain="vpc")["AllocationId"]
    yield "Gateway.NotAttached"
    nat_gateway(made, address)


def an_address_that_a_nat_gateway_has(session):
    made = network(session)
    address = made.ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat_gateway(made, address)
    yield "Resource.AlreadyAssociated"
    nat_gateway(made, address)


def releasing_the_address_of_a_nat_gateway(session):
    made = network(session)
    address = made.ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat_gateway(made, address)
    yield "AuthFailure"
    made.ec2.release_address(AllocationId=address)


def a_subnet_of_a_nat_gateway(session):
    made = network(session)
    nat_gateway(made, made.ec2.allocate_address(Domain="vpc")["AllocationId"])
    yield "DependencyViolation"
    made.ec2.delete_subnet(SubnetId=made.subnets[0])


def _record(session, zone, action, value):
    record = {"Name": "www.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": value}]}
    changes = [{"Action": action, "ResourceRecordSet": record}]
    session.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def _zone_with_a_record(session):
    zone = session.client("route53").create_hosted_zone(Name="example.com", CallerReference="one")["HostedZone"]["Id"]
    _record(session, zone, "CREATE", "192.0.2.7")
    return zone


def a_record_that_is_there_already(session):
    zone = _zone_with_a_record(session)
    yield "InvalidChangeBatch"
    _record(session, zone, "CREATE", "192.0.2.8")


def the_deletion_of_a_record_that_says_something_else(session):
    zone = _zone_with_a_record(session)
    yield "InvalidChangeBatch"
    _record(session, zone, "DELETE", "192.0.2.8")
