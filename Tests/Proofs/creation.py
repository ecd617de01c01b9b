"""What the creators of resources share."""

import hashlib
from dataclasses import dataclass, field

from intrinsics import TemplateError

REQUIRED = object()


@dataclass(frozen=True)
class Made:
    """What Ref and Fn::GetAtt give for a resource that exists."""

    reference: str
    attributes: dict = field(default_factory=dict)


class Properties:
    """A resource's properties, each of which somebody must take."""

    def __init__(self, values, path):
        self._values = dict(values)
        self._path = path

    def take(self, name, default=REQUIRED):
        if name in self._values:
            return self._values.pop(name)
        if default is REQUIRED:
            raise TemplateError(f"{self._path}.{name} is missing")
        return default

    def group(self, name):
        """The properties inside a property, to be taken one by one as well."""
        return Properties(self.take(name, {}), f"{self._path}.{name}")

    def pick(self, *names):
        """Those of the named properties that are set, for calls that spell them the same way."""
        return {name: self._values.pop(name) for name in names if name in self._values}

    def finish(self):
        if self._values:
            raise TemplateError(f"{self._path}: nothing uses {', '.join(sorted(self._values))}")


class Maker:
    """Makes one resource."""

    def __init__(self, session, stack, name):
        self.session = session
        self.stack = stack
        self.name = name

    def client(self, service):
        return self.session.client(service)

    def make(self, creator, values):
        properties = Properties(values, self.name)
        made = creator(self, properties)
        properties.finish()
        return made

    def generated_name(self):
        """A name for what has no name property, in the form that CloudFormation gives."""
        digest = hashlib.sha256(f"{self.stack}/{self.name}".encode()).hexdigest()[:12].upper()
        return f"{self.stack}-{self.name}-{digest}"


def tag_specifications(properties, resource_type):
    """The TagSpecifications argument of an EC2 call, or no argument."""
    tags = properties.take("Tags", [])
    return {"TagSpecifications": [{"ResourceType": resource_type, "Tags": tags}]} if tags else {}


# Maps whose keys belong to the user, not to AWS.
FREE_MAPS = ("Options", "DockerLabels", "DriverOpts", "Labels")


def lower_camel(value):
    """CloudFormation's PascalCase keys as the lowerCamelCase ones that some services use.

    botocore rejects any that come out wrong.
    """
    if isinstance(value, list):
        return [lower_camel(item) for item in value]
    if isinstance(value, dict):
        return {k[:1].lower() + k[1:]: v if k in FREE_MAPS else lower_camel(v) for k, v in value.items()}
    return value


def lower_tags(properties):
    return {"tags": lower_camel(properties.take("Tags", []))}


def boolean(value):
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise TemplateError(f"{value!r} is neither true nor false")
