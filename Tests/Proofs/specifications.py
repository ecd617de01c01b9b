"""Specs read and merged without Lintel, so that what Lintel makes of them can be compared."""

import copy
import re
from functools import reduce
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((REPOSITORY / "examples").glob("*/lintel.yaml"))
FIXTURES = REPOSITORY / "Tests" / "Fixtures"

RESOLVERS = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
)


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2's core schema, but for numbers that begin with zero, and merge keys. PyYAML's own scanner is older."""

    yaml_implicit_resolvers = {}

    def construct_number(self, node):
        return float(node.value)


for name, pattern, first in RESOLVERS:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", CoreLoader.construct_number)


def load(path):
    """A spec with all that it includes."""
    # From bytes, so that a byte order mark is read as YAML reads it.
    specification = yaml.load(Path(path).read_bytes(), CoreLoader)
    if not isinstance(specification, dict):
        return specification
    included = specification.pop("include", [])
    for part in [included] if isinstance(included, str) else included:
        for key, value in load(Path(path).parent / part).items():
            specification[key] = {**specification.get(key, {}), **value}
    return specification


def merge(base, over):
    """Maps by key, null removes, everything else is replaced."""
    merged = copy.deepcopy(base)
    for key, value in over.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            below = merged.get(key)
            merged[key] = merge(below if isinstance(below, dict) else {}, value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


# One for each service, with all that can be changed while it is there. They agree about what they share.
EACH = [FIXTURES / "ok" / f"each-{service}.yaml" for service in ("instance", "service", "load-balancer")]


def one_of_each():
    """All of them as one spec."""
    return reduce(merge, map(load, EACH))


def environments(specification):
    """{environment or None: the spec as that environment sees it}."""
    base = {key: value for key, value in specification.items() if key != "environments"}
    declared = specification.get("environments")
    if not declared:
        return {None: base}
    return {name: merge(base, changes or {}) for name, changes in declared.items()}


def identify(path):
    """A readable name of a spec: the example's folder, or the fixture's name."""
    return path.parent.name if path.name == "lintel.yaml" else path.stem
