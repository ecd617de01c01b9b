"""Deployments of ECS that take time, fail, and are rolled back by the circuit breaker.

The API reference of DeploymentCircuitBreaker and "How the Amazon ECS deployment circuit breaker detects failures" say
when it trips and what it then does; a service's deployments look as the reference of Deployment describes them.
"""

import copy
from collections import namedtuple
from contextlib import contextmanager
from dataclasses import dataclass, field

import moto_ecs
import moto_service_deployments
from moto.core.utils import utcnow
from moto.ecs.models import EC2ContainerServiceBackend, Task
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus
from moto.moto_api._internal import mock_random
from moto_servicediscovery import shown_of

# Virtual seconds from a deployment's beginning until its tasks run.
START = 15
# Stopped tasks that are remembered of one deployment.
REMEMBERED = 5


@dataclass(frozen=True)
class Health:
    """What becomes of the tasks of a revision, in virtual seconds after they run."""

    # Until their targets are healthy; None for never.
    healthy_after: float | None
    # How long they run when they do not become healthy, and what ECS then says.
    stop_after: float = 150
    reason: str = "Task failed ELB health checks in (target-group {})"
    # What the targets are until then.
    meanwhile: str = "unhealthy"


AT_ONCE = Health(0)
SLOW = Health(90, meanwhile="initial")
NEVER = Health(None)
# Running, and healthy at first.
DYING = Health(None, 40, "Essential container in task exited", "healthy")

Shown = namedtuple("Shown", "running pending failed")


@dataclass(eq=False)
class Deployment:
    id: str
    began: float
    definition: str
    signature: str
    desired: int
    health: Health
    state: str = "IN_PROGRESS"
    reason: str = ""
    # What a rollback returned to is not rolled back again.
    is_rollback: bool = False
    stopped: int = 0
    # Seconds that what ran before stays besides, once the new tasks are healthy.
    bake: int = 0
    # What ECS keeps of it; a rollback is part of what it rolls back.
    kept: object = None
    created: object = field(default_factory=utcnow)

    def tasks(self, now):
        """How many run, are pending and have failed by now."""
        if self.state == "FAILED":
            return Shown(0, 0, self.stopped)
        if self.state == "COMPLETED":
            return Shown(self.desired, 0, 0)
        age = now - self.began
        if self.health.healthy_after is not None:
            return Shown(self.desired, 0, 0) if age >= START else Shown(0, self.desired, 0)
        cycle = START + self.health.stop_after
        rounds, rest = divmod(age, cycle)
        running = self.desired if rest >= START else 0
        return Shown(running, self.desired - running, int(rounds) * self.desired)

    def is_healthy(self, now):
        after = self.health.healthy_after
        return not self.desired or (after is not None and now - self.began >= START + after)

    def is_baked(self, now):
        return self.is_healthy(now) and now - self.began >= START + (self.health.healthy_after or 0) + self.bake

    def targets(self, now):
        """What the load balancer says of each task that runs."""
        healthy = self.state == "COMPLETED" or self.is_healthy(now)
        return ["healthy" if healthy else self.health.meanwhile] * self.tasks(now).running


class Rollouts:
    """The mode of an account. `health` says what becomes of the tasks of a revision, given moto's task definition."""

    def __init__(self, things, clock, health):
        self.things, self.clock = things, clock
        self.health = lambda definition: health
        # Service of moto's -> its deployments, the newest first; and what they have completed last.
        self.deployments = {}
        self.completed = {}
        self.parameters = {}

    def settle_in(self):
        """Nothing is there yet that would matter."""

    def patches(self):
        return [
            (moto_ecs, "_settle", self.settle),
            (ELBv2Backend, "describe_target_health", self.target_health),
            (EC2ContainerServiceBackend, "list_tasks", self.tasks_of_service),
        ]

    @contextmanager
    def around(self, action):
        self.go_on()
        self.parameters = action.parameters
        try:
            yield
        finally:
            self.parameters = {}

    def settle(self, original):
        def settle(backend, service):
            original(backend, service)
            if service._account_id != self.things.place.account:
                return
            if service.status != "ACTIVE":
                self.deployments.pop(service, None)
                return
            deployments = self.deployments.setdefault(service, [])
            signature = moto_service_deployments.signature_of(service)
            forced = self.parameters.get("forceNewDeployment")
            if not deployments or forced or deployments[0].signature != signature:
                begun = self.begin(service, service.task_definition, signature)
                begun.bake = 60 * (configuration_of(service).get("bakeTimeInMinutes") or 0)
                begun.kept = moto_service_deployments.newest(backend, service)
                begun.kept.status, begun.kept.stage, begun.kept.running = "IN_PROGRESS", "SCALE_UP", 0
            else:
                deployments[0].desired = service.desired_count
            self.show(service)

        return settle

    def begin(self, service, definition, signature):
        health = self.health(self.things.backend("ecs").describe_task_definition(definition))
        id = f"ecs-svc/{mock_random.randint(10**15, 10**16)}"
        deployment = Deployment(id, self.clock.now, definition, signature, service.desired_count, health)
        self.deployments[service].insert(0, deployment)
        return deployment

    def go_on(self):
        """Brings every service to what it is by now."""
        now = self.clock.now
        for service, deployments in list(self.deployments.items()):
            if service.status != "ACTIVE":
                continue
            # A rollback begins now, however long ago the deployment failed.
            first = deployments[0]
            if first.state == "IN_PROGRESS":
                if first.is_baked(now):
                    self.complete(service, first)
                elif first.is_healthy(now):
                    first.kept.stage = "BAKE_TIME"
                else:
                    self.fail(service, first, now)
            self.show(service)

    def complete(self, service, deployment):
        deployment.state, deployment.reason = "COMPLETED", f"ECS deployment {deployment.id} completed."
        deployment.kept.status = "ROLLBACK_SUCCESSFUL" if deployment.is_rollback else "SUCCESSFUL"
        deployment.kept.stage = "CLEAN_UP"
        self.deployments[service] = [deployment]
        self.completed[service] = deployment
        tell(service, f"(service {service.name}) has reached a steady state.")

    def fail(self, service, deployment, now):
        """Counts the tasks that have stopped; the circuit breaker ends a deployment of which too many have."""
        stopped = deployment.tasks(now).failed
        for _ in range(min(stopped, REMEMBERED) - min(deployment.stopped, REMEMBERED)):
            self.remember(service, deployment)
        if stopped > deployment.stopped:
            tell(service, f"(service {service.name}) has stopped {stopped - deployment.stopped} running tasks.")
        deployment.stopped = stopped
        breaker = configuration_of(service).get("deploymentCircuitBreaker") or {}
        # Half of the tasks, but at least 3 and at most 200.
        threshold = min(200, max(3, -(-deployment.desired // 2)))
        if not breaker.get("enable") or stopped < threshold:
            return
        deployment.state = "FAILED"
        deployment.reason = "ECS deployment circuit breaker: tasks failed to start."
        tell(service, f"(service {service.name}) (deployment {deployment.id}) deployment failed: tasks failed to start.")
        deployment.kept.status = "STOPPED"
        deployment.kept.reason = "The deployment circuit breaker threshold was exceeded."
        last = self.completed.get(service)
        if breaker.get("rollback") and last and not deployment.is_rollback:
            service.task_definition = last.definition
            back = self.begin(service, last.definition, last.signature)
            back.is_rollback, back.kept = True, deployment.kept
            # The service is again what it was.
            back.kept.status, back.kept.signature = "ROLLBACK_IN_PROGRESS", last.signature
            back.reason = f"ECS deployment circuit breaker: rolling back to deploymentId {last.id}."
            tell(service, f"(service {service.name}) rolling back to deployment {last.id}.")

    def remember(self, service, deployment):
        backend = self.things.backend("ecs")
        definition = copy.copy(backend.describe_task_definition(deployment.definition))
        # The interfaces of what has stopped are gone.
        definition.network_mode = "bridge"
        cluster = backend.clusters[service.cluster_name]
        arguments = {"started_by": deployment.id, "launch_type": service.launch_type}
        task = Task(cluster, definition, None, None, backend, f"service:{service.name}", **arguments)
        task.last_status = task.desired_status = "STOPPED"
        groups = [balancer.get("targetGroupArn") for balancer in service.load_balancers or []]
        task.stopped_reason = deployment.health.reason.format(*groups or ["none"])
        backend.tasks.setdefault(cluster.name, {})[task.task_arn] = task

    def show(self, service):
        """Writes what the API says of a service into moto's object."""
        now, deployments = self.clock.now, self.deployments[service]
        described = []
        for number, one in enumerate(deployments):
            shown = one.tasks(now)
            one.kept.running = shown.running
            described.append(
                {
                    "id": one.id,
                    "status": "ACTIVE" if number else "PRIMARY",
                    "taskDefinition": one.definition,
                    "desiredCount": 0 if one.state == "FAILED" else one.desired,
                    "runningCount": shown.running,
                    "pendingCount": shown.pending,
                    "failedTasks": shown.failed,
                    "rolloutState": one.state,
                    "rolloutStateReason": one.reason or f"ECS deployment {one.id} in progress.",
                    "createdAt": one.created,
                    "updatedAt": utcnow(),
                    **shown_of(service),
                }
            )
        service.deployments = described
        service.running_count = sum(one["runningCount"] for one in described)
        service.pending_count = sum(one["pendingCount"] for one in described)

    def target_health(self, original):
        def describe_target_health(backend, arn, targets):
            found = original(backend, arn, targets)
            if backend.account_id != self.things.place.account:
                return found
            group, now = backend.target_groups[arn], self.clock.now
            behind = [
                one
                for service, deployments in self.deployments.items()
                if any(balancer.get("targetGroupArn") == arn for balancer in service.load_balancers or [])
                for one in deployments
            ]
            if not behind or targets:
                return found
            states = [state for one in behind for state in one.targets(now)]
            return [status(group, f"10.0.0.{n}", state) for n, state in enumerate(states)]

        return describe_target_health

    def tasks_of_service(self, original):
        """moto does not look at the service."""

        def list_tasks(backend, *arguments):
            found, service = original(backend, *arguments), (*arguments, *[None] * 6)[4]
            return [task for task in found if not service or task.group == f"service:{service.split('/')[-1]}"]

        return list_tasks


def configuration_of(service):
    return getattr(service, "deployment_configuration", None) or {}


REASONS = {"unhealthy": "Target.FailedHealthChecks", "initial": "Elb.InitialHealthChecking"}
DESCRIPTIONS = {"unhealthy": "Health checks failed", "initial": "Initial health checks in progress"}


def status(group, address, state):
    described = REASONS.get(state), DESCRIPTIONS.get(state)
    return FakeHealthStatus(address, group.port, group.health_check_port, state, *described)


def tell(service, text):
    service.events.insert(0, {"id": str(mock_random.uuid4()), "createdAt": utcnow(), "message": text})
    del service.events[100:]
