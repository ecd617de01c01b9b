"""Fixtures of the proofs: the templates that Lintel makes of the examples, and an AWS that exists in memory only."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from accounts import Place, empty_account
from script_accounts import account_for_scripts
from stand_ins import stand_ins

REPOSITORY = Path(__file__).resolve().parents[2]
# Each example, and the environments its spec declares.
EXAMPLES = {
    "ec2-autoscaling": (None,),
    "ecs-autoscaling": ("staging", "production"),
}
CASES = [(example, environment) for example, environments in EXAMPLES.items() for environment in environments]


def name_of(case):
    example, environment = case
    return f"{example}-{environment}" if environment else example


def pytest_configure(config):
    # What a shell starts in the background ignores Ctrl-C, and so would every script that is run here.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # moto warns of error codes that a service's model does not list. AWS has many of them.
    config.addinivalue_line("filterwarnings", "ignore:.*does not match an error shape:UserWarning")


@pytest.fixture(scope="session")
def lintel():
    """The program under proof. Without it nothing is proved, so its absence is a failure and never a skip."""
    program = Path(os.environ.get("LINTEL", REPOSITORY / ".build/debug/lintel"))
    if not program.is_absolute():
        program = REPOSITORY / program
    if not os.access(program, os.X_OK):
        pytest.fail(f"{program} is missing: build it with `swift build`, or set LINTEL", pytrace=False)
    return program


@pytest.fixture(scope="session")
def templates(lintel, tmp_path_factory):
    """{(example, environment or None): template}, compiled once."""
    found = {}
    for example in EXAMPLES:
        output = tmp_path_factory.mktemp(example)
        specification = REPOSITORY / "examples" / example / "lintel.yaml"
        command = [str(lintel), "compile", str(specification), "--output", str(output)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, f"{' '.join(command)}\n{run.stderr}"
        for file in sorted(output.rglob("template.json")):
            environment = None if file.parent == output else file.parent.name
            found[example, environment] = json.loads(file.read_text())
    assert sorted(found, key=str) == sorted(CASES, key=str), "the examples compile to other environments than expected"
    return found


@pytest.fixture(params=CASES, ids=name_of)
def case(request):
    return request.param


@pytest.fixture
def template(templates, case):
    return templates[case]


@pytest.fixture
def place(case):
    return Place.of(*case)


@pytest.fixture
def session(place):
    """A boto3 session in the case's account and region, where nothing exists yet."""
    with empty_account(place) as session:
        yield session


@pytest.fixture(scope="session")
def programs():
    """What scripts find on PATH in place of the AWS CLI and docker."""
    with stand_ins() as made:
        yield made


@pytest.fixture
def account(place, programs):
    """An account that scripts can deploy to, where nothing exists yet."""
    with account_for_scripts(place, programs) as account:
        yield account
