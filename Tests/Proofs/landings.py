"""For each resource type: how to ask the API about one resource, and where in the answer each property stands.

A place is a JMESPath expression. Written apart from the creators, so that a mistake there does not hide here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import descriptions


@dataclass(frozen=True)
class Landing:
    # From a session and what Ref gives, to one answer.
    describe: Callable
    # From property to place. A property that is not here has no place at all.
    places: dict


def same(*names):
    """Properties that the answer calls what the template calls them."""
    return {name: name for name in names}


def camel(*names):
    return {name: name[0].lower() + name[1:] for name in names}


LANDINGS = {
    "AWS::EC2::VPC": Landing(descriptions.vpc, same("CidrBlock", "EnableDnsSupport", "EnableDnsHostnames", "Tags")),
    "AWS::EC2::InternetGateway": Landing(descriptions.internet_gateway, same("Tags")),
    "AWS::EC2::VPCGatewayAttachment": Landing(descriptions.gateway_attachment, same("VpcId", "InternetGatewayId")),
    "AWS::EC2::Subnet": Landing(
        descriptions.subnet, same("VpcId", "AvailabilityZone", "CidrBlock", "MapPublicIpOnLaunch", "Tags")
    ),
    "AWS::EC2::RouteTable": Landing(descriptions.route_table, same("VpcId", "Tags")),
    "AWS::EC2::Route": Landing(descriptions.route, same("RouteTableId", "DestinationCidrBlock", "GatewayId")),
    "AWS::EC2::SubnetRouteTableAssociation": Landing(
        descriptions.route_table_association, same("SubnetId", "RouteTableId")
    ),
    "AWS::EC2::SecurityGroup": Landing(
        descriptions.security_group,
        {
            **same("GroupName", "VpcId", "Tags"),
            "GroupDescription": "Description",
            "SecurityGroupIngress": "Ingress",
            "SecurityGroupEgress": "Egress",
        },
    ),
    "AWS::EC2::SecurityGroupIngress": Landing(
        descriptions.security_group_rule,
        {
            **same("GroupId", "IpProtocol", "FromPort", "ToPort", "Description"),
            "SourceSecurityGroupId": "ReferencedGroupInfo.GroupId",
        },
    ),
    "AWS::EC2::LaunchTemplate": Landing(
        descriptions.launch_template,
        {
            **same("LaunchTemplateName", "LaunchTemplateData"),
            "TagSpecifications": "[{ResourceType: 'launch-template', Tags: Tags}]",
        },
    ),
    "AWS::ECR::Repository": Landing(
        descriptions.repository,
        {**camel("RepositoryName", "ImageScanningConfiguration", "ImageTagMutability", "Tags")},
    ),
    "AWS::IAM::Role": Landing(
        descriptions.role,
        same("RoleName", "AssumeRolePolicyDocument", "ManagedPolicyArns", "Path", "Description", "Tags"),
    ),
    "AWS::IAM::InstanceProfile": Landing(descriptions.instance_profile, same("InstanceProfileName", "Roles")),
    "AWS::Logs::LogGroup": Landing(descriptions.log_group, camel("LogGroupName", "RetentionInDays", "Tags")),
    "AWS::ECS::Cluster": Landing(descriptions.cluster, {**camel("ClusterName", "Tags"), "ClusterSettings": "settings"}),
    "AWS::ECS::TaskDefinition": Landing(
        descriptions.task_definition,
        camel(
            "Family",
            "Cpu",
            "Memory",
            "NetworkMode",
            "RequiresCompatibilities",
            "ExecutionRoleArn",
            "TaskRoleArn",
            "RuntimePlatform",
            "ContainerDefinitions",
            "Tags",
        ),
    ),
    "AWS::ECS::Service": Landing(
        descriptions.service,
        {
            **camel(
                "ServiceName",
                "TaskDefinition",
                "DesiredCount",
                "LaunchType",
                "PlatformVersion",
                "DeploymentConfiguration",
                "NetworkConfiguration",
                "LoadBalancers",
                "HealthCheckGracePeriodSeconds",
                "EnableExecuteCommand",
                "EnableECSManagedTags",
                "PropagateTags",
                "AvailabilityZoneRebalancing",
                "Tags",
            ),
            "Cluster": "clusterName",
        },
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Landing(
        descriptions.load_balancer,
        {
            "Name": "LoadBalancerName",
            "Subnets": "AvailabilityZones[].SubnetId",
            "LoadBalancerAttributes": "Attributes",
            **same("Type", "Scheme", "SecurityGroups", "IpAddressType", "Tags"),
        },
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Landing(
        descriptions.listener, same("LoadBalancerArn", "Port", "Protocol", "DefaultActions", "Tags")
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Landing(
        descriptions.target_group,
        {
            "Name": "TargetGroupName",
            "TargetGroupAttributes": "Attributes",
            **same(
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
            ),
        },
    ),
    "AWS::AutoScaling::AutoScalingGroup": Landing(
        descriptions.auto_scaling_group,
        same(
            "AutoScalingGroupName",
            "LaunchTemplate",
            "VPCZoneIdentifier",
            "TargetGroupARNs",
            "MinSize",
            "MaxSize",
            "DesiredCapacity",
            "HealthCheckType",
            "HealthCheckGracePeriod",
            "Tags",
        ),
    ),
    "AWS::AutoScaling::ScalingPolicy": Landing(
        descriptions.group_policy,
        same(
            "AutoScalingGroupName",
            "PolicyType",
            "AdjustmentType",
            "StepAdjustments",
            "MetricAggregationType",
            "EstimatedInstanceWarmup",
            "TargetTrackingConfiguration",
        ),
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Landing(
        descriptions.scalable_target,
        same("ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity", "MaxCapacity", "RoleARN", "Tags"),
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Landing(
        descriptions.application_policy,
        same(
            "PolicyName",
            "PolicyType",
            "ScalingTargetId",
            "StepScalingPolicyConfiguration",
            "TargetTrackingScalingPolicyConfiguration",
        ),
    ),
    "AWS::CloudWatch::Alarm": Landing(
        descriptions.alarm,
        same(
            "AlarmName",
            "AlarmDescription",
            "Namespace",
            "MetricName",
            "Dimensions",
            "Statistic",
            "Period",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData",
            "ActionsEnabled",
            "AlarmActions",
            "OKActions",
            "Tags",
        ),
    ),
}
