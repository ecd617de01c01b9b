"""What the specs of the examples mean in AWS's words, worked out a second time: from the rules of the language, without Lintel.

Entries are read with `take`, so a key that this translation does not know is a failure and not passed over. A value is written as
text, because CloudFormation takes "1" for 1; `{Name}` and `{Name.Attribute}` stand for what Ref and Fn::GetAtt give.
"""

from creation import Properties
from intrinsics import intrinsic, text_of
from service_models import boolean

KINDS = {
    "vpcs": "Vpc",
    "subnets": "Subnet",
    "securityGroups": "SecurityGroup",
    "repositories": "Repository",
    "roles": "Role",
    "clusters": "Cluster",
    "taskDefinitions": "TaskDefinition",
    "loadBalancers": "LoadBalancer",
    "targetGroups": "TargetGroup",
    "services": "Service",
    "scalingPolicies": "ScalingPolicy",
    "launchTemplates": "LaunchTemplate",
    "autoScalingGroups": "AutoScalingGroup",
}
# Sections that the template of an environment does not hold, with the reason.
ELSEWHERE = {
    "instances": "one that only serves an image is started by the printed commands",
    "images": "CloudFormation has no resource for an AMI; the template asks for it as a parameter",
}
# Top-level keys that say nothing about a resource by themselves.
SETTINGS = {"lintel", "project", "region", "account", "naming", "parameters", "load"}


def pascal(identifier):
    return "".join(word[:1].upper() + word[1:] for word in identifier.split("-"))


def logical(section, identifier):
    return KINDS[section] + pascal(identifier)


def reference(section, identifier, attribute=None):
    name = logical(section, identifier)
    return f"{{{name}.{attribute}}}" if attribute else f"{{{name}}}"


def group_ids(identifiers):
    return [reference("securityGroups", one, "GroupId") for one in identifiers]


def subnet_ids(identifiers):
    return [reference("subnets", one) for one in identifiers]


class System:
    """Resources by logical id, each with its type and properties; and parameters with what is known of them."""

    def __init__(self, specification, environment):
        self.specification = specification
        self.environment = environment
        self.resources = {}
        self.parameters = {}

    def add(self, name, type_name, properties):
        assert name not in self.resources, f"{name} is there twice"
        self.resources[name] = {"Type": type_name, "Properties": properties}

    def tags(self, name, shown=None, **more):
        """Lintel's own tags, and Name where AWS has no other place for a name."""
        tags = {"Name": shown} if shown else {}
        tags["lintel:project"] = self.specification["project"]
        if self.environment:
            tags["lintel:environment"] = self.environment
        tags["lintel:id"] = name
        return [{"Key": key, "Value": value, **more} for key, value in tags.items()]


def translate(specification, environment, sections):
    """The system that a merged spec describes; sections holds one function for each section."""
    system = System(specification, environment)
    for key, entries in specification.items():
        if key in SETTINGS or key in ELSEWHERE:
            continue
        for identifier, values in entries.items():
            entry = Properties(values, f"{key}.{identifier}")
            sections[key](system, identifier, logical(key, identifier), entry)
            entry.finish()
    for name, values in specification.get("parameters", {}).items():
        system.parameters[name[:1].upper() + name[1:]] = {
            "Type": "String",
            "Default": values["default"],
            "Description": values["description"],
        }
    for identifier in specification.get("images", {}):
        system.parameters[f"{pascal(identifier)}ImageId"] = {"Type": "AWS::EC2::Image::Id"}
    return system


def ports(text):
    """The first and last of `8080` or `8000-8080`."""
    first, _, last = str(text).partition("-")
    return first, last or first


def enabled(value):
    return "ENABLED" if boolean(value) else "DISABLED"


# Values of a template and of a translation in one form.


def plain(value):
    """Scalars as text, references as `{Name}`, and lists in one order: in these templates none has a meaning by its order."""
    call = intrinsic(value)
    if call:
        return _plain_call(*call)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((plain(item) for item in value), key=repr)
    return text_of(value)


def _plain_call(name, argument):
    if name == "Ref":
        return f"{{{argument}}}"
    if name == "Fn::GetAtt":
        return "{" + (argument if isinstance(argument, str) else ".".join(argument)) + "}"
    if name == "Fn::Sub" and isinstance(argument, str):
        return argument.replace("${", "{")
    raise AssertionError(f"{name} is not expected in these templates: {argument}")
