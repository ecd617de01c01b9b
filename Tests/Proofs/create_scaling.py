"""What launches and scales: launch templates, Auto Scaling groups, scaling policies, alarms."""

from creation import Made, boolean
from intrinsics import TemplateError


def launch_template(maker, properties):
    answer = maker.client("ec2").create_launch_template(
        **properties.pick("LaunchTemplateName", "LaunchTemplateData", "TagSpecifications", "VersionDescription")
    )["LaunchTemplate"]
    identity = answer["LaunchTemplateId"]
    return Made(
        identity,
        {
            "LaunchTemplateId": identity,
            "LatestVersionNumber": str(answer["LatestVersionNumber"]),
            "DefaultVersionNumber": str(answer["DefaultVersionNumber"]),
        },
    )


def auto_scaling_group(maker, properties):
    name = properties.take("AutoScalingGroupName", maker.generated_name())
    sizes = properties.pick("MinSize", "MaxSize", "DesiredCapacity")
    tags = [{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group"} for tag in properties.take("Tags", [])]
    maker.client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName=name,
        VPCZoneIdentifier=",".join(properties.take("VPCZoneIdentifier")),
        Tags=tags,
        **{key: int(value) for key, value in sizes.items()},
        **properties.pick("LaunchTemplate", "TargetGroupARNs", "HealthCheckType", "HealthCheckGracePeriod"),
    )
    return Made(name)


def group_policy(maker, properties):
    group = properties.take("AutoScalingGroupName")
    scaling = maker.client("autoscaling")
    # The type has no property for the name.
    name = maker.generated_name()
    scaling.put_scaling_policy(
        AutoScalingGroupName=group,
        PolicyName=name,
        **properties.pick(
            "PolicyType",
            "AdjustmentType",
            "StepAdjustments",
            "MetricAggregationType",
            "EstimatedInstanceWarmup",
            "TargetTrackingConfiguration",
        ),
    )
    (answer,) = scaling.describe_policies(AutoScalingGroupName=group, PolicyNames=[name])["ScalingPolicies"]
    return Made(answer["PolicyARN"], {"Arn": answer["PolicyARN"], "PolicyName": name})


def scalable_target(maker, properties):
    identity = properties.pick("ServiceNamespace", "ResourceId", "ScalableDimension")
    # A parameter is a string, whatever its type; CloudFormation makes a number of it.
    bounds = {key: int(value) for key, value in properties.pick("MinCapacity", "MaxCapacity").items()}
    maker.client("application-autoscaling").register_scalable_target(
        **identity,
        **bounds,
        Tags={tag["Key"]: tag["Value"] for tag in properties.take("Tags", [])},
    )
    key = "|".join(identity[part] for part in ("ResourceId", "ScalableDimension", "ServiceNamespace"))
    return Made(key, {"Id": key})


def application_policy(maker, properties):
    parts = properties.take("ScalingTargetId").split("|")
    if len(parts) != 3:
        raise TemplateError(f"{maker.name}: not the Ref of a scalable target: {'|'.join(parts)}")
    resource, dimension, namespace = parts
    answer = maker.client("application-autoscaling").put_scaling_policy(
        ResourceId=resource,
        ScalableDimension=dimension,
        ServiceNamespace=namespace,
        **properties.pick(
            "PolicyName",
            "PolicyType",
            "StepScalingPolicyConfiguration",
            "TargetTrackingScalingPolicyConfiguration",
        ),
    )
    return Made(answer["PolicyARN"], {"Arn": answer["PolicyARN"]})


def alarm(maker, properties):
    cloudwatch = maker.client("cloudwatch")
    name = properties.take("AlarmName", maker.generated_name())
    flags = {key: boolean(value) for key, value in properties.pick("ActionsEnabled").items()}
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        **flags,
        **properties.pick(
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
            "AlarmActions",
            "OKActions",
            "Tags",
        ),
    )
    (answer,) = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return Made(name, {"Arn": answer["AlarmArn"]})


CREATORS = {
    "AWS::EC2::LaunchTemplate": launch_template,
    "AWS::AutoScaling::AutoScalingGroup": auto_scaling_group,
    "AWS::AutoScaling::ScalingPolicy": group_policy,
    "AWS::ApplicationAutoScaling::ScalableTarget": scalable_target,
    "AWS::ApplicationAutoScaling::ScalingPolicy": application_policy,
    "AWS::CloudWatch::Alarm": alarm,
}
