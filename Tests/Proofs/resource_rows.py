"""What a row of the table of types says, and how what it leaves out is found."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from intrinsics import TemplateError
from service_models import (
    MAKING,
    READING,
    attributes_of,
    call_for,
    identifiers_of,
    noun_of,
    operation,
    plural,
    result_of,
    service_of,
    spelled,
)


@dataclass(frozen=True)
class Row:
    type: str
    # What snapshots call things of the type.
    kind: str | None = None
    # The type whose descriptions show it, when it has no kind.
    within: str | None = None

    # Creation.
    # The member of what was made that Ref gives, or a function of it.
    ref: str | Callable | None = None
    # Properties that the creating call names otherwise.
    parameters: dict = field(default_factory=dict)
    # A property that gets a name when the template gives none, beside those that the creating call requires.
    named: str | None = None
    # Properties that calls of their own set: functions of maker, row, what was made, and the value.
    then: dict = field(default_factory=dict)
    # The type in EC2's TagSpecifications.
    tagged: str | None = None
    # Names of Fn::GetAtt: a member, or a function of what was made.
    attributes: dict = field(default_factory=dict)
    creates: Callable | None = None

    # Description.
    # The parameter of the reading call that takes what Ref gives; empty when it takes nothing of the kind.
    asked: str | None = None
    # Arguments of every reading call, and the member of its answer.
    given: dict = field(default_factory=dict)
    result: str | None = None
    # Members that take calls of their own: functions of session, row and description.
    more: dict = field(default_factory=dict)
    # JMESPath in the description of properties that it calls otherwise.
    lands: dict = field(default_factory=dict)
    describes: Callable | None = None

    # Inventory.
    # References or descriptions of all there are, from an inventory.
    lists: Callable | None = None
    # Of inventory and description: whether it counts, and what it is called when it has no tag.
    keeps: Callable | None = None
    label: Callable | None = None
    # Whether its name is what it is called although others of the type may have tags.
    is_called_by_name: bool = False
    # Members, or functions of the description, that stand for it elsewhere; else what identifies the type.
    aliases: tuple | None = None
    # Alters a description before anybody sees it.
    tidies: Callable | None = None
    # Members that differ between two creations of the same, or say what happened rather than what is.
    volatile: frozenset = frozenset()

    @property
    def service(self):
        return service_of(self.type)

    @property
    def noun(self):
        return noun_of(self.type)

    @property
    def creating(self):
        return operation(self.service, call_for(self.type, "create", MAKING))

    @property
    def reading(self):
        """The call that describes one or all of them. Few schemas have no handlers that name it."""
        name = call_for(self.type, "read", READING) or f"Describe{plural(self.noun)}"
        return operation(self.service, name)

    @property
    def identifiers(self):
        return identifiers_of(self.type)

    def operation(self, name):
        return operation(self.service, name)

    def reference_of(self, thing):
        """What Ref gives for what was made."""
        if callable(self.ref):
            return self.ref(thing)
        name = self.ref or self.identifiers[0]
        member = spelled(name, thing, self.noun)
        if member is None:
            raise TemplateError(f"{self.type}: what was made has no {name}: {sorted(thing)}")
        return thing[member]

    def attribute_of(self, thing, name):
        """What Fn::GetAtt gives, or nothing."""
        said = self.attributes.get(name, name)
        if callable(said):
            return said(thing)
        member = spelled(said, thing, self.noun)
        return thing[member] if member else None

    @property
    def attribute_names(self):
        return {*attributes_of(self.type), *self.attributes}

    def place(self, key, description):
        """Where a property lands in a description; nothing when it has no place there."""
        return self.lands.get(key) or spelled(key, description, self.noun)

    def main(self, operation_model, answer):
        """The things that an answer is about."""
        member, is_list = (self.result, True) if self.result else result_of(operation_model, self.noun)
        if member is None:
            return []
        found = answer.get(member) or []
        found = found if is_list else [found] if found else []
        for key in ("tags", "Tags"):
            # Some services answer them beside the thing.
            if key in answer and len(found) == 1:
                found = [{key: answer[key], **found[0]}]
        return found

    def tag_type(self, known):
        """What EC2's TagSpecifications call the type."""
        hyphenated = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", self.noun).lower()
        found = [one for one in (self.tagged, hyphenated, self.noun.lower()) if one in known]
        if not found:
            raise TemplateError(f"{self.type}: EC2 knows no such type to tag")
        return found[0]
