"""What Lintel says is replaced, against what the AWS CDK's database says: a second opinion beside AWS's schemas.

cdk_replacements.json holds, of each type, the properties that the CDK of August 2026 has as causing replacement always
or maybe. Where the two disagree, the more careful is right unless the reason says otherwise.
"""

import json
import subprocess
from pathlib import Path

import pytest

CDK = json.loads((Path(__file__).parent / "cdk_replacements.json").read_text())
# {(type, property): (what Lintel says, why)}.
DISAGREEMENTS: dict[tuple[str, str], tuple[str, str]] = {
    ("AWS::EC2::Subnet", "Ipv6CidrBlock"): (
        "some",
        "a subnet that has IPv4 gets, changes and loses its block in place; those without are not in the language",
    ),
}


@pytest.fixture(scope="module")
def types(lintel):
    run = subprocess.run([str(lintel), "catalog"], capture_output=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["types"]


def test_replacements_are_those_of_the_cdk(types):
    wrong, used, compared = [], set(), 0
    for name, type_ in types.items():
        if name not in CDK:
            continue
        for property_, facts in type_["properties"].items():
            compared += 1
            theirs = "replacement" if property_ in CDK[name].get("replace", []) else None
            theirs = "maybe" if property_ in CDK[name].get("maybe", []) else theirs
            if (facts["effect"] == "replacement") == (theirs == "replacement") and theirs != "maybe":
                continue
            decided = DISAGREEMENTS.get((name, property_))
            if decided is None or decided[0] != facts["effect"]:
                wrong.append(f"{name}.{property_}: {facts['effect']} here, {theirs} there")
            used.add((name, property_))
    assert wrong == []
    assert compared > 100 and set(DISAGREEMENTS) <= used, "a disagreement that is none any more"
