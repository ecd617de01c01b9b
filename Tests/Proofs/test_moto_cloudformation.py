"""moto's own CloudFormation takes the templates: they parse, their references resolve, and an order of creation exists.

It drops most values, so this says nothing about them; test_fidelity.py does.
"""

import json

import pytest
from executor import parameters_to_supply

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse .* not supported:UserWarning")

# Types that moto passes over: the stack is complete without them, and they have no row, or one without a type.
UNKNOWN_TYPES = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::AutoScaling::ScalingPolicy",
    "AWS::CloudWatch::Alarm",
}
# moto makes it and gives it no identifier.
NAMELESS_TYPE = "AWS::EC2::SecurityGroupIngress"


def arguments(template, parameters):
    return {
        "StackName": "proof",
        "TemplateBody": json.dumps(template),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
    }


def observe(cloudformation):
    """The stack, and the rows of its resources that moto knows."""
    (stack,) = cloudformation.describe_stacks(StackName="proof")["Stacks"]
    rows = cloudformation.list_stack_resources(StackName="proof")["StackResourceSummaries"]
    return stack, {row["LogicalResourceId"]: row for row in rows if row.get("ResourceType")}


def create(template, session, **parameters):
    cloudformation = session.client("cloudformation")
    cloudformation.create_stack(**arguments(template, {**parameters_to_supply(template, session), **parameters}))
    return observe(cloudformation)


def test_the_stack_is_created(template, session):
    stack, rows = create(template, session)
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert {output["OutputKey"] for output in stack["Outputs"]} == set(template["Outputs"])
    for name, resource in template["Resources"].items():
        if resource["Type"] in UNKNOWN_TYPES:
            continue
        row = rows[name]
        assert row["ResourceType"] == resource["Type"]
        assert row["ResourceStatus"] == "CREATE_COMPLETE"
        assert bool(row["PhysicalResourceId"]) != (resource["Type"] == NAMELESS_TYPE), name
    rules = session.client("ec2").describe_security_group_rules()["SecurityGroupRules"]
    between_groups = [rule for rule in rules if "ReferencedGroupInfo" in rule]
    assert len(between_groups) == sum(r["Type"] == NAMELESS_TYPE for r in template["Resources"].values())


def test_what_moto_does_not_know_is_still_unknown(template, session):
    _, rows = create(template, session)
    unknown = [name for name, resource in template["Resources"].items() if resource["Type"] in UNKNOWN_TYPES]
    assert unknown
    for name in unknown:
        assert name not in rows, f"moto knows {template['Resources'][name]['Type']} now"


def test_the_base_is_created_alone(template, session):
    _, rows = create(template, session, Stage="base")
    assert set(rows) == {name for name, resource in template["Resources"].items() if "Condition" not in resource}


def test_the_whole_system_follows_the_base(template, session):
    """The two steps that Lintel prints: create without what waits for an image, then update."""
    parameters = parameters_to_supply(template, session)
    cloudformation = session.client("cloudformation")
    cloudformation.create_stack(**arguments(template, {**parameters, "Stage": "base"}))
    cloudformation.update_stack(**arguments(template, {**parameters, "Stage": "all"}))
    stack, rows = observe(cloudformation)
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert set(rows) == {name for name, r in template["Resources"].items() if r["Type"] not in UNKNOWN_TYPES}
