"""All that the API says about an account, without what differs between two creations of the same system.

Generated identifiers are replaced by what they stand for, times are dropped, and lists are sorted, because the API
returns them in any order. So two accounts hold the same system exactly when their snapshots are equal.
"""

import json
import re
from datetime import datetime

from inventory import take_inventory
from resource_table import ROWS

# Members of no type in particular that say when something happened.
DROPPED = {"CreationTime", "creationTime"}.union(*(row.volatile for row in ROWS))
# Lists whose order has a meaning.
ORDERED = {"command", "entryPoint", "Command", "EntryPoint"}
# What the generated identifiers look like. One that is left over would make equal systems differ.
GENERATED = re.compile(
    r"\b(?:ami|acl|dopt|eigw|eni|eipalloc|i|igw|lt|nat|rtb|rtbassoc|sg|sgr|subnet|subnet-cidr-assoc|vpc|vpc-cidr-assoc)-[0-9a-f]{8,17}\b"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|/[0-9a-f]{16}\b|\bA[A-Z]{3}[A-Z0-9]{17}\b"
)


def snapshot(session, aliases=()):
    return of_inventory(take_inventory(session, aliases))


def of_inventory(inventory):
    rename = _renamer(inventory.labels)
    return {
        kind: {label: _plain(description, rename) for label, description in sorted(group.items())}
        for kind, group in sorted(inventory.entities.items())
    }


def leftovers(taken):
    """Generated identifiers that a snapshot still holds, each with the values around it."""
    return sorted({match[0] for match in GENERATED.finditer(json.dumps(taken))})


def _renamer(labels):
    if not labels:
        return lambda text: text
    # The longest first: one identifier can be a part of another.
    identifiers = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    # Whole words: the name of a policy may begin that of its alarm.
    pattern = re.compile(rf"(?<![\w-])(?:{identifiers})(?![\w-])")
    return lambda text: pattern.sub(lambda match: "{" + labels[match[0]] + "}", text)


def _plain(value, rename, key=None):
    if isinstance(value, dict):
        return {
            rename(name): _plain(item, rename, name)
            for name, item in sorted(value.items())
            if name not in DROPPED and not isinstance(item, datetime)
        }
    if isinstance(value, list):
        items = [_plain(item, rename) for item in value]
        return items if key in ORDERED else sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, str):
        return rename(value)
    return value


def differing(left, right, path=""):
    """(path, left, right) where two snapshots differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted(left.keys() | right.keys()):
            yield from differing(left.get(key), right.get(key), f"{path}/{key}")
    elif left != right:
        yield path, left, right
