"""Services whose deployments take their time, fail, are rolled back or answered for late: what a deploy script makes of it.

What ECS answers meanwhile is scripted, one step a question, as its guides tell of the circuit breaker.
"""

import copy

import pytest
from moto.ecs.models import Task, ecs_backends
from scripts import run
from systems import SPECS, compiled, place_of

ECS = next(path for path in SPECS if path.parent.name == "ecs-autoscaling")
KEY = "my-app-cluster:my-app-autoscaling-service"


@pytest.fixture
def place():
    return place_of(ECS, "staging")


@pytest.fixture
def deploy(lintel, account, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")

    def deploy(*arguments, replaced=(), **options):
        text = ECS.read_text()
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path / f"spec{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        system = compiled(lintel, folder / "lintel.yaml", "staging", folder / "build")
        return run(system.deploy, *arguments, account=account, directory=tmp_path, timeout=240, **options)

    return deploy


NEW_TASK = [('PORT: "8080"', 'PORT: "8080"\n          MODE: other')]
NETWORK = "subnets: [public-a, public-b]\n    securityGroups: [service]"
NEW_NETWORK = [(NETWORK, NETWORK.replace(", public-b", ""))]


def backend(account):
    return ecs_backends[account.place.account][account.place.region]


def service_of(account):
    return backend(account).services[KEY]


def names(result):
    return [action.name for action in result.mutations]


def forced(result):
    return [one for one in result.mutations if one.name == "UpdateService" and one.parameters.get("forceNewDeployment")]


class Course:
    """What ECS answers about the service after an action, one step a question; the last step stays."""

    def __init__(self, action, *steps):
        self.after = {action: self.begin}
        self.before = {"DescribeServices": self.go_on}
        self.steps = list(steps)
        self.asked = 0
        self.old = self.begun = None
        self.options = {"before": self.before, "after": self.after}

    def begin(self, account, action):
        service = service_of(account)
        self.begun = copy.deepcopy(service.deployments[0])
        self.begun_with = service.task_definition

    def go_on(self, account, action):
        if not self.begun:
            service = backend(account).services.get(KEY)
            self.old = service and (copy.deepcopy(service.deployments[0]), service.task_definition)
            return
        step = self.steps[min(self.asked, len(self.steps) - 1)]
        self.asked += 1
        step(self, service_of(account))


def state(rollout, running=1, **more):
    """The new deployment, alone, in a state that is reported or not."""

    def step(course, service):
        one = {**course.begun, "rolloutState": rollout, "runningCount": running, **more}
        if rollout is None:
            del one["rolloutState"]
        service.deployments, service.task_definition = [one], course.begun_with
        service.running_count, service.desired_count = running, max(1, running)

    return step


def stale(course, service):
    """As before the action."""
    deployment, service.task_definition = course.old
    service.deployments = [deployment]


def rolled_back(course, service):
    """The deployment before goes on, and the failed one is ending."""
    deployment, service.task_definition = course.old
    failed = {**course.begun, "status": "ACTIVE", "rolloutState": "FAILED", "runningCount": 0}
    service.deployments = [{**deployment, "status": "PRIMARY"}, failed]


def rolled_back_and_over(course, service):
    deployment, service.task_definition = course.old
    service.deployments = [{**deployment, "status": "PRIMARY", "rolloutState": "COMPLETED"}]


def test_a_first_deployment_is_done_when_it_is_complete(deploy):
    course = Course("CreateService", *[state("IN_PROGRESS")] * 5, state("COMPLETED"))
    result = deploy(**course.options)
    assert result.returncode == 0, result
    assert course.asked >= 6, result
    assert "1 of 1 tasks run, not all of them healthy yet" in result.stderr, result


def test_a_failed_first_deployment_is_tried_again(deploy):
    course = Course("CreateService", state("IN_PROGRESS", 0), state("FAILED", 0, failedTasks=3))
    result = deploy(**course.options)
    assert result.returncode == 1 and "the deployment failed" in result.stderr, result
    planned = deploy("--dry-run")
    assert "--force-new-deployment" in planned.stderr and not planned.mutations, planned
    again = deploy()
    # What comes after the service was not there yet.
    assert again.returncode == 0 and len(forced(again)) == 1, again
    assert names(again)[0] == "UpdateService" and "CreateService" not in names(again), again
    assert not deploy().mutations


def test_an_image_that_is_pushed_anew_is_deployed(deploy):
    assert deploy().returncode == 0
    result = deploy("--rebuild")
    assert result.returncode == 0 and names(result) == ["UpdateService"] and forced(result), result
    assert not deploy().mutations
    # With a new revision there is a deployment anyway.
    result = deploy("--rebuild", replaced=NEW_TASK)
    assert names(result) == ["RegisterTaskDefinition", "UpdateService"] and not forced(result), result


def test_answers_of_before_are_no_verdict(deploy):
    assert deploy().returncode == 0
    course = Course("UpdateService", stale, stale, state("IN_PROGRESS", 0), stale, stale, state("COMPLETED"))
    result = deploy(replaced=NEW_TASK, **course.options)
    assert result.returncode == 0 and course.asked >= 6, result


@pytest.mark.parametrize("replaced", [NEW_TASK, NEW_NETWORK], ids=["revision", "network"])
@pytest.mark.parametrize("end", [rolled_back, rolled_back_and_over])
def test_what_is_rolled_back_is_told(deploy, replaced, end):
    assert deploy().returncode == 0
    course = Course("UpdateService", stale, state("IN_PROGRESS", 0), end)
    result = deploy(replaced=replaced, **course.options)
    assert result.returncode == 1, result
    assert "the deployment failed" in result.stderr or "was rolled back to my-app-encryptor:1" in result.stderr, result


def test_a_deployment_that_is_never_seen_ends(deploy):
    assert deploy().returncode == 0
    result = deploy(replaced=NEW_TASK, **Course("UpdateService", stale).options)
    assert result.returncode == 1 and "ECS did not begin the deployment" in result.stderr, result


def test_without_a_reported_state_the_counts_decide(deploy):
    course = Course("CreateService", state(None, 0), state(None, 0), state(None, 1))
    result = deploy(**course.options)
    assert result.returncode == 0 and course.asked >= 3, result


def test_without_a_circuit_breaker_it_ends_too(deploy):
    course = Course("CreateService", state("IN_PROGRESS", 0, failedTasks=7))
    result = deploy(**course.options)
    assert result.returncode == 1 and "did not settle" in result.stderr, result
    assert "7 have failed" in result.stderr, result


def test_it_waits_by_the_clock(deploy, account):
    """However long AWS takes to answer, half an hour is half an hour."""
    course = Course("CreateService", state("IN_PROGRESS", 0))

    def answer_late(account, action):
        account.clock.advance(40)
        course.go_on(account, action)

    began = account.clock.now
    result = deploy(after=course.after, before={"DescribeServices": answer_late})
    assert result.returncode == 1 and "did not settle, for half an hour" in result.stderr, result
    # Counted by questions it would be an hour and a half.
    assert 1800 <= account.clock.now - began < 2700, result


def fail_with_reasons(course, service):
    """The tasks end, the targets do not answer, and the service says so."""
    state("FAILED", 0)(course, service)
    service.events = [{"id": "1", "message": "(service web) failed to launch a task.\x1b[2J"}]


def test_nobody_has_to_open_the_console(deploy, account):
    course = Course("CreateService", fail_with_reasons)

    def prepare(account, action):
        ecs, cluster = backend(account), backend(account).clusters["my-app-cluster"]
        definition = ecs.describe_task_definition("my-app-encryptor")
        (subnet, *_) = account.session.client("ec2").describe_subnets()["Subnets"]
        network = {"awsvpcConfiguration": {"subnets": [subnet["SubnetId"]], "securityGroups": []}}
        group = "service:my-app-autoscaling-service"
        task = Task(cluster, definition, None, {}, ecs, group, networking_configuration=network)
        task.desired_status = task.last_status = "STOPPED"
        task.stopped_reason = "Essential container in task exited"
        task.containers[0].exitCode = 137
        task.containers[0].reason = "OutOfMemoryError"
        ecs.tasks.setdefault("my-app-cluster", {})[task.task_arn] = task
        course.begin(account, action)

    result = deploy(before=course.before, after={"CreateService": prepare})
    assert result.returncode == 1, result
    for words in (
        "(service web) failed to launch a task.",
        "Essential container in task exited (encryptor exit code 137",
        "Targets in my-app-autoscaling-tg/",
    ):
        assert words in result.stderr, (words, result)
    assert "\x1b" not in result.stderr
