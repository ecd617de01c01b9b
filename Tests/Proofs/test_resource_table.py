"""The table of types says nothing that is not needed, and an entry that is missing is noticed.

Each entry is left out in turn, and a system made that is no more than a resource that the entry is for and what that
refers to: the creation fails, or what the API answers is not what the template states. What else snapshots need of a
row, test_snapshot.py and the lives show: two creations of a system are equal, and no generated identifier is left.
"""

import dataclasses
import json
from functools import cache
from unittest import mock

import pytest
from accounts import Place, empty_account
from executor import execute, parameters_to_supply
from fidelity import gaps
from intrinsics import references
from prerequisites import PREREQUISITES
from resource_table import ROWS, TABLE
from specifications import identify
from systems import SPECS, systems_of

PLACE = Place("123456789012", "us-east-1")
COLUMNS = ("parameters", "then", "attributes", "more", "lands")
# Properties and attributes that no fixture has yet.
AHEAD = {
    "LoadBalancerAttributes",
}
# A group's warm pool is a resource of its own, and stated there: the group has it for what changes by hand.
APART = {"Pool"}
ENTRIES = [
    (row.type, column, key) for row in ROWS for column in COLUMNS for key in getattr(row, column) if key not in APART
]


@cache
def templates():
    """Those that need nothing of an account."""
    paths = [path for path in SPECS if identify(path) not in PREREQUISITES]
    return [system.template for path in paths for system in systems_of(path).values()]


def asks_for(name, attribute, resource):
    text = json.dumps(resource)
    return f'"Fn::GetAtt": ["{name}", "{attribute}"]' in text or f"${{{name}.{attribute}}}" in text


def is_for(row, column, key, name, template):
    """Whether an entry is needed to make or to describe a resource, or for what refers to it."""
    resource = template["Resources"][name]
    if resource["Type"] != row.type:
        return False
    properties = resource.get("Properties", {})
    if column == "attributes":
        return any(asks_for(name, key, one) for one in template["Resources"].values())
    if column == "more":
        return any(row.lands.get(one, one).startswith(key) for one in properties)
    return key in properties


def smallest(template, name, attribute=None):
    """A template of a resource and what it needs; with an attribute, of a resource that asks for that as well."""
    resources = template["Resources"]
    wanted = [name]
    if attribute:
        wanted.append(next(one for one, resource in resources.items() if asks_for(name, attribute, resource)))
    kept = {}
    while wanted:
        one = wanted.pop()
        if one in resources and one not in kept:
            kept[one] = resources[one]
            needed = resources[one].get("DependsOn", [])
            wanted += references(resources[one].get("Properties", {}))
            wanted += [needed] if isinstance(needed, str) else needed
    return {**{key: template[key] for key in ("Parameters", "Conditions") if key in template}, "Resources": kept}


@cache
def user_of(type_name, column, key):
    """The template of the smallest system with a resource that an entry is for."""
    found = [
        smallest(template, name, key if column == "attributes" else None)
        for template in templates()
        for name in template["Resources"]
        if is_for(TABLE[type_name], column, key, name, template)
    ]
    return min(found, key=lambda one: len(one["Resources"])) if found else None


def mistakes(template):
    with empty_account(PLACE) as session:
        return gaps(execute(template, session, parameters_to_supply(template, session)))


@pytest.mark.parametrize(("type_name", "column", "key"), ENTRIES, ids=lambda part: part.split("::", 1)[-1])
def test_an_entry_that_is_left_out_is_noticed(type_name, column, key):
    template = user_of(type_name, column, key)
    if not template and AHEAD & {key, *(one for one, place in TABLE[type_name].lands.items() if place.startswith(key))}:
        return
    assert template, "no fixture has a resource that this is for"
    assert not mistakes(template)
    row = TABLE[type_name]
    left = {one: value for one, value in getattr(row, column).items() if one != key}
    with mock.patch.dict(TABLE, {type_name: dataclasses.replace(row, **{column: left})}):
        try:
            found = mistakes(template)
        except Exception:
            return
    assert found, "nothing depends on it"
