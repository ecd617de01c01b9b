"""Asks the API about resources: what the calls of the table of types answer."""

import json

import jmespath
from service_models import has_tags, plural, spelled


def only(items):
    (item,) = items
    return item


def ask(session, service, called, **arguments):
    """A whole answer, however many pages it has."""
    client, name = session.client(service), called.python_name
    if client.can_paginate(name):
        return client.get_paginator(name).paginate(**arguments).build_full_result()
    return getattr(client, name)(**arguments)


def describe(row, session, reference):
    """What the API says of the resource that Ref means."""
    if row.describes:
        return completed(row, session, row.describes(session, reference))
    members = row.reading.input_shape.members
    name = row.ref or row.identifiers[0]
    asked = spelled(plural(name), members) or spelled(name, members) if row.asked is None else row.asked
    arguments = dict(row.given)
    if asked:
        arguments[asked] = [reference] if members[asked].type_name == "list" else reference
    found = row.main(row.reading, ask(session, row.service, row.reading, **arguments))
    # Some calls ask for a beginning of a name only, or for everything.
    if len(found) > 1:
        found = [one for one in found if row.reference_of(one) == reference]
    return completed(row, session, only(found))


def completed(row, session, description):
    """A description with the members that take calls of their own."""
    tags = TAGS.get(row.service, {}) if has_tags(row.type) else {}
    for member, read in {**tags, **row.more}.items():
        description[member] = read(session, row, description)
    if row.tidies:
        row.tidies(description)
    return description


def reads(operation, parameter, path, member=None, **others):
    """What asks for a member: a call with what the description says of itself, and JMESPath in its answer."""

    def read(session, row, description):
        called = row.operation(operation)
        value = description[member or spelled(parameter, description, row.noun)]
        if called.input_shape.members[parameter].type_name == "list":
            value = [value]
        return jmespath.search(path, ask(session, row.service, called, **{parameter: value}, **others))

    return read


def reads_tags(operation, parameter, path):
    """The same for tags, which are asked for by ARN; as a list, whatever the service answers."""

    def read(session, row, description):
        called = row.operation(operation)
        # A log group's ends with a star that stands for its streams.
        arn = description[spelled("Arn", description, row.noun) or row.identifiers[0]].removesuffix(":*")
        value = [arn] if called.input_shape.members[parameter].type_name == "list" else arn
        tags = jmespath.search(path, ask(session, row.service, called, **{parameter: value}))
        return [{"Key": key, "Value": value} for key, value in tags.items()] if isinstance(tags, dict) else tags

    return read


def with_its_policy_read(endpoint):
    """EC2 shows it as text, in words of its own."""
    document = json.loads(endpoint["PolicyDocument"])
    for statement in document["Statement"]:
        for key in ("Action", "Resource"):
            if isinstance(statement[key], str):
                statement[key] = [statement[key]]
    endpoint["PolicyDocument"] = document


# Services whose descriptions are without tags.
TAGS = {
    "acm": {"Tags": reads_tags("list_tags_for_certificate", "CertificateArn", "Tags")},
    "application-autoscaling": {"Tags": reads_tags("list_tags_for_resource", "ResourceARN", "Tags")},
    "cloudwatch": {"Tags": reads_tags("list_tags_for_resource", "ResourceARN", "Tags")},
    "ecr": {"tags": reads_tags("list_tags_for_resource", "resourceArn", "tags")},
    "elbv2": {"Tags": reads_tags("describe_tags", "ResourceArns", "TagDescriptions[0].Tags")},
    "servicediscovery": {"Tags": reads_tags("list_tags_for_resource", "ResourceARN", "Tags")},
    "logs": {"tags": reads_tags("list_tags_for_resource", "resourceArn", "tags")},
}
