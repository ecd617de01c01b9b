"""Whether each value that a template states stands in what the API answers."""

from dataclasses import dataclass

import jmespath
from descriptions import describe as describe_one
from resource_table import TABLE

ABSENT = object()
# Lists that AWS fills up with values nobody stated. Everywhere else an element too many is a difference.
OPEN_LISTS = {"TargetGroupAttributes", "LoadBalancerAttributes"}
# Keys that identify an element of a list.
KEYS = ("Key", "key", "Name", "name")


@dataclass(frozen=True)
class Gap:
    """A value of the template that the answer does not have."""

    resource: str
    type: str
    # Where in the properties, such as `ContainerDefinitions[0].Image`.
    path: str
    wanted: object
    found: object

    def __str__(self):
        found = "nothing" if self.found is ABSENT else repr(self.found)
        return f"{self.resource} ({self.type}): {self.path} is {found} instead of {self.wanted!r}"


def describe(execution):
    """Per logical id, what the API says about the resource."""
    return {
        name: describe_one(TABLE[kind], execution.session, execution.made[name].reference)
        for name, kind in execution.types.items()
    }


def gaps(execution, answers=None):
    """Every value of the executed template that is not in the describe answers."""
    answers = answers or describe(execution)
    return [
        gap
        for name, properties in execution.properties.items()
        for gap in gaps_of(name, execution.types[name], properties, answers[name])
    ]


def gaps_of(name, kind, properties, answer):
    for key, wanted in properties.items():
        place = TABLE[kind].place(key, answer)
        value = jmespath.search(place, answer) if place else None
        for path, want, have in differences(wanted, ABSENT if value is None else value, key):
            yield Gap(name, kind, path, want, have)


def differences(wanted, found, path):
    """(path, wanted, found) of each value that is missing or another."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            found = {}
        for key, value in wanted.items():
            yield from differences(value, _member(found, key), f"{path}.{key}")
    elif isinstance(wanted, list):
        yield from _list_differences(wanted, found if isinstance(found, list) else [], path)
    elif found is ABSENT or _scalar(wanted) != _scalar(found):
        yield path, wanted, found


def _list_differences(wanted, found, path):
    """Lists are compared as sets: each wanted element takes the one found element that has its key or fits best."""
    remaining = list(found)
    for index, value in enumerate(wanted):
        best, missing = None, list(differences(value, ABSENT, f"{path}[{_label(value, index)}]"))
        for candidate in remaining:
            if _key(candidate) != _key(value):
                continue
            these = list(differences(value, candidate, f"{path}[{_label(value, index)}]"))
            if best is None or len(these) < len(missing):
                best, missing = candidate, these
        if best is not None:
            remaining.remove(best)
        yield from missing
    if remaining and path not in OPEN_LISTS:
        for extra in remaining:
            yield f"{path}[]", ABSENT, extra


def _key(value):
    """What identifies an element of a list, if it has a key."""
    if isinstance(value, dict):
        for key in KEYS:
            if key in value:
                return value[key]
    return None


def _label(value, index):
    return index if _key(value) is None else _key(value)


def _member(found, key):
    for name in (key, key[:1].lower() + key[1:]):
        if name in found:
            return found[name]
    return ABSENT


def _scalar(value):
    """CloudFormation takes "1" for 1 and "true" for true, so these are the same value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
