"""Does what CloudFormation would do with a template, against whatever answers the AWS API.

It reads nothing but the template and parameter values. A resource type that is not in the table, a property that no call
uses, and a reference to nothing are failures: nothing in a template is passed over.
"""

import re
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from creation import Maker
from intrinsics import PSEUDO, Elsewhere, Scope, TemplateError, references
from resource_table import TABLE

TEMPLATE_KEYS = {"AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources", "Outputs"}
PARAMETER_KEYS = {"Type", "Default", "AllowedValues", "AllowedPattern", "Description"}
PARAMETER_TYPES = {"String", "Number", "AWS::EC2::Image::Id", "AWS::SSM::Parameter::Value<String>"}
# The policies say what happens to a resource after its creation, so creating it ignores them.
# An update policy says nothing of what is made.
RESOURCE_KEYS = {"Type", "Properties", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "UpdatePolicy"}
OUTPUT_KEYS = {"Export", "Value", "Description", "Condition"}


@dataclass
class Execution:
    """What came of a template."""

    session: object
    # Per logical id: its type, the properties with every reference resolved, and what Ref and Fn::GetAtt give.
    types: dict = field(default_factory=dict)
    properties: dict = field(default_factory=dict)
    made: dict = field(default_factory=dict)
    outputs: dict = field(default_factory=dict)


def execute(template, session, parameters=None, stack="proof"):
    require_known(template, TEMPLATE_KEYS, "template")
    elsewhere = Elsewhere(session)
    scope = Scope(
        _parameters(template.get("Parameters", {}), parameters or {}, elsewhere),
        _pseudo(session, stack),
        template.get("Conditions", {}),
        elsewhere,
    )
    resources = template["Resources"]
    order = creation_order(resources, scope.parameters)
    wanted = {name for name in order if _is_wanted(resources[name], scope)}
    execution = Execution(session)
    for name in order:
        if name not in wanted:
            continue
        resource = resources[name]
        row = TABLE.get(resource["Type"])
        if not row:
            raise TemplateError(f"{name}: type {resource['Type']} is not in the table")
        properties = scope.resolve(resource.get("Properties", {}))
        execution.types[name] = resource["Type"]
        execution.properties[name] = properties
        execution.made[name] = scope.resources[name] = Maker(session, stack, name).make(row, properties)
    for name, output in template.get("Outputs", {}).items():
        require_known(output, OUTPUT_KEYS, f"output {name}")
        if _is_wanted(output, scope):
            execution.outputs[name] = scope.resolve(output["Value"])
    return execution


def creation_order(resources, parameters=()):
    """The logical ids, each after everything it refers to or depends on."""
    names = set(resources)
    known = names | set(parameters) | set(PSEUDO) | {"AWS::NoValue"}
    graph = TopologicalSorter()
    for name, resource in resources.items():
        require_known(resource, RESOURCE_KEYS, name)
        explicit = resource.get("DependsOn", [])
        explicit = {explicit} if isinstance(explicit, str) else set(explicit)
        needed = references(resource.get("Properties", {}))
        dangling = (needed - known) | (explicit - names)
        if dangling:
            raise TemplateError(f"{name} refers to {', '.join(sorted(dangling))}, which does not exist")
        graph.add(name, *sorted((needed & names) | explicit))
    try:
        return list(graph.static_order())
    except CycleError as error:
        raise TemplateError(f"a cycle: {' -> '.join(error.args[1])}") from error


def require_known(mapping, known, where):
    unknown = mapping.keys() - known
    if unknown:
        raise TemplateError(f"{where}: {', '.join(sorted(unknown))} is not understood")


def _is_wanted(entry, scope):
    return "Condition" not in entry or scope.condition(entry["Condition"])


def _parameters(declared, given, elsewhere):
    if given.keys() - declared.keys():
        raise TemplateError(f"no such parameters: {', '.join(sorted(given.keys() - declared.keys()))}")
    values = {}
    for name, parameter in declared.items():
        require_known(parameter, PARAMETER_KEYS, f"parameter {name}")
        if parameter["Type"] not in PARAMETER_TYPES:
            raise TemplateError(f"parameter {name}: type {parameter['Type']} is not understood")
        if name not in given and "Default" not in parameter:
            raise TemplateError(f"parameter {name} has no value")
        value = given.get(name, parameter.get("Default"))
        allowed = parameter.get("AllowedValues")
        if allowed and value not in allowed:
            raise TemplateError(f"parameter {name}: {value!r} is none of {allowed}")
        pattern = parameter.get("AllowedPattern")
        if pattern and not re.fullmatch(pattern, str(value)):
            raise TemplateError(f"parameter {name}: {value!r} does not match {pattern}")
        # Of such a parameter the value is a name: what is stored under it counts.
        stored = parameter["Type"].startswith("AWS::SSM::Parameter::Value<")
        values[name] = elsewhere.parameter(value) if stored else str(value)
    return values


def _pseudo(session, stack):
    account = session.client("sts").get_caller_identity()["Account"]
    partition = session.get_partition_for_region(session.region_name)
    suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
    return {
        "AWS::AccountId": account,
        "AWS::Partition": partition,
        "AWS::Region": session.region_name,
        "AWS::StackName": stack,
        "AWS::URLSuffix": suffix,
    }


def parameters_to_supply(template, session):
    """Values for the parameters without a default: what a person makes between the two stages."""
    values = {}
    for name, parameter in template.get("Parameters", {}).items():
        if parameter["Type"] == "AWS::EC2::Image::Id" and "Default" not in parameter:
            values[name] = session.client("ec2").register_image(Name=f"made-for-{name}")["ImageId"]
    return values
