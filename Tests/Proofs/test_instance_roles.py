"""The role of an instance comes, changes and goes in place; an instance profile holds one role at any time."""

import re
import shlex
import subprocess

import pytest
from accounts import Place
from commands import faults
from executor import execute, parameters_to_supply
from faults import kill
from script_accounts import account_for_scripts
from scripts import run
from specifications import FIXTURES
from systems import compiled

PLACE = Place("123456789012", "us-east-1")
SPEC = """
lintel: 1
project: acting
region: us-east-1
account: "123456789012"
vpcs:
  main: { cidr: 10.0.0.0/16 }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
securityGroups:
  web: { description: Instances, vpc: main }
roles:
  one: { assumedBy: ec2.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
  two: { assumedBy: ec2.amazonaws.com }
instances:
  web: { ami: ami-0123456789abcdef0, instanceType: t3.micro, subnet: a, securityGroups: [web]%s }
"""
NAME = "acting-web-instance"


@pytest.fixture
def place():
    return PLACE


@pytest.fixture
def system(lintel, tmp_path):
    """The system with a role of the instance's, or with none."""
    made = {}

    def system(role=None):
        if role not in made:
            path = tmp_path / f"{role}.yaml"
            path.write_text(SPEC % (f", role: {role}" if role else ""))
            made[role] = compiled(lintel, path, None, tmp_path / f"build-{role}")
        return made[role]

    return system


@pytest.fixture
def deploy(account, system):
    def deploy(role=None, *arguments, **options):
        return run(system(role).deploy, *arguments, account=account, **options)

    return deploy


def names(result):
    assert result.returncode == 0, str(result)
    return [action.name for action in result.mutations]


def profile_of(session, logical="InstanceWeb"):
    """The name of the instance's profile and the names of its roles."""
    tag = {"Name": "tag:lintel:id", "Values": [logical]}
    (reservation,) = session.client("ec2").describe_instances(Filters=[tag])["Reservations"]
    (instance,) = reservation["Instances"]
    if "IamInstanceProfile" not in instance:
        return None
    name = instance["IamInstanceProfile"]["Arn"].split("/")[-1]
    profile = session.client("iam").get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    return name, [role["RoleName"] for role in profile["Roles"]]


def test_a_role_comes_changes_and_goes_in_place(deploy, account):
    deploy()
    assert profile_of(account.session) is None
    came = ["CreateInstanceProfile", "AddRoleToInstanceProfile", "AssociateIamInstanceProfile"]
    assert names(deploy("one")) == came
    assert profile_of(account.session) == (NAME, ["acting-one"])
    assert names(deploy("one")) == []
    # There is never room for two.
    assert names(deploy("two")) == ["RemoveRoleFromInstanceProfile", "AddRoleToInstanceProfile"]
    assert profile_of(account.session) == (NAME, ["acting-two"])
    assert names(deploy("two")) == []
    assert names(deploy()) == ["DisassociateIamInstanceProfile"]
    assert profile_of(account.session) is None
    assert "InstanceWebInstanceProfile" in deploy(None, "--dry-run").stderr
    assert names(deploy(None, "--prune", "--yes-orphans")) == ["RemoveRoleFromInstanceProfile", "DeleteInstanceProfile"]
    assert names(deploy(None, "--prune", "--yes-orphans")) == []


def test_a_run_that_is_killed_between_two_roles_is_completed(deploy, account):
    deploy("one")
    killed = deploy("two", after={"RemoveRoleFromInstanceProfile": kill})
    assert killed.returncode != 0
    assert profile_of(account.session) == (NAME, [])
    assert names(deploy("two")) == ["AddRoleToInstanceProfile"]
    assert profile_of(account.session) == (NAME, ["acting-two"])


def test_another_profile_is_taken_the_place_of(deploy, account):
    deploy("one")
    iam, ec2 = account.session.client("iam"), account.session.client("ec2")
    iam.create_instance_profile(InstanceProfileName="by-hand")
    (tie,) = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"]
    ec2.replace_iam_instance_profile_association(
        AssociationId=tie["AssociationId"], IamInstanceProfile={"Name": "by-hand"}
    )
    assert names(deploy("one")) == ["ReplaceIamInstanceProfileAssociation"]
    assert profile_of(account.session) == (NAME, ["acting-one"])


def test_an_untagged_namesake_stops_the_run(deploy, account):
    account.session.client("iam").create_instance_profile(InstanceProfileName=NAME)
    refused = deploy("one")
    assert refused.returncode == 1 and "add --adopt InstanceWebInstanceProfile" in refused.stderr, refused
    assert "TagInstanceProfile" in names(deploy("one", "--adopt", "InstanceWebInstanceProfile"))
    assert names(deploy("one")) == []


def test_destroy_removes_the_profile_and_leaves_others(deploy, system, account):
    deploy("one")
    iam = account.session.client("iam")
    iam.create_role(RoleName="other", AssumeRolePolicyDocument='{"Version": "2012-10-17", "Statement": []}')
    iam.create_instance_profile(InstanceProfileName="other", Tags=[{"Key": "lintel:project", "Value": "another"}])
    iam.add_role_to_instance_profile(InstanceProfileName="other", RoleName="other")
    gone = run(system("one").destroy, "--yes", account=account)
    assert gone.returncode == 0, gone
    calls = [name for name in names(gone) if "Profile" in name or name in ("TerminateInstances", "DeleteRole")]
    profile = ["RemoveRoleFromInstanceProfile", "DeleteInstanceProfile"]
    assert calls == ["TerminateInstances", *profile, "DeleteRole", "DeleteRole"]
    (left,) = iam.list_instance_profiles()["InstanceProfiles"]
    assert left["InstanceProfileName"] == "other" and left["Roles"]


def test_both_targets_give_an_instance_its_profile(lintel, programs, tmp_path):
    """A snapshot does not hold instances."""
    system = compiled(lintel, FIXTURES / "ok" / "image.yaml", None, tmp_path)
    found = []
    with account_for_scripts(system.place, programs) as account:
        execute(system.template, account.session, parameters_to_supply(system.template, account.session))
        found.append(profile_of(account.session, "InstanceBastion"))
    with account_for_scripts(system.place, programs) as account:
        result = run(system.deploy, "--account", system.place.account, account=account)
        assert result.returncode == 0, result
        found.append(profile_of(account.session, "InstanceBastion"))
    assert found == [("baked-bastion-instance", ["baked-web"])] * 2


def test_the_printed_commands_make_the_profile_of_a_builder(lintel, tmp_path):
    """It serves an image only, so the template has nothing of it."""
    spec = FIXTURES / "ok" / "each-instance.yaml"
    command = [str(lintel), "compile", str(spec), "--output", str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert "InstanceBuilder" not in (tmp_path / "template.json").read_text()
    lines = printed.replace("\\\n", " ").replace(" >/dev/null", "").splitlines()
    commands = [shlex.split(line)[1:] for line in lines if line.strip().startswith("aws iam ")]
    made = [tuple(command[:2]) for command in commands]
    # Roles that AWS's services act with come first: a new account has none.
    while made[0] == ("iam", "create-service-linked-role"):
        made.pop(0)
    assert made == [("iam", "create-instance-profile"), ("iam", "add-role-to-instance-profile"), ("iam", "wait")]
    (start,) = [line for line in lines if "aws ec2 run-instances" in line]
    commands.append(shlex.split(re.sub(r"^.*\$\(aws (.*)\)$", r"\1", start)))
    assert commands[-1][:2] == ["ec2", "run-instances"] and "Name=each-builder-instance" in commands[-1]
    # What the CLI takes for itself, and the checker does not know.
    commands[-1] += ["--count", "1"]
    assert not faults(commands)
