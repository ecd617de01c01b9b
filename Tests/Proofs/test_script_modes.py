"""The scripts of the examples live through all that AWS does and moto does not, as modes.py says it.

The ordinary run goes through the life of a small system under each mode alone, and through those of the examples under all
of them together. With LINTEL_ALL=1 it is the few systems that together exercise everything (cover.py) under each mode alone,
and every system under all of them. LINTEL_MODES names some of the modes: late,paged,together.
"""

import os
import re
import shutil

import pytest
from forgeries import Owner
from lives import EXAMPLES, covering_systems, remaining, state
from modes import Modes
from prerequisites import PREREQUISITES
from rollouts import SLOW
from script_accounts import account_for_scripts
from scripts import run
from specifications import FIXTURES, environments, identify, load
from systems import SYSTEMS, compiled, name_of_system, place_of

ALONE = {
    "late": Modes(late=2),
    "paged": Modes(page_size=1),
    "held": Modes(held=True),
    "slow": Modes(unhealthy=SLOW),
    "crowded": Modes(crowded=True),
    "hostile": None,
}
# Changes of a spec's text: what matches is changed, and a spec in which nothing does is not.
CHANGES = [
    (r"(\bmemory: )512\b", r"\g<1>1024"),
    (r"(healthCheck:[^}]*?\bpath: )/\w*", r"\1/changed"),
    (r"(\btarget: )50\b", r"\g<1>37"),
]
TOGETHER = "together"
MODES = [name for name in os.environ.get("LINTEL_MODES", ",".join([TOGETHER, *ALONE])).split(",") if name]
SMALL = [system for system in SYSTEMS if system[0].parent.name == "minimal"]
# What else takes its time to let go, or to be seen: a new group lets everything out before it shows so.
MORE = {
    "held": [(FIXTURES / "ok" / "nat-gateways.yaml", None)],
    "late": [(FIXTURES / "ok" / "group-rules.yaml", None)],
}
LONGEST = 600


def lives(mode):
    if os.environ.get("LINTEL_ALL"):
        return SYSTEMS if mode == TOGETHER else covering_systems()
    if mode == TOGETHER:
        return sorted(EXAMPLES.values(), key=str)
    return SMALL + MORE.get(mode, [])


def owner_of(path, environment):
    specification = environments(load(path))[environment]
    return Owner(specification["project"], environment)


def modes_of(name, system):
    owner = owner_of(*system)
    if name == TOGETHER:
        return Modes.together(owner)
    return ALONE[name] or Modes(hostile=owner)


def changed(text):
    for pattern, replacement in CHANGES:
        text = re.sub(pattern, replacement, text, count=1)
    return text


def left(account):
    """All that is there."""
    taken = state(account)
    for subnet in taken.get("subnets", {}).values():
        # moto does not give every address back that something in a subnet had.
        subnet.pop("AvailableIpAddressCount")
    return taken, remaining(account)


@pytest.fixture
def life(lintel, programs, tmp_path):
    """Goes through the life of a system in an account with modes."""

    def live(system, modes):
        path, environment = system
        folder = tmp_path / "source"
        folder.mkdir()
        (folder / "Dockerfile").write_text("FROM scratch\n")
        place = place_of(path, environment)

        def compile(text, name):
            # What it includes stands beside it.
            shutil.copytree(path.parent, tmp_path / name, ignore=shutil.ignore_patterns("build"))
            (tmp_path / name / path.name).write_text(text)
            return compiled(lintel, tmp_path / name / path.name, environment, tmp_path / name / "build")

        with account_for_scripts(place, programs, modes=modes) as account:
            text = path.read_text()
            account.session.client("ec2").describe_vpcs()
            prepare = PREREQUISITES.get(identify(path))
            actual = prepare(account.session) if prepare else {}
            for written, given in actual.items():
                text = text.replace(written, given)
            original, other = compile(text, "original"), changed(text)
            arguments = ["--account", place.account]

            def step(script, *more):
                result = run(script, *arguments, *more, account=account, directory=folder, timeout=LONGEST)
                assert result.returncode == 0, str(result)
                assert not result.leftovers, str(result)
                strangers = account.world.strangers
                assert not strangers or not strangers.harmed, f"{strangers.harmed}\n{result}"
                return result

            before = left(account)
            step(original.deploy)
            second = step(original.deploy)
            assert not second.mutations and not second.docker, str(second)
            if other != text:
                second = compile(other, "changed")
                result = step(second.deploy)
                # Another environment may have what was changed.
                assert bool(result.mutations) == (second.template != original.template), str(result)
                result = step(second.deploy)
                assert not result.mutations, str(result)
            if account.world.modes.hostile:
                # Whoever may write the system's tags has things on its list: then nobody but a person removes anything.
                refused = run(original.destroy, *arguments, "--yes", "--delete-data", account=account, timeout=LONGEST)
                assert refused.returncode == 2 and not refused.mutations, str(refused)
                assert "Anything.replaced" in refused.stderr and "--yes-orphans" in refused.stderr, str(refused)
                account.world.strangers.dismiss()
            gone = step(original.destroy, "--yes", "--delete-data")
            assert left(account) == before, str(gone)
            again = step(original.destroy, "--yes", "--delete-data")
            assert not again.mutations, str(again)

    return live


CASES = [(mode, system) for mode in MODES for system in lives(mode)]


@pytest.mark.parametrize(("mode", "system"), CASES, ids=[f"{mode}-{name_of_system(system)}" for mode, system in CASES])
def test_a_life(life, mode, system):
    life(system, modes_of(mode, system))
