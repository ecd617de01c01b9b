"""Measures how lint grows with N copies of each fixture: a rule that walks through everything for each entry shows.

    make copies             # or: .venv/bin/python Benchmarks/copies.py [--instructions] [NAME…]

Each specification of Tests/Fixtures/ok is written N times into one, its entries renamed; once with everything copied and once
with its network, clusters and roles shared by all. What a copy is wrong about, as two listeners on one port are, is measured
with it. The columns are those of scaling.py.
"""

import json
import math
import re
import sys

import yaml
from scaling import ROOT, WORK, instructions, least, words_of

COPIES = (10, 30, 90)
FIXTURES = ROOT / "Tests/Fixtures/ok"
# What many services of a system have in common.
SHARED = {"vpcs", "subnets", "routeTables", "clusters", "namespaces", "roles", "certificates"}
# Sections that are no lists of entries, and keys whose text is never the name of an entry.
WHOLE = {"environments", "parameters", "variables"}
PLAIN = {"availabilityZone"}
NAMES = {"name", "family", "export"}


class Loader(yaml.SafeLoader):
    """Plain scalars as YAML 1.2 has them."""

    yaml_implicit_resolvers: dict = {}


for tag, pattern, first in (
    ("int", r"^[-+]?(0|[1-9][0-9]*)$", "-+0123456789"), ("bool", "^(true|false)$", "tf"), ("null", "^(null|~|)$", ["n", "~", ""]),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def copies(spec: dict, count: int, shared: set[str]) -> dict:
    entries = {
        section: content for section, content in spec.items()
        if isinstance(content, dict) and section not in WHOLE and section not in shared
    }
    names = {name for content in entries.values() for name in content}

    def renamed(value, number: int, key: str = ""):
        if isinstance(value, dict):
            return {name: renamed(item, number, name) for name, item in value.items()}
        if isinstance(value, list):
            return [renamed(item, number, key) for item in value]
        if not isinstance(value, str) or key in PLAIN:
            return value
        # An entry, or what is in one: `public.https`.
        first, rest = re.match(r"(?s)([\w-]*)(.*)", value).groups()
        if first in names and (not rest or re.fullmatch(r"([./][\w-]+)+", rest)):
            return f"{first}-{number}{rest}"
        if key in NAMES and not value.startswith("$"):
            return f"{value[:20]}-{number}"
        return re.sub(
            r"\$\{(\w+)\.([\w-]+)",
            lambda match: match[0] + f"-{number}" if match[2] in entries.get(match[1], ()) else match[0], value)

    return spec | {
        section: {f"{name}-{number}": renamed(entry, number) for number in range(count) for name, entry in content.items()}
        for section, content in entries.items()
    }


def main() -> None:
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    measure = instructions if "--instructions" in sys.argv else least
    # Beside the fixtures, whose other files they name.
    path = FIXTURES / "copies.json"
    WORK.mkdir(parents=True, exist_ok=True)
    start = measure(words_of("lint", FIXTURES / "existing-log-group.yaml"))[0]
    print(f"{'':42}{'':9}" + "".join(f"{count:>10}" for count in COPIES) + f"{'MB':>8}{'exponent':>10}  status")
    for fixture in sorted(FIXTURES.glob("*.yaml")):
        if wanted and not any(word in fixture.name for word in wanted):
            continue
        try:
            spec = yaml.load(fixture.read_text(), Loader)
        except (yaml.YAMLError, ValueError):
            # What PyYAML does not read is the business of Lintel's own proofs.
            continue
        for kind, shared in (("whole", set()), ("shared", SHARED)):
            figures = []
            for count in COPIES:
                path.write_text(json.dumps(copies(spec, count, shared), indent=1))
                try:
                    figures.append(measure(words_of("lint", path)))
                finally:
                    path.unlink()
            last, before = (max(figure[0] - start, 0.3) for figure in (figures[-1], figures[-2]))
            exponent = math.log(last / before) / math.log(COPIES[-1] / COPIES[-2])
            cells = "".join(f"{figure[0]:10.1f}" for figure in figures)
            status = ", ".join("killed" if figure[2] is None else str(figure[2]) for figure in figures)
            print(f"{fixture.stem:42}{kind:9}{cells}{figures[-1][1]:8.0f}{exponent:10.2f}  {status}", flush=True)


if __name__ == "__main__":
    main()
