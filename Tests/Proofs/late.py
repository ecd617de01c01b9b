"""Eventual consistency: what was just made is not seen everywhere yet, and what was just changed is seen as it was."""

import copy
from contextlib import contextmanager
from dataclasses import dataclass, field

from refusals import Refused
from things import Kind, mentions, refers

# Seconds after which everybody sees what was made or changed, however often it was asked for.
LIMIT = 60
# The service that looks into all others.
TAGGING = "resourcegroupstaggingapi"


@dataclass
class Late:
    kind: Kind
    key: tuple
    made_by: str
    until: float
    # What it was before; nothing when it is new.
    before: object = None
    # Action -> how often it did not see it.
    unseen: dict = field(default_factory=dict)

    def hides_from(self, name, answers):
        return self.unseen.get(name, 0) < answers

    def count(self, name):
        self.unseen[name] = self.unseen.get(name, 0) + 1


class Lateness:
    """The mode of an account: each action misses each new thing for its first answers."""

    def __init__(self, things, clock, answers):
        self.things, self.clock, self.answers = things, clock, answers
        self.late = {}
        self.known = {}

    def patches(self):
        return []

    def settle_in(self):
        """What is there already is seen by everybody."""
        self.known = self.things.all()

    @contextmanager
    def around(self, action):
        self.forget()
        listed = list(mentions(action.parameters))
        shown = {}
        # What was made without a script is no news.
        known = self.things.all() if action.mutates else self.known
        self.known = known
        for place, one in list(self.late.items()):
            thing = self.known.get(place)
            if thing is None or action.key == one.made_by or not one.hides_from(action.name, self.answers):
                continue
            found = self.meaning(one, thing, action, listed)
            if found == "left out":
                one.count(action.name)
                shown[place] = one.before
            elif found is not None:
                one.count(action.name)
                raise Refused(*self.absence(one.kind, action, found))
        held = self.copies(action, listed) if action.mutates else {}
        with self.things.instead(shown):
            yield
        if action.mutates:
            self.remember(action, held)

    def meaning(self, one, thing, action, listed):
        """How an action would see a thing: it is left out of a list, or is the text that names it, or nothing."""
        kind, reads = one.kind, action.name in one.kind.reads and action.service == one.kind.service
        named = [mention for mention in listed if refers(mention, kind, one.key, thing)]
        direct = [mention for mention in named if not mention.is_filter]
        if one.before is not None:
            # As it was; what changes it sees it as it is.
            return "left out" if reads else None
        if action.service != kind.service and not action.mutates and action.service != TAGGING:
            # A list of another service holds its own things only; what it makes for this one needs it to be there.
            return None
        if direct and action.name not in kind.silent:
            return direct[0].text
        others = reads and not named and any(self.known_to(kind, mention) for mention in listed)
        return "left out" if (reads and not others) or action.service == TAGGING else None

    def known_to(self, kind, mention):
        """Whether a text names another thing of the kind, so that this one is not asked about."""
        return not mention.is_filter and any(
            refers(mention, kind, key, thing) for (other, key), thing in self.known.items() if other is kind
        )

    @staticmethod
    def absence(kind, action, text):
        code, message = kind.elsewhere.get(action.service, (kind.code, kind.message))
        return code, message.replace("{}", text)

    def copies(self, action, listed):
        """What an action names, as it is before it."""
        return {
            (kind, key): (thing, snapshot(thing))
            for (kind, key), thing in self.known.items()
            if any(refers(mention, kind, key, thing) for mention in listed)
        }

    def remember(self, action, held):
        known = self.things.all()
        until = self.clock.now + LIMIT
        for kind, key in known.keys() - self.known.keys():
            self.late[kind, key] = Late(kind, key, action.key, until)
        for place, (thing, before) in held.items():
            now = known.get(place)
            if now is not None and place not in self.late and differs(before, now):
                self.late[place] = Late(*place, action.key, until, before)
        self.known = known

    def forget(self):
        now = self.clock.now
        self.late = {place: one for place, one in self.late.items() if one.until > now}


def snapshot(thing):
    """A copy of a thing and of the lists in it. Deeper ones would be of the whole account."""
    copied = copy.copy(thing)
    for name, value in vars(thing).items():
        if isinstance(value, (list, dict, set)):
            vars(copied)[name] = copy.copy(value)
    return copied


def differs(before, now):
    mine, its = vars(before), vars(now)
    return any(mine.get(name) is not value and mine.get(name) != value for name, value in its.items())
