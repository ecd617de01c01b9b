"""No AMI is made of an instance before somebody says that it is prepared."""

import pytest
from scripts import run
from systems import SPECS, compiled

EC2 = next(path for path in SPECS if path.parent.name == "ec2-autoscaling")


@pytest.fixture
def system(lintel, tmp_path):
    return compiled(lintel, EC2, None, tmp_path / "build")


@pytest.fixture
def place(system):
    return system.place


@pytest.fixture
def deploy(account, system):
    def deploy(*arguments, script=system.deploy, **options):
        words = ["--account", system.place.account, *arguments]
        return run(script, *words, account=account, prepared=False, **options)

    return deploy


def made(result):
    return [action.name for action in result.mutations].count("CreateImage")


def test_without_a_terminal_it_says_what_to_do_and_ends(deploy):
    first = deploy()
    assert first.returncode == 1 and made(first) == 0, str(first)
    assert "RunInstances" in [action.name for action in first.mutations]
    assert "--prepared" in first.stderr and "i-" in first.stderr
    # Nothing changes until somebody says so.
    again = deploy()
    assert again.returncode == 2 and not again.mutations, str(again)
    done = deploy("--prepared")
    assert done.returncode == 0 and made(done) == 1, str(done)
    # What is there is not asked about, and a new image is asked for by its option.
    assert deploy().returncode == 0
    renewed = deploy("--new-image")
    assert renewed.returncode == 0 and made(renewed) == 1, str(renewed)


@pytest.mark.parametrize("answer, status", [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1)])
def test_on_a_terminal_it_asks(deploy, answer, status):
    result = deploy(tty=True, stdin=answer)
    assert result.returncode == status and made(result) == (status == 0), str(result)
    assert "Is it prepared?" in result.stdout


def test_a_new_image_of_a_new_instance_is_asked_about(deploy):
    result = deploy("--new-image")
    assert result.returncode == 1 and made(result) == 0, str(result)


def test_a_dry_run_says_all_the_same(deploy):
    result = deploy("--dry-run")
    assert result.returncode == 0 and not result.mutations, str(result)


def test_the_stack_waits_as_well(deploy, system):
    script = system.deploy.with_name("deploy-stack.sh")
    result = deploy(script=script)
    assert result.returncode == 1 and made(result) == 0, str(result)
    assert "--prepared" in result.stderr
