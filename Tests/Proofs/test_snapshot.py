"""A snapshot tells systems apart by what they are, not by when and in which order they were made."""

import copy

from accounts import empty_account
from executor import execute, parameters_to_supply
from snapshot import differing, leftovers, snapshot


def snapshot_of(template, place):
    with empty_account(place) as session:
        supplied = parameters_to_supply(template, session)
        execution = execute(template, session, supplied)
        assert set(execution.made) == set(template["Resources"])
        return snapshot(session, {value: f"parameter {name}" for name, value in supplied.items()})


def test_two_executions_are_equal(template, place):
    taken = snapshot_of(template, place)
    assert not leftovers(taken)
    # Another order of the resources, and so of the calls and the identifiers they generate.
    backwards = {**template, "Resources": dict(reversed(template["Resources"].items()))}
    assert list(differing(taken, snapshot_of(backwards, place))) == []


def test_it_holds_every_tagged_resource(template, place):
    labels = {label for group in snapshot_of(template, place).values() for label in group}
    tagged = {name for name, resource in template["Resources"].items() if "Tags" in resource.get("Properties", {})}
    assert tagged
    assert tagged <= labels


# Per case: resource, property, another value, and where the snapshot shows it.
ALTERATIONS = {
    ("ecs-autoscaling", "staging"): [
        ("VpcWorkspace", "EnableDnsHostnames", False, "/vpcs/VpcWorkspace/EnableDnsHostnames"),
        ("SubnetPublicA", "MapPublicIpOnLaunch", False, "/subnets/SubnetPublicA/MapPublicIpOnLaunch"),
        ("SecurityGroupServiceIngressLbTcp8080", "ToPort", 8081, "/security groups/SecurityGroupService/Rules"),
        ("RoleExecution", "ManagedPolicyArns", [], "/roles/RoleExecution/Attached"),
        (
            "ClusterApp",
            "ClusterSettings",
            [{"Name": "containerInsights", "Value": "disabled"}],
            "/clusters/ClusterApp/settings",
        ),
        ("TaskDefinitionEncryptor", "Memory", "1024", "/task definitions/TaskDefinitionEncryptor/memory"),
        (
            "TaskDefinitionEncryptorLogGroup",
            "RetentionInDays",
            30,
            "/log groups/TaskDefinitionEncryptorLogGroup/retentionInDays",
        ),
        (
            "TargetGroupEncryptor",
            "HealthCheckIntervalSeconds",
            20,
            "/target groups/TargetGroupEncryptor/HealthCheckIntervalSeconds",
        ),
        ("TargetGroupEncryptor", "TargetGroupAttributes", [], "/target groups/TargetGroupEncryptor/Attributes"),
        (
            "ServiceEncryptor",
            "HealthCheckGracePeriodSeconds",
            61,
            "/services/ServiceEncryptor/healthCheckGracePeriodSeconds",
        ),
        (
            "ServiceEncryptor",
            "DeploymentConfiguration",
            {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": False}},
            "/services/ServiceEncryptor/deploymentConfiguration/deploymentCircuitBreaker/rollback",
        ),
        (
            "ServiceEncryptorScalableTarget",
            "MaxCapacity",
            6,
            "/scalable targets/ecs:service:DesiredCount of service/my-app-cluster/my-app-autoscaling-service/MaxCapacity",
        ),
    ],
    ("ecs-autoscaling", "production"): [
        ("ScalingPolicyCpuAlarm", "Threshold", 31, "/alarms/ScalingPolicyCpuAlarm/Threshold"),
        (
            "ScalingPolicyCpuAlarm",
            "AlarmActions",
            [{"Ref": "ScalingPolicyCpuScaleIn"}],
            "/alarms/ScalingPolicyCpuAlarm/AlarmActions",
        ),
    ],
    ("ec2-autoscaling", None): [
        ("AutoScalingGroupWeb", "MaxSize", "5", "/auto scaling groups/AutoScalingGroupWeb/MaxSize"),
        (
            "AutoScalingGroupWeb",
            "VPCZoneIdentifier",
            [{"Ref": "SubnetPublicA"}],
            "/auto scaling groups/AutoScalingGroupWeb/VPCZoneIdentifier",
        ),
        ("SubnetPublicADefaultRoute", "DestinationCidrBlock", "0.0.0.0/1", "/route tables/SubnetPublicARouteTable/Routes"),
        (
            "LoadBalancerPublicListenersHttp",
            "Port",
            81,
            "/listeners/port 81 of LoadBalancerPublic",
        ),
    ],
}


def test_altered_values_show(template, place, case):
    altered = copy.deepcopy(template)
    for name, key, value, _ in ALTERATIONS[case]:
        properties = altered["Resources"][name]["Properties"]
        assert properties[key] != value
        properties[key] = value
    shown = {path for path, _, _ in differing(snapshot_of(template, place), snapshot_of(altered, place))}
    assert {path for *_, path in ALTERATIONS[case]} <= shown
