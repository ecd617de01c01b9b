"""The scripts make what the templates make, change nothing twice, and leave nothing behind.

The ordinary run goes through the life of every system of the examples, and of so many of the fixtures that no property
and no option of a command is left out (cover.py); with LINTEL_ALL=1 it is every one.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import faults
from cover import covering, creating, rows, rows_of_call
from executor import execute, parameters_to_supply
from faults import deny
from inventory import tagged
from lives import covering_systems
from machines import images, machines
from moto.moto_api._internal import mock_random
from prerequisites import PREREQUISITES
from script_accounts import account_for_scripts
from scripts import run
from snapshot import differing, snapshot
from specifications import FIXTURES, environments, identify, load
from systems import SYSTEMS, compiled, name_of_system, place_of, systems_of
from translation import pascal

# A spec, and a part of it that makes one row of a property.
SPEC = FIXTURES / "ok" / "each-service.yaml"
MEMBER = "logs: { retentionDays: 30 }"
# It has a policy for a group that is there already.
FOREIGN = [system for system in SYSTEMS if system[0].stem == "existing-everything"]
# What a script keeps in tags: parameters, what it set where AWS answers in words of its own, and zones with records.
MEANS = ("lintel:parameter:", "lintel:policy", "lintel:records")
EVERYTHING = bool(os.environ.get("LINTEL_ALL"))
# One in so many scripts is read by shellcheck: they differ little.
PACE = 1 if EVERYTHING else 3


def lives():
    """The systems of which the life is gone through."""
    if EVERYTHING:
        return SYSTEMS
    return covering_systems()


def pytest_generate_tests(metafunc):
    if "specification" in metafunc.fixturenames:
        systems = FOREIGN if metafunc.function is test_policies_that_may_not_be_listed_end_a_removal else lives()
        metafunc.parametrize("specification", systems, ids=name_of_system)


@pytest.fixture
def place(specification):
    return place_of(*specification)


@pytest.fixture
def compiled_for(specification, lintel, tmp_path):
    """Makes in an account what the spec needs there, and compiles the spec with the identifiers that this gave."""
    path, environment = specification

    def compile(account, folder):
        prepare = PREREQUISITES.get(identify(path))
        if not prepare:
            return systems_of(path)[environment]
        text = path.read_text()
        # Names that Lintel derives depend on the identifiers: both accounts have to give the same.
        # moto makes a region's default VPC when it is first asked for.
        account.session.client("ec2").describe_vpcs()
        mock_random.seed(1)
        actual = prepare(account.session)
        assert all(written in text for written in actual)
        if actual:
            text = re.sub("|".join(sorted(actual, reverse=True, key=len)), lambda match: actual[match[0]], text)
        (tmp_path / folder).mkdir()
        (tmp_path / folder / path.name).write_text(text)
        return compiled(lintel, tmp_path / folder / path.name, environment, tmp_path / folder)

    return compile


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
    # CloudFormation keeps parameters in the stack, and what it set last; a script in tags.
    for group in taken.values():
        for entity in group.values():
            for key in ("tags", "Tags"):
                tags = entity.get(key)
                if isinstance(tags, dict):
                    entity[key] = {name: tags[name] for name in tags if not name.startswith(MEANS)}
                elif isinstance(tags, list):
                    entity[key] = [tag for tag in tags if not str(tag.get("Key", tag.get("key"))).startswith(MEANS)]
    return taken


def made_by_template(compiled_for, place, programs):
    with account_for_scripts(place, programs) as account:
        template = compiled_for(account, "by-template").template
        supplied = parameters_to_supply(template, account.session)
        execute(template, account.session, supplied)
        names = {value: f"parameter {name}" for name, value in supplied.items()}
        return comparable(snapshot(account.session, names))


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
    ran = {row for result in results for call in result.aws for row in rows_of_call(call)}
    assert creating(system) <= ran, "commands that it was to show were not run"
    files = {name: content for result in results for name, content in result.files.items()}
    mistakes = faults([command for result in results for command in result.aws], files)
    assert not mistakes, "\n".join(mistakes)


def test_a_cover_has_every_row():
    """On made-up systems: all rows are there, those that are wanted anyhow are, and none adds nothing."""
    candidates = {"a": {1, 2}, "b": {2, 3, 4}, "c": {1, 2, 3}, "d": {5}, "e": set()}
    assert covering(candidates) == ["b", "a", "d"]
    assert covering(candidates, ["e", "c"]) == ["e", "c", "b", "d"]


def test_rows_are_what_a_system_states(lintel, tmp_path):
    """A property more and an option more are rows more."""
    before = rows(systems_of(SPEC)[None])
    text = SPEC.read_text()
    assert MEMBER in text
    (tmp_path / "lintel.yaml").write_text(text.replace(MEMBER, "logs: {}"))
    left = before - rows(compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build"))
    assert left == {
        ("AWS::Logs::LogGroup", "/RetentionInDays"),
        ("logs", "put-retention-policy", ""),
        ("logs", "put-retention-policy", "--log-group-name"),
        ("logs", "put-retention-policy", "--retention-in-days"),
    }


# Of so many shares each is one process; one process for each script would take twice as long.
SHARES = 4


def test_policies_that_may_not_be_listed_end_a_removal(compiled_for, place, account, sources):
    system = compiled_for(account, "by-script")
    arguments = ["--account", place.account]
    assert run(system.deploy, *arguments, account=account, directory=sources).returncode == 0
    result = run(system.destroy, *arguments, "--yes", account=account, before={"autoscaling:DescribePolicies": deny})
    assert result.returncode == 2 and not result.mutations and "not authorized" in result.stderr, result


def distinct(files):
    """Of scripts that differ only in the constants at their head, the first: checking one takes seconds."""
    if EVERYTHING:
        return files
    bodies = {file.read_text().partition("# ---- Runtime ----")[2]: file for file in reversed(files)}
    return list(bodies.values())


def without_runtime(file, folder):
    """A script without the functions that others have too, and that are checked there."""
    head, rest = file.read_text().split("# ---- Runtime ----\n")
    short = folder / f"{file.parent.name}-{len(list(folder.iterdir()))}.sh"
    short.write_text(head + rest.split("# ---- Options ----\n")[1])
    return short


@pytest.mark.parametrize("share", range(SHARES))
def test_shellcheck_finds_nothing(share, tmp_path):
    made = [systems_of(path)[environment] for path, environment in lives()[share :: SHARES * PACE]]
    deploys, destroys = [system.deploy for system in made], distinct([system.destroy for system in made])
    whole = len(deploys) if EVERYTHING else 1
    assert len(deploys) >= whole
    runs = [[*deploys[:whole], *destroys]]
    if parts := [without_runtime(file, tmp_path) for file in deploys[whole:]]:
        # What the functions set or read is no mistake of the rest.
        runs.append(["--exclude=SC2034,SC2154", *parts])
    program = Path(sys.executable).with_name("shellcheck")
    for arguments in runs:
        found = subprocess.run([program, "--norc", *arguments], capture_output=True, text=True)
        assert found.returncode == 0, found.stdout
