"""One row for each resource type: how it is made, described and listed, and where its properties land in the answer.

What a row leaves out follows from the type's name, botocore's models and CloudFormation's schemas: resource_rows.py. So a
regular type is its name and what snapshots call its kind, and a property stands in no row unless a call names it
otherwise, or a call of its own sets it. Nothing here comes from Lintel, which this is there to check. Snapshots list
kinds in the order of the rows: each may refer to those above it.
"""

import resource_exceptions as own
from descriptions import reads, with_its_policy_read
from resource_exceptions import sets
from resource_rows import Row

# ECS takes what tasks are packed by in small letters, and shows it in capitals.
PACKED = "placementStrategy[*].{type: type, field: (field=='CPU' && 'cpu') || (field=='MEMORY' && 'memory') || field}"

ROWS = [
    Row(
        "AWS::EC2::VPC",
        "vpcs",
        then={
            name: sets("modify_vpc_attribute", "VpcId", name, wrap="Value")
            for name in ("EnableDnsSupport", "EnableDnsHostnames")
        },
        more={
            name: reads("describe_vpc_attribute", "VpcId", f"{name}.Value", Attribute=name[0].lower() + name[1:])
            for name in ("EnableDnsSupport", "EnableDnsHostnames")
        },
        attributes={"Ipv6CidrBlocks": own.ipv6_blocks},
        keeps=lambda inventory, vpc: not vpc["IsDefault"],
    ),
    Row(
        "AWS::EC2::VPCCidrBlock",
        within="AWS::EC2::VPC",
        ref="AssociationId",
        creates=own.ipv6_block,
        describes=own.described_ipv6_block,
    ),
    Row(
        "AWS::EC2::EgressOnlyInternetGateway",
        "egress-only gateways",
        lands={"VpcId": "Attachments[0].VpcId"},
        aliases=("EgressOnlyInternetGatewayId",),
    ),
    Row(
        "AWS::EC2::InternetGateway",
        "gateways",
        # The default VPC has one as well.
        keeps=lambda inventory, one: {a["VpcId"] for a in one["Attachments"]} <= inventory.labels.keys(),
        label=lambda inventory, one: "gateway",
    ),
    Row(
        "AWS::EC2::VPCGatewayAttachment",
        within="AWS::EC2::InternetGateway",
        ref=lambda made: f"IGW|{made['VpcId']}",
        describes=own.gateway_attachment,
    ),
    Row(
        "AWS::EC2::Subnet",
        "subnets",
        then={
            name: sets("modify_subnet_attribute", "SubnetId", name, wrap="Value")
            for name in ("MapPublicIpOnLaunch", "AssignIpv6AddressOnCreation")
        },
        lands={"Ipv6CidrBlock": "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock"},
        keeps=own.is_in_own_vpc,
    ),
    Row(
        "AWS::EC2::EIP",
        "addresses",
        ref="PublicIp",
        creates=own.address,
        tagged="elastic-ip",
        aliases=("AllocationId", "PublicIp"),
        # Of what has it.
        volatile=frozenset({"PrivateIpAddress"}),
    ),
    Row(
        "AWS::EC2::NatGateway",
        "NAT gateways",
        lands={"AllocationId": "NatGatewayAddresses[0].AllocationId"},
        keeps=lambda inventory, one: one["State"] == "available",
        volatile=frozenset({"NetworkInterfaceId", "PrivateIp", "PublicIp"}),
    ),
    Row(
        "AWS::EC2::RouteTable",
        "route tables",
        keeps=own.is_in_own_vpc,
        label=own.label_of_table,
        # moto gives AWS's own prefix lists other identifiers each time.
        volatile=frozenset({"DestinationPrefixListId"}),
    ),
    Row(
        "AWS::EC2::Route",
        within="AWS::EC2::RouteTable",
        ref=lambda made: f"{made['RouteTableId']}|{own.destination(made)}",
        describes=own.route,
    ),
    Row(
        "AWS::EC2::SubnetRouteTableAssociation",
        within="AWS::EC2::RouteTable",
        ref="AssociationId",
        describes=own.route_table_association,
        volatile=frozenset({"AssociationId", "RouteTableAssociationId"}),
    ),
    Row(
        "AWS::EC2::SecurityGroup",
        "security groups",
        ref="GroupId",
        parameters={"GroupDescription": "Description"},
        then={"SecurityGroupIngress": own.ingress, "SecurityGroupEgress": own.egress},
        more={"Rules": own.rules_of_group},
        # A rule that names a group is a resource of its own.
        lands={
            "GroupDescription": "Description",
            "SecurityGroupIngress": f"Rules[?!ReferencedGroupInfo && !IsEgress].{own.RULE}",
            "SecurityGroupEgress": f"Rules[?!ReferencedGroupInfo && IsEgress].{own.RULE}",
        },
        keeps=own.is_in_own_vpc,
        label=lambda inventory, group: f"{group['GroupName']} of {inventory.labels[group['VpcId']]}",
        volatile=frozenset({"SecurityGroupRuleId", "SecurityGroupRuleArn"}),
    ),
    Row(
        "AWS::EC2::SecurityGroupIngress",
        within="AWS::EC2::SecurityGroup",
        ref="SecurityGroupRuleId",
        creates=own.rule_of_group("authorize_security_group_ingress"),
        describes=own.security_group_rule,
        lands={"SourceSecurityGroupId": "ReferencedGroupInfo.GroupId"},
    ),
    Row(
        "AWS::EC2::SecurityGroupEgress",
        within="AWS::EC2::SecurityGroup",
        ref="SecurityGroupRuleId",
        creates=own.rule_of_group("authorize_security_group_egress"),
        describes=own.security_group_rule,
        lands={"DestinationSecurityGroupId": "ReferencedGroupInfo.GroupId"},
    ),
    Row(
        "AWS::EC2::VPCEndpoint",
        "endpoints",
        tagged="vpc-endpoint",
        aliases=("VpcEndpointId",),
        lands={"SecurityGroupIds": "Groups[].GroupId"},
        keeps=lambda inventory, one: one["State"] == "available",
        tidies=with_its_policy_read,
        volatile=frozenset({"NetworkInterfaceIds", "DnsEntries"}),
    ),
    Row("AWS::EC2::Instance", creates=own.instance, describes=own.described_instance),
    Row(
        "AWS::EC2::LaunchTemplate",
        "launch templates",
        more={
            "Version": reads(
                "describe_launch_template_versions", "LaunchTemplateId", "LaunchTemplateVersions", Versions=["$Default"]
            )
        },
        lands={
            "LaunchTemplateData": "Version[0].LaunchTemplateData",
            "TagSpecifications": "[{ResourceType: 'launch-template', Tags: Tags}]",
        },
    ),
    Row(
        "AWS::ECR::Repository",
        "repositories",
        then={
            "LifecyclePolicy": sets("put_lifecycle_policy", "repositoryName"),
            "RepositoryPolicyText": own.repository_policy,
        },
        more={"lifecycle": own.lifecycle, "policy": own.policy_of_repository},
        lands={"LifecyclePolicy": "lifecycle", "RepositoryPolicyText": "policy"},
    ),
    Row(
        "AWS::IAM::Role",
        "roles",
        then={
            "ManagedPolicyArns": sets("attach_role_policy", "RoleName", "PolicyArn", each=True),
            "Policies": sets("put_role_policy", "RoleName", each=True),
        },
        more={
            "Attached": reads("list_attached_role_policies", "RoleName", "AttachedPolicies"),
            "Inline": own.inline_policies,
        },
        lands={"ManagedPolicyArns": "Attached[].PolicyArn", "Policies": "Inline"},
        # The list leaves out the tags.
        lists=own.each("list_roles", "Roles", lambda role: role["RoleName"]),
        keeps=lambda inventory, role: not role["Path"].startswith("/aws-service-role/"),
        aliases=("RoleId",),
    ),
    Row(
        "AWS::IAM::InstanceProfile",
        "instance profiles",
        then={"Roles": sets("add_role_to_instance_profile", "InstanceProfileName", "RoleName", each=True)},
        lists=own.each("list_instance_profiles", "InstanceProfiles", lambda one: one["InstanceProfileName"]),
        tidies=own.with_names_of_roles,
        # One that a template made has no tags, because CloudFormation's type has none.
        is_called_by_name=True,
        aliases=("InstanceProfileId",),
    ),
    Row(
        "AWS::Logs::LogGroup",
        "log groups",
        then={"RetentionInDays": sets("put_retention_policy", "logGroupName", "retentionInDays")},
        asked="logGroupNamePrefix",
    ),
    Row(
        "AWS::EC2::FlowLog",
        "flow logs",
        creates=own.flow_log,
        tagged="vpc-flow-log",
        # Only VPCs have any.
        lands={"ResourceType": "'VPC'"},
        aliases=("FlowLogId",),
    ),
    Row(
        "AWS::CertificateManager::Certificate",
        "certificates",
        creates=own.certificate,
        lists=own.certificates,
        aliases=("CertificateArn",),
        volatile=frozenset({"Serial", "CreatedAt", "IssuedAt", "NotBefore", "NotAfter"}),
    ),
    Row(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "target groups",
        then={"TargetGroupAttributes": sets("modify_target_group_attributes", "TargetGroupArn", "Attributes")},
        attributes={"TargetGroupFullName": lambda made: own.full_name(made["TargetGroupArn"])},
        more={"Attributes": reads("describe_target_group_attributes", "TargetGroupArn", "Attributes")},
        lands={"TargetGroupAttributes": "Attributes"},
        aliases=("TargetGroupArn", lambda one: own.full_name(one["TargetGroupArn"])),
    ),
    Row(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "load balancers",
        then={"LoadBalancerAttributes": sets("modify_load_balancer_attributes", "LoadBalancerArn", "Attributes")},
        attributes={"LoadBalancerFullName": lambda made: own.full_name(made["LoadBalancerArn"])},
        more={"Attributes": reads("describe_load_balancer_attributes", "LoadBalancerArn", "Attributes")},
        lands={
            "LoadBalancerAttributes": "Attributes",
            "Subnets": "AvailabilityZones[].SubnetId",
            "SubnetMappings": "AvailabilityZones[].{SubnetId: SubnetId, AllocationId: LoadBalancerAddresses[0].AllocationId}",
        },
        aliases=("LoadBalancerArn", lambda one: own.full_name(one["LoadBalancerArn"])),
    ),
    Row(
        "AWS::ElasticLoadBalancingV2::Listener",
        "listeners",
        lists=own.listeners,
        label=lambda inventory, one: f"port {one['Port']} of {inventory.labels[one['LoadBalancerArn']]}",
    ),
    Row(
        "AWS::ElasticLoadBalancingV2::ListenerCertificate",
        within="AWS::ElasticLoadBalancingV2::Listener",
        ref=lambda made: made["ListenerArn"],
        creates=own.listener_certificates,
        describes=own.described_listener_certificates,
    ),
    Row(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "listener rules",
        # An answer leaves out which listener it is of.
        more={"ListenerArn": lambda session, row, rule: own.listener_of(rule)},
        lists=own.listener_rules,
        keeps=lambda inventory, one: not one["IsDefault"],
        label=lambda inventory, one: f"rule {one['Priority']} of {inventory.labels[own.listener_of(one)]}",
    ),
    Row(
        "AWS::ServiceDiscovery::HttpNamespace",
        "HTTP namespaces",
        creates=own.namespace,
        lists=own.namespaces("HTTP"),
        aliases=("Id", "Arn"),
        volatile=frozenset({"CreatorRequestId"}),
    ),
    Row(
        "AWS::ServiceDiscovery::PrivateDnsNamespace",
        "private DNS namespaces",
        more={"Vpc": own.vpc_of_namespace},
        creates=own.namespace,
        lists=own.namespaces("DNS_PRIVATE"),
        aliases=("Id", "Arn"),
        volatile=frozenset({"HostedZoneId"}),
    ),
    Row(
        "AWS::ServiceDiscovery::Service",
        "discovery services",
        lists=own.discovery_services,
        label=lambda inventory, one: f"{one['Name']} of {inventory.labels[one['NamespaceId']]}",
        aliases=("Id", "Arn"),
    ),
    Row(
        "AWS::ECS::Cluster",
        "clusters",
        # The API does without.
        named="ClusterName",
        parameters={"ClusterSettings": "settings"},
        asked="clusters",
        given={"include": ["SETTINGS", "TAGS", "CONFIGURATIONS"]},
        lands={"ClusterSettings": "settings"},
        lists=own.each("list_clusters", "clusterArns"),
        keeps=own.is_active,
        volatile=frozenset({"runningTasksCount", "pendingTasksCount"}),
    ),
    Row(
        "AWS::ECS::TaskDefinition",
        "task definitions",
        asked="taskDefinition",
        given={"include": ["TAGS"]},
        lists=own.each("list_task_definition_families", "families", status="ACTIVE"),
        # moto lists families whatever the status.
        keeps=own.is_active,
        label=lambda inventory, one: one["family"],
        aliases=(),
    ),
    Row(
        "AWS::ECS::Service",
        "services",
        describes=own.service,
        parameters={"PlacementStrategies": "placementStrategy"},
        lands={"Cluster": "clusterName", "PlacementStrategies": PACKED},
        lists=own.services,
        keeps=own.is_active,
        aliases=(),
        volatile=frozenset({"deployments", "events", "runningCount", "pendingCount"}),
    ),
    Row(
        "AWS::AutoScaling::AutoScalingGroup",
        "auto scaling groups",
        creates=own.auto_scaling_group,
        tidies=own.without_instances,
        then={"NotificationConfigurations": sets("put_notification_configuration", "AutoScalingGroupName", each=True)},
        more={"Hooks": own.hooks_of_group, "Told": own.notifications_of_group, "Pool": own.pool_of_group},
        lands={"LifecycleHookSpecificationList": "Hooks", "NotificationConfigurations": "Told"},
        aliases=("AutoScalingGroupARN",),
        # The pool says it, unless it is going away.
        volatile=frozenset({"WarmPoolConfiguration"}),
    ),
    Row(
        "AWS::AutoScaling::WarmPool",
        within="AWS::AutoScaling::AutoScalingGroup",
        ref=lambda made: made["AutoScalingGroupName"],
        creates=own.warm_pool,
        describes=own.described_warm_pool,
    ),
    Row(
        "AWS::AutoScaling::ScalingPolicy",
        "group policies",
        ref="PolicyARN",
        asked="",
        lists=own.policies_of_groups,
        label=own.label_of_policy,
        aliases=("PolicyARN", "PolicyName"),
    ),
    Row(
        "AWS::AutoScaling::ScheduledAction",
        "group actions",
        lists=own.actions_of_groups,
        label=own.label_of_action,
        # What moto calls the action's time of old.
        volatile=frozenset({"Time"}),
        aliases=("ScheduledActionName",),
    ),
    Row(
        "AWS::ECS::CapacityProvider",
        "capacity providers",
        asked="capacityProviders",
        given={"include": ["TAGS"]},
        lists=own.capacity_providers,
        keeps=own.is_active,
        tidies=own.with_names_of_groups,
        aliases=("capacityProviderArn",),
        # How its last change went.
        volatile=frozenset({"updateStatus"}),
    ),
    Row(
        "AWS::ECS::ClusterCapacityProviderAssociations",
        within="AWS::ECS::Cluster",
        ref=lambda made: made["Cluster"],
        creates=own.cluster_providers,
        describes=own.described_cluster_providers,
    ),
    Row(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "scalable targets",
        ref=own.key_of_target,
        asked="",
        # A required argument; these systems scale ECS services only.
        given={"ServiceNamespace": "ecs"},
        then={"ScheduledActions": own.scheduled_actions},
        more={"Actions": own.actions_of_target},
        lands={"ScheduledActions": "Actions"},
        label=lambda inventory, one: f"{one['ScalableDimension']} of {one['ResourceId']}",
        aliases=("ScalableTargetARN",),
    ),
    Row(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "service policies",
        ref="PolicyARN",
        creates=own.application_policy,
        asked="",
        given={"ServiceNamespace": "ecs"},
        lands={"ScalingTargetId": "join('|', [ResourceId, ScalableDimension, ServiceNamespace])"},
        tidies=own.without_own_alarms,
        label=lambda inventory, one: one["PolicyName"],
        aliases=("PolicyARN",),
    ),
    Row(
        "AWS::CloudWatch::Alarm",
        "alarms",
        result="MetricAlarms",
        keeps=lambda inventory, one: not one["AlarmName"].startswith(own.OWN_ALARMS),
    ),
    Row(
        "AWS::Route53::RecordSet",
        "records",
        ref=lambda made: "|".join(made),
        creates=own.record,
        describes=own.described_record,
        lists=own.records,
        label=lambda inventory, one: f"{one['Type']} {one['Name']}",
        aliases=(),
    ),
    Row(
        "AWS::SSM::Parameter",
        "stored parameters",
        creates=own.stored_parameter,
        describes=own.described_parameter,
        lists=own.stored_parameters,
        aliases=("Name",),
    ),
]
TABLE = {row.type: row for row in ROWS}
assert len(TABLE) == len(ROWS)
