"""A snapshot tells systems apart by what they are, not by when and in which order they were made."""

import copy
from functools import cache

import pytest
from accounts import Place, empty_account
from executor import execute, parameters_to_supply
from snapshot import differing, leftovers, snapshot


def snapshot_of(template, place):
    with empty_account(place) as session:
        supplied = parameters_to_supply(template, session)
        execution = execute(template, session, supplied)
        assert set(execution.made) == set(template["Resources"])
        return snapshot(session, {value: f"parameter {name}" for name, value in supplied.items()})


@pytest.fixture(scope="module")
def snapshots(templates):
    """From a case to the snapshot of its template."""
    return cache(lambda case: snapshot_of(templates[case], Place.of(*case)))


def test_two_executions_are_equal(snapshots, template, place, case):
    assert not leftovers(snapshots(case))
    # Another order of the resources, and so of the calls and the identifiers they generate.
    backwards = {**template, "Resources": dict(reversed(template["Resources"].items()))}
    assert list(differing(snapshots(case), snapshot_of(backwards, place))) == []


def test_it_holds_every_tagged_resource(snapshots, template, case):
    labels = {label for group in snapshots(case).values() for label in group}
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
            "/scalable targets/ServiceEncryptorScalableTarget/MaxCapacity",
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
        (
            "SubnetPublicADefaultRoute",
            "DestinationCidrBlock",
            "0.0.0.0/1",
            "/route tables/SubnetPublicARouteTable/Routes",
        ),
        (
            "LoadBalancerPublicListenersHttp",
            "Port",
            81,
            "/listeners/LoadBalancerPublicListenersHttp/Port",
        ),
    ],
}


def test_altered_values_show(snapshots, template, place, case):
    altered = copy.deepcopy(template)
    for name, key, value, _ in ALTERATIONS[case]:
        properties = altered["Resources"][name]["Properties"]
        assert properties[key] != value
        properties[key] = value
    shown = {path for path, _, _ in differing(snapshots(case), snapshot_of(altered, place))}
    assert {path for *_, path in ALTERATIONS[case]} <= shown
