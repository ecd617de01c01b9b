"""The scripts make what the templates make, change nothing twice, and leave nothing behind.

The ordinary run goes through the life of every environment of the examples, and of one of each fixture; with
LINTEL_ALL=1 it is every one.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import faults
from executor import execute, parameters_to_supply
from inventory import tagged
from machines import images, machines
from moto.moto_api._internal import mock_random
from prerequisites import PREREQUISITES
from script_accounts import account_for_scripts
from scripts import run
from snapshot import differing, snapshot
from specifications import EXAMPLES, environments, load
from systems import SYSTEMS, compiled, name_of_system, place_of
from translation import pascal


FIRST = {path: environment for path, environment in reversed(SYSTEMS)}
LIVES = [
    (path, environment)
    for path, environment in SYSTEMS
    if os.environ.get("LINTEL_ALL") or path in EXAMPLES or environment == FIRST[path]
]


@pytest.fixture(params=SYSTEMS, ids=name_of_system)
def specification(request):
    return request.param


@pytest.fixture
def place(specification):
    return place_of(*specification)


@pytest.fixture
def compiled_for(specification, lintel, tmp_path):
    """Makes in an account what the spec needs there, and compiles the spec with the identifiers that this gave."""
    path, environment = specification

    def compile(account, folder):
        prepare = PREREQUISITES.get(path.stem)
        if not prepare:
            return compiled(lintel, path, environment, tmp_path / folder)
        text = path.read_text()
        # Names that Lintel derives depend on the identifiers: both accounts have to give the same.
        # moto makes a region's default VPC when it is first asked for.
        account.session.client("ec2").describe_vpcs()
        mock_random.seed(1)
        actual = prepare(account.session)
        assert all(written in text for written in actual)
        text = re.sub("|".join(sorted(actual, reverse=True, key=len)), lambda match: actual[match[0]], text)
        (tmp_path / folder).mkdir()
        (tmp_path / folder / path.name).write_text(text)
        return compiled(lintel, tmp_path / folder / path.name, environment, tmp_path / folder)

    return compile


@pytest.fixture
def sources(tmp_path):
    """Where images are built."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "Dockerfile").write_text("FROM scratch\n")
    return tmp_path / "source"


def without_means(taken, specification):
    """A script's snapshot without the profiles of instances that only serve an image: no template has them."""
    builders = {image["instance"] for image in specification.get("images", {}).values() if "instance" in image}
    ids = {f"Instance{pascal(builder)}InstanceProfile" for builder in builders}
    profiles = taken.get("instance profiles", {})
    left = {name: one for name, one in profiles.items() if tagged(one, None) not in ids}
    others = {kind: group for kind, group in taken.items() if kind != "instance profiles"}
    # A kind of which nothing is there is not in a snapshot.
    return {**others, "instance profiles": left} if left else others


def comparable(taken):
    """A snapshot without what the two ways of making a system differ in."""
    # Scaling owns counts: a template leaves them out, a script gives them when it creates.
    for service in taken.get("services", {}).values():
        service.pop("desiredCount")
        service.pop("deployments", None)
    for group in taken.get("auto scaling groups", {}).values():
        group.pop("DesiredCapacity")
    for subnet in taken.get("subnets", {}).values():
        subnet.pop("AvailableIpAddressCount")
    # CloudFormation's type of a rule has no tags; a script finds its rules in the groups of others by them.
    for group in taken.get("security groups", {}).values():
        for rule in group["Rules"]:
            rule.pop("Tags")
        group["Rules"].sort(key=str)
    # Nor has that of an instance profile.
    for profile in taken.get("instance profiles", {}).values():
        profile.pop("Tags", None)
    # CloudFormation keeps parameters in the stack, a script in tags.
    for group in taken.values():
        for entity in group.values():
            for key in ("tags", "Tags"):
                tags = entity.get(key)
                if isinstance(tags, dict):
                    entity[key] = {name: tags[name] for name in tags if not name.startswith("lintel:parameter:")}
                elif isinstance(tags, list):
                    entity[key] = [tag for tag in tags if "lintel:parameter:" not in str(tag)]
    return taken


def made_by_template(compiled_for, place, programs):
    with account_for_scripts(place, programs) as account:
        template = compiled_for(account, "by-template").template
        supplied = parameters_to_supply(template, account.session)
        execute(template, account.session, supplied)
        names = {value: f"parameter {name}" for name, value in supplied.items()}
        return comparable(snapshot(account.session, names))


@pytest.mark.parametrize("specification", LIVES, ids=name_of_system, indirect=True)
def test_the_life_of_a_system(compiled_for, place, account, programs, sources, specification):
    wanted = made_by_template(compiled_for, place, programs)
    system = compiled_for(account, "by-script")
    before = snapshot(account.session), machines(account)
    arguments = ["--account", place.account]
    first = run(system.deploy, *arguments, account=account, directory=sources)
    assert first.returncode == 0, first
    path, environment = specification
    taken = without_means(snapshot(account.session, images(account)), environments(load(path))[environment])
    found = list(differing(wanted, comparable(taken)))
    assert not found, "script and template differ:\n" + "\n".join(map(str, found))

    second = run(system.deploy, *arguments, account=account, directory=sources)
    assert second.returncode == 0, second
    assert not second.mutations and not second.docker, second

    arguments += ["--yes", "--delete-data"]
    gone = run(system.destroy, *arguments, account=account)
    assert gone.returncode == 0, gone
    left = list(differing(comparable(before[0]), comparable(snapshot(account.session))))
    assert not left, "\n".join(map(str, [*left, gone]))
    assert machines(account) == before[1], gone
    again = run(system.destroy, *arguments, account=account)
    assert again.returncode == 0 and not again.mutations, again

    results = (first, second, gone, again)
    assert not any(result.leftovers for result in results)
    files = {name: content for result in results for name, content in result.files.items()}
    mistakes = faults([command for result in results for command in result.aws], files)
    assert not mistakes, "\n".join(mistakes)


def test_shellcheck_finds_nothing(specification, lintel, tmp_path):
    system = compiled(lintel, *specification, tmp_path)
    program = Path(sys.executable).with_name("shellcheck")
    found = subprocess.run([program, "--norc", system.deploy, system.destroy], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
