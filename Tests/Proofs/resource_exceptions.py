"""What the table of types cannot say in a word: creations of several calls, descriptions that no call answers alone."""

import json
from datetime import UTC

from creation import regular
from descriptions import ask, only
from intrinsics import TemplateError
from service_models import fit, spelled

# Properties that calls of their own set.


def sets(operation, parameter, value_parameter=None, each=False, wrap=None):
    """A call with what was made and the value; without a parameter for it, the value's members are parameters."""

    def set_value(maker, row, thing, value):
        called = row.operation(operation)
        members = called.input_shape.members
        itself = {parameter: thing[spelled(parameter, thing, row.noun)]}
        for one in value if each else [value]:
            if value_parameter is None:
                given = fit(called.input_shape, one)
            else:
                given = {value_parameter: fit(members[value_parameter], {wrap: one} if wrap else one)}
            maker.call(row.service, called, **itself, **given)

    return set_value


def ingress(maker, row, thing, rules):
    maker.client("ec2").authorize_security_group_ingress(
        GroupId=thing["GroupId"], IpPermissions=[_permission(rule) for rule in rules]
    )


def egress(maker, row, thing, rules):
    ec2 = maker.client("ec2")
    # Stating any egress replaces the rules that let everything out.
    found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [thing["GroupId"]]}])
    given = [rule["SecurityGroupRuleId"] for rule in found["SecurityGroupRules"] if rule["IsEgress"]]
    ec2.revoke_security_group_egress(GroupId=thing["GroupId"], SecurityGroupRuleIds=given)
    ec2.authorize_security_group_egress(
        GroupId=thing["GroupId"], IpPermissions=[_permission(rule) for rule in rules]
    )


def _permission(rule):
    """A rule in a template's words as EC2 takes it. botocore rejects what is left over under its own name."""
    rule = dict(rule)
    ((name, other),) = [(name, rule.pop(name)) for name in ENDS if name in rule]
    kind, member = ENDS[name]
    end = {member: other}
    if "Description" in rule:
        end["Description"] = rule.pop("Description")
    return {**rule, kind: [end]}


# What may stand at the other end of a rule: EC2's list for it, and the member of that.
ENDS = {
    "CidrIp": ("IpRanges", "CidrIp"),
    "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
    "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
    "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}


def repository_policy(maker, row, repository, document):
    text = document if isinstance(document, str) else json.dumps(document)
    maker.client("ecr").set_repository_policy(repositoryName=repository["repositoryName"], policyText=text)


def scheduled_actions(maker, row, target, actions):
    called = row.operation("put_scheduled_action")
    where = {key: target[key] for key in ("ServiceNamespace", "ResourceId", "ScalableDimension")}
    for action in actions:
        maker.call(row.service, called, **where, **fit(called.input_shape, action))


# Creations.


def rule_of_group(operation):
    def creates(maker, row, properties):
        group = properties.take("GroupId")
        rule = properties.pick("IpProtocol", "FromPort", "ToPort", "Description", *ENDS)
        answer = getattr(maker.client("ec2"), operation)(GroupId=group, IpPermissions=[_permission(rule)])
        return only(answer["SecurityGroupRules"])

    return creates


def address(maker, row, properties):
    return regular(maker, row, properties, Domain="vpc")


def flow_log(maker, row, properties):
    vpc = properties.take("ResourceId")
    regular(maker, row, properties, ResourceIds=[vpc])
    return only(maker.client("ec2").describe_flow_logs(Filter=[{"Name": "resource-id", "Values": [vpc]}])["FlowLogs"])


def listener_certificates(maker, row, properties):
    listener = properties.take("ListenerArn")
    maker.client("elbv2").add_listener_certificates(ListenerArn=listener, Certificates=properties.take("Certificates"))
    return {"ListenerArn": listener}


def certificate(maker, row, properties):
    """CloudFormation writes the records that prove the names, and waits until it is issued."""
    zones = {one["DomainName"]: one["HostedZoneId"] for one in properties.take("DomainValidationOptions")}
    made = regular(maker, row, properties)
    described = maker.client("acm").describe_certificate(CertificateArn=made["CertificateArn"])["Certificate"]
    for option in described["DomainValidationOptions"]:
        proof = option["ResourceRecord"]
        record = {"Name": proof["Name"], "Type": "CNAME", "TTL": 300, "ResourceRecords": [{"Value": proof["Value"]}]}
        maker.client("route53").change_resource_record_sets(
            HostedZoneId=zones[option["DomainName"]],
            ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]},
        )
    return made


def certificates(inventory, row):
    """Descriptions, of which a listing has little; what the account had before carries no tag."""
    acm = inventory.session.client("acm")
    found = [one["CertificateArn"] for one in acm.list_certificates()["CertificateSummaryList"]]
    tagged = [arn for arn in found if acm.list_tags_for_certificate(CertificateArn=arn)["Tags"]]
    return [acm.describe_certificate(CertificateArn=arn)["Certificate"] for arn in tagged]


def instance(maker, row, properties):
    # CloudFormation takes a profile's name, the API a structure; how many there are, only the API asks.
    profile = {key: {"Name": name} for key, name in properties.pick("IamInstanceProfile").items()}
    return regular(maker, row, properties, MinCount=1, MaxCount=1, **profile)


def auto_scaling_group(maker, row, properties):
    """A tag of a group says whose it is."""
    name = properties.take("AutoScalingGroupName", maker.generated_name())
    owner = {"ResourceId": name, "ResourceType": "auto-scaling-group"}
    tags = [{**tag, **owner} for tag in properties.take("Tags", [])]
    return regular(maker, row, properties, AutoScalingGroupName=name, Tags=tags)


def warm_pool(maker, row, properties):
    given = {name: properties.take(name) for name in properties}
    maker.client("autoscaling").put_warm_pool(**given)
    return given


def cluster_providers(maker, row, properties):
    cluster = properties.take("Cluster")
    strategy = [{key[0].lower() + key[1:]: value for key, value in share.items()} for share in properties.take("DefaultCapacityProviderStrategy")]
    maker.client("ecs").put_cluster_capacity_providers(
        cluster=cluster, capacityProviders=properties.take("CapacityProviders"), defaultCapacityProviderStrategy=strategy
    )
    return {"Cluster": cluster}


def application_policy(maker, row, properties):
    parts = properties.take("ScalingTargetId").split("|")
    if len(parts) != 3:
        raise TemplateError(f"{maker.name}: not the Ref of a scalable target: {'|'.join(parts)}")
    names = ("ResourceId", "ScalableDimension", "ServiceNamespace")
    return regular(maker, row, properties, **dict(zip(names, parts, strict=True)))


# Descriptions.


def gateway_attachment(session, reference):
    filters = [{"Name": "attachment.vpc-id", "Values": [reference.removeprefix("IGW|")]}]
    answer = only(session.client("ec2").describe_internet_gateways(Filters=filters)["InternetGateways"])
    return {"InternetGatewayId": answer["InternetGatewayId"], **only(answer["Attachments"])}


def destination(route):
    return route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock")


def ipv6_blocks(vpc):
    return [one["Ipv6CidrBlock"] for one in vpc.get("Ipv6CidrBlockAssociationSet", [])] or None


def ipv6_block(maker, row, properties):
    arguments = properties.pick("VpcId", "AmazonProvidedIpv6CidrBlock")
    made = maker.client("ec2").associate_vpc_cidr_block(**arguments)
    return {**arguments, **made["Ipv6CidrBlockAssociation"]}


def described_ipv6_block(session, reference):
    vpcs = session.client("ec2").describe_vpcs()["Vpcs"]
    (vpc, found) = only(
        [(vpc, one) for vpc in vpcs for one in vpc["Ipv6CidrBlockAssociationSet"] if one["AssociationId"] == reference]
    )
    return {"VpcId": vpc["VpcId"], "AmazonProvidedIpv6CidrBlock": found["Ipv6Pool"] == "Amazon", **found}


def route(session, reference):
    table, place = reference.split("|")
    answer = only(session.client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"])
    found = only([one for one in answer["Routes"] if destination(one) == place])
    return {"RouteTableId": answer["RouteTableId"], **found}


def route_table_association(session, reference):
    filters = [{"Name": "association.route-table-association-id", "Values": [reference]}]
    answer = only(session.client("ec2").describe_route_tables(Filters=filters)["RouteTables"])
    return only([a for a in answer["Associations"] if a["RouteTableAssociationId"] == reference])


def security_group_rule(session, reference):
    rules = session.client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[reference])
    return only(rules["SecurityGroupRules"])


def described_listener_certificates(session, reference):
    found = session.client("elbv2").describe_listener_certificates(ListenerArn=reference)["Certificates"]
    others = [{"CertificateArn": one["CertificateArn"]} for one in found if not one["IsDefault"]]
    return {"ListenerArn": reference, "Certificates": others}


def described_cluster_providers(session, reference):
    (cluster,) = session.client("ecs").describe_clusters(clusters=[reference])["clusters"]
    return {"Cluster": reference, **{key: cluster[key] for key in ("capacityProviders", "defaultCapacityProviderStrategy")}}


def described_instance(session, reference):
    answer = session.client("ec2").describe_instances(InstanceIds=[reference])
    return only(only(answer["Reservations"])["Instances"])


def service(session, reference):
    cluster = reference.split("/")[-2]
    answer = session.client("ecs").describe_services(cluster=cluster, services=[reference], include=["TAGS"])
    found = only(answer["services"])
    # What a deployment has of Service Connect and of volumes is the service's own.
    primary = only([one for one in found["deployments"] if one["status"] == "PRIMARY"])
    connect = {key: primary[key] for key in ("serviceConnectConfiguration", "volumeConfigurations") if key in primary}
    return {**found, **connect, "clusterName": found["clusterArn"].split("/")[-1]}


def key_of_target(target):
    return "|".join(target[part] for part in ("ResourceId", "ScalableDimension", "ServiceNamespace"))


def full_name(arn):
    """What CloudWatch's dimensions call a load balancer or a target group."""
    return arn.split(":")[-1].removeprefix("loadbalancer/")


# A security group's rule as a template writes it, in JMESPath.
RULE = """{IpProtocol: IpProtocol, FromPort: FromPort, ToPort: ToPort, CidrIp: CidrIpv4, CidrIpv6: CidrIpv6,
    Description: Description, SourcePrefixListId: PrefixListId, DestinationPrefixListId: PrefixListId}"""


# Members that take calls of their own.


def rules_of_group(session, row, description):
    filters = [{"Name": "group-id", "Values": [description["GroupId"]]}]
    return session.client("ec2").describe_security_group_rules(Filters=filters)["SecurityGroupRules"]


def inline_policies(session, row, description):
    iam, name = session.client("iam"), description["RoleName"]
    found = ask(session, "iam", row.operation("list_role_policies"), RoleName=name)["PolicyNames"]
    answers = [iam.get_role_policy(RoleName=name, PolicyName=policy) for policy in found]
    return [{key: one[key] for key in ("PolicyName", "PolicyDocument")} for one in answers]


def lifecycle(session, row, description):
    """A repository without a policy answers with an error."""
    ecr = session.client("ecr")
    try:
        answer = ecr.get_lifecycle_policy(repositoryName=description["repositoryName"])
    except ecr.exceptions.LifecyclePolicyNotFoundException:
        return None
    return {"LifecyclePolicyText": answer["lifecyclePolicyText"]}


def policy_of_repository(session, row, description):
    """The same of who may use it; ECR shows its text in an order of its own."""
    ecr = session.client("ecr")
    try:
        answer = ecr.get_repository_policy(repositoryName=description["repositoryName"])
    except ecr.exceptions.RepositoryPolicyNotFoundException:
        return None
    return json.loads(answer["policyText"])


def actions_of_target(session, row, target):
    """The scheduled actions of a scalable target in a template's words."""
    where = {key: target[key] for key in ("ServiceNamespace", "ResourceId", "ScalableDimension")}
    found = ask(session, row.service, row.operation("describe_scheduled_actions"), **where)["ScheduledActions"]
    kept = ("ScheduledActionName", "Schedule", "Timezone", "StartTime", "EndTime", "ScalableTargetAction")
    said = [{key: one[key] for key in kept if one.get(key)} for one in found]
    for one in said:
        for key in ("StartTime", "EndTime"):
            if key in one:
                one[key] = one[key].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return sorted(said, key=lambda one: one["ScheduledActionName"])


def hooks_of_group(session, row, group):
    """The lifecycle hooks of an Auto Scaling group in a template's words."""
    name = group["AutoScalingGroupName"]
    found = session.client("autoscaling").describe_lifecycle_hooks(AutoScalingGroupName=name)["LifecycleHooks"]
    for hook in found:
        hook.pop("AutoScalingGroupName")
        hook.pop("GlobalTimeout", None)
    return sorted(found, key=lambda hook: hook["LifecycleHookName"])


def notifications_of_group(session, row, group):
    """What a group tells its topics of, in a template's words."""
    asked = {"AutoScalingGroupNames": [group["AutoScalingGroupName"]]}
    rows = ask(session, row.service, row.operation("describe_notification_configurations"), **asked)
    told = {}
    for one in rows["NotificationConfigurations"]:
        told.setdefault(one["TopicARN"], []).append(one["NotificationType"])
    return [{"TopicARN": topic, "NotificationTypes": sorted(told[topic])} for topic in sorted(told)]


def pool_of_group(session, row, group):
    """One that is going away is none."""
    pool = _warm_pool(session, group["AutoScalingGroupName"])
    return None if "Status" in pool else pool or None


def described_warm_pool(session, reference):
    return {"AutoScalingGroupName": reference, **_warm_pool(session, reference)}


def _warm_pool(session, group):
    return session.client("autoscaling").describe_warm_pool(AutoScalingGroupName=group).get("WarmPoolConfiguration", {})


# Lists.


def each(operation, path, name=None, **arguments):
    """References from a call that lists no more than that."""

    def lists(inventory, row):
        found = ask(inventory.session, row.service, row.operation(operation), **arguments)[path]
        return [name(one) if name else one for one in found]

    return lists


def capacity_providers(inventory, row):
    """Those that a cluster has, and those that nothing tells of but their tags."""
    arns = [
        one["ResourceARN"]
        for one in inventory.session.client("resourcegroupstaggingapi").get_resources(
            ResourceTypeFilters=["ecs:capacity-provider"]
        )["ResourceTagMappingList"]
    ]
    return [arn.rpartition("/")[2] for arn in arns]


def with_names_of_groups(description):
    """A group's ARN has a part that no two have in common."""
    own = description["autoScalingGroupProvider"]
    own["autoScalingGroupArn"] = own["autoScalingGroupArn"].rpartition("/")[2]


def services(inventory, row):
    clusters = ask(inventory.session, "ecs", row.operation("list_clusters"))["clusterArns"]
    listing = row.operation("list_services")
    return [one for arn in clusters for one in ask(inventory.session, "ecs", listing, cluster=arn)["serviceArns"]]


def listeners(inventory, row):
    """Descriptions, which are asked for by load balancer."""
    balancers = inventory.entities.get("load balancers", {}).values()
    found = [
        ask(inventory.session, "elbv2", row.reading, LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
        for balancer in balancers
    ]
    return [listener for some in found for listener in some]


def listener_rules(inventory, row):
    """Descriptions, which are asked for by listener."""
    found = [
        ask(inventory.session, "elbv2", row.reading, ListenerArn=listener["ListenerArn"])["Rules"]
        for listener in inventory.entities.get("listeners", {}).values()
    ]
    return [rule for some in found for rule in some if not rule["IsDefault"]]


def listener_of(rule):
    """The ARN of the listener of a rule, which is the beginning of its own."""
    return rule["RuleArn"].replace(":listener-rule/", ":listener/").rpartition("/")[0]


def policies_of_groups(inventory, row):
    """In an order that does not depend on their names, which CloudFormation generates."""
    found = ask(inventory.session, "autoscaling", row.reading)["ScalingPolicies"]
    return sorted(found, key=_without_name)


def actions_of_groups(inventory, row):
    """The same of scheduled actions."""
    found = ask(inventory.session, "autoscaling", row.reading)["ScheduledUpdateGroupActions"]
    return sorted(found, key=_without_name)


def _without_name(one):
    names = ("PolicyName", "PolicyARN", "Alarms", "ScheduledActionName", "ScheduledActionARN")
    return repr(sorted((k, v) for k, v in one.items() if k not in names))


# Labels, and what counts.


def is_in_own_vpc(inventory, description):
    return description["VpcId"] in inventory.labels


def is_active(inventory, description):
    """A deleted cluster or service stays known for a while."""
    return description["status"] == "ACTIVE"


def label_of_table(inventory, table):
    is_main = any(association["Main"] for association in table["Associations"])
    return f"main table of {inventory.labels[table['VpcId']]}" if is_main else "table"


def label_of_policy(inventory, policy):
    return _label_below_group(inventory, policy, "group policies", "policy")


def label_of_action(inventory, action):
    return _label_below_group(inventory, action, "group actions", "action")


def _label_below_group(inventory, one, kind, noun):
    group = one["AutoScalingGroupName"]
    owner = next(
        label
        for label, one in inventory.entities["auto scaling groups"].items()
        if one["AutoScalingGroupName"] == group
    )
    siblings = [it for it in inventory.entities.get(kind, {}).values() if it["AutoScalingGroupName"] == group]
    return f"{noun} {len(siblings) + 1} of {owner}"


# AWS makes these for a target tracking policy.
OWN_ALARMS = "TargetTracking-"


def without_own_alarms(policy):
    policy["Alarms"] = [alarm for alarm in policy["Alarms"] if not alarm["AlarmName"].startswith(OWN_ALARMS)]


def without_instances(group):
    """They come and go as the group scales."""
    group.pop("Instances")
    group["VPCZoneIdentifier"] = group["VPCZoneIdentifier"].split(",")


def with_names_of_roles(profile):
    profile["Roles"] = [role["RoleName"] for role in profile["Roles"]]


def stored_parameter(maker, row, properties):
    """CloudFormation has its tags as an object."""
    tags = [{"Key": key, "Value": value} for key, value in properties.take("Tags").items()]
    rest = properties.pick("Name", "Type", "Value", "Description")
    maker.client("ssm").put_parameter(Tags=tags, **rest)
    return rest


def described_parameter(session, name):
    ssm = session.client("ssm")
    (about,) = ssm.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": [name]}])["Parameters"]
    tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"]
    # Without what tells when it was written, and how often.
    told = {key: value for key, value in ssm.get_parameter(Name=name)["Parameter"].items() if key in ("Name", "Type", "Value")}
    return {**told, **{key: about[key] for key in ("Description",) if about.get(key)}, "Tags": tags}


def stored_parameters(inventory, row):
    """What the account had before carries no tag."""
    pages = inventory.session.client("ssm").get_paginator("describe_parameters").paginate()
    names = [one["Name"] for page in pages for one in page["Parameters"]]
    return [name for name in names if described_parameter(inventory.session, name)["Tags"]]


def record(maker, row, properties):
    """CloudFormation makes one only where none is, and takes the name of a zone too."""
    route53 = maker.client("route53")
    name = properties.take("HostedZoneName", None)
    zone = properties.take("HostedZoneId", None) or only(
        [one["Id"].rpartition("/")[2] for one in route53.list_hosted_zones()["HostedZones"] if one["Name"] == name]
    )
    made = properties.pick("Name", "Type")
    if values := properties.take("ResourceRecords", None):
        made |= {"TTL": int(properties.take("TTL")), "ResourceRecords": [{"Value": value} for value in values]}
    if alias := properties.take("AliasTarget", None):
        made["AliasTarget"] = alias
    change = {"Action": "CREATE", "ResourceRecordSet": made}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})
    return zone, made["Name"], made["Type"]


def described_record(session, reference):
    zone, name, kind = reference.split("|")
    found = only([one for one in _records_of(session, zone) if (one["Name"], one["Type"]) == (name, kind)])
    return {**found, "HostedZoneId": zone, "HostedZoneName": session.client("route53").get_hosted_zone(Id=zone)["HostedZone"]["Name"]}


def records(inventory, row):
    """Descriptions of all but those that every zone has, and those that prove a certificate's names."""
    listed = inventory.session.client("route53").list_hosted_zones()["HostedZones"]
    # A namespace's zone is Cloud Map's.
    zones = [zone for zone in listed if not zone["Config"]["PrivateZone"]]
    found = [one for zone in zones for one in _records_of(inventory.session, zone["Id"].rpartition("/")[2])]
    return [one for one in found if one["Type"] != "SOA" and "acm-validations" not in str(one)]


def _records_of(session, zone):
    """As a template spells them."""
    pages = session.client("route53").get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone)
    found = [one for page in pages for one in page["ResourceRecordSets"]]
    for one in found:
        one["Name"] = one["Name"].removesuffix(".").replace("\\052", "*")
        if "ResourceRecords" in one:
            one["ResourceRecords"] = [value["Value"] for value in one["ResourceRecords"]]
        if "AliasTarget" in one:
            one["AliasTarget"]["DNSName"] = one["AliasTarget"]["DNSName"].removesuffix(".")
    return found


def namespace(maker, row, properties):
    """The call answers before there is one."""
    arguments = properties.pick("Name", "Vpc", "Tags")
    client = maker.client("servicediscovery")
    begun = maker.call("servicediscovery", row.creating, **arguments)["OperationId"]
    while (operation := client.get_operation(OperationId=begun)["Operation"])["Status"] != "SUCCESS":
        pass
    return client.get_namespace(Id=operation["Targets"]["NAMESPACE"])["Namespace"]


def namespaces(kind):
    def lists(inventory, row):
        found = ask(inventory.session, "servicediscovery", row.operation("list_namespaces"))["Namespaces"]
        return [one["Id"] for one in found if one["Type"] == kind]

    return lists


def vpc_of_namespace(session, row, description):
    zone = session.client("route53").get_hosted_zone(Id=description["Properties"]["DnsProperties"]["HostedZoneId"])
    return only(zone["VPCs"])["VPCId"]


def discovery_services(inventory, row):
    """Those that ECS makes for Service Connect are its own."""
    found = ask(inventory.session, "servicediscovery", row.operation("list_services"))["Services"]
    return [one["Id"] for one in found if one["Type"] != "HTTP"]
