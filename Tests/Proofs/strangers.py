"""What others have in the account: very much of it, things that vanish, and texts that a script could take for its own.

They are in moto's backends only while an action of a script is answered, so that no snapshot or inventory holds them.
What a script does to one of them is written down.
"""

import copy
from contextlib import contextmanager

from late import differs, snapshot
from things import KINDS, Root, mentions

# (service, attribute) of the backends that hold them. What is kept in parts is added by whole parts.
ROOTS = sorted({(kind.service, kind.parts.attribute) for kind in KINDS if isinstance(kind.parts, Root)} - {("ec2", "subnets")})
# The service that looks into all others.
TAGGING = "resourcegroupstaggingapi"
# What a name begins with that may vanish.
CROWD = "crowd"
# How many log groups have a name of which the one that is looked for is the beginning.
LOG_GROUPS = 200


class Strangers:
    """The part of a world that keeps them; the makers, functions of this, make them with moto itself, the forger last."""

    def __init__(self, things, makers, forger=None):
        self.things, self.makers, self.forger = things, makers, forger
        # Root -> keys of what the forger made.
        self.forged = {}
        # (service, attribute) -> {key: thing}
        self.kept = {root: {} for root in ROOTS}
        # What a script did to them: (action, key).
        self.harmed = []
        # (kind, key) of what is gone since it was listed.
        self.vanished = []
        # What log groups are copied from.
        self.log_group = None

    def dictionary(self, root):
        service, attribute = root
        return getattr(self.things.backend(service), attribute)

    def patches(self):
        return []

    def settle_in(self):
        """Makes them all, and takes them out of moto."""
        for make in self.makers:
            self.take_out(make)
        if self.forger:
            self.forged = self.take_out(self.forger)

    def take_out(self, make):
        before = {root: set(self.dictionary(root)) for root in ROOTS}
        make(self)
        made = {root: self.dictionary(root).keys() - before[root] for root in ROOTS}
        for root, keys in made.items():
            self.kept[root].update({key: self.dictionary(root).pop(key) for key in keys})
        return made

    def dismiss(self):
        """Whoever owns what is forged has taken it away."""
        for root, keys in self.forged.items():
            for key in keys:
                self.kept[root].pop(key, None)

    @contextmanager
    def around(self, action):
        services = {action.service} if action.service != TAGGING else {service for service, _ in ROOTS}
        roots = [root for root in ROOTS if root[0] in services]
        if action.name == "DescribeLogGroups":
            self.surround(action.parameters.get("logGroupNamePrefix"))
        for root in roots:
            self.dictionary(root).update(self.kept[root])
        named = self.named(action, roots) if action.mutates else []
        try:
            yield
        finally:
            for root in roots:
                part, things = self.dictionary(root), self.kept[root]
                for key, thing in list(things.items()):
                    if part.pop(key, None) is not thing:
                        self.harmed.append((str(action), key))
                        del things[key]
            self.harmed += [(str(action), key) for key, thing, before in named if differs(before, thing)]
        self.vanish(action)

    def surround(self, prefix):
        """Whatever name is looked for, very many others begin with it."""
        groups = self.kept["logs", "groups"]
        if self.log_group and prefix and not any(key.startswith(f"{prefix}-{CROWD}") for key in groups):
            groups.update(log_groups(self.log_group, prefix))

    def named(self, action, roots):
        """The things of others that an action names, as they are before it."""
        texts = {mention.text for mention in mentions(action.parameters)}
        return [
            (key, thing, snapshot(thing))
            for root in roots
            for key, thing in self.kept[root].items()
            if hasattr(thing, "__dict__") and texts & {key, getattr(thing, "name", key), getattr(thing, "arn", key)}
        ]

    def vanish(self, action):
        """After a list one of the crowd in it goes: the first, which a script would ask about first."""
        for kind in KINDS:
            if kind.service != action.service or action.name not in kind.reads or not isinstance(kind.parts, Root):
                continue
            things = self.kept.get((kind.service, kind.parts.attribute), {})
            key = next((key for key, thing in things.items() if CROWD in str(getattr(thing, "name", key))), None)
            if key is not None:
                del things[key]
                self.vanished.append((kind, key))


def log_groups(first, prefix):
    """Copies of a log group whose names begin with a text."""
    names = [f"{prefix}-{CROWD}-{number:03}" for number in range(LOG_GROUPS)]
    arns = [first.arn.replace(f":{CROWD}", f":{one}") for one in names]
    return twins(first, LOG_GROUPS, names.__getitem__, name=names.__getitem__, arn=arns.__getitem__)


def twins(thing, count, key, /, **attributes):
    """Copies of a thing by their keys; the key and each attribute are functions of the number."""
    found = {}
    for number in range(count):
        twin = found[key(number)] = copy.copy(thing)
        for attribute, value in attributes.items():
            vars(twin)[attribute] = value(number)
    return found
