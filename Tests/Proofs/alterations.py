"""What somebody changes by hand on what is there, through the API; a function gets the Site."""

import json

from inventory import take_inventory
from resource_table import TABLE
from snapshot import of_inventory


class Site:
    """What an account holds, by labels. Taking all of it takes seconds, so it is looked at again in parts."""

    def __init__(self, session):
        self.session = session
        self._keep(take_inventory(session))

    def _keep(self, inventory):
        self.entities = inventory.entities
        self.labels = inventory.labels
        self.ids = {label: identifier for identifier, label in inventory.labels.items()}

    def look_at(self, type_name):
        """Describes what is of a type, or what shows it, anew, and gives the snapshot of that."""
        row = TABLE[TABLE[type_name].within or type_name]
        inventory = take_inventory(self.session, self.labels, [row], self.entities)
        self._keep(inventory)
        return of_inventory(inventory)[row.kind]

    def client(self, name):
        return self.session.client(name)

    def __getitem__(self, place):
        kind, label = place
        return self.entities[kind][label]


def vpc_attribute(name, value):
    return lambda site: site.client("ec2").modify_vpc_attribute(VpcId=site.ids["VpcMain"], **{name: {"Value": value}})


def stored_parameter(**changes):
    def alter(site):
        ssm = site.client("ssm")
        there = ssm.get_parameter(Name="/each/cluster")["Parameter"]
        ssm.put_parameter(**{"Name": "/each/cluster", "Value": there["Value"], "Overwrite": True, **changes})

    return alter


def subnet_addresses(site):
    site.client("ec2").modify_subnet_attribute(SubnetId=site.ids["SubnetA"], MapPublicIpOnLaunch={"Value": False})


def ipv6_addresses(site):
    site.client("ec2").modify_subnet_attribute(
        SubnetId=site.ids["SubnetA"], AssignIpv6AddressOnCreation={"Value": False}
    )


def ipv6_block(site):
    """Another part of the VPC's block."""
    ec2 = site.client("ec2")
    subnet = site.ids["SubnetA"]
    (found,) = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Ipv6CidrBlockAssociationSet"]
    ec2.disassociate_subnet_cidr_block(AssociationId=found["AssociationId"])
    block = found["Ipv6CidrBlock"].replace("00::/64", "77::/64")
    ec2.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=block)


def ipv6_route(site):
    ec2 = site.client("ec2")
    gateway = next(iter(site.entities["gateways"].values()))["InternetGatewayId"]
    where = {"RouteTableId": site.ids["SubnetPrivateRouteTable"], "DestinationIpv6CidrBlock": "::/0"}
    ec2.replace_route(**where, GatewayId=gateway)
    # A table has no routes but those of the spec.
    ec2.create_route(**{**where, "DestinationIpv6CidrBlock": "2001:db8::/32"}, GatewayId=gateway)


def route(site):
    ec2 = site.client("ec2")
    gateway = ec2.create_nat_gateway(SubnetId=site.ids["SubnetA"], ConnectivityType="private")["NatGateway"]
    where = {"RouteTableId": site.ids["SubnetBRouteTable"], "DestinationCidrBlock": "0.0.0.0/0"}
    ec2.replace_route(**where, NatGatewayId=gateway["NatGatewayId"])
    # A table has no routes but those of the spec.
    internet = next(iter(site.entities["gateways"].values()))["InternetGatewayId"]
    ec2.create_route(**{**where, "DestinationCidrBlock": "192.0.2.0/24"}, GatewayId=internet)
    ec2.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])


def private_route(site):
    gateway = next(iter(site.entities["gateways"].values()))["InternetGatewayId"]
    where = {"RouteTableId": site.ids["SubnetPrivateRouteTable"], "DestinationCidrBlock": "0.0.0.0/0"}
    site.client("ec2").replace_route(**where, GatewayId=gateway)


def endpoint(label, **changes):
    def alter(site):
        given = {name: [site.ids[one]] for name, one in changes.items()}
        site.client("ec2").modify_vpc_endpoint(VpcEndpointId=site.ids[label], **given)

    return alter


def endpoint_policy(site):
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    site.client("ec2").modify_vpc_endpoint(VpcEndpointId=site.ids["VpcMainEndpointsS3"], PolicyDocument=document)


def ingress(site):
    ec2 = site.client("ec2")
    group = site.ids["SecurityGroupLb"]
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[opening(80, "0.0.0.0/0")])
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[opening(22, "192.0.2.0/24")])
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[opening_of_ipv6(80, 81, "::/0")])
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[opening_of_ipv6(80, 81, "2001:db8::/32")])


def egress(site):
    ec2 = site.client("ec2")
    group = site.ids["SecurityGroupTasks"]
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[everything])
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[opening(443, "0.0.0.0/0")])


def described(direction, logical_id):
    def alter(site):
        ec2 = site.client("ec2")
        (rule,) = ec2.describe_security_group_rules(Filters=[{"Name": "tag:lintel:id", "Values": [logical_id]}])[
            "SecurityGroupRules"
        ]
        words = [{"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "Description": "By hand"}]
        change = getattr(ec2, f"update_security_group_rule_descriptions_{direction}")
        change(GroupId=rule["GroupId"], SecurityGroupRuleDescriptions=words)

    return alter


def opening(port, block):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block}]}


def opening_of_ipv6(first, last, block):
    return {"IpProtocol": "tcp", "FromPort": first, "ToPort": last, "Ipv6Ranges": [{"CidrIpv6": block}]}


def instance(**changes):
    def alter(site):
        ec2 = site.client("ec2")
        tag = {"Name": "tag:lintel:id", "Values": ["InstanceBuilder"]}
        found = ec2.describe_instances(Filters=[tag])["Reservations"][0]["Instances"][0]["InstanceId"]
        if "InstanceType" in changes or "Value" in changes:
            ec2.stop_instances(InstanceIds=[found])
        ec2.modify_instance_attribute(InstanceId=found, **{name: value(site) for name, value in changes.items()})
        if "InstanceType" in changes or "Value" in changes:
            ec2.start_instances(InstanceIds=[found])

    return alter


def profile_of_instance(site):
    """Another one, which serves another role."""
    tag = {"Name": "tag:lintel:id", "Values": ["InstanceBuilder"]}
    ec2 = site.client("ec2")
    found = ec2.describe_instances(Filters=[tag])["Reservations"][0]["Instances"][0]["InstanceId"]
    where = {"Name": "instance-id", "Values": [found]}
    (tie,) = ec2.describe_iam_instance_profile_associations(Filters=[where])["IamInstanceProfileAssociations"]
    other = {"Name": "each-web-launch-template"}
    ec2.replace_iam_instance_profile_association(AssociationId=tie["AssociationId"], IamInstanceProfile=other)


def role_of_profile(site):
    iam = site.client("iam")
    name = "each-web-launch-template"
    iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName="each-instances")
    iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName="each-builder")


def launch_template(site):
    ec2 = site.client("ec2")
    template = site.ids["LaunchTemplateWeb"]
    data = site["launch templates", "LaunchTemplateWeb"]["Version"][0]["LaunchTemplateData"]
    interfaces = [{**one, "AssociatePublicIpAddress": False} for one in data["NetworkInterfaces"]]
    altered = {**data, "InstanceType": "t3.large", "NetworkInterfaces": interfaces}
    version = ec2.create_launch_template_version(LaunchTemplateId=template, LaunchTemplateData=altered)[
        "LaunchTemplateVersion"
    ]["VersionNumber"]
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion=str(version))


def scanning(site):
    site.client("ecr").put_image_scanning_configuration(
        repositoryName="each-web", imageScanningConfiguration={"scanOnPush": False}
    )


def mutability(site):
    site.client("ecr").put_image_tag_mutability(repositoryName="each-web", imageTagMutability="MUTABLE")


def lifecycle(site):
    site.client("ecr").delete_lifecycle_policy(repositoryName="each-web")


def repository_policy(site):
    """The same statements, the first of which lets everybody in."""
    ecr = site.client("ecr")
    document = json.loads(ecr.get_repository_policy(repositoryName="each-web")["policyText"])
    document["Statement"][0]["Principal"] = "*"
    text = json.dumps(document)
    site.client("ecr").set_repository_policy(repositoryName="each-web", policyText=text)


def trust(site):
    statement = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    site.client("iam").update_assume_role_policy(RoleName="each-execution", PolicyDocument=json.dumps(document))


def role(**changes):
    return lambda site: site.client("iam").update_role(RoleName="each-task", **changes)


def unbounded(site):
    site.client("iam").delete_role_permissions_boundary(RoleName="each-task")


def attached(site):
    iam = site.client("iam")
    needed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    iam.detach_role_policy(RoleName="each-execution", PolicyArn=needed)
    iam.attach_role_policy(RoleName="each-execution", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")


def inline(site):
    name = site["roles", "TaskDefinitionDerivedExecutionRole"]["RoleName"]
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    for policy in ("start-tasks", "by-hand"):
        site.client("iam").put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))


def retention(site):
    name = site["log groups", "TaskDefinitionWebLogGroup"]["logGroupName"]
    site.client("logs").put_retention_policy(logGroupName=name, retentionInDays=1)


def insights(site):
    settings = [{"name": "containerInsights", "value": "disabled"}]
    site.client("ecs").update_cluster(cluster="each-main", settings=settings)


def providers(names, **shares):
    def alter(site):
        if "FARGATE_SPOT" not in names:
            # ECS takes none from a cluster that a service uses.
            given = [{"capacityProvider": "FARGATE", "base": 0, "weight": 1}]
            site.client("ecs").update_service(
                cluster="each-main", service=site["services", "ServiceScaled"]["serviceName"], capacityProviderStrategy=given
            )
        strategy = [{"capacityProvider": name, "weight": weight} for name, weight in shares.items()]
        site.client("ecs").put_cluster_capacity_providers(
            cluster="each-main", capacityProviders=names, defaultCapacityProviderStrategy=strategy
        )
        for _ in range(3):
            # Until the cluster has them.
            site.client("ecs").describe_clusters(clusters=["each-main"])

    return alter


def provider(**changes):
    def alter(site):
        (one,) = site.entities["capacity providers"].values()
        site.client("ecs").update_capacity_provider(name=one["name"], autoScalingGroupProvider=changes)

    return alter


def strategy(site):
    name = site["services", "ServiceScaled"]["serviceName"]
    given = [{"capacityProvider": "FARGATE_SPOT", "base": 0, "weight": 1}]
    site.client("ecs").update_service(cluster="each-main", service=name, capacityProviderStrategy=given)


def placed(**changes):
    return service("ServicePlaced", **changes)


def service(identifier="ServiceFixed", /, **changes):
    def alter(site):
        name = site["services", identifier]["serviceName"]
        given = {key: value(site) if callable(value) else value for key, value in changes.items()}
        site.client("ecs").update_service(cluster="each-main", service=name, **given)

    return alter


def volumes(site):
    """Larger ones."""
    found = site["services", "ServiceScaled"]
    (volume,) = found["volumeConfigurations"]
    other = {**volume, "managedEBSVolume": {**volume["managedEBSVolume"], "sizeInGiB": 200}}
    site.client("ecs").update_service(cluster="each-main", service=found["serviceName"], volumeConfigurations=[other])


def discovery(site):
    (one,) = site.entities["discovery services"].values()
    records = [{"Type": "A", "TTL": 5}, {"Type": "SRV", "TTL": 60}]
    site.client("servicediscovery").update_service(Id=one["Id"], Service={"DnsConfig": {"DnsRecords": records}})


def other_revision(site):
    """The same but for its memory, as the console makes one."""
    definition = site["task definitions", "TaskDefinitionWeb"]
    known = ("family", "executionRoleArn", "taskRoleArn", "networkMode", "containerDefinitions", "requiresCompatibilities", "cpu")
    copy = {key: definition[key] for key in known}
    answer = site.client("ecs").register_task_definition(**copy, memory="1024", tags=definition["tags"])
    return answer["taskDefinition"]["taskDefinitionArn"]


def other_network(site):
    network = site["services", "ServiceFixed"]["networkConfiguration"]["awsvpcConfiguration"]
    return {"awsvpcConfiguration": {**network, "assignPublicIp": "DISABLED", "subnets": [site.ids["SubnetA"]]}}


def other_target(site):
    (entry,) = site["services", "ServiceFixed"]["loadBalancers"]
    return [{**entry, "containerPort": 81}]


def balancer_groups(site):
    arn = site["load balancers", "LoadBalancerMain"]["LoadBalancerArn"]
    groups = [site.ids["SecurityGroupTasks"]]
    site.client("elbv2").set_security_groups(LoadBalancerArn=arn, SecurityGroups=groups)


def balancer_address_type(site):
    arn = site["load balancers", "LoadBalancerMain"]["LoadBalancerArn"]
    site.client("elbv2").set_ip_address_type(LoadBalancerArn=arn, IpAddressType="ipv4")


def balancer_subnets(site):
    """A third subnet of the VPC's, made by hand."""
    ec2 = site.client("ec2")
    new = ec2.create_subnet(VpcId=site.ids["VpcMain"], CidrBlock="10.0.9.0/24", AvailabilityZone="us-east-1c")["Subnet"]
    arn = site["load balancers", "LoadBalancerMain"]["LoadBalancerArn"]
    subnets = [site.ids["SubnetA"], new["SubnetId"]]
    site.client("elbv2").set_subnets(LoadBalancerArn=arn, Subnets=subnets)


def balancer_addresses(site):
    """In another zone, with an address of AWS's choice."""
    arn = site["load balancers", "LoadBalancerEdge"]["LoadBalancerArn"]
    site.client("elbv2").set_subnets(LoadBalancerArn=arn, Subnets=[site.ids["SubnetB"]])


def balancer_attribute(site):
    arn = site["load balancers", "LoadBalancerMain"]["LoadBalancerArn"]
    attributes = [{"Key": "idle_timeout.timeout_seconds", "Value": "5"}]
    site.client("elbv2").modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes)


def listener(**changes):
    def alter(site):
        (arn,) = [entity["ListenerArn"] for entity in site.entities["listeners"].values() if entity["Port"] == 81]
        site.client("elbv2").modify_listener(ListenerArn=arn, **changes)

    return alter


def rule(**changes):
    def alter(site):
        (arn,) = [one["RuleArn"] for one in site.entities["listener rules"].values() if one["Priority"] == "10"]
        site.client("elbv2").modify_rule(RuleArn=arn, **changes)

    return alter


def priorities(site):
    """The two change places, so that each has what the other is to have."""
    arns = {one["Priority"]: one["RuleArn"] for one in site.entities["listener rules"].values()}
    for arn, priority in ((arns["10"], 30), (arns["20"], 10), (arns["10"], 20)):
        site.client("elbv2").set_rule_priorities(RulePriorities=[{"RuleArn": arn, "Priority": priority}])


def encrypted(site):
    certificate = site.client("acm").request_certificate(DomainName="example.com")["CertificateArn"]
    listener(Protocol="HTTPS", Certificates=[{"CertificateArn": certificate}])(site)


def target_group(**changes):
    def alter(site):
        arn = site["target groups", "TargetGroupTasks"]["TargetGroupArn"]
        site.client("elbv2").modify_target_group(TargetGroupArn=arn, **changes)

    return alter


def target_group_attribute(site):
    arn = site["target groups", "TargetGroupTasks"]["TargetGroupArn"]
    attributes = [{"Key": "deregistration_delay.timeout_seconds", "Value": "5"}]
    site.client("elbv2").modify_target_group_attributes(TargetGroupArn=arn, Attributes=attributes)


def scalable_target(**changes):
    def alter(site):
        target = site["scalable targets", "ServiceScaledScalableTarget"]
        where = {key: target[key] for key in ("ServiceNamespace", "ResourceId", "ScalableDimension")}
        site.client("application-autoscaling").register_scalable_target(**where, **changes)

    return alter


def service_policy(kind, key, change):
    def alter(site):
        # The first of its kind: another one is there for its alarm.
        policies = site.entities["service policies"].values()
        policy = min((p for p in policies if p["PolicyType"] == kind), key=lambda p: p["PolicyName"])
        where = {k: policy[k] for k in ("PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension")}
        configuration = change(policy[key])
        site.client("application-autoscaling").put_scaling_policy(**where, PolicyType=kind, **{key: configuration})

    return alter


def group_policy(kind, change):
    def alter(site):
        (policy,) = [p for p in site.entities["group policies"].values() if p["PolicyType"] == kind]
        kept = ("AutoScalingGroupName", "PolicyName", "PolicyType", "TargetTrackingConfiguration", "AdjustmentType")
        kept += ("MetricAggregationType", "StepAdjustments", "MinAdjustmentMagnitude", "EstimatedInstanceWarmup")
        kept += ("PredictiveScalingConfiguration",)
        given = {key: policy[key] for key in kept if policy.get(key)}
        site.client("autoscaling").put_scaling_policy(**{**given, **change(policy)})

    return alter


def forecast(before):
    """Everything of predictive scaling that a person may change, at once."""
    (specification,) = before["MetricSpecifications"]
    changed = {"Mode": "ForecastOnly", "SchedulingBufferTime": 60, "MaxCapacityBreachBehavior": "HonorMaxCapacity"}
    return {**changed, "MetricSpecifications": [{**specification, "TargetValue": 99.0}]}


def target_action(site):
    target = site["scalable targets", "ServiceScaledScalableTarget"]
    where = {key: target[key] for key in ("ServiceNamespace", "ResourceId", "ScalableDimension")}
    scaling = site.client("application-autoscaling")
    # One of the spec's, and one of a person's own, whose name is two words.
    for name, size in (("each-service-evening", "MaxCapacity"), ("by hand", "MinCapacity")):
        scaling.put_scheduled_action(
            **where, ScheduledActionName=name, Schedule="rate(1 day)", ScalableTargetAction={size: 2}, EndTime=2_000_000_000
        )


def group_action(number=1, **changes):
    def alter(site):
        action = site["group actions", f"action {number} of AutoScalingGroupScaled"]
        where = {key: action[key] for key in ("AutoScalingGroupName", "ScheduledActionName")}
        scaling = site.client("autoscaling")
        scaling.put_scheduled_update_group_action(**where, **changes)
        scaling.put_scheduled_update_group_action(
            **{**where, "ScheduledActionName": "by hand"}, Recurrence="0 0 * * *", MinSize=0
        )

    return alter


def alarm(statistic="Statistic", **changes):
    def alter(site):
        found = next(one for one in site.entities["alarms"].values() if one.get(statistic))
        kept = ("AlarmName", "AlarmActions", "MetricName", "Namespace", statistic, "Dimensions", "Period")
        kept += ("EvaluationPeriods", "Threshold", "ComparisonOperator")
        site.client("cloudwatch").put_metric_alarm(**{**{key: found[key] for key in kept}, **changes})

    return alter


def with_other_expression(queries):
    """Metrics of a policy or an alarm, of which the expression that counts is another."""
    return [{**one, "Expression": f"2 * ({one['Expression']})"} if one["ReturnData"] else one for one in queries]


def alarm_metrics(site):
    found = next(iter(site.entities["alarms"].values()))
    kept = ("AlarmName", "AlarmActions", "EvaluationPeriods", "Threshold", "ComparisonOperator")
    given = {key: found[key] for key in kept}
    site.client("cloudwatch").put_metric_alarm(**given, Metrics=with_other_expression(found["Metrics"]))


def policy_metrics(policy):
    configuration = policy["TargetTrackingConfiguration"]
    custom = configuration["CustomizedMetricSpecification"]
    custom = {**custom, "Metrics": with_other_expression(custom["Metrics"])}
    return {"TargetTrackingConfiguration": {**configuration, "CustomizedMetricSpecification": custom}}


def group(**changes):
    def alter(site):
        name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
        given = {key: value(site) if callable(value) else value for key, value in changes.items()}
        site.client("autoscaling").update_auto_scaling_group(AutoScalingGroupName=name, **given)

    return alter


def mix(site):
    """Other types, and no Spot."""
    name = site["auto scaling groups", "AutoScalingGroupMixed"]["AutoScalingGroupName"]
    policy = site["auto scaling groups", "AutoScalingGroupMixed"]["MixedInstancesPolicy"]
    distribution = {**policy["InstancesDistribution"], "OnDemandPercentageAboveBaseCapacity": 100}
    template = {**policy["LaunchTemplate"], "Overrides": [{"InstanceType": "t3.micro"}]}
    specification = template["LaunchTemplateSpecification"]
    template["LaunchTemplateSpecification"] = {key: specification[key] for key in ("LaunchTemplateId", "Version")}
    changed = {"LaunchTemplate": template, "InstancesDistribution": distribution}
    site.client("autoscaling").update_auto_scaling_group(AutoScalingGroupName=name, MixedInstancesPolicy=changed)


def other_template(site):
    template = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.nano"}
    answer = site.client("ec2").create_launch_template(LaunchTemplateName="by-hand", LaunchTemplateData=template)
    return {"LaunchTemplateId": answer["LaunchTemplate"]["LaunchTemplateId"], "Version": "1"}


def group_hooks(site):
    """One is told to somebody, one lasts longer, one is gone, and there is one more; ECS's own is spared."""
    name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
    client = site.client("autoscaling")
    queue = {"NotificationTargetARN": "arn:aws:sqs:us-east-1:123456789012:q", "RoleARN": site["roles", "RoleHooks"]["Arn"]}
    starting, ending = "autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"
    for hook in (
        {"LifecycleHookName": "start", **queue},
        {"LifecycleHookName": "drain", "HeartbeatTimeout": 7200},
        {"LifecycleHookName": "by/hand", "LifecycleTransition": starting},
    ):
        client.put_lifecycle_hook(AutoScalingGroupName=name, **hook)
    client.delete_lifecycle_hook(AutoScalingGroupName=name, LifecycleHookName="tell")


def group_notifications(site):
    """One topic is told of something else, one of nothing, and one more is told."""
    name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
    client, topic = site.client("autoscaling"), "arn:aws:sns:us-east-1:123456789012:"
    for topic_name, kinds in (("instances", ["LAUNCH", "TERMINATE_ERROR"]), ("by-hand", ["TERMINATE"])):
        types = [f"autoscaling:EC2_INSTANCE_{kind}" for kind in kinds]
        client.put_notification_configuration(
            AutoScalingGroupName=name, TopicARN=topic + topic_name, NotificationTypes=types
        )
    client.delete_notification_configuration(AutoScalingGroupName=name, TopicARN=topic + "all")


def pool(**changes):
    """Also of a group that is to have none."""

    def alter(site):
        client = site.client("autoscaling")
        for label in ("AutoScalingGroupFixed", "AutoScalingGroupScaled"):
            name = site["auto scaling groups", label]["AutoScalingGroupName"]
            client.put_warm_pool(AutoScalingGroupName=name, **changes)

    return alter


def pool_is_gone(site):
    name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
    site.client("autoscaling").delete_warm_pool(AutoScalingGroupName=name)


def group_targets(site):
    name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
    arn = site["target groups", "TargetGroupInstances"]["TargetGroupArn"]
    client = site.client("autoscaling")
    client.detach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[arn])
