"""Makes resources as CloudFormation does: by the call that the table of types leads to, with every property taken."""

import hashlib
from dataclasses import dataclass, field

from descriptions import describe
from intrinsics import TemplateError
from service_models import fit, names_to_generate, spelled

REQUIRED = object()


@dataclass(frozen=True)
class Made:
    """What Ref and Fn::GetAtt give for a resource that exists."""

    reference: str
    attributes: object = field(default_factory=dict)


class Properties:
    """A resource's properties, each of which somebody must take."""

    def __init__(self, values, path):
        self._values = dict(values)
        self._path = path

    def __iter__(self):
        return iter(list(self._values))

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


class Attributes:
    """What Fn::GetAtt gives: what the creating call answered, or else what describing answers."""

    def __init__(self, row, session, thing, reference):
        self._row = row
        self._session = session
        self._thing = thing
        self._reference = reference

    def __contains__(self, name):
        return name in self._row.attribute_names

    def __getitem__(self, name):
        value = self._row.attribute_of(self._thing, name)
        if value is None:
            value = self._row.attribute_of(describe(self._row, self._session, self._reference), name)
        if value is None:
            raise TemplateError(f"{self._row.type}: nothing says what {name} is")
        return value if isinstance(value, (str, list)) else str(value)


class Maker:
    """Makes one resource."""

    def __init__(self, session, stack, name):
        self.session = session
        self.stack = stack
        self.name = name

    def client(self, service):
        return self.session.client(service)

    def make(self, row, values):
        properties = Properties(values, self.name)
        thing = (row.creates or regular)(self, row, properties)
        properties.finish()
        reference = row.reference_of(thing)
        return Made(reference, Attributes(row, self.session, thing, reference))

    def generated_name(self):
        """A name for what has no name property, in the form that CloudFormation gives."""
        digest = hashlib.sha256(f"{self.stack}/{self.name}".encode()).hexdigest()[:12].upper()
        return f"{self.stack}-{self.name}-{digest}"

    def call(self, service, called, **arguments):
        return getattr(self.client(service), called.python_name)(**arguments)


def regular(maker, row, properties, **arguments):
    """Makes a resource with one call, and sets what is left with the calls that the row names. Gives what it made."""
    members = row.creating.input_shape.members
    arguments = dict(arguments)
    for member in names_to_generate(row.type, row.creating):
        arguments.setdefault(member, maker.generated_name())
    if row.named:
        arguments[spelled(row.named, members)] = maker.generated_name()
    later = {}
    for name in properties:
        member = row.parameters.get(name) or spelled(name, members)
        if name in row.then:
            later[name] = properties.take(name)
        elif name == "Tags" and member is None and "TagSpecifications" in members:
            known = members["TagSpecifications"].member.members["ResourceType"].enum
            tags = [{"ResourceType": row.tag_type(known), "Tags": properties.take("Tags")}]
            arguments["TagSpecifications"] = tags
        elif member:
            arguments[member] = fit(members[member], properties.take(name))
    answer = maker.call(row.service, row.creating, **arguments)
    found = row.main(row.creating, answer)
    scalars = {key: value for key, value in answer.items() if not isinstance(value, (dict, list))}
    thing = {**arguments, **(found[0] if len(found) == 1 else {}), **scalars}
    for name, value in later.items():
        row.then[name](maker, row, thing, value)
    return thing
