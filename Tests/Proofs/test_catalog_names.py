"""Names, sizes and retentions that Lintel accepts are those that AWS accepts."""

import itertools
import json
import re
from functools import cache
from importlib.resources import files

import botocore.session
import pytest
from catalogs import catalog_of, provider_schema

# Where AWS publishes a name's form: botocore's operation and member, or CloudFormation's type and property.
PUBLISHED = {
    "role": [("iam", "CreateRole", "RoleName"), ("AWS::IAM::Role", "RoleName")],
    "roleDescription": [("iam", "CreateRole", "Description"), ("AWS::IAM::Role", "Description")],
    "rolePolicy": [("iam", "PutRolePolicy", "PolicyName")],
    "instanceProfile": [
        ("iam", "CreateInstanceProfile", "InstanceProfileName"),
        ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ],
    "repository": [("ecr", "CreateRepository", "repositoryName"), ("AWS::ECR::Repository", "RepositoryName")],
    "launchTemplate": [("ec2", "shape", "LaunchTemplateName")],
    "autoScalingGroup": [
        ("autoscaling", "CreateAutoScalingGroup", "AutoScalingGroupName"),
        ("AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"),
    ],
    "scalingPolicy": [
        ("autoscaling", "PutScalingPolicy", "PolicyName"),
        ("application-autoscaling", "PutScalingPolicy", "PolicyName"),
        ("AWS::ApplicationAutoScaling::ScalingPolicy", "PolicyName"),
    ],
    "scheduledAction": [("application-autoscaling", "PutScheduledAction", "ScheduledActionName")],
    "image": [("ec2", "CreateImage", "Name")],
    "namespace": [("servicediscovery", "CreateHttpNamespace", "Name"), ("AWS::ServiceDiscovery::HttpNamespace", "Name")],
    "alarm": [("cloudwatch", "PutMetricAlarm", "AlarmName"), ("AWS::CloudWatch::Alarm", "AlarmName")],
    "logGroup": [("logs", "CreateLogGroup", "logGroupName"), ("AWS::Logs::LogGroup", "LogGroupName")],
    "logStream": [("logs", "CreateLogStream", "logStreamName")],
    "securityGroupDescription": [("AWS::EC2::SecurityGroup", "GroupDescription")],
}
# Where AWS publishes it in prose only: the sources that say nothing today, and names by which the prose is checked.
PROSE = {
    "loadBalancer": (
        [("elbv2", "CreateLoadBalancer", "Name"), ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name")],
        ["a", "my-alb", "A1", "x" * 32, "a--b", "internally", "internal"],
        ["", "-a", "a-", "a_b", "a.b", "a b", "é", "x" * 33, "internal-a"],
    ),
    "targetGroup": (
        [("elbv2", "CreateTargetGroup", "Name"), ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name")],
        ["a", "my-tg", "A1", "x" * 32, "internal-a"],
        ["", "-a", "a-", "a_b", "a.b", "a b", "é", "x" * 33],
    ),
    **{
        kind: (sources, ["a", "A-b_1", "-a", "_", "x" * 255], ["", "a.b", "a b", "a/b", "é", "x" * 256])
        for kind, sources in {
            "cluster": [("ecs", "CreateCluster", "clusterName"), ("AWS::ECS::Cluster", "ClusterName")],
            "service": [("ecs", "CreateService", "serviceName"), ("AWS::ECS::Service", "ServiceName")],
            "taskFamily": [("ecs", "RegisterTaskDefinition", "family"), ("AWS::ECS::TaskDefinition", "Family")],
            "container": [("ecs", "RegisterTaskDefinition", "containerDefinitions", "[]", "name")],
            "volume": [("ecs", "RegisterTaskDefinition", "volumes", "[]", "name")],
        }.items()
    },
    "containerPort": (
        [("ecs", "RegisterTaskDefinition", "containerDefinitions", "[]", "portMappings", "[]", "name")],
        ["a", "http", "0_a-", "_", "x" * 64],
        ["", "-a", "A", "a.b", "a b", "é", "x" * 65],
    ),
    "capacityProvider": (
        [("ecs", "CreateCapacityProvider", "name"), ("AWS::ECS::CapacityProvider", "Name")],
        ["a", "A-b_1", "-a", "_", "x" * 255, "my-ecs"],
        ["", "a.b", "a b", "é", "x" * 256, "ecs-a", "AWS1", "fargate"],
    ),
    "discovery": (
        [("ecs", "CreateService", "serviceConnectConfiguration", "services", "[]", "discoveryName")],
        ["a", "http", "0_a-", "_", "x" * 64],
        ["", "-a", "A", "a.b", "a b", "é", "x" * 65],
    ),
    "securityGroup": (
        [("ec2", "CreateSecurityGroup", "GroupName"), ("AWS::EC2::SecurityGroup", "GroupName")],
        ["a", "web ._-:/()#,@[]+=&;{}!$*", "x" * 255, "sgx", "a-sg-b", "defaults"],
        ["", "sg-1", "default", "a%", "a'", "é", "x" * 256],
    ),
    "nameTag": (
        [("ec2", "CreateTags", "Tags", "[]", "Value")],
        ["a", "web 1_.:/=+-@", "shop (blue) #1", "caf\u00e9", "x" * 256],
        ["", "a\n", "x" * 257],
    ),
    "bucket": (
        [("s3", "CreateBucket", "Bucket")],
        ["abc", "my-logs.example.com", "1" * 63],
        ["ab", "My-logs", "my_logs", "-logs", "logs-", "a..b", "xn--logs", "logs-s3alias", "x" * 64],
    ),
    "keyPair": ([("ec2", "CreateKeyPair", "KeyName")], ["a", "my key", "x" * 255], ["", "é", "a\n", "x" * 256]),
}
# Differences that are meant: {(kind, source): why}.
DEVIATIONS = {
    ("autoScalingGroup", "autoscaling"): "the guide: ASCII 33 to 126 without a colon; the model allows any text",
    ("scalingPolicy", "autoscaling"): "ASCII only, which both services accept; the model allows any text",
    ("scalingPolicy", "application-autoscaling"): "255 at most, so that one limit serves both services",
    ("scalingPolicy", "AWS::ApplicationAutoScaling::ScalingPolicy"): "255 at most, so that one limit serves both",
    ("scheduledAction", "application-autoscaling"): "ASCII only; the model allows any text",
    ("instanceProfile", "AWS::IAM::InstanceProfile"): "a profile of Lintel's has a name; the schema takes an empty one",
    ("alarm", "AWS::CloudWatch::Alarm"): "an alarm of a policy has a name; the schema takes an empty one",
    ("namespace", "servicediscovery"): "ECS takes no quotes, slashes and angle brackets",
    ("namespace", "AWS::ServiceDiscovery::HttpNamespace"): "ECS takes no quotes, slashes and angle brackets",
    ("logStream", "logs"): "ASCII only, of which the names of containers are; the model allows any text",
    ("roleDescription", "iam"): "an empty description is none",
    ("roleDescription", "AWS::IAM::Role"): "an empty description is none",
    ("securityGroupDescription", "AWS::EC2::SecurityGroup"): "EC2 refuses an empty description",
}
SOURCES = [(kind, source) for kind, sources in PUBLISHED.items() for source in sources]


def source_name(value):
    return value if isinstance(value, str) else ".".join(value)


@pytest.fixture(scope="module")
def catalog(lintel):
    return catalog_of(lintel)


@cache
def model(service):
    return botocore.session.get_session().get_service_model(service)


def constraints(source):
    """{pattern, min, max} as a source publishes them."""
    if source[0].startswith("AWS::"):
        schema = provider_schema(source[0])["properties"][source[1]]
        said = {"pattern": schema.get("pattern"), "min": schema.get("minLength"), "max": schema.get("maxLength")}
    else:
        service, operation, *path = source
        if operation == "shape":
            shape = model(service).shape_for(path[0])
        else:
            shape = model(service).operation_model(operation).input_shape
            for step in path:
                shape = shape.member if step == "[]" else shape.members[step]
        said = {key: shape.metadata.get(key) for key in ("pattern", "min", "max")}
    return {key: value for key, value in said.items() if value is not None}


def python_pattern(pattern):
    """Java's and ECMAScript's spelling in Python's; surrogate pairs stand for what lies beyond the first plane."""
    return (
        pattern.replace(r"\p{Print}", r"[ -~]")
        .replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
        .replace(r"\Z", "")
    )


def accepts(said, name):
    pattern = said.get("pattern")
    fits = said.get("min", 0) <= len(name) <= said.get("max", len(name))
    return fits and (pattern is None or re.fullmatch(python_pattern(pattern), name, re.ASCII) is not None)


def samples(said):
    """Names at the limits, with each character at each end and inside, and every short one of awkward characters."""
    for length in {said["min"] - 1, said["min"], said["max"], said["max"] + 1}:
        yield "a" * length
    for code in [*range(1, 128), 0xE9, 0x3042, 0x1F600]:
        yield from (f"{chr(code)}abc", f"ab{chr(code)}cd", f"abc{chr(code)}")
    for length in range(1, 6):
        for letters in itertools.product("a0._-/", repeat=length):
            yield "".join(letters)


def difference(catalog, kind, source):
    """A name that one side accepts and the other does not, or None."""
    said, published = catalog["names"][kind], constraints(source)
    if "pattern" not in published:
        # A source without a pattern only limits the length.
        lengths = {key: (said[key], published[key]) for key in ("min", "max") if key in published}
        return next((key for key, (left, right) in lengths.items() if left != right), None)
    return next((name for name in samples(said) if accepts(said, name) != accepts(published, name)), None)


@pytest.mark.parametrize("kind, source", SOURCES, ids=source_name)
def test_a_name_is_as_published(catalog, kind, source):
    found = difference(catalog, kind, source)
    listed = DEVIATIONS.get((kind, source[0]))
    assert found is None or listed, f"{found!r}: Lintel {catalog['names'][kind]}, AWS {constraints(source)}"
    assert found is not None or not listed, "a deviation is listed that there is not"


def test_every_kind_of_name_is_compared(catalog):
    assert set(catalog["names"]) == set(PUBLISHED) | set(PROSE)
    assert {key for key, _ in DEVIATIONS} <= set(PUBLISHED)


@pytest.mark.parametrize("kind", PROSE)
def test_a_name_is_as_the_prose_says(catalog, kind):
    sources, right, wrong = PROSE[kind]
    for source in sources:
        assert not constraints(source), f"{source} now publishes the form: move {kind} to PUBLISHED"
    said = catalog["names"][kind]
    assert [name for name in right if not accepts(said, name)] == []
    assert [name for name in wrong if accepts(said, name)] == []


def fargate_sizes():
    """cfn-lint's table, as pairs of CPU units and MiB."""
    folder = files("cfnlint.data.schemas.extensions.aws_ecs_taskdefinition")
    table = json.loads(folder.joinpath("fargate_cpu_memory.json").read_text())
    for row in table["then"]["anyOf"]:
        cpus = row["properties"]["Cpu"]["then"]["enum"]
        memory = row["properties"]["Memory"]["then"]
        step = memory.get("multipleOf")
        memories = memory.get("enum") or range(memory["minimum"], memory["maximum"] + 1, step)
        yield from itertools.product(map(int, cpus), memories)


def test_fargate_has_these_sizes(catalog):
    expected = set(fargate_sizes())
    assert len(expected) > 50
    assert {tuple(pair) for pair in catalog["fargate"]} == expected


def test_logs_are_kept_this_long(catalog):
    schema = provider_schema("AWS::Logs::LogGroup")["properties"]["RetentionInDays"]
    assert catalog["logRetentionDays"] == schema["enum"]
