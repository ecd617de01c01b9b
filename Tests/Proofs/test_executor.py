"""The templates can be carried out: every type, property and reference means something to the API."""

import copy

import pytest
from executor import creation_order, execute, parameters_to_supply
from intrinsics import Scope, TemplateError


def test_the_whole_system_is_created(template, session):
    execution = execute(template, session, parameters_to_supply(template, session))
    assert set(execution.made) == set(template["Resources"])
    assert set(execution.outputs) == set(template["Outputs"])


def test_the_base_is_created_alone(template, session):
    """The first of the two stages refers to nothing of the second."""
    execution = execute(template, session, {**parameters_to_supply(template, session), "Stage": "base"})
    conditional = {name for name, resource in template["Resources"].items() if "Condition" in resource}
    assert conditional
    assert set(execution.made) == set(template["Resources"]) - conditional


def test_order_follows_references_and_depends_on():
    resources = {
        "C": {"Type": "T", "Properties": {"x": {"Fn::Sub": "${B.Arn}-${AWS::Region}-${P}"}}},
        "B": {"Type": "T", "DependsOn": "A", "Properties": {}},
        "A": {"Type": "T", "Properties": {"list": [{"Fn::GetAtt": ["D", "Arn"]}]}},
        "D": {"Type": "T"},
    }
    assert creation_order(resources, {"P"}) == ["D", "A", "B", "C"]


@pytest.mark.parametrize(
    ("resources", "message"),
    [
        ({"A": {"Type": "T", "Properties": {"x": {"Ref": "B"}}}}, "A refers to B"),
        ({"A": {"Type": "T", "DependsOn": ["B"]}}, "A refers to B"),
        ({"A": {"Type": "T", "DependsOn": ["P"]}}, "A refers to P"),
        ({"A": {"Type": "T", "Properties": {"x": {"Fn::Sub": "${B.Arn}"}}}}, "A refers to B"),
        ({"A": {"Type": "T", "DependsOn": "B"}, "B": {"Type": "T", "DependsOn": "A"}}, "a cycle"),
        ({"A": {"Type": "T", "CreationPolicy": {}}}, "CreationPolicy is not understood"),
    ],
)
def test_bad_references_are_failures(resources, message):
    with pytest.raises(TemplateError, match=message):
        creation_order(resources, {"P"})


def test_intrinsics():
    scope = Scope({"P": "p"}, {"AWS::Region": "r"}, {"Yes": {"Fn::Equals": [{"Ref": "P"}, "p"]}}, None)
    assert scope.resolve({"Fn::Join": ["-", [{"Ref": "P"}, "x", {"Ref": "AWS::Region"}]]}) == "p-x-r"
    assert scope.resolve({"Fn::Sub": ["${P}${v}${!v}", {"v": {"Ref": "AWS::Region"}}]}) == "pr${v}"
    assert scope.resolve({"Fn::If": ["Yes", 1, {"Ref": "Nowhere"}]}) == 1
    assert scope.resolve({"a": {"Ref": "AWS::NoValue"}, "b": [{"Ref": "AWS::NoValue"}, 2]}) == {"b": [2]}
    with pytest.raises(TemplateError, match="Fn::GetAZs"):
        scope.resolve({"Fn::GetAZs": ""})


def test_nothing_is_passed_over(template, session):
    """A property that no call uses, and a type that is not in the table, end the execution."""
    parameters = parameters_to_supply(template, session)
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::EC2::VPC":
            unused = copy.deepcopy(template)
            unused["Resources"][name]["Properties"]["NothingOfTheKind"] = "default"
            with pytest.raises(TemplateError, match="NothingOfTheKind"):
                execute(unused, session, parameters)
            unknown = copy.deepcopy(template)
            unknown["Resources"][name]["Type"] = "AWS::EC2::DHCPOptions"
            with pytest.raises(TemplateError, match="DHCPOptions is not in the table"):
                execute(unknown, session, parameters)
            return
    pytest.fail("no VPC to try it on")
