"""How to ask the API about one resource: from a session and what Ref gives, to one answer."""


def only(items):
    (item,) = items
    return item


def vpc(session, reference):
    ec2 = session.client("ec2")
    answer = only(ec2.describe_vpcs(VpcIds=[reference])["Vpcs"])
    for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
        name = attribute[0].lower() + attribute[1:]
        answer[attribute] = ec2.describe_vpc_attribute(VpcId=reference, Attribute=name)[attribute]["Value"]
    return answer


def internet_gateway(session, reference):
    return only(session.client("ec2").describe_internet_gateways(InternetGatewayIds=[reference])["InternetGateways"])


def gateway_attachment(session, reference):
    filters = [{"Name": "attachment.vpc-id", "Values": [reference.removeprefix("IGW|")]}]
    answer = only(session.client("ec2").describe_internet_gateways(Filters=filters)["InternetGateways"])
    return {"InternetGatewayId": answer["InternetGatewayId"], **only(answer["Attachments"])}


def subnet(session, reference):
    return only(session.client("ec2").describe_subnets(SubnetIds=[reference])["Subnets"])


def route_table(session, reference):
    return only(session.client("ec2").describe_route_tables(RouteTableIds=[reference])["RouteTables"])


def route(session, reference):
    table, destination = reference.split("|")
    answer = route_table(session, table)
    found = only([r for r in answer["Routes"] if r.get("DestinationCidrBlock") == destination])
    return {"RouteTableId": answer["RouteTableId"], **found}


def route_table_association(session, reference):
    filters = [{"Name": "association.route-table-association-id", "Values": [reference]}]
    answer = only(session.client("ec2").describe_route_tables(Filters=filters)["RouteTables"])
    return only([a for a in answer["Associations"] if a["RouteTableAssociationId"] == reference])


def security_group(session, reference):
    ec2 = session.client("ec2")
    filters = [{"Name": "group-id", "Values": [reference]}]
    answer = only(ec2.describe_security_groups(GroupIds=[reference])["SecurityGroups"])
    rules = ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
    # A rule that names a group is a resource of its own.
    written = [_without(rule, "CidrIpv4", "CidrIp") for rule in rules if "ReferencedGroupInfo" not in rule]
    answer["Ingress"] = [rule for rule in written if not rule["IsEgress"]]
    answer["Egress"] = [rule for rule in written if rule["IsEgress"]]
    return answer


def _without(rule, old, new):
    return {new if key == old else key: value for key, value in rule.items()}


def security_group_rule(session, reference):
    rules = session.client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[reference])
    return only(rules["SecurityGroupRules"])


def launch_template(session, reference):
    ec2 = session.client("ec2")
    answer = only(ec2.describe_launch_templates(LaunchTemplateIds=[reference])["LaunchTemplates"])
    versions = ec2.describe_launch_template_versions(LaunchTemplateId=reference, Versions=["$Latest"])
    answer["LaunchTemplateData"] = only(versions["LaunchTemplateVersions"])["LaunchTemplateData"]
    return answer


def repository(session, reference):
    ecr = session.client("ecr")
    answer = only(ecr.describe_repositories(repositoryNames=[reference])["repositories"])
    answer["tags"] = ecr.list_tags_for_resource(resourceArn=answer["repositoryArn"])["tags"]
    return answer


def role(session, reference):
    iam = session.client("iam")
    answer = iam.get_role(RoleName=reference)["Role"]
    attached = iam.list_attached_role_policies(RoleName=reference)["AttachedPolicies"]
    answer["ManagedPolicyArns"] = [policy["PolicyArn"] for policy in attached]
    return answer


def instance_profile(session, reference):
    answer = session.client("iam").get_instance_profile(InstanceProfileName=reference)["InstanceProfile"]
    return {**answer, "Roles": [role["RoleName"] for role in answer["Roles"]]}


def log_group(session, reference):
    logs = session.client("logs")
    groups = logs.describe_log_groups(logGroupNamePrefix=reference)["logGroups"]
    answer = only([group for group in groups if group["logGroupName"] == reference])
    tags = logs.list_tags_for_resource(resourceArn=answer["arn"].removesuffix(":*"))["tags"]
    return {**answer, "tags": pairs(tags)}


def pairs(tags):
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def cluster(session, reference):
    include = ["SETTINGS", "TAGS", "CONFIGURATIONS"]
    return only(session.client("ecs").describe_clusters(clusters=[reference], include=include)["clusters"])


def task_definition(session, reference):
    answer = session.client("ecs").describe_task_definition(taskDefinition=reference, include=["TAGS"])
    return {**answer["taskDefinition"], "tags": answer.get("tags", [])}


def service(session, reference):
    cluster_name = reference.split("/")[-2]
    answer = session.client("ecs").describe_services(cluster=cluster_name, services=[reference], include=["TAGS"])
    found = only(answer["services"])
    return {**found, "clusterName": found["clusterArn"].split("/")[-1]}


def load_balancer(session, reference):
    elb = session.client("elbv2")
    answer = only(elb.describe_load_balancers(LoadBalancerArns=[reference])["LoadBalancers"])
    answer["Attributes"] = elb.describe_load_balancer_attributes(LoadBalancerArn=reference)["Attributes"]
    return {**answer, "Tags": elb_tags(elb, reference)}


def listener(session, reference):
    elb = session.client("elbv2")
    answer = only(elb.describe_listeners(ListenerArns=[reference])["Listeners"])
    return {**answer, "Tags": elb_tags(elb, reference)}


def target_group(session, reference):
    elb = session.client("elbv2")
    answer = only(elb.describe_target_groups(TargetGroupArns=[reference])["TargetGroups"])
    answer["Attributes"] = elb.describe_target_group_attributes(TargetGroupArn=reference)["Attributes"]
    return {**answer, "Tags": elb_tags(elb, reference)}


def elb_tags(elb, arn):
    return only(elb.describe_tags(ResourceArns=[arn])["TagDescriptions"])["Tags"]


def auto_scaling_group(session, reference):
    groups = session.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[reference])
    answer = only(groups["AutoScalingGroups"])
    return {**answer, "VPCZoneIdentifier": answer["VPCZoneIdentifier"].split(",")}


def group_policy(session, reference):
    name = reference.split("policyName/")[-1]
    return only(session.client("autoscaling").describe_policies(PolicyNames=[name])["ScalingPolicies"])


def scalable_target(session, reference):
    resource, dimension, namespace = reference.split("|")
    scaling = session.client("application-autoscaling")
    answer = only(
        scaling.describe_scalable_targets(
            ServiceNamespace=namespace, ResourceIds=[resource], ScalableDimension=dimension
        )["ScalableTargets"]
    )
    return {**answer, "Tags": pairs(scaling.list_tags_for_resource(ResourceARN=answer["ScalableTargetARN"])["Tags"])}


def application_policy(session, reference):
    name = reference.split("policyName/")[-1]
    answer = session.client("application-autoscaling").describe_scaling_policies(ServiceNamespace="ecs")
    found = only([policy for policy in answer["ScalingPolicies"] if policy["PolicyName"] == name])
    target = "|".join(found[part] for part in ("ResourceId", "ScalableDimension", "ServiceNamespace"))
    return {**found, "ScalingTargetId": target}


def alarm(session, reference):
    cloudwatch = session.client("cloudwatch")
    answer = only(cloudwatch.describe_alarms(AlarmNames=[reference])["MetricAlarms"])
    return {**answer, "Tags": cloudwatch.list_tags_for_resource(ResourceARN=answer["AlarmArn"])["Tags"]}
