"""Services whose new tasks stand beside the old ones until ECS moves the requests: what deploy.sh waits for, and what it leaves.

Time is virtual; moto_service_deployments.py keeps the deployments, oldest first and in short pages, and moves the weights.
"""

import re

import pytest
from modes import Modes
from moto_service_deployments import newest
from rollouts import AT_ONCE, NEVER, SLOW
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled, place_of

SPEC = """
lintel: 1
project: shift
region: eu-west-1
vpcs: { main: { cidr: 10.0.0.0/16 } }
subnets:
  a: { availabilityZone: a, cidr: 10.0.0.0/24, public: true }
  b: { availabilityZone: b, cidr: 10.0.1.0/24, public: true }
securityGroups:
  lb: { description: Load balancer, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
  tasks: { description: Tasks, ingress: [{ port: 8080, securityGroup: lb }] }
clusters: { main: {} }
taskDefinitions:
  web:
    cpu: 256
    memory: 512
    containers:
      web: { image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, environment: { MODE: one } }
targetGroups: { web: {}, next: { port: 8080 } }
loadBalancers:
  public:
    subnets: [a, b]
    securityGroups: [lb]
    listeners:
      http:
        fixedResponse: { statusCode: 404 }
        rules: { web: { priority: 10, path: /*, targetGroup: web } }
services:
  web:
    desiredCount: 2
    subnets: [a, b]
    securityGroups: [tasks]
    assignPublicIp: true
    loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: web }]
    deployment: { strategy: BLUE_GREEN, bakeTimeInMinutes: 20 }
"""
CHANGE = ("MODE: one", "MODE: two")
# The same behind a network load balancer, which has no rules.
NETWORK = (
    ("web: {}, next: { ", "web: { protocol: TCP }, next: { protocol: TCP, "),
    ("subnets: [a, b]\n    securityGroups: [lb]", "type: network\n    subnets: [a, b]\n    securityGroups: [lb]"),
    ("fixedResponse: { statusCode: 404 }", "protocol: TCP"),
    ("rules: { web: { priority: 10, path: /*, targetGroup: web } }", "targetGroup: web"),
    ("productionRule: web", "productionListener: http"),
)
WAITING = re.compile(r"waiting: (.*) \(")


@pytest.fixture
def deploy(lintel, tmp_path):
    def deploy(account, *replaced, **options):
        text = SPEC
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path / f"spec{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        system = compiled(lintel, folder / "lintel.yaml", None, folder / "build")
        arguments = ["--account", account.place.account]
        return run(system.deploy, *arguments, account=account, directory=tmp_path, timeout=240, **options)

    return deploy


@pytest.fixture
def account_with(programs, tmp_path):
    (tmp_path / "lintel.yaml").write_text(SPEC)
    place = place_of(tmp_path / "lintel.yaml", None)
    return lambda **modes: account_for_scripts(place, programs, modes=Modes(**modes))


def kept(account):
    """What ECS says of the newest deployment."""
    backend = account.world.things.backend("ecs")
    return newest(backend, backend.services["shift-main:shift-web"])


def weights(account):
    elb = account.session.client("elbv2")
    groups = {one["TargetGroupArn"]: one["TargetGroupName"] for one in elb.describe_target_groups()["TargetGroups"]}
    (balancer,) = elb.describe_load_balancers()["LoadBalancers"]
    (listener,) = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    rules = elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    (action,) = next((rule["Actions"] for rule in rules if not rule["IsDefault"]), listener["DefaultActions"])
    return [one["Weight"] for one in sorted(action["ForwardConfig"]["TargetGroups"], key=lambda one: groups[one["TargetGroupArn"]])]


def names(result):
    return [action.name for action in result.mutations]


def test_it_waits_until_the_old_tasks_are_gone(deploy, account_with):
    with account_with(unhealthy=SLOW) as account:
        first = deploy(account)
        assert first.returncode == 0 and kept(account).status == "SUCCESSFUL", first.stderr
        stages = " ".join(WAITING.findall(first.stderr))
        assert "IN_PROGRESS, SCALE_UP" in stages and "IN_PROGRESS, BAKE_TIME, 2 new tasks run" in stages, first
        moved = weights(account)
        assert sorted(moved) == [0, 100]
        assert not deploy(account).mutations
        began = account.clock.now
        changed = deploy(account, CHANGE)
        assert changed.returncode == 0 and names(changed) == ["RegisterTaskDefinition", "UpdateService"], changed
        # The bake time is part of a deployment.
        assert account.clock.now - began > 20 * 60
        # ECS has moved the weights again, and nobody moves them back.
        assert weights(account) == moved[::-1]
        assert not deploy(account, CHANGE).mutations
        assert weights(account) == moved[::-1]


def test_answers_that_are_late_are_no_verdict(deploy, account_with):
    with account_with(unhealthy=AT_ONCE, late=2, page_size=1) as account:
        for replaced in ([], [CHANGE], [("MODE: one", "MODE: three")]):
            result = deploy(account, *replaced)
            assert result.returncode == 0 and kept(account).status == "SUCCESSFUL", result.stderr
            assert not deploy(account, *replaced).mutations


def test_a_rule_whose_conditions_change_keeps_its_weights(deploy, account_with):
    with account_with(unhealthy=AT_ONCE) as account:
        assert deploy(account).returncode == 0
        before = weights(account)
        result = deploy(account, ("path: /*", "path: /shop/*"))
        assert result.returncode == 0 and names(result) == ["ModifyRule"], result
        assert "actions" not in {key.lower() for key in result.mutations[0].parameters} and weights(account) == before
        assert not deploy(account, ("path: /*", "path: /shop/*")).mutations


def test_a_listener_of_a_network_load_balancer_keeps_its_weights(deploy, account_with):
    with account_with(unhealthy=AT_ONCE) as account:
        first = deploy(account, *NETWORK)
        assert first.returncode == 0 and kept(account).status == "SUCCESSFUL", first.stderr
        moved = weights(account)
        assert sorted(moved) == [0, 100]
        assert not deploy(account, *NETWORK).mutations
        changed = deploy(account, *NETWORK, CHANGE)
        assert changed.returncode == 0 and names(changed) == ["RegisterTaskDefinition", "UpdateService"], changed
        assert weights(account) == moved[::-1]
        # What else the listener has is put right, and its action is nobody's but ECS's.
        elb = account.session.client("elbv2")
        (balancer,) = elb.describe_load_balancers()["LoadBalancers"]
        (listener,) = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
        elb.modify_listener(ListenerArn=listener["ListenerArn"], Port=81)
        result = deploy(account, *NETWORK, CHANGE)
        assert result.returncode == 0 and names(result) == ["ModifyListener"], result.stderr
        assert "DefaultActions" not in result.mutations[0].parameters
        assert weights(account) == moved[::-1]


@pytest.mark.parametrize("replaced", [(), NETWORK], ids=["rule", "listener"])
def test_a_service_that_was_rolled_begins(deploy, account_with, replaced):
    """The second group belongs to no load balancer yet, and ECS takes none such."""
    field = "productionListener: http" if replaced else "productionRule: web"
    rolling = [
        (", next: { protocol: TCP, port: 8080 }" if replaced else ", next: { port: 8080 }", ""),
        (f"targetGroup: web, alternateTargetGroup: next, {field}", "targetGroup: web"),
        ("    deployment: { strategy: BLUE_GREEN, bakeTimeInMinutes: 20 }\n", ""),
    ]
    with account_with(unhealthy=AT_ONCE) as account:
        first = deploy(account, *replaced, *rolling)
        assert first.returncode == 0, first
        result = deploy(account, *replaced)
        assert result.returncode == 0 and kept(account).status == "SUCCESSFUL", result.stderr
        assert names(result).count("ModifyListener" if replaced else "ModifyRule") == 1, result
        assert sorted(weights(account)) == [0, 100]
        assert not deploy(account, *replaced).mutations


def test_what_is_rolled_back_is_told_and_tried_again(deploy, account_with):
    with account_with(unhealthy=SLOW) as account:
        assert deploy(account).returncode == 0
        before = account.session.client("ecs").describe_services(cluster="shift-main", services=["shift-web"])
        before = before["services"][0]["taskDefinition"]
        account.world.rollouts.health = lambda definition: SLOW if definition.arn == before else NEVER
        result = deploy(account, CHANGE)
        assert result.returncode == 1, result
        for words in (
            "the deployment ended as ROLLBACK_SUCCESSFUL: The deployment circuit breaker threshold was exceeded.",
            "The service said last:",
            "Task failed ELB health checks",
        ):
            assert words in result.stderr, (words, result)
        account.world.rollouts.health = lambda definition: AT_ONCE
        again = deploy(account, CHANGE)
        assert again.returncode == 0 and "UpdateService" in names(again), again
        assert kept(account).status == "SUCCESSFUL"


def test_a_first_deployment_that_is_stopped_is_tried_again(deploy, account_with):
    with account_with(unhealthy=NEVER) as account:
        result = deploy(account)
        assert result.returncode == 1 and "the deployment ended as STOPPED" in result.stderr, result
        account.world.rollouts.health = lambda definition: AT_ONCE
        again = deploy(account)
        assert again.returncode == 0 and names(again) == ["UpdateService"], again
        assert again.mutations[0].parameters["forceNewDeployment"] and kept(account).status == "SUCCESSFUL"


def test_one_that_goes_on_is_waited_for(deploy, account_with):
    """A run that was stopped has left a deployment behind."""
    with account_with(unhealthy=AT_ONCE) as account:
        assert deploy(account).returncode == 0
        one = kept(account)
        one.status, one.stage = "IN_PROGRESS", "BAKE_TIME"
        asked = []

        def go_on(account, action):
            asked.append(action.name)
            if len(asked) == 5:
                one.status = "SUCCESSFUL"

        result = deploy(account, before={"DescribeServiceDeployments": go_on})
        assert result.returncode == 0 and not result.mutations and len(asked) == 5, result


def test_one_that_is_paused_waits_for_somebody(deploy, account_with):
    hook = "bakeTimeInMinutes: 20, lifecycleHooks: [{ targetType: PAUSE, lifecycleStages: [POST_SCALE_UP], timeoutInMinutes: 90 }]"
    paused = ("bakeTimeInMinutes: 20", hook)
    with account_with(unhealthy=AT_ONCE) as account:
        first = deploy(account, paused)
        assert first.returncode == 0, first
        (made,) = [action for action in first.actions if action.name == "CreateService"]
        (given,) = made.parameters["deploymentConfiguration"]["lifecycleHooks"]
        wanted = {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}
        assert given == wanted | {"timeoutConfiguration": {"timeoutInMinutes": 90, "action": "ROLLBACK"}}
        one = kept(account)
        one.status, one.stage, one.paused = "IN_PROGRESS", "POST_SCALE_UP", "ecs-pause-1"
        asked = []

        def somebody(account, action):
            asked.append(action.name)
            if len(asked) == 5:
                one.status, one.paused = "SUCCESSFUL", None

        result = deploy(account, paused, before={"DescribeServiceDeployments": somebody})
        assert result.returncode == 0 and not result.mutations and len(asked) == 5, result
        command = f"aws ecs continue-service-deployment --service-deployment-arn {one.arn} --hook-id ecs-pause-1"
        assert result.stderr.count(command) == 1, result


def test_a_service_goes_back_to_rolling(deploy, account_with):
    with account_with(unhealthy=AT_ONCE) as account:
        assert deploy(account).returncode == 0
        rolling = ("strategy: BLUE_GREEN, bakeTimeInMinutes: 20", "minimumHealthyPercent: 100")
        result = deploy(account, rolling)
        assert result.returncode == 0 and names(result) == ["UpdateService"], result
        assert result.mutations[0].parameters["deploymentConfiguration"]["strategy"] == "ROLLING"
        assert not deploy(account, rolling).mutations
