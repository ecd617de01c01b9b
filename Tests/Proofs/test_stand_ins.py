"""The stand-in of the AWS CLI answers as the program itself does."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from accounts import Place
from script_accounts import account_for_scripts

REAL = Path(sys.executable).parent / "aws"
GROUP = json.dumps({"logGroupName": "web", "retentionInDays": 7})
CALLS = [
    ["--version"],
    ["sts", "get-caller-identity"],
    ["ec2", "describe-vpcs", "--query", "Vpcs[].[CidrBlock,IsDefault]", "--output", "text"],
    ["ec2", "describe-vpcs", "--filters", "Name=cidr,Values=1.0.0.0/8", "--query", "Vpcs[0].VpcId", "--output", "text"],
    ["ec2", "describe-subnets", "--output", "table"],
    ["ec2", "wait", "vpc-exists", "--filters", "Name=is-default,Values=true"],
    ["ec2", "wait", "subnet-available", "--subnet-ids", "subnet-0123456789abcdef0"],
    ["ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--no-dry-run", "--query", "Vpc.CidrBlock"],
    ["iam", "get-role", "--role-name", "nobody"],
    ["iam", "create-role", "--role-name", "größe", "--assume-role-policy-document", "{}"],
    ["ecs", "describe-clusters", "--clusters", "none"],
    ["logs", "create-log-group", "--cli-input-json", GROUP],
    ["logs", "create-log-group", "--log-group-name", "web", "--retention", "7"],
    ["elbv2", "describe-load-balancers", "--names", "none"],
    ["ecr", "get-login-password"],
    ["ecs", "create-cluster", "--settings", "name=containerInsights"],
    ["ec2", "describe-vpcs", "--region"],
    ["ec2", "no-such-operation"],
    ["autoscaling", "describe-auto-scaling-groups", "--query", "broken["],
]


def call(program, arguments, account, **options):
    environment = {"PATH": account.programs.path, "HOME": str(account.home), "LANG": "C.UTF-8", "COLUMNS": "80"}
    return subprocess.run(
        [str(program), *arguments], env=environment | account.environment, capture_output=True, cwd="/", **options
    )


@pytest.fixture
def place():
    return Place("123456789012", "us-east-1")


@pytest.mark.parametrize("arguments", CALLS, ids=lambda arguments: " ".join(arguments[:3]))
def test_it_answers_as_the_real_one(place, programs, arguments):
    answers = []
    for program in (REAL, programs.directory / "aws"):
        # The real one's account is as empty as the other's.
        with account_for_scripts(place, programs) as account, account.running():
            ended = call(program, arguments, account, timeout=120)
            answers.append((ended.returncode, plain(ended.stdout), ended.stderr, requests(account)))
    assert answers[0] == answers[1]


# Each of these leaves something in the CLI that the next ones would stumble over.
ONE_AFTER_THE_OTHER = [
    ["ec2", "modify-vpc-attribute", "--vpc-id", "{vpc}", "--enable-dns-hostnames"],
    ["ec2", "create-internet-gateway", "--query", "InternetGateway.Tags"],
    ["ec2", "describe-vpcs", "--max-results", "5", "--query", "length(Vpcs)"],
    ["ec2", "describe-vpcs", "--max-items", "5", "--query", "length(Vpcs)"],
    ["iam", "list-roles", "--no-paginate", "--max-items", "1", "--query", "Roles"],
    ["iam", "list-roles", "--max-items", "1", "--query", "Roles", "--output", "text"],
    ["ecs", "delete-cluster", "--generate-cli-skeleton"],
    ["ecs", "delete-cluster"],
    ["ecs", "delete-cluster", "--cli-input-json", '{"cluster": "none"}'],
    ["ecs", "delete-cluster", "--cluster", "none", "--no-such-option"],
    ["ecs", "delete-cluster", "--cluster", "none"],
    ["iam", "get-role", "--role-name", "nobody"],
    ["ec2", "describe-subnets", "--query", "broken["],
    ["ec2", "run-instances", "--image-id", "ami-0", "--instance-type", "t3.micro", "--count", "x"],
    ["ec2", "authorize-security-group-ingress", "--group-id", "sg-0", "--protocol", "tcp", "--port", "80", "--cidr", "x"],
    ["ec2", "describe-vpcs", "--query", "length(Vpcs)", "--output", "table"],
    ["elbv2", "wait", "load-balancers-deleted", "--names", "none"],
    ["elbv2", "describe-load-balancers", "--names", "none"],
]


def test_no_call_is_the_wiser_for_those_before_it(account):
    """A call with an argument that lasts is answered by a fork of its own, the same without it by one that goes on."""
    vpc = account.session.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    calls = [[word.format(vpc=vpc) if word == "{vpc}" else word for word in words] for words in ONE_AFTER_THE_OTHER]
    program = account.programs.directory / "aws"
    # In one order and in the other, since each is to come after many.
    for words in [*calls, *reversed(calls)]:
        answers = []
        for more in ([], ["--color", "off"]):
            with account.running():
                ended = call(program, [*words, *more], account, timeout=60)
                answers.append((ended.returncode, ended.stdout, ended.stderr, requests(account)))
        assert answers[0] == answers[1], words


def plain(output):
    # What moto makes up anew every time.
    hidden = ("SubnetId", "VpcId", "SubnetArn", "RoleId", "CreateDate", "OwnerId")
    lines = output.decode().splitlines()
    return [line for line in lines if not any(name in line for name in hidden)]


def requests(account):
    return [(action.key, action.parameters, action.status) for action in account.actions]


def test_input_and_output_are_the_callers(account, tmp_path):
    with account.running():
        template = tmp_path / "role.json"
        template.write_text("{}")
        text = f"""
            cd {tmp_path}
            aws iam create-role --role-name r --assume-role-policy-document file://role.json >out
            aws iam get-role --role-name r --query Role.RoleName --output text >>out 2>&1
            aws iam get-role --role-name none >>out 2>&1 || echo "$?" >>out
            aws sts get-caller-identity --query Account | {{ read -r line; echo "piped $line"; }}
        """
        environment = {"PATH": account.programs.path, **account.environment}
        ended = subprocess.run(["bash", "-c", text], env=environment, capture_output=True, text=True)
    lines = (tmp_path / "out").read_text().splitlines()
    assert json.loads("\n".join(lines[: lines.index("}") + 1]))["Role"]["RoleName"] == "r"
    assert lines[lines.index("}") + 1 :][0] == "r" and lines[-1] in ("254", "255")
    assert ended.stdout == f'piped "{account.place.account}"\n'


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_call_ends_with_its_client(account, number):
    environment = {"PATH": account.programs.path, "HOME": str(account.home)}

    def hold(account, action):
        client.send_signal(number)
        time.sleep(0.5)

    with account.running(before={"DescribeVpcs": hold}):
        arguments = [str(account.programs.directory / "aws"), "ec2", "wait", "vpc-exists", "--vpc-ids", "vpc-0"]
        client = subprocess.Popen(arguments, env=environment | account.environment, stdout=subprocess.PIPE)
        output, _ = client.communicate(timeout=20)
        assert client.returncode == (130 if number == signal.SIGINT else -number)
        time.sleep(1)
        # It would have asked again.
        assert len(account.actions) == 1
    assert output == (b"\n" if number == signal.SIGINT else b"")


def test_the_server_ends_with_its_owner():
    # stand_ins() waits for its server, so that leaving it is the proof.
    from stand_ins import stand_ins

    with stand_ins() as made:
        socket = made.directory / ".aws.socket"
        assert socket.exists()
    assert not socket.exists() and not os.path.exists(made.directory)
