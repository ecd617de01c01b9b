"""The modes in which others have things in the account."""

import pytest
from accounts import Place
from counting import calls, dearer
from crowd import ALARMS, CLUSTERS, FAMILIES, REVISIONS, ROLES
from forgeries import ANY, Owner
from modes import Modes
from script_accounts import account_for_scripts
from scripts import run
from snapshot import snapshot
from strangers import LOG_GROUPS

PLACE = Place("123456789012", "us-east-1")
OWNER = Owner("shop", "prod")


@pytest.fixture
def shell(tmp_path):
    def run_text(account, text):
        script = tmp_path / "script.sh"
        script.write_text(f"export AWS_DEFAULT_OUTPUT=text AWS_MAX_ATTEMPTS=1\n{text}")
        return run(script, account=account)

    return run_text


@pytest.fixture
def crowded(programs):
    with account_for_scripts(PLACE, programs, modes=Modes(crowded=True)) as account:
        yield account


@pytest.fixture
def hostile(programs):
    with account_for_scripts(PLACE, programs, modes=Modes(hostile=OWNER)) as account:
        yield account


def total(result):
    return sum(int(line) for line in result.stdout.split())


def test_very_many_are_there(crowded, shell):
    # What lists them loses one at a time.
    asked = [
        ("ecs list-task-definitions --query 'length(taskDefinitionArns)'", REVISIONS, REVISIONS // FAMILIES),
        ("iam list-roles --query 'length(Roles)'", ROLES, 10),
        ("cloudwatch describe-alarms --query 'length(MetricAlarms)'", ALARMS, 10),
        ("logs describe-log-groups --log-group-name-prefix /ecs/web --query 'length(logGroups)'", LOG_GROUPS, 10),
        ("elbv2 describe-target-groups --query 'length(TargetGroups)'", 430, 10),
    ]
    for words, count, spare in asked:
        result = shell(crowded, f"aws {words}\n")
        assert result.returncode == 0 and count - spare <= total(result) <= count + spare, result
        assert len(result.stdout.split()) > 1, "there is more than one page"


def test_a_name_that_many_names_begin_with(crowded, shell):
    exact = "aws logs describe-log-groups --log-group-name-prefix /l --query \"logGroups[?logGroupName=='/l']|[0].arn\"\n"
    result = shell(crowded, f"aws logs create-log-group --log-group-name /l\n{exact}")
    assert result.stdout.split()[1:] == ["None"] * 4 and result.stdout.startswith("arn:"), result


def test_one_vanishes_after_the_list(crowded, shell):
    first = "name=$(aws iam list-roles --query 'Roles[0].RoleName' --no-paginate)\n"
    result = shell(crowded, f"{first}echo $name; aws iam get-role --role-name $name\n")
    assert result.stdout.startswith("crowd-") and "(NoSuchEntity)" in result.stderr, result


@pytest.mark.parametrize("fixture", ["crowded", "hostile"])
def test_nobody_else_sees_them(request, shell, fixture):
    account = request.getfixturevalue(fixture)
    taken = snapshot(account.session)
    shell(account, "aws iam list-roles; aws ec2 describe-vpcs; aws ecs list-clusters; aws autoscaling describe-tags\n")
    assert snapshot(account.session) == taken and not any(taken.values()), taken


def test_forged_texts_reach_the_script(hostile, shell):
    tags = "Tags[?Key==\\`lintel:id\\`]|[0].Value"
    ec2 = shell(hostile, f"aws ec2 describe-vpcs --filters Name=tag:lintel:project,Values=shop --query \"Vpcs[].[{tags}]\"\n")
    groups = f"aws autoscaling describe-auto-scaling-groups --query \"AutoScalingGroups[].[{tags}, AutoScalingGroupName]\"\n"
    groups = shell(hostile, groups)
    for value in ANY:
        assert value in ec2.stdout and value in groups.stdout, (value, ec2)
    assert "two\nlines" in groups.stdout and "X.replaced\tvictim\n" in groups.stdout, groups
    found = shell(hostile, "aws resourcegroupstaggingapi get-resources --query 'length(ResourceTagMappingList)'\n")
    assert found.returncode == 0 and total(found) > 50, found


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("aws autoscaling delete-auto-scaling-group --auto-scaling-group-name victim --force-delete", "victim"),
        ("aws ecs delete-cluster --cluster forged-1", "forged"),
        ("aws iam update-role --role-name $(aws iam list-roles --query 'Roles[0].RoleName') --description x", "A"),
        (
            "aws ec2 delete-internet-gateway --internet-gateway-id $(aws ec2 describe-internet-gateways"
            " --filters Name=tag:lintel:project,Values=shop --query 'InternetGateways[0].InternetGatewayId')",
            "igw-",
        ),
    ],
)
def test_what_a_script_does_to_them_is_known(hostile, shell, text, root):
    if "cluster" in text:
        text = "aws ecs delete-cluster --cluster $(aws ecs list-clusters --query 'clusterArns[0]')"
    result = shell(hostile, text + "\n")
    assert result.returncode == 0, result
    ((action, key),) = hostile.world.strangers.harmed
    assert str(key).startswith(root) and result.mutations[-1].name in action


def test_one_call_each_object_of_others_is_counted(crowded, programs, shell):
    text = """
        aws sts get-caller-identity >/dev/null
        for arn in $(aws ecs list-clusters --query 'clusterArns[]'); do
          aws ecs list-tags-for-resource --resource-arn "$arn" >/dev/null || true
        done
    """
    with account_for_scripts(PLACE, programs) as account:
        empty = shell(account, text)
    result = shell(crowded, text)
    assert calls(empty) == {"sts get-caller-identity": 1, "ecs list-clusters": 1}, str(empty)
    assert dearer(empty, result) == {"ecs list-tags-for-resource": (0, CLUSTERS)}, str(result)
    assert not dearer(result, result) and not dearer(result, empty)
