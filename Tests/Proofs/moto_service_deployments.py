"""ECS: each deployment of a service is kept with what became of it, and moves the weights of the rules that it was given,
or of the listeners of a network load balancer.

moto knows nothing of them. The API references of ServiceDeployment and AdvancedConfiguration say what they are; that the
first deployment already goes to the alternate group was seen live: https://github.com/go-to-k/cdk-real-drift/issues/1730
"""

from dataclasses import dataclass, field
from datetime import timedelta

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.models import FakeAction, elbv2_backends
from moto.moto_api._internal import mock_random
from refusals import Refused

# What begins a new deployment where UpdateService changes it.
DECISIVE = (
    "task_definition",
    "network_configuration",
    "load_balancers",
    "capacity_provider_strategy",
    "platform_version",
    "service_connect_configuration",
    "service_registries",
    "volume_configurations",
)
# Nobody says how many there are on a page, and in which order: few, and the oldest first.
PAGE = 2


@dataclass(eq=False)
class ServiceDeployment:
    arn: str
    service_arn: str
    cluster_arn: str
    created: object
    signature: str
    status: str = "SUCCESSFUL"
    stage: str = "CLEAN_UP"
    reason: str | None = None
    running: int = 0
    # The hook at which it waits for somebody.
    paused: str | None = None
    # What the service calls it.
    id: str = field(default_factory=lambda: f"ecs-svc/{mock_random.randint(0, 32**12)}")

    def brief(self):
        shown = {
            "serviceDeploymentArn": self.arn,
            "serviceArn": self.service_arn,
            "clusterArn": self.cluster_arn,
            "createdAt": self.created,
            "startedAt": self.created,
            "status": self.status,
            "targetServiceRevisionArn": self._revision,
        }
        return shown | ({"statusReason": self.reason} if self.reason else {})

    def shown(self):
        revision = {"arn": self._revision, "runningTaskCount": self.running}
        brief = {key: value for key, value in self.brief().items() if key != "targetServiceRevisionArn"}
        hook = {"hookId": self.paused, "targetType": "PAUSE", "status": "AWAITING_ACTION", "timeoutAction": "ROLLBACK"}
        hooks = {"lifecycleHookDetails": [hook]} if self.paused else {}
        return brief | {"lifecycleStage": self.stage, "targetServiceRevision": revision} | hooks

    @property
    def _revision(self):
        return self.arn.replace(":service-deployment/", ":service-revision/")


def signature_of(service):
    return repr([getattr(service, name, None) for name in DECISIVE])


def newest(backend, service):
    own = [one for one in backend.service_deployments.values() if one.service_arn == service.arn]
    return own[-1] if own else None


def note(backend, service, forced):
    """Keeps the deployment that a service was just given, if it was given any."""
    if service.status != "ACTIVE":
        return
    last, signature = newest(backend, service), signature_of(service)
    if last and last.signature == signature and not forced:
        return
    known = backend.service_deployments
    arn = f"{service.arn.replace(':service/', ':service-deployment/')}/{len(known) + 1:020}"
    # Two of one second would be equally new.
    created = utcnow() + timedelta(seconds=len(known))
    one = ServiceDeployment(arn, service.arn, service.cluster_arn, created, signature, running=service.desired_count)
    known[arn] = one
    configuration = getattr(service, "deployment_configuration", None) or {}
    if configuration.get("strategy", "ROLLING") == "ROLLING":
        return
    turn = sum(other.service_arn == service.arn for other in known.values()) % 2
    for balancer in service.load_balancers or []:
        _move(service, balancer, turn)


def _move(service, balancer, turn):
    advanced = balancer.get("advancedConfiguration") or {}
    load_balancing = elbv2_backends[service._account_id][service.region_name]
    groups = [balancer["targetGroupArn"], advanced.get("alternateTargetGroupArn")]
    for name in ("productionListenerRule", "testListenerRule"):
        for one in _found(load_balancing, advanced[name]) if advanced.get(name) else []:
            shares = [{"TargetGroupArn": arn, "Weight": 100 * (n == turn)} for n, arn in enumerate(groups)]
            field = "actions" if _is_rule(advanced[name]) else "default_actions"
            setattr(one, field, [FakeAction({"Type": "forward", "ForwardConfig": {"TargetGroups": shares}})])


def _is_rule(arn):
    return ":listener-rule/" in arn


def _found(load_balancing, arn):
    """The rule or the listener; ECS moves the connections of listeners of network load balancers only."""
    if _is_rule(arn):
        return load_balancing.describe_rules(None, [arn])
    balancers = load_balancing.load_balancers
    found = load_balancing.describe_listeners(None, [arn])
    return [one for one in found if balancers[one.load_balancer_arn].type == "network"]


def require_rules(self, balancer, require_listener):
    """What ECS would move requests by is there."""
    advanced = balancer.get("advancedConfiguration")
    if not advanced:
        return
    require_listener(self, advanced["alternateTargetGroupArn"])
    load_balancing = elbv2_backends[self.current_account][self.region]
    for name in ("productionListenerRule", "testListenerRule"):
        if advanced.get(name) and not _found(load_balancing, advanced[name]):
            raise Refused("InvalidParameterException", f"Unable to find listener rule with arn {advanced[name]}.")


def _service_deployments(_):
    return property(lambda self: vars(self).setdefault("_service_deployments", {}))


def _list_service_deployments(_):
    def list_service_deployments(self):
        backend = self.ecs_backend
        service = backend._get_service(self._get_param("cluster", "default"), self._get_param("service"))
        own = [one.brief() for one in backend.service_deployments.values() if one.service_arn == service.arn]
        start = int(self._get_param("nextToken") or 0)
        end = start + min(PAGE, self._get_param("maxResults") or PAGE)
        more = {"nextToken": str(end)} if end < len(own) else {}
        return ActionResult({"serviceDeployments": own[start:end], **more})

    return list_service_deployments


def _describe_service_deployments(_):
    def describe_service_deployments(self):
        known = self.ecs_backend.service_deployments
        arns = self._get_param("serviceDeploymentArns")
        found = [known[arn].shown() for arn in arns if arn in known]
        missing = [{"arn": arn, "reason": "MISSING"} for arn in arns if arn not in known]
        return ActionResult({"serviceDeployments": found, "failures": missing})

    return describe_service_deployments


PATCHES = (
    (EC2ContainerServiceBackend, "service_deployments", _service_deployments),
    (EC2ContainerServiceResponse, "list_service_deployments", _list_service_deployments),
    (EC2ContainerServiceResponse, "describe_service_deployments", _describe_service_deployments),
)
