"""The part of CloudFormation's template language that turns a template and parameter values into plain values."""

import base64
import ipaddress
import re
from itertools import islice

SUBSTITUTION = re.compile(r"\$\{([^}]*)\}")
# A dynamic reference to a parameter of Systems Manager.
DYNAMIC = re.compile(r"\{\{resolve:ssm:([^:}]+)\}\}")
PSEUDO = ("AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackName", "AWS::URLSuffix")
NO_VALUE = object()


class TemplateError(Exception):
    """The template says something that CloudFormation would reject, or that the executor does not understand."""


def intrinsic(value):
    """(function, argument) when the value is a call, else None."""
    if isinstance(value, dict) and len(value) == 1:
        ((name, argument),) = value.items()
        if name in ("Ref", "Condition") or name.startswith("Fn::"):
            return name, argument
    return None


def references(value):
    """The names of everything the value refers to: resources, parameters and pseudo parameters."""
    call = intrinsic(value)
    if call:
        name, argument = call
        if name == "Ref":
            return {argument}
        if name == "Fn::GetAtt":
            return {_attribute(argument)[0]}
        if name == "Fn::Sub":
            text, bindings = _substitution(argument)
            names = {n.split(".")[0] for n in SUBSTITUTION.findall(text) if not n.startswith("!")}
            return (names - set(bindings)) | references(list(bindings.values()))
        if name == "Fn::If":
            return references(argument[1:])
        return references(argument)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return set().union(*map(references, value)) if value else set()
    return set()


class Elsewhere:
    """What an account knows outside of the stack."""

    def __init__(self, session):
        self._session = session

    def export(self, name):
        found = [e["Value"] for e in self._session.client("cloudformation").list_exports()["Exports"] if e["Name"] == name]
        if not found:
            raise TemplateError(f"there is no export {name}")
        return found[0]

    def parameter(self, name):
        return self._session.client("ssm").get_parameter(Name=name)["Parameter"]["Value"]


class Scope:
    """What a template's names stand for: parameters, pseudo parameters, conditions, and the resources made so far."""

    def __init__(self, parameters, pseudo, conditions, elsewhere):
        self.parameters = parameters
        self.pseudo = pseudo
        self._conditions = conditions
        # What other stacks and Systems Manager know.
        self._elsewhere = elsewhere
        self._open = []
        self.resources = {}

    def condition(self, name):
        if name not in self._conditions:
            raise TemplateError(f"there is no condition {name}")
        if name in self._open:
            raise TemplateError(f"condition {name} refers to itself")
        self._open.append(name)
        try:
            return self._truth(self._conditions[name])
        finally:
            self._open.pop()

    def _truth(self, value):
        name, argument = intrinsic(value) or (None, None)
        if name == "Fn::Equals":
            left, right = map(self.resolve, argument)
            return str(left) == str(right)
        if name == "Condition":
            return self.condition(argument)
        if name == "Fn::Not":
            return not self._truth(argument[0])
        if name == "Fn::And":
            return all(map(self._truth, argument))
        if name == "Fn::Or":
            return any(map(self._truth, argument))
        raise TemplateError(f"not a condition: {value}")

    def resolve(self, value):
        call = intrinsic(value)
        if call:
            return self._call(*call)
        if isinstance(value, dict):
            resolved = {key: self.resolve(item) for key, item in value.items()}
            return {key: item for key, item in resolved.items() if item is not NO_VALUE}
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not NO_VALUE]
        if value is None:
            raise TemplateError("null is not a value")
        if isinstance(value, str):
            return DYNAMIC.sub(lambda match: self._elsewhere.parameter(match[1]), value)
        return value

    def _call(self, name, argument):
        if name == "Ref":
            return self._reference(argument)
        if name == "Fn::GetAtt":
            return self._attribute_of(*_attribute(argument))
        if name == "Fn::Sub":
            return self._substitute(argument)
        if name == "Fn::Join":
            separator, items = argument
            return separator.join(map(text_of, self.resolve(items)))
        if name == "Fn::Base64":
            return base64.b64encode(self.resolve(argument).encode()).decode()
        if name == "Fn::ImportValue":
            return self._elsewhere.export(self.resolve(argument))
        if name == "Fn::Split":
            separator, text = argument
            return text_of(self.resolve(text)).split(separator)
        if name == "Fn::Select":
            index, items = argument
            return self.resolve(items)[int(index)]
        if name == "Fn::Cidr":
            block, count, bits = argument
            network = ipaddress.ip_network(self.resolve(block))
            blocks = network.subnets(new_prefix=network.max_prefixlen - int(bits))
            return [str(one) for one in islice(blocks, int(count))]
        if name == "Fn::If":
            condition, yes, no = argument
            return self.resolve(yes if self.condition(condition) else no)
        raise TemplateError(f"function {name} is not understood")

    def _reference(self, name):
        if name == "AWS::NoValue":
            return NO_VALUE
        for names in (self.parameters, self.pseudo):
            if name in names:
                return names[name]
        return self._resource(name).reference

    def _attribute_of(self, name, attribute):
        attributes = self._resource(name).attributes
        if attribute not in attributes:
            raise TemplateError(f"{name} has no attribute {attribute}")
        return attributes[attribute]

    def _resource(self, name):
        if name not in self.resources:
            raise TemplateError(f"{name} is neither a parameter nor a resource that exists by now")
        return self.resources[name]

    def _substitute(self, argument):
        text, bindings = _substitution(argument)

        def replacement(match):
            name = match[1]
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in bindings:
                return text_of(self.resolve(bindings[name]))
            resource, dot, attribute = name.partition(".")
            return text_of(self._attribute_of(resource, attribute) if dot else self._reference(name))

        return SUBSTITUTION.sub(replacement, text)


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (str, int, float)):
        raise TemplateError(f"not text: {value}")
    return str(value)


def _attribute(argument):
    if isinstance(argument, str):
        argument = argument.split(".", 1)
    if len(argument) != 2 or not all(isinstance(part, str) for part in argument):
        raise TemplateError(f"not a resource and an attribute: {argument}")
    return tuple(argument)


def _substitution(argument):
    return (argument, {}) if isinstance(argument, str) else (argument[0], argument[1])
