"""The sections of the examples that launch and scale."""

from creation import Properties
from translation import group_ids, pascal, reference, subnet_ids

# The metric `cpu` of a service and of an Auto Scaling group.
SERVICE_CPU, GROUP_CPU = "ECSServiceAverageCPUUtilization", "ASGAverageCPUUtilization"
# What a step policy has where the spec does not say otherwise.
PERIOD, EVALUATIONS = 60, 3


def launch_template(system, identifier, name, entry):
    tags = [{"ResourceType": "launch-template", "Tags": system.tags(name)}]
    role = entry.take("role", None)
    profile = {"IamInstanceProfile": {"Arn": f"{{{name}InstanceProfile.Arn}}"}} if role else {}
    if role:
        instance_profile(system, f"{name}InstanceProfile", f"{identifier}-launch-template", role)
    system.add(name, "AWS::EC2::LaunchTemplate", {
        "LaunchTemplateName": entry.take("name"),
        "LaunchTemplateData": {
            "ImageId": f"{{{pascal(entry.take('image'))}ImageId}}",
            "InstanceType": entry.take("instanceType"),
            "KeyName": entry.take("keyPair"),
            "SecurityGroupIds": group_ids(entry.take("securityGroups")),
            **profile,
            "MetadataOptions": {"HttpTokens": "required"},
        },
        "TagSpecifications": tags,
    })


def instance_profile(system, name, identifier, role):
    words = [system.specification["project"], system.environment, identifier]
    # CloudFormation's type takes no tags.
    system.add(name, "AWS::IAM::InstanceProfile", {
        "InstanceProfileName": "-".join(filter(None, words)),
        "Roles": [reference("roles", role)],
    })


def auto_scaling_group(system, identifier, name, entry):
    template = entry.take("launchTemplate")
    # Scaling owns the capacity, so the template leaves it out.
    entry.take("desiredCapacity")
    system.add(name, "AWS::AutoScaling::AutoScalingGroup", {
        "AutoScalingGroupName": entry.take("name"),
        "LaunchTemplate": {
            "LaunchTemplateId": reference("launchTemplates", template),
            "Version": reference("launchTemplates", template, "LatestVersionNumber"),
        },
        "VPCZoneIdentifier": subnet_ids(entry.take("subnets")),
        "TargetGroupARNs": [reference("targetGroups", one) for one in entry.take("targetGroups")],
        "MinSize": entry.take("minSize"),
        "MaxSize": entry.take("maxSize"),
        "HealthCheckType": entry.take("healthCheckType"),
        "HealthCheckGracePeriod": entry.take("healthCheckGracePeriod"),
        # Instances and volumes that it launches carry none of Lintel's tags.
        "Tags": system.tags(name, PropagateAtLaunch=False),
    })


def scaling_policy(system, identifier, name, entry):
    shown, group = entry.take("name"), entry.take("autoScalingGroup", None)
    if group:
        tracking = _tracking(entry, GROUP_CPU)
        # CloudFormation's type has no property for the name.
        system.add(name, "AWS::AutoScaling::ScalingPolicy", {
            "AutoScalingGroupName": reference("autoScalingGroups", group),
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingConfiguration": tracking,
        })
        return
    service = entry.take("service")
    target = "{" + reference("services", service).strip("{}") + "ScalableTarget}"
    if entry.take("stepScaling", None) is None:
        system.add(name, "AWS::ApplicationAutoScaling::ScalingPolicy", {
            "PolicyName": shown,
            "ScalingTargetId": target,
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": _tracking(entry, SERVICE_CPU),
        })
        return
    scaling = Properties(system.specification["scalingPolicies"][identifier]["stepScaling"], f"{identifier}.stepScaling")
    assert scaling.take("metric") == "cpu"
    steps = scaling.take("steps")
    scaling.finish()
    for key, suffix, name_suffix in (("above", "", ""), ("below", "ScaleIn", "-in")):
        bounds = {step[key]: step["setCapacity"] for step in steps if key in step}
        if bounds:
            _steps(system, name + suffix, shown + name_suffix, target, service, key == "above", bounds)
    assert all(step.keys() in ({"above", "setCapacity"}, {"below", "setCapacity"}) for step in steps)


def _tracking(entry, metric):
    tracking = entry.group("targetTracking")
    assert tracking.take("metric") == "cpu"
    cooldowns = tracking.pick("scaleOutCooldown", "scaleInCooldown")
    said = {
        "PredefinedMetricSpecification": {"PredefinedMetricType": metric},
        "TargetValue": tracking.take("target"),
        **{key[:1].upper() + key[1:]: value for key, value in cooldowns.items()},
    }
    tracking.finish()
    return said


def _steps(system, name, shown, target, service, upward, bounds):
    """One policy and its alarm, which fires at the bound nearest to calm; intervals count from there."""
    ordered = sorted(bounds, reverse=not upward)
    threshold = ordered[0]
    near, far = ("MetricIntervalLowerBound", "MetricIntervalUpperBound")[:: 1 if upward else -1]
    adjustments = []
    for bound, following in zip(ordered, [*ordered[1:], None]):
        adjustment = {near: bound - threshold, "ScalingAdjustment": bounds[bound]}
        if following is not None:
            adjustment[far] = following - threshold
        adjustments.append(adjustment)
    system.add(name, "AWS::ApplicationAutoScaling::ScalingPolicy", {
        "PolicyName": shown,
        "ScalingTargetId": target,
        "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": {
            "AdjustmentType": "ExactCapacity",
            "MetricAggregationType": "Average",
            "StepAdjustments": adjustments,
        },
    })
    its_cluster = system.specification["services"][service]["cluster"]
    dimensions = {
        "ClusterName": reference("clusters", its_cluster),
        "ServiceName": reference("services", service, "Name"),
    }
    system.add(f"{name}Alarm", "AWS::CloudWatch::Alarm", {
        "AlarmName": f"{shown}-alarm",
        "Namespace": "AWS/ECS",
        "MetricName": "CPUUtilization",
        "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
        "Statistic": "Average",
        "Period": PERIOD,
        "EvaluationPeriods": EVALUATIONS,
        "Threshold": threshold,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold" if upward else "LessThanOrEqualToThreshold",
        "AlarmActions": [f"{{{name}}}"],
        "Tags": system.tags(f"{name}Alarm"),
    })
