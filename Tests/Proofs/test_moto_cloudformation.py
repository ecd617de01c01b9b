"""moto's own CloudFormation takes the templates: they parse, their references resolve, and an order of creation exists.

It drops most values, so this says nothing about them; test_fidelity.py does.
"""

import copy
import json

import pytest
from botocore.exceptions import ClientError
from executor import parameters_to_supply

# Types that moto passes over: the stack is complete without them, and their row has neither type nor identifier.
UNKNOWN_TYPES = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::AutoScaling::ScalingPolicy",
    "AWS::CloudWatch::Alarm",
}


def create(template, session, **parameters):
    supplied = {**parameters_to_supply(template, session), **parameters}
    cloudformation = session.client("cloudformation")
    cloudformation.create_stack(
        StackName="proof",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in supplied.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    (stack,) = cloudformation.describe_stacks(StackName="proof")["Stacks"]
    rows = cloudformation.list_stack_resources(StackName="proof")["StackResourceSummaries"]
    return stack, {row["LogicalResourceId"]: row for row in rows}


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
        assert row["PhysicalResourceId"]


def test_what_moto_does_not_know_is_still_unknown(template, session):
    _, rows = create(template, session)
    unknown = [name for name, resource in template["Resources"].items() if resource["Type"] in UNKNOWN_TYPES]
    assert unknown
    for name in unknown:
        assert not rows.get(name, {}).get("PhysicalResourceId"), f"moto knows {template['Resources'][name]['Type']} now"


def test_the_base_is_created_alone(template, session):
    _, rows = create(template, session, Stage="base")
    made = {name for name, row in rows.items() if row.get("PhysicalResourceId")}
    unconditional = {name for name, r in template["Resources"].items() if "Condition" not in r}
    assert made == unconditional
