"""The modes of an account do what modes.py says, so that none of them can be off without a word."""

import pytest
from accounts import Place
from modes import Modes
from script_accounts import account_for_scripts
from scripts import run


@pytest.fixture
def place():
    return Place("123456789012", "us-east-1")


@pytest.fixture
def shell(tmp_path):
    """Runs the text of a script; the AWS CLI answers in plain text and does not try again by itself."""

    def run_text(account, text, **options):
        script = tmp_path / "script.sh"
        script.write_text(f"export AWS_DEFAULT_OUTPUT=text AWS_MAX_ATTEMPTS=1\n{text}")
        return run(script, account=account, **options)

    return run_text


def account_with(place, programs, **modes):
    return account_for_scripts(place, programs, modes=Modes(**modes))


# MARK: Time


def test_time_is_virtual(place, programs, shell):
    with account_with(place, programs) as account:
        before = account.clock.now
        result = shell(account, "a=$(date +%s); sleep 600; b=$(date +%s); echo $((b - a)) $SECONDS\n")
    assert result.stdout == "600 600\n" and result.seconds < 300, result
    assert account.clock.now - before >= 600


def test_a_waiter_of_the_cli_takes_virtual_time(place, programs, shell):
    with account_with(place, programs) as account:
        result = shell(account, "aws iam wait role-exists --role-name nobody; echo $SECONDS\n")
    # It asks 20 times, a second apart.
    assert "Max attempts exceeded" in result.stderr and 19 <= int(result.stdout) <= 25, result


def test_each_action_takes_a_moment(place, programs, shell):
    with account_with(place, programs) as account:
        result = shell(account, "for i in 1 2 3 4 5 6 7 8; do aws sts get-caller-identity >/dev/null; done; echo $SECONDS\n")
    assert result.stdout == "2\n", result


# MARK: Late

POLICY = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}'
ROLE = f"policy='{POLICY}'; aws iam create-role --role-name r --assume-role-policy-document '{{}}' >/dev/null\n"
TASK = "aws ecs register-task-definition --family f --container-definitions '[{\"name\":\"c\",\"image\":\"i\",\"memory\":64}]'\n"
TASK = TASK.replace("\n", " >/dev/null\n")
CLUSTER = "aws ecs create-cluster --cluster-name c >/dev/null\n"
VPC = "vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)\n"
SUBNET = "subnet=$(aws ec2 create-subnet --vpc-id $vpc --cidr-block 10.0.0.0/24 --query Subnet.SubnetId)\n"
GROUP = "group=$(aws ec2 create-security-group --group-name g --description g --query GroupId)\n"
TARGETS = "arn=$(aws elbv2 create-target-group --name t --target-type lambda --query 'TargetGroups[0].TargetGroupArn')\n"
LOGS = "aws logs create-log-group --log-group-name /l\n"
REPOSITORY = "aws ecr create-repository --repository-name rr >/dev/null\n"
TEMPLATE = "aws ec2 create-launch-template --launch-template-name lll --launch-template-data '{\"ImageId\":\"ami-1\"}' >/dev/null\n"
ALARM = (
    "aws cloudwatch put-metric-alarm --alarm-name a --metric-name m --namespace n --period 60 --evaluation-periods 1"
    " --threshold 1 --comparison-operator LessThanThreshold --statistic Sum\n"
)
# What makes something, a question about it, and what the question answers as long as it is not seen: the code of an
# error, or what stands for nothing.
UNSEEN = [
    (VPC, "aws ec2 describe-vpcs --vpc-ids $vpc --query 'Vpcs[].VpcId'", "InvalidVpcID.NotFound"),
    (VPC, "aws ec2 describe-vpcs --filters Name=vpc-id,Values=$vpc --query 'Vpcs[].VpcId'", ""),
    (VPC, "aws ec2 modify-vpc-attribute --vpc-id $vpc --enable-dns-hostnames Value=true && echo done", "InvalidVpcID.NotFound"),
    (VPC, "aws ec2 create-tags --resources $vpc --tags Key=a,Value=b && echo done", "InvalidVpcID.NotFound"),
    (VPC, "aws ec2 create-subnet --vpc-id $vpc --cidr-block 10.0.0.0/24 --query Subnet.VpcId", "InvalidVpcID.NotFound"),
    (VPC, "aws elbv2 create-target-group --name t --vpc-id $vpc --port 80 --protocol HTTP", "ValidationError"),
    (GROUP, "aws ec2 describe-security-groups --group-ids $group --query 'SecurityGroups[].GroupId'", "InvalidGroup.NotFound"),
    (
        GROUP,
        "aws ec2 describe-security-groups --filters Name=group-name,Values=g --query 'SecurityGroups[].GroupId'",
        "",
    ),
    (TEMPLATE, "aws ec2 describe-launch-templates --query 'LaunchTemplates[].LaunchTemplateName'", ""),
    (
        TEMPLATE,
        "aws ec2 describe-launch-template-versions --launch-template-name lll --query 'LaunchTemplateVersions[].VersionNumber'",
        "InvalidLaunchTemplateId.NotFound",
    ),
    (ROLE, "aws iam get-role --role-name r --query Role.RoleName", "NoSuchEntity"),
    (ROLE, "aws iam list-roles --query \"Roles[?RoleName=='r'].RoleName\"", ""),
    (ROLE, 'aws iam put-role-policy --role-name r --policy-name p --policy-document "$policy" && echo done', "NoSuchEntity"),
    (CLUSTER, "aws ecs list-clusters --query 'clusterArns[]'", ""),
    (CLUSTER, "aws ecs describe-clusters --clusters c --query 'clusters[].clusterName'", ""),
    (CLUSTER, "aws ecs list-services --cluster c && echo done", "ClusterNotFoundException"),
    (TASK, "aws ecs describe-task-definition --task-definition f:1 --query taskDefinition.revision", "ClientException"),
    (TARGETS, "aws elbv2 describe-target-groups --target-group-arns $arn --query 'TargetGroups[].Port' && echo d", "TargetGroupNotFound"),
    (TARGETS, "aws elbv2 describe-target-groups --names t --query 'TargetGroups[].TargetGroupName'", "TargetGroupNotFound"),
    (TARGETS, "aws elbv2 describe-tags --resource-arns $arn --query 'TagDescriptions[].ResourceArn'", "TargetGroupNotFound"),
    (LOGS, "aws logs describe-log-groups --log-group-name-prefix /l --query 'logGroups[].logGroupName'", ""),
    (LOGS, "aws logs put-retention-policy --log-group-name /l --retention-in-days 7 && echo done", "ResourceNotFoundException"),
    (REPOSITORY, "aws ecr describe-repositories --repository-names rr --query 'repositories[].repositoryName'", "RepositoryNotFoundException"),
    (ALARM, "aws cloudwatch describe-alarms --alarm-names a --query 'MetricAlarms[].AlarmName'", ""),
]


@pytest.mark.parametrize(("make", "ask", "unseen"), UNSEEN, ids=[" ".join(one[1].split()[1:4]) for one in UNSEEN])
def test_what_is_new_is_not_seen_for_the_first_answers(place, programs, shell, make, ask, unseen):
    with account_with(place, programs, late=2) as account:
        result = shell(account, f"{make}for i in 1 2 3; do {ask}; echo .; done\n")
    first, second, third = [part.strip() for part in result.stdout.split(".\n")[:3]]
    assert first in ("", "None") and second == first and third not in ("", "None"), result
    errors = result.stderr.count(f"({unseen})") if unseen else 0
    assert errors == (2 if unseen else 0), result


def test_everybody_sees_it_after_a_minute(place, programs, shell):
    with account_with(place, programs, late=99) as account:
        result = shell(account, f"{ROLE}sleep 61; aws iam get-role --role-name r --query Role.RoleName\n")
        assert result.stdout == "r\n", result
        shell(account, CLUSTER)
        again = shell(account, "aws ecs list-clusters --query 'length(clusterArns)'\n")
        assert again.stdout == "1\n", again


def test_what_another_service_refers_to_is_late_as_well(place, programs, shell):
    definition = "aws ecs register-task-definition --family f --container-definitions '[]' --execution-role-arn "
    with account_with(place, programs, late=1) as account:
        result = shell(account, f"{ROLE}{definition}arn:aws:iam::{place.account}:role/r\n")
        assert "(ClientException)" in result.stderr and "Role is not valid" in result.stderr, result
        result = shell(account, f"{VPC}sleep 61;{SUBNET}aws elbv2 create-load-balancer --name l --subnets $subnet\n")
        assert "(SubnetNotFound)" in result.stderr, result


def test_others_are_seen_meanwhile(place, programs, shell):
    with account_with(place, programs, late=2) as account:
        vpc = account.session.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
        result = shell(account, f"{VPC}aws ec2 describe-vpcs --query 'Vpcs[].VpcId'\n")
        assert result.stdout == f"{vpc}\n", result


def test_a_read_after_an_update_is_stale(place, programs, shell):
    update = "aws logs put-retention-policy --log-group-name /l --retention-in-days 7\n"
    ask = "aws logs describe-log-groups --log-group-name-prefix /l --query 'logGroups[].retentionInDays'\n"
    with account_with(place, programs, late=1) as account:
        result = shell(account, f"{LOGS}sleep 61;{update}{ask}{ask}")
        assert result.stdout == "7\n", result


STALE = [
    (
        f"{GROUP}sleep 61; aws ec2 authorize-security-group-ingress --group-id $group --protocol tcp --port 80"
        " --cidr 10.0.0.0/8 >/dev/null\n",
        "aws ec2 describe-security-group-rules --filters Name=group-id,Values=$group"
        " --query 'SecurityGroupRules[?!IsEgress].FromPort'",
        ("", "80"),
    ),
    (
        f"{TASK}{TASK}{CLUSTER}aws ecs create-service --cluster c --service-name s --task-definition f:1"
        " --desired-count 1 >/dev/null; sleep 61; aws ecs update-service --cluster c --service s --task-definition f:2"
        " >/dev/null\n",
        "aws ecs describe-services --cluster c --services s --query 'services[].taskDefinition' | sed 's,.*/,,'",
        ("f:1", "f:2"),
    ),
    (
        f"{ROLE}sleep 61; aws iam put-role-policy --role-name r --policy-name p --policy-document \"$policy\"\n",
        "aws iam list-role-policies --role-name r --query PolicyNames",
        ("", "p"),
    ),
]


@pytest.mark.parametrize(("change", "ask", "answers"), STALE, ids=["rule", "service", "policy"])
def test_what_is_changed_in_a_thing_is_seen_later(place, programs, shell, change, ask, answers):
    with account_with(place, programs, late=1) as account:
        # What refers to something new would not be answered.
        change = change.replace(CLUSTER, f"{CLUSTER}sleep 61\n")
        result = shell(account, f"{change}{ask}; echo .; {ask}\n")
        assert tuple(part.strip() for part in result.stdout.split(".\n")) == answers, str(result)


def test_without_the_mode_everything_is_seen_at_once(place, programs, shell):
    with account_with(place, programs) as account:
        result = shell(account, f"{ROLE}aws iam get-role --role-name r --query Role.RoleName\n")
        assert result.stdout == "r\n", result


# MARK: Paged

ROLES = "".join(f"aws iam create-role --role-name r{n} --assume-role-policy-document '{{}}' >/dev/null\n" for n in range(3))
PICK = "aws iam list-roles --query \"Roles[?RoleName=='r1']|[0].RoleName\""


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        # The query is evaluated on each page, and one that gives nothing prints None.
        (PICK, "None\nr1\nNone\n"),
        (f"{PICK} --output json", '"r1"\n'),
        ("aws iam list-roles --query 'Roles[].RoleName'", "r0\nr1\nr2\n"),
        ("aws iam list-roles --query 'length(Roles)'", "1\n1\n1\n"),
        ("aws iam list-roles --query 'length(Roles)' --no-paginate", "1\n"),
        ("aws iam list-roles --query 'length(Roles)' --page-size 2", "1\n1\n1\n"),
        ("aws ecs list-clusters --query 'clusterArns[0]'", "None\n"),
    ],
)
def test_text_is_asked_for_by_page(place, programs, shell, ask, answer):
    with account_with(place, programs, page_size=1) as account:
        shell(account, ROLES)
        result = shell(account, f"{ask}\n")
        assert sorted(result.stdout.split("\n")) == sorted(answer.split("\n")), result
        # moto knows pages of roles where a size is given.
        assert len(result.actions) == (2 if "--page-size" in ask else 1), result


def test_pages_have_the_sizes_of_aws(place, programs, shell):
    made = [f"/l/{number:03}" for number in range(120)]
    with account_with(place, programs, page_size="real") as account:
        for name in made:
            account.session.client("logs").create_log_group(logGroupName=name)
            account.session.client("ec2").create_key_pair(KeyName=name)
            account.session.client("ecr").create_repository(repositoryName=name[1:])
        result = shell(account, "aws logs describe-log-groups --query 'length(logGroups)'\n")
        assert result.stdout == "50\n50\n20\n", result
        result = shell(account, "aws ecr describe-repositories --query 'length(repositories)'\n")
        assert result.stdout == "100\n20\n", result
        result = shell(account, "aws ecr describe-repositories --query 'length(repositories)' --page-size 80\n")
        assert result.stdout == "80\n40\n", result
