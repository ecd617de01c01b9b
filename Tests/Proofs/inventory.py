"""Everything that exists in an account, as the API describes it, and what each generated identifier stands for.

An entity is listed under a label that says what it is: the value of its tag lintel:id, or else its kind and name.
"""

TAG = "lintel:id"
# AWS makes these for a target tracking policy.
OWN_ALARMS = "TargetTracking-"


class Inventory:
    def __init__(self, session, aliases, entities=()):
        self.session = session
        # Generated identifier -> label.
        self.labels = dict(aliases)
        # Kind -> label -> description.
        self.entities = dict(entities)

    def add(self, kind, label, description, *identifiers):
        group = self.entities.setdefault(kind, {})
        assert label not in group, f"two of {kind} are {label}"
        group[label] = description
        for identifier in identifiers:
            assert self.labels.setdefault(identifier, label) == label, f"{identifier} is {label} too"
        return label

    def every(self, service, operation, key, **arguments):
        client = self.session.client(service)
        if not client.can_paginate(operation):
            return getattr(client, operation)(**arguments)[key]
        pages = client.get_paginator(operation).paginate(**arguments)
        return [item for page in pages for item in page[key]]


def tagged(description, otherwise):
    for tag in description.get("Tags") or description.get("tags") or []:
        if tag.get("Key", tag.get("key")) == TAG:
            return tag.get("Value", tag.get("value"))
    return otherwise


def take_inventory(session, aliases=(), parts=None):
    """aliases names what this account was given rather than made, such as an image.

    With parts (of PARTS) it is those only; then aliases must name what they refer to.
    """
    inventory = Inventory(session, dict(aliases))
    for part in parts or PARTS.values():
        part(inventory)
    return inventory


def network(inventory):
    ec2 = inventory.session.client("ec2")
    for image in inventory.every("ec2", "describe_images", "Images", Owners=["self"]):
        inventory.labels.setdefault(image["ImageId"], f"image {image['Name']}")
    vpcs = {v["VpcId"]: v for v in inventory.every("ec2", "describe_vpcs", "Vpcs") if not v["IsDefault"]}
    for identity, vpc in vpcs.items():
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            name = attribute[0].lower() + attribute[1:]
            vpc[attribute] = ec2.describe_vpc_attribute(VpcId=identity, Attribute=name)[attribute]["Value"]
        inventory.add("vpcs", tagged(vpc, "vpc"), vpc, identity)

    def mine(operation, key):
        return [item for item in inventory.every("ec2", operation, key) if item["VpcId"] in vpcs]

    for gateway in inventory.every("ec2", "describe_internet_gateways", "InternetGateways"):
        # The default VPC has one as well.
        if {a["VpcId"] for a in gateway["Attachments"]} <= vpcs.keys():
            inventory.add("gateways", tagged(gateway, "gateway"), gateway, gateway["InternetGatewayId"])
    for subnet in mine("describe_subnets", "Subnets"):
        inventory.add("subnets", tagged(subnet, "subnet"), subnet, subnet["SubnetId"])
    for table in mine("describe_route_tables", "RouteTables"):
        main = f"main table of {inventory.labels[table['VpcId']]}"
        is_main = any(a["Main"] for a in table["Associations"])
        inventory.add("route tables", tagged(table, main if is_main else "table"), table, table["RouteTableId"])
    rules = inventory.every("ec2", "describe_security_group_rules", "SecurityGroupRules")
    for group in mine("describe_security_groups", "SecurityGroups"):
        group["Rules"] = [rule for rule in rules if rule["GroupId"] == group["GroupId"]]
        name = f"{group['GroupName']} of {inventory.labels[group['VpcId']]}"
        inventory.add("security groups", tagged(group, name), group, group["GroupId"])


def launching(inventory):
    for template in inventory.every("ec2", "describe_launch_templates", "LaunchTemplates"):
        identity = template["LaunchTemplateId"]
        template["Version"] = inventory.every(
            "ec2",
            "describe_launch_template_versions",
            "LaunchTemplateVersions",
            LaunchTemplateId=identity,
            Versions=["$Default"],
        )
        label = tagged(template, template["LaunchTemplateName"])
        inventory.add("launch templates", label, template, identity)


def repositories(inventory):
    ecr = inventory.session.client("ecr")
    for repository in inventory.every("ecr", "describe_repositories", "repositories"):
        repository["tags"] = ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]
        inventory.add("repositories", tagged(repository, repository["repositoryName"]), repository)


def identities(inventory):
    iam = inventory.session.client("iam")
    for found in inventory.every("iam", "list_roles", "Roles"):
        # The list leaves out the tags.
        role = iam.get_role(RoleName=found["RoleName"])["Role"]
        if role["Path"].startswith("/aws-service-role/"):
            continue
        name = role["RoleName"]
        role["Attached"] = inventory.every("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)
        role["Inline"] = {
            policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            for policy in inventory.every("iam", "list_role_policies", "PolicyNames", RoleName=name)
        }
        inventory.add("roles", tagged(role, name), role, role["RoleId"])
    for found in inventory.every("iam", "list_instance_profiles", "InstanceProfiles"):
        # By its name: one that a template made has no tags, because CloudFormation's type has none.
        name = found["InstanceProfileName"]
        profile = iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        profile["Roles"] = [role["RoleName"] for role in profile["Roles"]]
        inventory.add("instance profiles", name, profile, profile["InstanceProfileId"])


def log_groups(inventory):
    logs = inventory.session.client("logs")
    for group in inventory.every("logs", "describe_log_groups", "logGroups"):
        group["tags"] = logs.list_tags_for_resource(resourceArn=group["arn"].removesuffix(":*"))["tags"]
        inventory.add("log groups", group["tags"].get(TAG, group["logGroupName"]), group)


def load_balancing(inventory):
    elb = inventory.session.client("elbv2")

    def with_tags(description, arn):
        (answer,) = elb.describe_tags(ResourceArns=[arn])["TagDescriptions"]
        description["Tags"] = answer["Tags"]
        return description

    for group in inventory.every("elbv2", "describe_target_groups", "TargetGroups"):
        arn = group["TargetGroupArn"]
        group["Attributes"] = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
        label = tagged(with_tags(group, arn), group["TargetGroupName"])
        inventory.add("target groups", label, group, arn, arn.split(":")[-1])
    for balancer in inventory.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        arn = balancer["LoadBalancerArn"]
        balancer["Attributes"] = elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
        label = tagged(with_tags(balancer, arn), balancer["LoadBalancerName"])
        inventory.add("load balancers", label, balancer, arn, arn.split(":loadbalancer/")[-1])
        for listener in inventory.every("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=arn):
            name = f"port {listener['Port']} of {label}"
            listener_arn = listener["ListenerArn"]
            inventory.add("listeners", tagged(with_tags(listener, listener_arn), name), listener, listener_arn)


def ecs(inventory):
    client = inventory.session.client("ecs")
    clusters = inventory.every("ecs", "list_clusters", "clusterArns")
    found = client.describe_clusters(clusters=clusters, include=["SETTINGS", "TAGS", "CONFIGURATIONS"])["clusters"]
    for cluster in found:
        # A deleted cluster or service stays known for a while.
        if cluster["status"] != "ACTIVE":
            continue
        inventory.add("clusters", tagged(cluster, cluster["clusterName"]), cluster)
        name = cluster["clusterArn"]
        services = inventory.every("ecs", "list_services", "serviceArns", cluster=name)
        # describe_services takes ten at a time and at least one.
        for start in range(0, len(services), 10):
            some = services[start : start + 10]
            for service in client.describe_services(cluster=name, services=some, include=["TAGS"])["services"]:
                if service["status"] == "ACTIVE":
                    inventory.add("services", tagged(service, service["serviceName"]), service)
    for family in inventory.every("ecs", "list_task_definition_families", "families", status="ACTIVE"):
        answer = client.describe_task_definition(taskDefinition=family, include=["TAGS"])
        task_definition = {**answer["taskDefinition"], "tags": answer.get("tags", [])}
        # moto lists families whatever the status.
        if task_definition["status"] != "ACTIVE":
            continue
        inventory.add("task definitions", tagged(task_definition, family), task_definition)


def auto_scaling(inventory):
    for group in inventory.every("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups"):
        name = group["AutoScalingGroupName"]
        # Its instances come and go as it scales.
        group.pop("Instances")
        group["VPCZoneIdentifier"] = group["VPCZoneIdentifier"].split(",")
        label = inventory.add("auto scaling groups", tagged(group, name), group, group["AutoScalingGroupARN"])
        policies = inventory.every("autoscaling", "describe_policies", "ScalingPolicies", AutoScalingGroupName=name)
        policies.sort(key=_without_name)
        for number, policy in enumerate(policies, 1):
            # CloudFormation generates the name, so it says nothing.
            policy_label = f"policy {number} of {label}"
            inventory.add("group policies", policy_label, policy, policy["PolicyARN"], policy["PolicyName"])


def _without_name(policy):
    return repr(sorted((k, v) for k, v in policy.items() if k not in ("PolicyName", "PolicyARN", "Alarms")))


def application_scaling(inventory):
    # The namespace is a required argument; these systems scale ECS services only.
    arguments = {"ServiceNamespace": "ecs"}
    client = "application-autoscaling"
    for target in inventory.every(client, "describe_scalable_targets", "ScalableTargets", **arguments):
        arn = target["ScalableTargetARN"]
        target["Tags"] = inventory.session.client(client).list_tags_for_resource(ResourceARN=arn)["Tags"]
        name = f"{target['ScalableDimension']} of {target['ResourceId']}"
        inventory.add("scalable targets", target["Tags"].get(TAG, name), target, arn)
    for policy in inventory.every(client, "describe_scaling_policies", "ScalingPolicies", **arguments):
        policy["Alarms"] = [a for a in policy["Alarms"] if not a["AlarmName"].startswith(OWN_ALARMS)]
        inventory.add("service policies", policy["PolicyName"], policy, policy["PolicyARN"])


def alarms(inventory):
    cloudwatch = inventory.session.client("cloudwatch")
    for alarm in inventory.every("cloudwatch", "describe_alarms", "MetricAlarms"):
        if not alarm["AlarmName"].startswith(OWN_ALARMS):
            alarm["Tags"] = cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
            inventory.add("alarms", tagged(alarm, alarm["AlarmName"]), alarm)


# By what the names of types begin with. Each part may refer to those before it.
PARTS = {
    "AWS::EC2::": network,
    "AWS::EC2::LaunchTemplate": launching,
    "AWS::ECR::": repositories,
    "AWS::IAM::": identities,
    "AWS::Logs::": log_groups,
    "AWS::ElasticLoadBalancingV2::": load_balancing,
    "AWS::ECS::": ecs,
    "AWS::AutoScaling::": auto_scaling,
    "AWS::ApplicationAutoScaling::": application_scaling,
    "AWS::CloudWatch::": alarms,
}


def part_of(type_name):
    """What describes the resources of a type."""
    return PARTS[max((start for start in PARTS if type_name.startswith(start)), key=len)]
