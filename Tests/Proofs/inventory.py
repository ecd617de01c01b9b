"""Everything that exists in an account, as the API describes it, and what each generated identifier stands for.

An entity is listed under a label that says what it is: the value of its tag lintel:id, or else its kind and name.
"""

from descriptions import ask, completed, describe
from resource_table import ROWS
from service_models import attributes_of, spelled

TAG = "lintel:id"


class Inventory:
    def __init__(self, session, aliases, entities=()):
        self.session = session
        # Generated identifier -> label.
        self.labels = dict(aliases)
        # Kind -> label -> description.
        self.entities = dict(entities)

    def add(self, kind, label, description, *identifiers):
        group = self.entities.setdefault(kind, {})
        assert label not in group, f"two of {kind} are {label}"
        group[label] = description
        for identifier in identifiers:
            assert self.labels.setdefault(identifier, label) == label, f"{identifier} is {label} too"

    def take(self, row):
        """Adds all of a type."""
        self.entities.pop(row.kind, None)
        for found in _all(self, row):
            if isinstance(found, str):
                description = describe(row, self.session, found)
                if row.keeps and not row.keeps(self, description):
                    continue
            elif row.keeps and not row.keeps(self, found):
                continue
            else:
                description = completed(row, self.session, found)
            label = _untagged(self, row, description)
            if not row.is_called_by_name:
                label = tagged(description, label)
            self.add(row.kind, label, description, *_identifiers(row, description))


def take_inventory(session, aliases=(), rows=ROWS, entities=()):
    """aliases names what this account was given rather than made, such as an image.

    With some rows of the table it is only what is of those types; aliases and entities must have what they refer to.
    """
    inventory = Inventory(session, aliases, entities)
    for image in session.client("ec2").describe_images(Owners=["self"])["Images"]:
        inventory.labels.setdefault(image["ImageId"], f"image {image['Name']}")
    for row in rows:
        if row.kind:
            inventory.take(row)
    return inventory


def tagged(description, otherwise):
    for tag in description.get("Tags") or description.get("tags") or []:
        if tag.get("Key", tag.get("key")) == TAG:
            return tag.get("Value", tag.get("value"))
    return otherwise


def _all(inventory, row):
    """References or descriptions of all there are."""
    if row.lists:
        return row.lists(inventory, row)
    return row.main(row.reading, ask(inventory.session, row.service, row.reading, **row.given))


def _untagged(inventory, row, description):
    if row.label:
        return row.label(inventory, description)
    name = spelled("Name", description, row.noun)
    return description[name] if name else row.noun.lower()


def _identifiers(row, description):
    names = row.aliases
    if names is None:
        generated = attributes_of(row.type)
        names = [row.ref] if row.ref else [name for name in row.identifiers if name in generated]
    return [name(description) if callable(name) else description[spelled(name, description)] for name in names]
