"""Services that never become healthy, or fail later, where ECS does what its circuit breaker does: what deploy.sh says of it.

Time is virtual; test_script_services.py has single answers of ECS instead.
"""

import re

import pytest
from lives import EXAMPLES
from modes import Modes
from rollouts import AT_ONCE, DYING, NEVER, SLOW
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled, place_of

ECS, STAGING = EXAMPLES["ecs"]
CLUSTER, SERVICE = "my-app-cluster", "my-app-autoscaling-service"
CHANGE = ('PORT: "8080"', 'PORT: "8080"\n          MODE: other')
WAITING = re.compile(r"waiting: (.*) \((?:(\d+) min )?(\d+) s\)")


@pytest.fixture
def deploy(lintel, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")

    def deploy(account, *replaced):
        text = ECS.read_text()
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path / f"spec{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        system = compiled(lintel, folder / "lintel.yaml", STAGING, folder / "build")
        return run(system.deploy, account=account, directory=tmp_path, timeout=240)

    return deploy


@pytest.fixture
def account_with(programs):
    """An account in which the tasks of any revision fare so."""
    return lambda health: account_for_scripts(place_of(ECS, STAGING), programs, modes=Modes(unhealthy=health))


def service_in(account):
    (service,) = account.session.client("ecs").describe_services(cluster=CLUSTER, services=[SERVICE])["services"]
    return service


def names(result):
    return [action.name for action in result.mutations]


def test_a_service_that_never_becomes_healthy(deploy, account_with):
    with account_with(NEVER) as account:
        result = deploy(account)
        assert result.returncode == 1, result
        # Why, so that nobody opens the console. Targets are no longer there once all tasks have ended.
        for words in ("the deployment failed", "The service said last:", "Tasks ended:", "Task failed ELB health checks"):
            assert words in result.stderr, (words, result)
        # It can be mended and tried again: ECS itself starts no more tasks.
        account.world.rollouts.health = lambda definition: AT_ONCE
        again = deploy(account)
        assert again.returncode == 0 and names(again)[0] == "UpdateService", again
        (deployment,) = service_in(account)["deployments"]
        assert deployment["rolloutState"] == "COMPLETED", again
        assert not deploy(account).mutations


def test_one_that_takes_its_time_is_waited_for(deploy, account_with):
    with account_with(SLOW) as account:
        result = deploy(account)
        assert result.returncode == 0, result
        said = WAITING.findall(result.stderr)
        assert said, result
        # How long it has taken grows from line to line, in the account's time.
        seconds = [int(minutes or 0) * 60 + int(rest) for text, minutes, rest in said if "task" in text]
        assert seconds == sorted(seconds) and 60 <= seconds[-1] <= 300, result


def test_a_revision_that_fails_later_is_rolled_back(deploy, account_with):
    with account_with(SLOW) as account:
        assert deploy(account).returncode == 0
        before = service_in(account)["taskDefinition"]
        account.world.rollouts.health = lambda definition: SLOW if definition.arn == before else DYING
        result = deploy(account, CHANGE)
        assert result.returncode == 1, result
        assert "the deployment failed" in result.stderr or f"was rolled back to {before.rpartition('/')[2]}" in result.stderr
        assert "Essential container in task exited" in result.stderr, result
        # What ran before goes on, and the spec of before has nothing to change.
        original = deploy(account)
        assert original.returncode == 0, original
        assert service_in(account)["taskDefinition"] == before
