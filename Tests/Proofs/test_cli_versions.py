"""Both examples are deployed and removed by the real AWS CLI: version 1, and the version 2 that Debian has.

Everything else runs with a stand-in of version 1, because starting the programs takes most of the time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lives import EXAMPLES, remaining, state
from machines import amounts
from scripts import run
from snapshot import differing
from stand_ins import SYSTEM_PATH
from systems import compiled, place_of

# Each example is deployed by one version and removed by the other, so that both do both.
CASES = [("ec2", "1", "2"), ("ecs", "2", "1")]


@pytest.fixture(params=CASES, ids=lambda case: case[0])
def case(request):
    return request.param


@pytest.fixture
def place(case):
    return place_of(*EXAMPLES[case[0]])


@pytest.fixture(scope="session")
def commands(tmp_path_factory):
    """A directory for each version, in which it is called aws. Without one nothing is proved, so that is a failure."""
    found = {}
    for version, program in (("1", Path(sys.executable).with_name("aws")), ("2", system_cli())):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
        assert f"aws-cli/{version}." in said.stdout + said.stderr, f"{program} is not version {version}: {said.stdout}"
        found[version] = tmp_path_factory.mktemp(f"aws-{version}")
        wrapper = found[version] / "aws"
        # The version 2 of Debian does not read the address from the environment.
        wrapper.write_text(f'#!/bin/sh\nexec {program} --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n')
        wrapper.chmod(0o755)
    return found


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
    name, deploying, removing = case
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    system = compiled(lintel, *EXAMPLES[name], tmp_path / "build")
    before = state(account), remaining(account)
    arguments = ["--account", system.place.account]

    def go(script, version, *more):
        # The stand-in of docker stays; that of the AWS CLI comes after the real one.
        path = f"{commands[version]}:{programs.path}"
        options = {"directory": tmp_path, "timeout": 500, "environment": {"PATH": path}}
        result = run(script, *arguments, *more, account=account, **options)
        if name == "ecs" and script == system.deploy and not tags_targets(commands[version]):
            assert result.returncode == 2 and not result.mutations, str(result)
            assert "this AWS CLI is too old" in result.stderr, str(result)
            return None
        assert result.returncode == 0, str(result)
        assert not result.aws and not result.leftovers, "the stand-in was called"
        return result

    if not go(system.deploy, deploying):
        # It has said that it is too old, and done nothing.
        if not os.environ.get("LINTEL_ALL"):
            return
        # Then the other does everything.
        deploying = removing
        go(system.deploy, deploying)
    made = state(account), amounts(account)
    assert any(made[0].values()) and any(made[1].values())
    # The other version finds all that this one has made, and nothing to change.
    again = go(system.deploy, removing)
    assert not again.mutations, str(again)
    go(system.destroy, removing, "--yes", "--delete-data")
    left = list(differing(before[0], state(account)))
    assert not left and remaining(account) == before[1], left
