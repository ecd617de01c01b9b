"""Fixtures of the proofs: the templates that Lintel makes of the examples, and an AWS that exists in memory only."""

import os
import re
import shutil
import signal
import tempfile

import pytest
from accounts import Place, empty_account
from script_accounts import account_for_scripts
from specifications import REPOSITORY
from stand_ins import stand_ins
from systems import SHARED, program, systems_of

# Each example, and the environments its spec declares.
EXAMPLES = {
    "ec2-autoscaling": (None,),
    "ecs-autoscaling": ("staging", "production"),
}
CASES = [(example, environment) for example, environments in EXAMPLES.items() for environment in environments]


def name_of(case):
    example, environment = case
    return f"{example}-{environment}" if environment else example


def pytest_addoption(parser):
    parser.addoption("--shard", metavar="I/N", help="run only the I-th of N shares of the tests, counted from 1")


def pytest_collection_modifyitems(config, items):
    # What runs scripts takes longest. It comes first, so that at the end no process waits long for another.
    items.sort(key=lambda item: "programs" not in item.fixturenames)
    shard = config.getoption("--shard")
    if not shard:
        return
    numbers = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", shard)
    if not numbers or int(numbers[1]) > int(numbers[2]):
        raise pytest.UsageError(f"--shard {shard}: not one of so many, such as 1/4")
    # One after the other in turn: tests that take long stand together in a file.
    kept = items[int(numbers[1]) - 1 :: int(numbers[2])]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_configure(config):
    if SHARED not in os.environ:
        os.environ[SHARED] = config.shared_folder = tempfile.mkdtemp(prefix="proof-")
    # What a shell starts in the background ignores Ctrl-C, and so would every script that is run here.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # moto warns of error codes that a service's model does not list. AWS has many of them.
    config.addinivalue_line("filterwarnings", "ignore:.*does not match an error shape:UserWarning")


def pytest_unconfigure(config):
    if folder := getattr(config, "shared_folder", None):
        shutil.rmtree(folder)
        del os.environ[SHARED]


@pytest.fixture(scope="session")
def lintel():
    return program()


@pytest.fixture(scope="session")
def templates():
    """{(example, environment or None): template}."""
    found = {}
    for example in EXAMPLES:
        for environment, system in systems_of(REPOSITORY / "examples" / example / "lintel.yaml").items():
            found[example, environment] = system.template
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


@pytest.fixture
def sources(tmp_path):
    """Where images are built."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "Dockerfile").write_text("FROM scratch\n")
    return tmp_path / "source"
