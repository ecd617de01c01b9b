"""What the rules take for granted about AWS is what outside sources say."""

import json
import re

import botocore.session
import hostile
import pytest
from catalogs import catalog_of
from command_line import run  # noqa: F401, fixture
from moto.ec2.models.instance_types import INSTANCE_TYPES

HEAD = "lintel: 1\nproject: shop\nregion: us-east-1\n"
NETWORK = """vpcs:
  main: { cidr: 10.0.0.0/16 }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24 }
securityGroups:
  web: { vpc: main, description: Instances }
"""


def findings(run, text, rule):
    done = run("lint", "-", "--format", "json", input=text.encode())
    return [finding for finding in json.loads(done.stdout)["findings"] if finding["rule"] == rule]


def test_architectures_follow_from_the_names_of_instance_types(run):
    """Every instance type there is, started from an image that is made on x86_64."""
    assert len(INSTANCE_TYPES) > 1300
    spec = HEAD + NETWORK + (
        "instances:\n  builder: { ami: ami-0123456789abcdef0, instanceType: m5.large, subnet: a, securityGroups: [web] }\n"
        "images:\n  web: { instance: builder }\n"
        "launchTemplates:\n"
    )
    lines = len(spec.splitlines())
    kinds = sorted(INSTANCE_TYPES)
    for number, kind in enumerate(kinds):
        spec += f"  t{number}: {{ image: web, instanceType: {kind}, securityGroups: [web] }}\n"
    refused = {kinds[finding["place"]["start"]["line"] - lines - 1] for finding in findings(run, spec, "architecture-mismatch")}
    expected = {
        kind
        for kind, facts in INSTANCE_TYPES.items()
        if not {"x86_64", "x86_64_mac"} & set(facts["ProcessorInfo"]["SupportedArchitectures"])
    }
    assert refused == expected and len(expected) > 300


TAG_VALUES = {
    "AWS::ECS": ("ecs", "TagValue"), "AWS::ElasticLoadBalancingV2": ("elbv2", "TagValue"),
    "AWS::IAM": ("iam", "tagValueType"), "AWS::Logs": ("logs", "TagValue"),
    "AWS::ApplicationAutoScaling": ("application-autoscaling", "TagValue"), "AWS::ECR": ("ecr", "TagValue"),
    "AWS::CloudWatch": ("cloudwatch", "TagValue"), "AWS::AutoScaling": ("autoscaling", "TagValue"),
}


def test_strict_services_refuse_what_the_rule_says(lintel):
    """The services whose tags are of few characters are those whose models say so."""
    strict = set(catalog_of(lintel)["strictTagServices"])
    shapes = TAG_VALUES
    assert strict <= set(shapes)
    session = botocore.session.get_session()
    published = {
        service
        for service, (name, shape) in shapes.items()
        if r"\p{L}\p{Z}\p{N}_.:/=+\-@]" in session.get_service_model(name).shape_for(shape).metadata.get("pattern", "")
    }
    assert strict == published


def test_tag_values_are_as_long_as_every_service_takes(lintel):
    session = botocore.session.get_session()
    for name, shape in TAG_VALUES.values():
        facts = session.get_service_model(name).shape_for(shape).metadata
        assert [facts.get("min", 0), facts.get("max", 256)] == catalog_of(lintel)["tagValueLength"], name


@pytest.mark.parametrize("value, refused", [
    ("a,b", True), ("a(b)", True), ("a'b", True), ("a!b", True), ("a#b", True), ("a\u2014b", True), ("\U0001f600", True),
    ("Zo\u00eb", False), ("\u6771\u4eac", False), ("a b", False), ("_.:/=+-@", False), ("\u0663", False),
])
def test_tag_values_of_strict_services(run, value, refused):
    spec = HEAD + f"clusters:\n  main: {{ tags: {{ note: {json.dumps(value, ensure_ascii=False)} }} }}\n"
    assert bool(findings(run, spec, "invalid-tag-value")) == refused


def test_no_default_timeout_of_health_checks_is_below_five_seconds(run):
    """AWS's own pages differ on the default; the rule holds for each of them."""
    model = botocore.session.get_session().get_service_model("elbv2")
    shape = model.operation_model("CreateTargetGroup").input_shape
    words = shape.members["HealthCheckTimeoutSeconds"].documentation
    defaults = [int(number) for number in re.findall(r"default is (\d+) seconds", words)]
    assert defaults and min(defaults) >= 5
    assert "5-300" in shape.members["HealthCheckIntervalSeconds"].documentation
    for interval in (5, 6, 30):
        group = f"targetGroups:\n  web: {{ vpc: main, port: 80, healthCheck: {{ interval: {interval} }} }}\n"
        assert bool(findings(run, HEAD + NETWORK + group, "health-check-outlasts-interval")) == (interval == 5)


def test_subnets_of_a_service_are_in_one_vpc():
    shape = botocore.session.get_session().get_service_model("ecs").shape_for("AwsVpcConfiguration")
    assert "must be from the same VPC" in shape.members["subnets"].documentation


def test_attributes_are_those_that_elastic_load_balancing_documents(lintel):
    """Their names, ranges, choices and defaults, held against the sentences of botocore's model."""
    model = botocore.session.get_session().get_service_model("elbv2")
    types = catalog_of(lintel)["types"]
    for noun in ("TargetGroup", "LoadBalancer"):
        words = re.sub("<[^>]+>", "", model.shape_for(f"{noun}Attribute").members["Key"].documentation)
        sections = re.split(r"([a-z0-9_]+(?:\.[a-z0-9_]+)+)\s+[-–]", words)
        documented = dict(zip(sections[1::2], sections[2::2], strict=True))
        rows = types[f"AWS::ElasticLoadBalancingV2::{noun}"]["properties"][f"{noun}Attributes"]["keys"]
        assert len(rows) > 10
        for name, row in rows.items():
            text = " ".join(documented[name].split())
            # What is said of some comes before what holds otherwise.
            defaults = re.findall(r"default(?: value)? is (?:1 day \()?(\w+)", text)
            if defaults and name != "preserve_client_ip.enabled":
                assert row.get("default") == defaults[-1], (name, text)
            bounds = re.search(r"range is (\d+)(?: second)?(?:-| to )(\d+(?! week)|1 week)", text)
            if bounds:
                most = re.search(r"\((\d+) seconds\)", text)[1] if "week" in bounds[2] else bounds[2]
                assert row.get("range") == [int(bounds[1]), int(most)], (name, text)
            for choice in row.get("choices", []):
                assert choice in text, (name, choice)


def text_of(shape):
    return re.sub("<[^>]+>", "", shape.documentation)


def bounds_of(field):
    (number,) = [form for form in field["anyOf"] if form["type"] == "integer"]
    return number["minimum"], number["maximum"]


def words_of(field):
    """Those of a field of few words, beside which a variable may stand."""
    (words,) = [form["enum"] for form in [field, *field.get("anyOf", ())] if "enum" in form]
    return words


def test_words_of_containers_are_those_of_ecs():
    """Capabilities, limits, systems and ranges, as botocore's model of ECS has them."""
    definitions = hostile.schema()["$defs"]
    task = botocore.session.get_session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    container = task.members["containerDefinitions"].member.members
    for side in ("add", "drop"):
        said = text_of(container["linuxParameters"].members["capabilities"].members[side]).split("Valid values:")[1]
        assert words_of(definitions["Capabilities"]["properties"][side]["items"]) == re.findall('"([A-Z_]+)"', said)
    limits = definitions["Container"]["properties"]["ulimits"]["propertyNames"]["pattern"]
    assert limits.strip("^$()").split("|") == container["ulimits"].member.members["name"].enum
    systems = words_of(definitions["TaskDefinition"]["properties"]["operatingSystem"])
    known = task.members["runtimePlatform"].members["operatingSystemFamily"].enum
    gone = {"WINDOWS_SERVER_2016_FULL", "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_20H2_CORE"}
    assert set(known) - set(systems) == gone and set(systems) <= set(known)
    checks = definitions["ContainerHealthCheck"]["properties"]
    for name in ("interval", "timeout", "retries", "startPeriod"):
        said = re.search(r"between (\d+) and (\d+)", text_of(container["healthCheck"].members[name]))
        assert bounds_of(checks[name]) == tuple(map(int, said.groups())), name
    for name in ("startTimeout", "stopTimeout"):
        said = re.search(r"valid values for Fargate are (\d+)-(\d+)", text_of(container[name]))
        assert bounds_of(definitions["Container"]["properties"][name]) == tuple(map(int, said.groups())), name
