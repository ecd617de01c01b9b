"""What botocore's models and CloudFormation's schemas (as cfn-lint ships them) say of a type's calls.

Nothing here is about a single type. What these sources do not say stands in resource_table.py.
"""

import json
import re
from functools import cache

import botocore.session
from botocore import xform_name
from catalogs import provider_schema
from intrinsics import TemplateError, text_of

# Services that botocore and IAM's permissions call otherwise than CloudFormation does.
SERVICES = {"CertificateManager": "acm", "ElasticLoadBalancingV2": "elbv2", "ApplicationAutoScaling": "application-autoscaling"}
PREFIXES = {"elbv2": "elasticloadbalancing"}
MAKING = ("Create", "Put", "Register", "Run", "Allocate", "Attach", "Associate", "Authorize", "Request")
READING = ("Describe", "Get")


def service_of(type_name):
    name = type_name.split("::")[1]
    return SERVICES.get(name, name.lower())


def noun_of(type_name):
    return type_name.split("::")[2]


@cache
def model_of(service):
    return botocore.session.get_session().get_service_model(service)


@cache
def operation(service, name):
    """The model of an operation that is called as a client's method or as in a permission."""
    model = model_of(service)
    names = {xform_name(one): one for one in model.operation_names}
    found = model.operation_model(names[xform_name(name)])
    found.python_name = xform_name(name)
    return found


@cache
def permitted(type_name, handler):
    """The operations of the type's own service that a handler of CloudFormation may call, in its order."""
    service = service_of(type_name)
    handlers = provider_schema(type_name).get("handlers", {})
    said = [one.partition(":") for one in handlers.get(handler, {}).get("permissions", [])]
    known = model_of(service).operation_names
    return [action for prefix, _, action in said if prefix == PREFIXES.get(service, service) and action in known]


def call_for(type_name, handler, verbs):
    """The operation that does what a handler is for, if it names one.

    One that ends with the type's noun comes before one that has it in its name, and that before the first.
    """
    possible = [one for one in permitted(type_name, handler) if one.startswith(verbs) and not one.endswith("Tags")]
    noun = noun_of(type_name).lower()
    exact = [one for one in possible if one.lower().endswith((noun, plural(noun)))]
    named = [one for one in possible if noun in one.lower()]
    return next(iter([*exact, *named, *possible]), None)


def identifiers_of(type_name):
    """The properties that CloudFormation knows a resource by."""
    return [path.removeprefix("/properties/") for path in provider_schema(type_name)["primaryIdentifier"]]


def names_to_generate(type_name, creating):
    """The parameters that the API requires and a template may leave out: CloudFormation then makes a name."""
    stated = provider_schema(type_name).get("required", [])
    required = creating.input_shape.required_members
    return [name for name in required if name.lower().endswith("name") and not spelled(name, stated)]


def has_tags(type_name):
    return provider_schema(type_name).get("tagging", {}).get("taggable", True)


def attributes_of(type_name):
    """What Fn::GetAtt may ask for, but for what is inside other properties."""
    paths = provider_schema(type_name).get("readOnlyProperties", [])
    names = [path.removeprefix("/properties/") for path in paths]
    return [name for name in names if "/" not in name]


def spelled(name, known, noun=""):
    """How a service spells a property: alike but for case, or with the noun before it; None when it does not."""
    lower = {one.lower(): one for one in known}
    for candidate in (name, f"{noun}{name}"):
        if candidate in known:
            return candidate
        if candidate.lower() in lower:
            return lower[candidate.lower()]
    return None


def plural(name):
    return re.sub("y$", "ie", name) + "s"


def boolean(value):
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise TemplateError(f"{value!r} is neither true nor false")


def fit(shape, value):
    """A property's value as a parameter: members as the service spells them, numbers for text, text for documents.

    What has no place keeps its name, and botocore rejects it.
    """
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        fitted = {}
        for key, item in value.items():
            name = spelled(key, shape.members)
            fitted[name or key] = fit(shape.members[name], item) if name else item
        return fitted
    if kind == "list" and isinstance(value, list):
        return [fit(shape.member, item) for item in value]
    if kind == "map" and isinstance(value, list):
        return {tag["Key"]: tag["Value"] for tag in value}
    if kind == "map" and isinstance(value, dict):
        return {key: fit(shape.value, item) for key, item in value.items()}
    if kind in ("integer", "long") and not isinstance(value, bool):
        return int(value)
    if kind in ("float", "double") and not isinstance(value, bool):
        return float(value)
    if kind == "boolean":
        return boolean(value)
    if kind == "string":
        if isinstance(value, dict):
            return json.dumps(value)
        if isinstance(value, list):
            return ",".join(value)
        return text_of(value)
    return value


def result_of(called, noun):
    """(member, whether it is a list) that holds what an operation is about; no member for an answer without one."""
    output = called.output_shape
    members = output.members if output else {}
    found = {key: shape.type_name == "list" for key, shape in members.items() if holds_structures(shape)}
    if len(found) > 1:
        # Beside it stand tags, warnings and what else AWS has to say.
        found = {key: is_list for key, is_list in found.items() if key.lower() in (noun.lower(), plural(noun).lower())}
    return next(iter(found.items()), (None, False))


def holds_structures(shape):
    if shape.type_name == "list":
        shape = shape.member
    return shape.type_name == "structure"
