"""The scripts make what the templates make, change nothing twice, and leave nothing behind."""

import pytest
from executor import execute, parameters_to_supply
from script_accounts import account_for_scripts
from scripts import run
from snapshot import differing, snapshot
from systems import SYSTEMS, compiled, name_of_system

NEEDS_WHAT_IS_THERE = {"existing-everything", "existing-network"}
SYSTEMS = [system for system in SYSTEMS if name_of_system(system) not in NEEDS_WHAT_IS_THERE]


@pytest.fixture(params=SYSTEMS, ids=name_of_system)
def system(request, lintel, tmp_path):
    return compiled(lintel, *request.param, tmp_path / "compiled")


@pytest.fixture
def place(system):
    return system.place


@pytest.fixture
def sources(tmp_path):
    """Where images are built."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "Dockerfile").write_text("FROM scratch\n")
    return tmp_path / "source"


def deploy(system, account, sources, *arguments, **options):
    arguments = [*arguments, "--account", system.place.account]
    return run(system.deploy, *arguments, account=account, directory=sources, **options)


def destroy(system, account, *arguments, **options):
    return run(system.destroy, "--yes", "--account", system.place.account, *arguments, account=account, **options)


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


def made_by_template(system, programs):
    with account_for_scripts(system.place, programs) as account:
        supplied = parameters_to_supply(system.template, account.session)
        execute(system.template, account.session, supplied)
        names = {value: f"parameter {name}" for name, value in supplied.items()}
        return comparable(snapshot(account.session, names))


def images(system, account):
    """The AMIs that a script made, by the parameters that stand for them in a template."""
    owned = account.session.client("ec2").describe_images(Owners=["self"])["Images"]
    tags = {image["ImageId"]: {tag["Key"]: tag["Value"] for tag in image.get("Tags", [])} for image in owned}
    ids = {image: found["lintel:id"].removeprefix("Image") for image, found in tags.items() if "lintel:id" in found}
    return {image: f"parameter {name}ImageId" for image, name in ids.items()}


def test_script_and_template_make_the_same(system, account, programs, sources):
    result = deploy(system, account, sources)
    assert result.returncode == 0, result
    script = comparable(snapshot(account.session, images(system, account)))
    found = list(differing(made_by_template(system, programs), script))
    assert not found, "\n".join(map(str, found))


def test_a_second_run_changes_nothing(system, account, sources):
    first = deploy(system, account, sources)
    assert first.returncode == 0, first
    second = deploy(system, account, sources)
    assert second.returncode == 0, second
    assert not second.mutations, second
    assert not second.docker


def test_destroy_leaves_nothing(system, account, sources):
    empty = snapshot(account.session)
    result = deploy(system, account, sources)
    assert result.returncode == 0, result
    result = destroy(system, account, "--delete-data")
    assert result.returncode == 0, result
    found = list(differing(empty, snapshot(account.session)))
    assert not found, "\n".join(map(str, [*found, result]))
    again = destroy(system, account, "--delete-data")
    assert again.returncode == 0 and not again.mutations, again
