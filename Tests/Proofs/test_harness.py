"""The harness of the scripts: what it writes down is what happened, and what it breaks is broken."""

from pathlib import Path

import pytest
from accounts import Place
from actions import is_mutating
from faults import deny, drop, interrupt, kill, refuse, terminate
from scripts import run

SCRIPT = Path(__file__).parent / "harness/deploy.sh"
MADE = ["CreateVpc", "ModifyVpcAttribute", "CreateRole", "CreateRepository"]


@pytest.fixture
def place():
    return Place("123456789012", "us-east-1")


def names(actions):
    return [action.name for action in actions]


def vpcs(account):
    found = account.session.client("ec2").describe_vpcs()["Vpcs"]
    return [vpc for vpc in found if not vpc["IsDefault"]]


def test_a_run_is_written_down(account):
    result = run(SCRIPT, account=account)
    assert result.returncode == 0, result
    assert names(result.mutations) == MADE
    assert result.actions[2].parameters["CidrBlock"] == "10.0.0.0/16"
    assert result.actions[0].key == "sts:GetCallerIdentity"
    assert result.aws[0] == ["sts", "get-caller-identity", "--query", "Account", "--output", "text"]
    assert len(result.aws) == len(result.actions)
    (vpc,) = vpcs(account)
    assert result.stdout.splitlines()[-1] == f"network {vpc['VpcId']}"


def test_docker_puts_the_image_into_the_repository(account):
    result = run(SCRIPT, account=account)
    assert [call[0] for call in result.docker] == ["login", "build", "push"]
    assert account.docker.passwords == [True]
    assert "password" not in str(result.docker).replace("--password-stdin", "")
    images = account.session.client("ecr").describe_images(repositoryName="web")["imageDetails"]
    assert [image["imageTags"] for image in images] == [["1"]]


def test_a_second_run_writes_nothing(account):
    run(SCRIPT, account=account)
    result = run(SCRIPT, account=account)
    assert result.returncode == 0, result
    assert not result.mutations and not result.docker


def test_killed_before_an_action(account):
    result = run(SCRIPT, account=account, before={"CreateVpc": kill})
    assert result.returncode == -9
    assert names(result.actions)[-1] == "CreateVpc" and result.actions[-1].status is None
    assert not vpcs(account)
    assert names(run(SCRIPT, account=account).mutations) == MADE


def test_killed_after_an_action(account):
    result = run(SCRIPT, account=account, after={"CreateVpc": kill})
    assert result.returncode == -9 and len(vpcs(account)) == 1
    assert names(run(SCRIPT, account=account).mutations) == MADE[1:]
    assert len(vpcs(account)) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_docker_push(account, moment):
    result = run(SCRIPT, account=account, **{moment: {"docker push": kill}})
    assert result.returncode == -9 and result.docker[-1][0] == "push"
    again = run(SCRIPT, account=account)
    assert again.returncode == 0 and bool(again.docker) == (moment == "before")


def test_actions_can_be_met_by_index(account):
    result = run(SCRIPT, account=account, before={2: kill})
    assert names(result.actions) == ["GetCallerIdentity", "DescribeVpcs", "CreateVpc"]


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("CreateVpc", "UnauthorizedOperation"),
        ("CreateRole", "AccessDenied"),
        ("DescribeLogGroups", "AccessDeniedException"),
    ],
)
def test_denied_as_aws_words_it(account, action, code):
    result = run(SCRIPT, account=account, before={action: deny})
    assert result.returncode not in (0, 255 - 256)
    assert f"An error occurred ({code}) when calling the {action} operation: User: " in result.stderr
    assert result.actions[-1].error == code and len(result.actions) == result.actions[-1].index + 1


def test_what_is_refused_for_a_moment_is_tried_again(account):
    throttled = refuse("Throttling", "Rate exceeded")
    result = run(SCRIPT, account=account, before={2: throttled})
    assert result.returncode == 0, result
    assert names(result.actions[2:4]) == ["CreateVpc", "CreateVpc"] and len(vpcs(account)) == 1


def test_a_dropped_answer(account):
    result = run(SCRIPT, account=account, after={"CreateRole": drop}, environment={"AWS_MAX_ATTEMPTS": "1"})
    assert "Connection was closed before we received a valid response" in result.stderr, result
    assert account.session.client("iam").get_role(RoleName="task")


def test_signals_reach_the_script(account, tmp_path):
    script = tmp_path / "trap.sh"
    script.write_text("""
        trap 'echo interrupted; exit 130' INT
        trap 'echo terminated; exit 143' TERM
        aws ec2 describe-vpcs >/dev/null
        sleep 5
    """)
    result = run(script, account=account, before={"DescribeVpcs": interrupt})
    assert (result.returncode, result.stdout.split()) == (130, ["interrupted"])
    result = run(script, account=account, before={"DescribeVpcs": terminate})
    assert (result.returncode, result.stdout.split()) == (143, ["terminated"])


def test_a_terminal(account, tmp_path):
    script = tmp_path / "ask.sh"
    script.write_text('[[ -t 0 && -t 1 ]] && read -r -p "Sure? " answer && aws --version && echo "said $answer"\n')
    result = run(script, account=account, stdin="yes\n", tty=True)
    assert result.returncode == 0 and "Sure? " in result.stdout and result.stdout.endswith("said yes\n"), result
    assert run(script, account=account, stdin="yes\n").returncode == 1


def test_an_interrupt_on_a_terminal(account):
    result = run(SCRIPT, account=account, tty=True, after={"CreateVpc": interrupt})
    assert result.returncode in (-2, 130) and names(result.mutations) == ["CreateVpc"], result


def test_docker_that_fails(account):
    account.docker.failing = {"push"}
    assert run(SCRIPT, account=account).returncode == 1
    account.docker.failing, account.docker.running = set(), False
    assert "Cannot connect to the Docker daemon" in run(SCRIPT, account=account).stderr
    account.docker.running = True
    assert run(SCRIPT, account=account).returncode == 0


def test_what_a_script_leaves_behind(account, tmp_path):
    script = tmp_path / "litter.sh"
    script.write_text('mktemp "$TMPDIR/left.XXXX" >/dev/null\n')
    assert [name[:5] for name in run(script, account=account).leftovers] == ["left."]


def test_mutating_names():
    for name in ("DescribeVpcs", "GetAuthorizationToken", "BatchGetImage", "BatchCheckLayerAvailability", "ListTags"):
        assert not is_mutating(name)
    for name in ("CreateVpc", "TagResource", "Getaway", "BatchDeleteImage", "PutImage", "RegisterTaskDefinition"):
        assert is_mutating(name)
