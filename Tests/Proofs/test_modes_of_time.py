"""The modes in which AWS takes its time: what is held, and services that become healthy late, or never."""

import pytest
from accounts import Place
from modes import Modes
from rollouts import AT_ONCE, DYING, NEVER, SLOW, Health
from script_accounts import account_for_scripts
from scripts import run
from small_system import AWSVPC, listener, load_balancer, network, service, target_group

PLACE = Place("123456789012", "us-east-1")
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


@pytest.fixture
def shell(tmp_path):
    def run_text(account, text):
        script = tmp_path / "script.sh"
        script.write_text(f"export AWS_DEFAULT_OUTPUT=text AWS_MAX_ATTEMPTS=1\n{text}")
        return run(script, account=account)

    return run_text


def account_with(programs, **modes):
    return account_for_scripts(PLACE, programs, modes=Modes(**modes))


# MARK: Held


def system(account, **options):
    """A service behind a load balancer."""
    made = network(account.session)
    made.balancer, made.targets = load_balancer(made), target_group(made)
    listener(made, made.balancer, made.targets)
    behind = [{"targetGroupArn": made.targets, "containerName": "n", "containerPort": 80}]
    made.service = service(made, loadBalancers=behind, deploymentConfiguration=BREAKER, **options)
    return made


def test_a_deleted_load_balancer_holds_what_it_stood_on(programs, shell):
    with account_with(programs, held=True) as account:
        made = network(account.session)
        balancer = load_balancer(made)
        text = f"""
            aws elbv2 delete-load-balancer --load-balancer-arn {balancer}
            attempt() {{ for i in 1 2; do "$@" && echo gone; sleep 481; done; }}
            attempt aws ec2 delete-security-group --group-id {made.group}
        """
        result = shell(account, text)
        assert result.stdout.count("gone") == 1 and result.stderr.count("DependencyViolation") == 1, result
        # The subnets were held as long.
        others = f"aws ec2 delete-subnet --subnet-id {made.subnets[0]} && echo gone\n"
        assert shell(account, others).stdout == "gone\n"


@pytest.mark.parametrize("operation", ["delete-subnet --subnet-id {0.subnets[0]}", "detach-internet-gateway {1}"])
def test_what_else_it_holds(programs, shell, operation):
    with account_with(programs, held=True) as account:
        made = network(account.session)
        gateway = f"--internet-gateway-id {made.gateway} --vpc-id {made.vpc}"
        asked = f"aws ec2 {operation.format(made, gateway)} && echo gone; "
        balancer = load_balancer(made)
        result = shell(account, f"aws elbv2 delete-load-balancer --load-balancer-arn {balancer}\n{asked}sleep 481; {asked}")
        assert result.stdout.count("gone") == 1 and result.stderr.count("DependencyViolation") == 1, result


def test_a_service_drains(programs, shell):
    ask = "aws ecs describe-services --cluster c --services s --query 'services[].status'\n"
    with account_with(programs, held=True) as account:
        made = network(account.session)
        service(made)
        text = f"""
            aws ecs delete-service --cluster c --service s --force >/dev/null
            {ask}
            aws ecs list-services --cluster c --query 'length(serviceArns)'
            aws ecs delete-cluster --cluster c
            aws ecs create-service --cluster c --service-name s --task-definition f --desired-count 1 --launch-type FARGATE
            aws ec2 delete-security-group --group-id {made.group}
            aws ecs wait services-inactive --cluster c --services s
            {ask}
            aws ecs delete-cluster --cluster c --query cluster.status
            aws ecs describe-clusters --clusters c --query 'clusters[].status'
        """
        result = shell(account, text)
        assert result.stdout.split() == ["DRAINING", "0", "INACTIVE", "INACTIVE", "INACTIVE"], result
        for words in ("ClusterContainsTasksException", "still Draining", "DependencyViolation"):
            assert words in result.stderr, result


def test_without_the_mode_nothing_is_held(programs, shell):
    with account_with(programs) as account:
        made = network(account.session)
        balancer = load_balancer(made)
        delete = f"aws elbv2 delete-load-balancer --load-balancer-arn {balancer}\n"
        result = shell(account, f"{delete}aws ec2 delete-security-group --group-id {made.group} && echo gone")
        assert "gone" in result.stdout, result


# MARK: Health

ASK = """
ask() {
  aws ecs describe-services --cluster c --services s --query 'services[0].[
    taskDefinition, runningCount, deployments[0].rolloutState, deployments[0].failedTasks]' | sed 's,.*/,,'
}
"""


def asked(account, shell, text):
    """What the questions of a text are answered: the revision, running tasks, the state, failed tasks."""
    result = shell(account, ASK + text)
    assert result.returncode == 0, result
    return [line.split() for line in result.stdout.splitlines()], result


def test_a_service_becomes_healthy_after_a_while(programs, shell):
    health = "aws elbv2 describe-target-health --target-group-arn {} --query 'TargetHealthDescriptions[].TargetHealth.State'"
    with account_with(programs, unhealthy=SLOW) as account:
        made = system(account)
        health = health.format(made.targets)
        text = "aws ecs update-service --cluster c --service s --force-new-deployment >/dev/null\n"
        # Of the deployment before nothing is left to run meanwhile.
        account.world.rollouts.deployments.clear()
        answers, result = asked(account, shell, f"{text}ask; sleep 20; ask; {health}; sleep 90; ask; {health}\n")
        assert answers[0] == ["f:1", "0", "IN_PROGRESS", "0"], result
        # Tasks run long before the deployment is complete.
        assert answers[1] == ["f:1", "2", "IN_PROGRESS", "0"] and answers[2] == ["initial", "initial"], result
        assert answers[3] == ["f:1", "2", "COMPLETED", "0"] and answers[4] == ["healthy", "healthy"], result


@pytest.mark.parametrize("health", [NEVER, DYING], ids=["never", "dying"])
def test_a_first_deployment_that_fails_stays_failed(programs, shell, health):
    stopped = "aws ecs list-tasks --cluster c --service-name s --desired-status STOPPED --query 'taskArns[0]'"
    with account_with(programs, unhealthy=health) as account:
        system(account)
        text = f"""
            sleep 900; ask; sleep 3600; ask
            aws ecs describe-services --cluster c --services s --query 'services[0].events[0].message'
            aws ecs describe-tasks --cluster c --tasks $({stopped}) --query 'tasks[].stoppedReason'
        """
        answers, result = asked(account, shell, text)
        # At least three tasks have failed; no more are started.
        assert answers[0][:3] == ["f:1", "0", "FAILED"] and answers[1] == answers[0], result
        assert int(answers[0][3]) >= 3, result
        assert "tasks failed to start" in result.stdout, result
        assert health.reason.split("(")[0].strip() in result.stdout, result


def test_a_forced_deployment_begins_again(programs, shell):
    force = "aws ecs update-service --cluster c --service s --force-new-deployment >/dev/null\n"
    with account_with(programs, unhealthy=NEVER) as account:
        system(account)
        asked(account, shell, "sleep 900; ask\n")
        account.world.rollouts.health = lambda definition: AT_ONCE
        answers, result = asked(account, shell, f"ask; {force}ask; sleep 30; ask\n")
        assert [answer[2] for answer in answers] == ["FAILED", "IN_PROGRESS", "COMPLETED"], result


def test_a_bad_revision_is_rolled_back(programs, shell):
    update = "aws ecs update-service --cluster c --service s --task-definition f:2 >/dev/null\n"
    with account_with(programs, unhealthy=Health(30)) as account:
        made = system(account)
        container = {"name": "n", "image": "bad", "portMappings": [{"containerPort": 80}]}
        made.ecs.register_task_definition(family="f", containerDefinitions=[container], **AWSVPC)
        account.world.rollouts.health = lambda definition: NEVER if definition.revision == 2 else Health(30)
        asked(account, shell, "sleep 60; ask\n")
        answers, result = asked(account, shell, f"ask; {update}ask; sleep 900; ask; sleep 60; ask\n")
        assert answers[0] == ["f:1", "2", "COMPLETED", "0"], result
        # The old tasks go on running meanwhile.
        assert answers[1] == ["f:2", "2", "IN_PROGRESS", "0"], result
        assert answers[2][0] == "f:1" and answers[2][2] == "IN_PROGRESS", result
        assert answers[3] == ["f:1", "2", "COMPLETED", "0"], result
        told = account.session.client("ecs").describe_services(cluster="c", services=["s"])["services"][0]["events"]
        assert any("rolling back" in event["message"] for event in told), told


def test_without_a_breaker_it_goes_on_for_ever(programs, shell):
    with account_with(programs, unhealthy=NEVER) as account:
        service(network(account.session))
        answers, result = asked(account, shell, "sleep 7200; ask\n")
        assert answers[0][2] == "IN_PROGRESS" and int(answers[0][3]) > 50, result


def test_without_the_mode_tasks_run_at_once(programs, shell):
    with account_with(programs) as account:
        system(account)
        answers, result = asked(account, shell, "ask\n")
        assert answers == [["f:1", "2", "COMPLETED", "0"]], result
