"""The scripts of both examples run with the real AWS CLI: version 1, and the version 2 that Debian has.

Everything else runs with a stand-in of version 1, because starting the programs takes most of the time. So the ordinary
run has it make the system, whose second deployment and removal are then the two versions', which are started once and
forked (cli_forks.py). With LINTEL_ALL=1 they do everything, and each call starts the program.
"""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from lives import EXAMPLES, remaining, state
from machines import amounts
from scripts import run
from snapshot import differing
from stand_ins import SYSTEM_PATH, forking_cli
from systems import compiled, place_of

EVERYTHING = bool(os.environ.get("LINTEL_ALL"))
# Each example, and in which order the versions have their turn: so both do both.
CASES = [("ec2", "1", "2"), ("ecs", "2", "1")]


@pytest.fixture(params=CASES, ids=lambda case: case[0])
def case(request):
    return request.param


@pytest.fixture
def place(case):
    return place_of(*EXAMPLES[case[0]])


@pytest.fixture(scope="session")
def commands(programs):
    """A directory for each version, in which it is called aws. Without one nothing is proved, so that is a failure."""
    found = {}
    with ExitStack() as stack:
        for version, program in (("1", Path(sys.executable).with_name("aws")), ("2", system_cli())):
            said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
            assert f"aws-cli/{version}." in said.stdout + said.stderr, f"{program} is not version {version}: {said.stdout}"
            start = started_anew if EVERYTHING else forking_cli
            found[version] = stack.enter_context(start(programs, program, f"aws-{version}"))
        yield found


@contextmanager
def started_anew(programs, program, name):
    """A directory in which a version is called aws, as forking_cli() makes one."""
    directory = programs.directory / name
    directory.mkdir()
    # The version 2 of Debian does not read the address from the environment.
    (directory / "aws").write_text(f'#!/bin/sh\nexec {program} --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n')
    (directory / "aws").chmod(0o755)
    yield directory


def system_cli():
    program = shutil.which("aws", path=SYSTEM_PATH)
    if not program:
        pytest.fail("the AWS CLI version 2 is missing: .ci/install --proofs installs it", pytrace=False)
    return program


def tags_targets(directory):
    """Whether this version can do what the script of the ECS example needs: that of Debian 12 is from January 2023."""
    command = [directory / "aws", "application-autoscaling", "list-tags-for-resource", "--generate-cli-skeleton"]
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_DEFAULT_REGION": "us-east-1", "PATH": SYSTEM_PATH}
    return not subprocess.run(command, env=environment, capture_output=True, timeout=60).returncode


def test_both_versions(case, lintel, programs, account, commands, tmp_path):
    name, one, other = case
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    system = compiled(lintel, *EXAMPLES[name], tmp_path / "build")
    before = state(account), remaining(account)

    def go(script, version, *more):
        # The stand-in of docker stays; that of the AWS CLI comes after the real one.
        path = f"{commands[version]}:{programs.path}" if version else programs.path
        options = {"directory": tmp_path, "timeout": 500, "environment": {"PATH": path}}
        result = run(script, "--account", system.place.account, *more, account=account, **options)
        assert bool(result.aws) == (version is None), "the stand-in was called, or was not"
        return result

    def succeed(*arguments):
        result = go(*arguments)
        assert result.returncode == 0 and not result.leftovers, str(result)
        return result

    makers = (one, other, other) if EVERYTHING else (None, one, other)
    if name == "ecs" and not tags_targets(commands[one]):
        result = go(system.deploy, one)
        assert result.returncode == 2 and not result.mutations, str(result)
        assert "this AWS CLI is too old" in result.stderr, str(result)
        if not EVERYTHING:
            return
        makers = (other, other, other)
    succeed(system.deploy, makers[0])
    made = state(account), amounts(account)
    assert any(made[0].values()) and any(made[1].values())
    # Another one finds all that this one has made, and nothing to change.
    again = succeed(system.deploy, makers[1])
    assert not again.mutations, str(again)
    succeed(system.destroy, makers[2], "--yes", "--delete-data")
    left = list(differing(before[0], state(account)))
    assert not left and remaining(account) == before[1], left
