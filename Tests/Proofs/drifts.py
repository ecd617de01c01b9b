"""Each property that Lintel may change on what is there, altered through the API, as a person would by hand.

DRIFTS has, by fixture, type and property, what alters it in an account that holds the fixture. A function gets the Site.
"""

import json

from inventory import take_inventory
from resource_table import TABLE
from snapshot import of_inventory

# Properties that no spec can state, and what is no resource of AWS's.
EXCUSED = {
    "AWS::EC2::VPCGatewayAttachment/InternetGatewayId": "AWS keeps a gateway attached that anything public uses",
    "AWS::ElasticLoadBalancingV2::Listener/Certificates": "a certificate has to be in the account first: https.yaml",
    "AWS::ElasticLoadBalancingV2::Listener/SslPolicy": "a certificate has to be in the account first: https.yaml",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": "a certificate has to be in the account first: https.yaml",
    "AWS::ApplicationAutoScaling::ScalingPolicy/PolicyType": "altered with the configuration, which only one type has",
    "AWS::AutoScaling::ScalingPolicy/PolicyType": "altered with the configuration, which only one type has",
    "AWS::AutoScaling::AutoScalingGroup/UpdatePolicy": "says how instances are replaced, and nothing keeps it",
    "AWS::EC2::Route/TransitGatewayId": "a route leads to one thing, and is put right as for NatGatewayId",
    "AWS::EC2::Route/VpcPeeringConnectionId": "the same",
    "AWS::EC2::Route/NetworkInterfaceId": "the same",
    "AWS::EC2::VPCEndpoint/PrivateDnsEnabled": "moto does not change it",
    "AWS::SSM::Parameter/Type": "AWS never changes it, and it is always the same",
    "Lintel::ContainerImage": "an image is built once for each tag",
    "Lintel::MachineImage": "an image is made once",
}


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


def ingress(site):
    ec2 = site.client("ec2")
    group = site.ids["SecurityGroupLb"]
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[opening(80, "0.0.0.0/0")])
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[opening(22, "192.0.2.0/24")])


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
    version = ec2.create_launch_template_version(
        LaunchTemplateId=template, LaunchTemplateData={**data, "InstanceType": "t3.large"}
    )["LaunchTemplateVersion"]["VersionNumber"]
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion=str(version))


def scanning(site):
    site.client("ecr").put_image_scanning_configuration(
        repositoryName="each-web", imageScanningConfiguration={"scanOnPush": False}
    )


def mutability(site):
    site.client("ecr").put_image_tag_mutability(repositoryName="each-web", imageTagMutability="MUTABLE")


def lifecycle(site):
    site.client("ecr").delete_lifecycle_policy(repositoryName="each-web")


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
        strategy = [{"capacityProvider": name, "weight": weight} for name, weight in shares.items()]
        site.client("ecs").put_cluster_capacity_providers(
            cluster="each-main", capacityProviders=names, defaultCapacityProviderStrategy=strategy
        )

    return alter


def strategy(site):
    name = site["services", "ServiceScaled"]["serviceName"]
    given = [{"capacityProvider": "FARGATE_SPOT", "base": 0, "weight": 1}]
    site.client("ecs").update_service(cluster="each-main", service=name, capacityProviderStrategy=given)


def service(**changes):
    def alter(site):
        name = site["services", "ServiceFixed"]["serviceName"]
        given = {key: value(site) if callable(value) else value for key, value in changes.items()}
        site.client("ecs").update_service(cluster="each-main", service=name, **given)

    return alter


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


def balancer_subnets(site):
    """A third subnet of the VPC's, made by hand."""
    ec2 = site.client("ec2")
    new = ec2.create_subnet(VpcId=site.ids["VpcMain"], CidrBlock="10.0.9.0/24", AvailabilityZone="us-east-1c")["Subnet"]
    arn = site["load balancers", "LoadBalancerMain"]["LoadBalancerArn"]
    subnets = [site.ids["SubnetA"], new["SubnetId"]]
    site.client("elbv2").set_subnets(LoadBalancerArn=arn, Subnets=subnets)


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
        (policy,) = [p for p in site.entities["service policies"].values() if p["PolicyType"] == kind]
        where = {k: policy[k] for k in ("PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension")}
        configuration = change(policy[key])
        site.client("application-autoscaling").put_scaling_policy(**where, PolicyType=kind, **{key: configuration})

    return alter


def group_policy(kind, change):
    def alter(site):
        (policy,) = [p for p in site.entities["group policies"].values() if p["PolicyType"] == kind]
        kept = ("AutoScalingGroupName", "PolicyName", "PolicyType", "TargetTrackingConfiguration", "AdjustmentType")
        kept += ("MetricAggregationType", "StepAdjustments", "MinAdjustmentMagnitude", "EstimatedInstanceWarmup")
        given = {key: policy[key] for key in kept if policy.get(key)}
        site.client("autoscaling").put_scaling_policy(**{**given, **change(policy)})

    return alter


def alarm(**changes):
    def alter(site):
        found = next(iter(site.entities["alarms"].values()))
        kept = ("AlarmName", "AlarmActions", "MetricName", "Namespace", "Statistic", "Dimensions", "Period")
        kept += ("EvaluationPeriods", "Threshold", "ComparisonOperator")
        site.client("cloudwatch").put_metric_alarm(**{**{key: found[key] for key in kept}, **changes})

    return alter


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


def group_targets(site):
    name = site["auto scaling groups", "AutoScalingGroupFixed"]["AutoScalingGroupName"]
    arn = site["target groups", "TargetGroupInstances"]["TargetGroupArn"]
    client = site.client("autoscaling")
    client.detach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[arn])


DRIFTS = {
    "each-instance": {
        "AWS::EC2::Instance": {
            "InstanceType": instance(InstanceType=lambda site: {"Value": "t3.large"}),
            "UserData": instance(Attribute=lambda site: "userData", Value=lambda site: "IyEvYmluL3NoCg=="),
            "SecurityGroupIds": instance(Groups=lambda site: [site.ids["SecurityGroupLb"]]),
            "IamInstanceProfile": profile_of_instance,
        },
        "AWS::EC2::LaunchTemplate": {"LaunchTemplateData": launch_template},
        "AWS::IAM::InstanceProfile": {"Roles": role_of_profile},
        "AWS::AutoScaling::AutoScalingGroup": {
            "LaunchTemplate": group(LaunchTemplate=other_template),
            "MixedInstancesPolicy": mix,
            "VPCZoneIdentifier": group(VPCZoneIdentifier=lambda site: site.ids["SubnetA"]),
            "TargetGroupARNs": group_targets,
            "MinSize": group(MinSize=0),
            "MaxSize": group(MaxSize=9),
            "DesiredCapacity": group(DesiredCapacity=1),
            "HealthCheckType": group(HealthCheckType="EC2"),
            "HealthCheckGracePeriod": group(HealthCheckGracePeriod=999),
            "DefaultInstanceWarmup": group(DefaultInstanceWarmup=300),
            "MaxInstanceLifetime": group(MaxInstanceLifetime=86400),
            "NewInstancesProtectedFromScaleIn": group(NewInstancesProtectedFromScaleIn=False),
            "CapacityRebalance": group(CapacityRebalance=False),
            "TerminationPolicies": group(TerminationPolicies=["NewestInstance"]),
            "InstanceMaintenancePolicy": group(
                InstanceMaintenancePolicy={"MinHealthyPercentage": -1, "MaxHealthyPercentage": -1}
            ),
        },
        "AWS::AutoScaling::ScalingPolicy": {
            "TargetTrackingConfiguration": group_policy(
                "TargetTrackingScaling",
                lambda policy: {
                    "TargetTrackingConfiguration": {**policy["TargetTrackingConfiguration"], "TargetValue": 99.0}
                },
            ),
            "AdjustmentType": group_policy("StepScaling", lambda policy: {"AdjustmentType": "ChangeInCapacity"}),
            "EstimatedInstanceWarmup": group_policy("TargetTrackingScaling", lambda policy: {"EstimatedInstanceWarmup": 9}),
            "MinAdjustmentMagnitude": group_policy("StepScaling", lambda policy: {"MinAdjustmentMagnitude": 9}),
            "MetricAggregationType": group_policy("StepScaling", lambda policy: {"MetricAggregationType": "Maximum"}),
            "StepAdjustments": group_policy(
                "StepScaling",
                lambda policy: {"StepAdjustments": [{**policy["StepAdjustments"][0], "ScalingAdjustment": 1}]},
            ),
        },
    },
    "each-service": {
        "AWS::ECR::Repository": {
            "ImageScanningConfiguration": scanning,
            "ImageTagMutability": mutability,
            "LifecyclePolicy": lifecycle,
        },
        "AWS::IAM::Role": {
            "AssumeRolePolicyDocument": trust,
            "Description": role(Description="By hand"),
            "MaxSessionDuration": role(MaxSessionDuration=3600),
            "PermissionsBoundary": unbounded,
            "ManagedPolicyArns": attached,
            "Policies": inline,
        },
        "AWS::Logs::LogGroup": {"RetentionInDays": retention},
        "AWS::ECS::Cluster": {
            "ClusterSettings": insights,
            "CapacityProviders": providers(["FARGATE"], FARGATE=1),
            "DefaultCapacityProviderStrategy": providers(["FARGATE", "FARGATE_SPOT"], FARGATE_SPOT=2),
        },
        "AWS::ECS::Service": {
            "CapacityProviderStrategy": strategy,
            "TaskDefinition": service(taskDefinition=other_revision),
            "DesiredCount": service(desiredCount=7),
            "DeploymentConfiguration": service(
                deploymentConfiguration={"minimumHealthyPercent": 0, "maximumPercent": 100}
            ),
            "NetworkConfiguration": service(networkConfiguration=other_network),
            "LoadBalancers": service(loadBalancers=other_target),
            "HealthCheckGracePeriodSeconds": service(healthCheckGracePeriodSeconds=300),
            "EnableExecuteCommand": service(enableExecuteCommand=False),
            "PropagateTags": service(propagateTags="NONE"),
            "EnableECSManagedTags": service(enableECSManagedTags=False),
        },
        "AWS::ApplicationAutoScaling::ScalableTarget": {
            "MinCapacity": scalable_target(MinCapacity=2),
            "MaxCapacity": scalable_target(MaxCapacity=40),
            "SuspendedState": scalable_target(SuspendedState={"DynamicScalingOutSuspended": True}),
        },
        "AWS::ApplicationAutoScaling::ScalingPolicy": {
            "TargetTrackingScalingPolicyConfiguration": service_policy(
                "TargetTrackingScaling",
                "TargetTrackingScalingPolicyConfiguration",
                lambda before: {**before, "TargetValue": 99.0, "DisableScaleIn": True},
            ),
            "StepScalingPolicyConfiguration": service_policy(
                "StepScaling",
                "StepScalingPolicyConfiguration",
                lambda before: {**before, "StepAdjustments": [{**before["StepAdjustments"][0], "ScalingAdjustment": 1}]},
            ),
        },
        "AWS::CloudWatch::Alarm": {
            "Namespace": alarm(Namespace="AWS/Usage"),
            "MetricName": alarm(MetricName="MemoryUtilization"),
            "Dimensions": alarm(Dimensions=[{"Name": "ClusterName", "Value": "other"}]),
            "Statistic": alarm(Statistic="Maximum"),
            "Unit": alarm(Unit="Count"),
            "DatapointsToAlarm": alarm(DatapointsToAlarm=1),
            "Period": alarm(Period=120),
            "EvaluationPeriods": alarm(EvaluationPeriods=9),
            "Threshold": alarm(Threshold=1.5),
            "ComparisonOperator": alarm(ComparisonOperator="LessThanThreshold"),
            "AlarmActions": alarm(AlarmActions=[]),
        },
        "AWS::SSM::Parameter": {
            "Value": stored_parameter(Value="by-hand"),
            "Description": stored_parameter(Description="Altered by hand"),
        },
    },
    "each-load-balancer": {
        "AWS::EC2::VPC": {
            "EnableDnsHostnames": vpc_attribute("EnableDnsHostnames", False),
            "EnableDnsSupport": vpc_attribute("EnableDnsSupport", False),
        },
        "AWS::EC2::Subnet": {"MapPublicIpOnLaunch": subnet_addresses},
        "AWS::EC2::Route": {"GatewayId": route, "NatGatewayId": private_route},
        "AWS::EC2::VPCEndpoint": {
            "SubnetIds": endpoint("VpcMainEndpointsLogs", RemoveSubnetIds="SubnetA", AddSubnetIds="SubnetB"),
            "SecurityGroupIds": endpoint("VpcMainEndpointsLogs", AddSecurityGroupIds="SecurityGroupTasks"),
            "RouteTableIds": endpoint("VpcMainEndpointsS3", RemoveRouteTableIds="SubnetARouteTable"),
        },
        "AWS::EC2::SecurityGroup": {"SecurityGroupIngress": ingress, "SecurityGroupEgress": egress},
        "AWS::EC2::SecurityGroupIngress": {
            "Description": described("ingress", "SecurityGroupTasksIngressLbTcp80")
        },
        "AWS::EC2::SecurityGroupEgress": {"Description": described("egress", "SecurityGroupLbEgressTasksTcp80")},
        "AWS::ElasticLoadBalancingV2::LoadBalancer": {
            "SecurityGroups": balancer_groups,
            "Subnets": balancer_subnets,
            "LoadBalancerAttributes": balancer_attribute,
        },
        "AWS::ElasticLoadBalancingV2::Listener": {
            "DefaultActions": listener(
                DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]
            ),
            "Protocol": encrypted,
            # The last, because it is known by its port here.
            "Port": listener(Port=82),
        },
        "AWS::ElasticLoadBalancingV2::ListenerRule": {
            "Conditions": rule(Conditions=[{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/by-hand"]}}]),
            "Actions": rule(Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]),
            "Priority": priorities,
        },
        "AWS::ElasticLoadBalancingV2::TargetGroup": {
            "HealthCheckPath": target_group(HealthCheckPath="/by-hand"),
            "HealthCheckIntervalSeconds": target_group(HealthCheckIntervalSeconds=60),
            "HealthCheckProtocol": target_group(HealthCheckProtocol="HTTP"),
            "HealthCheckPort": target_group(HealthCheckPort="9090"),
            "HealthCheckTimeoutSeconds": target_group(HealthCheckTimeoutSeconds=9),
            "HealthyThresholdCount": target_group(HealthyThresholdCount=9),
            "UnhealthyThresholdCount": target_group(UnhealthyThresholdCount=9),
            "Matcher": target_group(Matcher={"HttpCode": "404"}),
            "TargetGroupAttributes": target_group_attribute,
        },
    },
}
