"""Whose something is, a script learns from nothing that others can write into a tag, a name or a list."""

import pytest
import scripts
from faults import deny, kill, refuse, times
from lives import LONGEST
from script_accounts import account_for_scripts
from systems import SPECS, compiled, place_of

ECS = next(path for path in SPECS if path.parent.name == "ecs-autoscaling")
SMALL = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
vpcs:
  main: { cidr: 10.0.0.0/16 }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
  b: { vpc: main, availabilityZone: b, cidr: 10.0.1.0/24, public: true }
securityGroups:
  web: { name: shop-web, description: Web, vpc: main, ingress: [{ port: 80, cidr: 203.0.113.0/24 }] }
launchTemplates:
  web: { name: shop-template, ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
autoScalingGroups:
  web: { name: shop-group, launchTemplate: web, subnets: [a, b], minSize: 0, maxSize: 1 }
"""


def run(script, *arguments, **options):
    return scripts.run(script, *arguments, timeout=LONGEST, **options)


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(text=SMALL, name="small", environment=None):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "lintel.yaml").write_text(text)
        return compiled(lintel, folder / "lintel.yaml", environment, folder / "build")

    return system


@pytest.fixture
def system(system_of):
    return system_of()


@pytest.fixture
def place(system):
    return system.place


def tags_of(logical_id, project="shop"):
    return [{"Key": "lintel:project", "Value": project}, {"Key": "lintel:id", "Value": logical_id}]


def group_of_another(account, name, tags=()):
    scaling, ec2 = account.session.client("autoscaling"), account.session.client("ec2")
    if "others" not in {one["LaunchTemplateName"] for one in ec2.describe_launch_templates()["LaunchTemplates"]}:
        data = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}
        ec2.create_launch_template(LaunchTemplateName="others", LaunchTemplateData=data)
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=0,
        MaxSize=1,
        AvailabilityZones=["us-east-1a"],
        LaunchTemplate={"LaunchTemplateName": "others", "Version": "$Latest"},
        Tags=[{**tag, "PropagateAtLaunch": False} for tag in tags],
    )


def groups(account):
    found = account.session.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return {group["AutoScalingGroupName"] for group in found}


def blocks(account):
    subnets = account.session.client("ec2").describe_subnets()["Subnets"]
    return sorted(subnet["CidrBlock"] for subnet in subnets if subnet["CidrBlock"].startswith("10."))


# MARK: Tags of others


@pytest.mark.parametrize(
    "logical_id",
    [
        "None\nAutoScalingGroupWeb.replaced\tvictim\nNone",
        'x"]\n["AutoScalingGroupWeb.replaced","victim",null]\n["x',
        "Anything.replaced",
        "AutoScalingGroupWeb.replaced",
    ],
)
def test_a_tag_of_another_deletes_nothing(system, account, logical_id):
    group_of_another(account, "victim")
    group_of_another(account, "stranger", tags_of(logical_id))
    for arguments in ((), ("--allow-replacement",)):
        result = run(system.deploy, *arguments, account=account)
        assert result.returncode == 0, result
        assert groups(account) == {"victim", "stranger", "shop-group"}, result


def test_one_value_is_never_several_tags(system, account):
    template = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}
    tags = [{"Key": "lintel:project", "Value": "shop\tNone\tLaunchTemplateWeb\tNone"}]
    account.session.client("ec2").create_launch_template(
        LaunchTemplateName="shop-template",
        LaunchTemplateData=template,
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": tags}],
    )
    result = run(system.deploy, "--adopt", "LaunchTemplateWeb", account=account)
    assert result.returncode == 1 and "belongs to another project" in result.stderr, result


def test_what_has_the_tags_of_the_system_and_of_no_stack_is_its_own(system, account):
    ec2 = account.session.client("ec2")
    stack = {"Key": "aws:cloudformation:stack-id", "Value": "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1"}
    specification = {"ResourceType": "vpc", "Tags": [*tags_of("VpcMain"), stack]}
    theirs = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=[specification])["Vpc"]["VpcId"]
    assert run(system.deploy, account=account).returncode == 0
    gone = run(system.destroy, "--yes", account=account)
    assert gone.returncode == 0, gone
    assert theirs in {vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]}, gone


def test_two_owners_of_an_id_stop_a_removal(system, account):
    assert run(system.deploy, account=account).returncode == 0
    specification = {"ResourceType": "vpc", "Tags": tags_of("VpcMain")}
    account.session.client("ec2").create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=[specification])
    stopped = run(system.destroy, "--yes", "--yes-orphans", account=account)
    assert stopped.returncode == 2 and not stopped.mutations and "VpcMain is there twice" in stopped.stderr, stopped


def test_what_the_spec_does_not_have_wants_a_word_of_its_own(system, account):
    assert run(system.deploy, account=account).returncode == 0
    group_of_another(account, "stranger", tags_of("AutoScalingGroupOther"))
    refused = run(system.destroy, "--yes", account=account)
    assert refused.returncode == 2 and not refused.mutations and "--yes-orphans" in refused.stderr, refused
    asked = run(system.destroy, "--yes", account=account, tty=True, stdin="n\n")
    assert asked.returncode == 2 and not asked.mutations and "AutoScalingGroupOther" in asked.stdout, asked
    refused = run(system.deploy, "--prune", account=account)
    assert refused.returncode == 2 and not refused.actions and "--yes-orphans" in refused.stderr, refused
    pruned = run(system.deploy, "--prune", "--yes-orphans", account=account)
    assert [action.name for action in pruned.mutations] == ["DeleteAutoScalingGroup"], pruned
    gone = run(system.destroy, "--yes", account=account)
    assert gone.returncode == 0 and not groups(account), gone


# MARK: What takes the place of another


def test_a_stopped_replacement_is_completed(system, system_of, account):
    assert run(system.deploy, account=account).returncode == 0
    other = system_of(SMALL.replace("10.0.1.0/24", "10.0.2.0/24"), "other")
    killed = run(other.deploy, "--allow-replacement", account=account, after={"CreateSubnet": kill})
    assert killed.returncode < 0 and len(blocks(account)) == 3, killed
    done = run(other.deploy, "--allow-replacement", account=account)
    assert done.returncode == 0 and blocks(account) == ["10.0.0.0/24", "10.0.2.0/24"], done
    assert not run(other.deploy, account=account).mutations


def test_what_is_in_use_and_keeps_its_name_is_not_waited_for(system, system_of, account):
    assert run(system.deploy, account=account).returncode == 0
    other = system_of(SMALL.replace("description: Web", "description: Other"), "other")
    in_use = {"DeleteSecurityGroup": refuse("DependencyViolation", "resource sg-1 has a dependent object")}
    result = run(other.deploy, "--allow-replacement", account=account, before=in_use)
    assert result.returncode == 2 and "Write another name in the spec." in result.stderr, result
    assert [action.name for action in result.mutations] == ["DeleteSecurityGroup"], result


# MARK: AWS's answers


def once_made(making, effect):
    """Happens to the calls that come after one of a name. A list with filters is empty instead, and never refused."""

    def limited(account, action):
        if "Filters" not in action.parameters and any(one.name == making for one in account.actions):
            effect(account, action)

    return limited


@pytest.mark.parametrize(
    "making, asking, code",
    [
        ("CreateVpc", "DescribeVpcs", "InvalidVpcID.NotFound"),
        ("CreateSubnet", "DescribeSubnets", "InvalidSubnetID.NotFound"),
        ("CreateSecurityGroup", "DescribeSecurityGroups", "InvalidGroup.NotFound"),
        ("CreateRoute", "DescribeRouteTables", "InvalidRouteTableID.NotFound"),
        ("CreateRouteTable", "CreateRoute", "InvalidRouteTableID.NotFound"),
    ],
)
def test_what_was_just_made_may_not_be_seen_yet(system, account, making, asking, code):
    late = once_made(making, times(3, refuse(code, "It does not exist")))
    result = run(system.deploy, account=account, before={asking: late})
    assert result.returncode == 0, result
    assert not run(system.deploy, account=account).mutations


def test_a_rule_that_is_there_is_success(system, account):
    there = {"AuthorizeSecurityGroupIngress": refuse("InvalidPermission.Duplicate", "the rule already exists")}
    assert run(system.deploy, account=account, before=there).returncode == 0


def test_a_removal_waits_for_what_aws_holds_on_to(system, account):
    assert run(system.deploy, account=account).returncode == 0
    held = {"DeleteSecurityGroup": times(100, refuse("DependencyViolation", "resource has a dependent object"))}
    gone = run(system.destroy, "--yes", account=account, before=held)
    assert gone.returncode == 0 and "more minutes at most" in gone.stderr, gone


def test_it_waits_by_the_clock(system, account):
    """However long AWS takes to say no, what the script says of minutes holds."""
    assert run(system.deploy, account=account).returncode == 0

    def refuse_late(account, action):
        account.clock.advance(100)
        refuse("DependencyViolation", "resource has a dependent object")(account, action)

    began = account.clock.now
    gone = run(system.destroy, "--yes", account=account, before={"DeleteSecurityGroup": refuse_late})
    assert gone.returncode == 1 and "15 more minutes at most" in gone.stderr, gone
    assert 900 <= account.clock.now - began < 900 + 300, gone


@pytest.mark.parametrize("more", [[], ["--allow-replacement"]], ids=["", "replacement"])
def test_a_group_that_has_another_name_stops_the_run_before_it_does_anything(system_of, account, more):
    assert run(system_of().deploy, account=account).returncode == 0
    renamed = run(system_of(SMALL.replace("shop-group", "shop-other"), "renamed").deploy, *more, account=account)
    assert renamed.returncode == 2 and not renamed.mutations, renamed
    assert "Auto Scaling group shop-other is called shop-group so far" in renamed.stderr, renamed
    # What it says to do: another id, and --prune.
    text = SMALL.replace("web: { name: shop-group", "other: { name: shop-other")
    assert text != SMALL
    other = system_of(text, "other")
    pruned = run(other.deploy, "--prune", "--yes-orphans", account=account)
    assert pruned.returncode == 0 and groups(account) == {"shop-other"}, pruned
    assert not run(other.deploy, account=account).mutations


RENAMED_CLUSTER = [("name: my-app-cluster", "name: my-other-cluster")]
# The cluster and all that is in it, and the policy of the service.
OTHER_CLUSTER = [
    ("clusters:\n  app:\n    name: my-app-cluster", "clusters:\n  other:\n    name: my-other-cluster"),
    ("cluster: app", "cluster: other"),
    ("services:\n  encryptor:\n    name: my-app-autoscaling-service", "services:\n  other:\n    name: my-other-service"),
    ("  cpu:\n    name: my-app-autoscaling-policy\n    service: encryptor", "  cpu:\n    name: my-other-policy\n    service: other"),
]


@pytest.fixture
def ecs_account(programs):
    with account_for_scripts(place_of(ECS, "staging"), programs) as account:
        yield account


def test_a_cluster_that_has_another_name_stops_the_run_before_it_does_anything(system_of, ecs_account, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")

    def deploy(name, replaced, *arguments):
        # The other environment changes entries that are renamed here.
        text = ECS.read_text().partition("  production:")[0]
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        script = system_of(text, name, "staging").deploy
        return run(script, *arguments, account=ecs_account, directory=tmp_path)

    def clusters():
        return [arn.partition("/")[2] for arn in ecs_account.session.client("ecs").list_clusters()["clusterArns"]]

    assert deploy("first", []).returncode == 0
    renamed = deploy("renamed", RENAMED_CLUSTER, "--allow-replacement")
    assert renamed.returncode == 2 and not renamed.mutations, renamed
    assert "cluster my-other-cluster is called my-app-cluster so far" in renamed.stderr, renamed
    other = deploy("other", OTHER_CLUSTER, "--prune", "--yes-orphans")
    assert other.returncode == 0 and clusters() == ["my-other-cluster"], other
    assert not deploy("again", OTHER_CLUSTER).mutations


def test_what_vanishes_meanwhile_is_gone(system, account):
    assert run(system.deploy, account=account).returncode == 0
    ec2 = account.session.client("ec2")

    def vanish(account, action):
        # The script's own call finds nothing.
        ec2.delete_launch_template(LaunchTemplateName="shop-template")

    gone = run(system.destroy, "--yes", account=account, before={"DeleteLaunchTemplate": times(1, vanish)})
    assert gone.returncode == 0, gone


@pytest.mark.parametrize("question", ["GetResources", "ListRoles", "ListInstanceProfiles"])
def test_what_may_not_be_listed_and_is_not_in_the_spec_is_passed_over(system, account, question):
    assert run(system.deploy, account=account).returncode == 0
    gone = run(system.destroy, "--yes", account=account, before={question: deny})
    assert gone.returncode == 0 and not groups(account), gone


def test_an_exported_cdpath_moves_no_script(system, account, tmp_path):
    result = run(
        system.deploy.relative_to(tmp_path), "--dry-run", account=account, directory=tmp_path, environment={"CDPATH": ".:/"}
    )
    assert result.returncode == 0 and "Looking for what carries" in result.stderr, result


# MARK: Crowds


ECS_STAGING = dict(text=ECS.read_text(), name="ecs", environment="staging")


@pytest.fixture
def ecs(system_of):
    return system_of(**ECS_STAGING)


@pytest.fixture
def ecs_account(ecs, programs):
    from script_accounts import account_for_scripts

    with account_for_scripts(ecs.place, programs) as account:
        yield account


def test_a_crowd_is_not_asked_one_by_one(ecs, ecs_account, sources):
    session, number = ecs_account.session, 60
    assert run(ecs.deploy, account=ecs_account, directory=sources).returncode == 0
    empty = len(run(ecs.destroy, "--dry-run", account=ecs_account).actions)
    iam, logs, ecs_client = (session.client(name) for name in ("iam", "logs", "ecs"))
    for index in range(number):
        name = f"other-{index}"
        iam.create_role(RoleName=name, AssumeRolePolicyDocument='{"Version":"2012-10-17","Statement":[]}')
        iam.create_instance_profile(InstanceProfileName=name)
        logs.create_log_group(logGroupName=f"/ecs/my-app-encryptor-{name}")
        session.client("cloudwatch").put_metric_alarm(
            AlarmName=name,
            Namespace="n",
            MetricName="m",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            Statistic="Average",
            ComparisonOperator="GreaterThanThreshold",
        )
        ecs_client.register_task_definition(
            family=name, containerDefinitions=[{"name": "x", "image": "x", "memory": 128}]
        )
        session.client("ecr").create_repository(repositoryName=name)
    crowded = run(ecs.destroy, "--dry-run", account=ecs_account)
    assert crowded.returncode == 0 and len(crowded.actions) <= empty + 2, crowded
    # Fifty log groups with a common prefix are a page of their own, and their names are none of the spec's.
    logs.delete_log_group(logGroupName="/ecs/my-app-encryptor")
    made = run(ecs.deploy, account=ecs_account, directory=sources)
    assert made.returncode == 0 and "CreateLogGroup" in [action.name for action in made.mutations], made


def test_a_parameter_outlives_the_service(ecs, ecs_account, sources):
    client = ecs_account.session.client("ecs")
    first = run(ecs.deploy, "--parameter", "imageTag=2.0", account=ecs_account, directory=sources)
    assert first.returncode == 0, first
    (service,) = client.list_services(cluster="my-app-cluster")["serviceArns"]
    client.delete_service(cluster="my-app-cluster", service=service, force=True)
    again = run(ecs.deploy, account=ecs_account, directory=sources)
    assert again.returncode == 0, again
    (arn,) = client.list_services(cluster="my-app-cluster")["serviceArns"]
    (service,) = client.describe_services(cluster="my-app-cluster", services=[arn])["services"]
    task = client.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    assert task["containerDefinitions"][0]["image"].endswith(":2.0"), again


def test_docker_without_a_password_says_what_aws_said(ecs, ecs_account, sources):
    result = run(ecs.deploy, account=ecs_account, directory=sources, before={"GetAuthorizationToken": deny})
    assert result.returncode == 1 and "not authorized to perform" in result.stderr, result


def test_an_adopted_role_keeps_what_others_gave_it(ecs, ecs_account, sources):
    iam = ecs_account.session.client("iam")
    iam.create_role(RoleName="my-app-encryptor-execution", AssumeRolePolicyDocument='{"Version":"2012-10-17","Statement":[]}')
    iam.attach_role_policy(RoleName="my-app-encryptor-execution", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    statement = '{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}'
    document = '{"Version":"2012-10-17","Statement":[%s]}' % statement
    iam.put_role_policy(RoleName="my-app-encryptor-execution", PolicyName="theirs", PolicyDocument=document)
    adopted = run(ecs.deploy, "--adopt", "RoleExecution", account=ecs_account, directory=sources)
    assert adopted.returncode == 0, adopted
    again = run(ecs.deploy, account=ecs_account, directory=sources)
    assert again.returncode == 0 and not again.mutations, again
    gone = run(ecs.destroy, "--yes", "--delete-data", account=ecs_account)
    assert gone.returncode == 0 and "which adopted it" in gone.stderr, gone
    policies = iam.list_attached_role_policies(RoleName="my-app-encryptor-execution")["AttachedPolicies"]
    assert "ReadOnlyAccess" in {policy["PolicyName"] for policy in policies}
    assert iam.list_role_policies(RoleName="my-app-encryptor-execution")["PolicyNames"] == ["theirs"]
