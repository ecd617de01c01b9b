"""What the specs of the examples say stands in their templates."""

import json
import re

import pytest
from conftest import REPOSITORY
from intrinsics import references
from orders import of_type
from specifications import environments, load

# Where a kind's name stands: the resource type, and the property that holds it; "Name" in brackets is the tag.
HOLDERS = {
    "vpcs": ("AWS::EC2::VPC", "[Name]"),
    "subnets": ("AWS::EC2::Subnet", "[Name]"),
    "securityGroups": ("AWS::EC2::SecurityGroup", "GroupName"),
    "repositories": ("AWS::ECR::Repository", "RepositoryName"),
    "roles": ("AWS::IAM::Role", "RoleName"),
    "clusters": ("AWS::ECS::Cluster", "ClusterName"),
    "taskDefinitions": ("AWS::ECS::TaskDefinition", "Family"),
    "loadBalancers": ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
    "targetGroups": ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
    "services": ("AWS::ECS::Service", "ServiceName"),
    "scalingPolicies": ("AWS::ApplicationAutoScaling::ScalingPolicy", "PolicyName"),
    "launchTemplates": ("AWS::EC2::LaunchTemplate", "LaunchTemplateName"),
    "autoScalingGroups": ("AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"),
}
# Names that CloudFormation cannot hold: {(example, section, id): why}.
NOT_IN_TEMPLATE = {
    ("ec2-autoscaling", "instances", "builder"): "serves only its image, so only the commands start it",
    ("ec2-autoscaling", "images", "wordpress"): "CloudFormation has no resource for an AMI",
    ("ec2-autoscaling", "scalingPolicies", "cpu"): "AWS::AutoScaling::ScalingPolicy has no name property",
}


@pytest.fixture
def specification(case):
    example, environment = case
    return environments(load(REPOSITORY / "examples" / example / "lintel.yaml"))[environment]


def names(specification):
    """(section, id, name) of every entry that says its name."""
    for section, entries in specification.items():
        for identifier, entry in entries.items() if isinstance(entries, dict) else ():
            for key in ("name", "family"):
                if isinstance(entry, dict) and key in entry:
                    yield section, identifier, entry[key]


def held(template, type_name, property_name):
    """What the resources of a type say in a property."""
    for resource in template["Resources"].values():
        if resource["Type"] == type_name:
            properties = resource.get("Properties", {})
            if property_name.startswith("["):
                tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
                yield tags.get(property_name.strip("[]"))
            else:
                yield properties.get(property_name)


def test_every_name_of_the_spec_stands_in_the_template(case, specification, template):
    said = list(names(specification))
    assert len(said) >= 12, "the spec was not read"
    missing = {
        (case[0], section, identifier)
        for section, identifier, name in said
        if section not in HOLDERS or name not in held(template, *HOLDERS[section])
    }
    expected = {key for key in NOT_IN_TEMPLATE if key[0] == case[0]}
    assert missing == expected, "missing, or listed and not missing"


def steps(template, policy):
    """A step policy and its alarm in the metric's own units: (operator, {(from, to): capacity})."""
    (alarm,) = (
        item["Properties"]
        for item in of_type(template, "AWS::CloudWatch::Alarm").values()
        if {"Ref": policy} in item["Properties"]["AlarmActions"]
    )
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/ECS", "CPUUtilization", "Average")
    dimensions = {item["Name"]: references(item["Value"]) for item in alarm["Dimensions"]}
    assert dimensions == {"ClusterName": {"ClusterApp"}, "ServiceName": {"ServiceEncryptor"}}
    assert alarm.get("ActionsEnabled", True)
    configuration = template["Resources"][policy]["Properties"]["StepScalingPolicyConfiguration"]
    assert configuration["AdjustmentType"] == "ExactCapacity"

    def absolute(step, bound):
        return None if bound not in step else alarm["Threshold"] + step[bound]

    found = {}
    for step in configuration["StepAdjustments"]:
        between = (absolute(step, "MetricIntervalLowerBound"), absolute(step, "MetricIntervalUpperBound"))
        found[between] = step["ScalingAdjustment"]
    return alarm["ComparisonOperator"], alarm["Threshold"], found


def test_production_scales_in_steps(templates):
    template = templates["ecs-autoscaling", "production"]
    policies = of_type(template, "AWS::ApplicationAutoScaling::ScalingPolicy")
    assert {item["Properties"]["PolicyType"] for item in policies.values()} == {"StepScaling"}
    said = sorted((steps(template, name) for name in policies), key=str)
    assert said == [
        ("GreaterThanOrEqualToThreshold", 60, {(60, None): 5}),
        ("LessThanOrEqualToThreshold", 10, {(None, 10): 1}),
    ]


def test_staging_tracks_a_target(templates):
    template = templates["ecs-autoscaling", "staging"]
    (resource,) = of_type(template, "AWS::ApplicationAutoScaling::ScalingPolicy").values()
    policy = resource["Properties"]
    assert policy["PolicyType"] == "TargetTrackingScaling"
    assert policy["TargetTrackingScalingPolicyConfiguration"] == {
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "TargetValue": 50,
        "ScaleOutCooldown": 60,
        "ScaleInCooldown": 300,
    }
    assert not of_type(template, "AWS::CloudWatch::Alarm")


def test_the_environments_differ_where_the_spec_says_so(templates):
    sizes, bounds = {}, {}
    for environment in ("staging", "production"):
        template = templates["ecs-autoscaling", environment]
        (task,) = of_type(template, "AWS::ECS::TaskDefinition").values()
        (target,) = of_type(template, "AWS::ApplicationAutoScaling::ScalableTarget").values()
        sizes[environment] = (task["Properties"]["Cpu"], task["Properties"]["Memory"])
        bounds[environment] = (target["Properties"]["MinCapacity"], target["Properties"]["MaxCapacity"])
    assert sizes == {"staging": ("256", "512"), "production": ("1024", "2048")}
    assert bounds == {"staging": (1, 5), "production": (1, 30)}


def test_no_count_stands_where_scaling_owns_it(template):
    text = json.dumps(template)
    assert "DesiredCount" not in text.replace("ecs:service:DesiredCount", "") and "DesiredCapacity" not in text


# Types whose loss would lose data, and what the examples hold of them.
RETAINED = ("AWS::ECR::Repository", "AWS::Logs::LogGroup")


def test_data_outlives_its_stack(case, template):
    found = []
    for name, item in template["Resources"].items():
        policies = (item.get("DeletionPolicy"), item.get("UpdateReplacePolicy"))
        if item["Type"] in RETAINED:
            assert policies == ("RetainExceptOnCreate", "Retain"), name
            found.append(item["Type"])
        else:
            assert policies == (None, None), f"{name} is left behind when the stack goes"
    assert sorted(found) == (sorted(RETAINED) if case[0] == "ecs-autoscaling" else [])


def test_zones_follow_the_region_of_the_stack(specification, template):
    zones = {
        item["Properties"]["CidrBlock"]: item["Properties"]["AvailabilityZone"]
        for item in of_type(template, "AWS::EC2::Subnet").values()
    }
    assert zones == {
        entry["cidr"]: {"Fn::Sub": "${AWS::Region}" + entry["availabilityZone"]}
        for entry in specification["subnets"].values()
    }


def test_nothing_is_tied_to_a_region_or_an_account(specification, template):
    """A value may be; what Lintel derives may not, so that the same template serves wherever it is put."""
    text = json.dumps(template)
    assert specification["region"] not in text
    assert not re.search(r"\b[0-9]{12}\b", text)


def test_every_resource_that_takes_tags_says_whose_it_is(case, specification, template):
    expected = {"lintel:project": specification["project"]}
    if case[1]:
        expected["lintel:environment"] = case[1]
    tagged = 0
    for name, item in template["Resources"].items():
        properties = item.get("Properties", {})
        lists = [properties.get("Tags")] + [one["Tags"] for one in properties.get("TagSpecifications", [])]
        for tags in filter(None, lists):
            said = {tag["Key"]: tag["Value"] for tag in tags}
            assert len(said) == len(tags), f"{name} has a tag twice"
            assert {key: value for key, value in said.items() if key.startswith("lintel:")} == {
                **expected,
                "lintel:id": name,
            }
            tagged += 1
    assert tagged >= 10
