"""What deploy-stack.sh does: change set, images before what runs them, progress, and the reason of a failure.

moto's CloudFormation drops most values and applies a change set at once; its change sets, events and empty updates are
like AWS's.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from commands import faults
from moto.cloudformation.models import cloudformation_backends
from script_accounts import account_for_scripts
from scripts import run
from specifications import EXAMPLES
from systems import SPECS, compiled, place_of

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse .* not supported:UserWarning")

ECS = next(path for path in SPECS if path.parent.name == "ecs-autoscaling")
EC2 = next(path for path in SPECS if path.parent.name == "ec2-autoscaling")
STACK = "my-app-staging"


@pytest.fixture
def place():
    return place_of(ECS, "staging")


@pytest.fixture
def deploy(lintel, account, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")

    def deploy(*arguments, replaced=(), **options):
        text = ECS.read_text()
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path / f"spec{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        system = compiled(lintel, folder / "lintel.yaml", "staging", folder / "build")
        script = system.folder / "deploy-stack.sh"
        return run(script, *arguments, account=account, directory=tmp_path, timeout=240, **options)

    return deploy


def backend(account):
    return cloudformation_backends[account.place.account][account.place.region]


def stacks(account):
    return {stack.name: stack.status for stack in backend(account).stacks.values()}


def stages(result):
    """The stage of each change set, in order, and where images were pushed between them."""
    found = []
    for action in result.actions:
        if action.name == "CreateChangeSet":
            parameters = {one["ParameterKey"]: one["ParameterValue"] for one in action.parameters["Parameters"]}
            found.append(parameters["Stage"])
    return found


def executed(result):
    return [action.name for action in result.actions if action.name == "ExecuteChangeSet"]


def test_a_first_deployment_and_those_after_it(deploy, account):
    planned = deploy("--dry-run")
    assert planned.returncode == 0 and not executed(planned) and not stacks(account), planned
    assert "Add ServiceEncryptor (AWS::ECS::Service)" in planned.stderr, planned
    first = deploy()
    assert first.returncode == 0, first
    assert stages(first) == ["base", "all"] and len(executed(first)) == 2, first
    assert "CREATE_COMPLETE my-app-staging (AWS::CloudFormation::Stack)" in first.stderr
    assert any("push" in call for call in first.docker), first
    assert stacks(account) == {STACK: "UPDATE_COMPLETE"}
    # An empty change set is no failure, and the base is never asked for again.
    again = deploy()
    assert again.returncode == 0 and stages(again) == ["all"] and not executed(again), again
    assert "nothing to change" in again.stderr and not again.docker, again
    # A new tag is pushed before anything runs it.
    later = deploy("--parameter", "imageTag=2.0")
    assert later.returncode == 0 and stages(later) == ["all"] and len(executed(later)) == 1, later
    assert any(call[-1].endswith(":2.0") for call in later.docker if "push" in call), later
    # The parameter keeps its value.
    kept = deploy()
    assert kept.returncode == 0 and not executed(kept) and not kept.docker, kept
    # Names of change sets are never used twice.
    names = [a.parameters["ChangeSetName"] for r in (first, again, later) for a in r.actions if a.name == "CreateChangeSet"]
    assert len(set(names)) == len(names)
    results = (planned, first, again, later, kept)
    files = {name: text for result in results for name, text in result.files.items()}
    mistakes = faults([command for result in results for command in result.aws], files)
    assert not mistakes, "\n".join(mistakes)


def emptied(account, action):
    """AWS says it of the change set, and later than moto does."""
    change_set = list(backend(account).change_sets.values())[-1]
    change_set.status, change_set.execution_status = "FAILED", "UNAVAILABLE"
    change_set.status_reason = "The submitted information didn't contain changes. Submit different information."


def test_a_change_set_that_turns_out_empty(deploy, account):
    assert deploy().returncode == 0
    result = deploy("--parameter", "imageTag=3.0", after={"CreateChangeSet": emptied})
    assert result.returncode == 0 and not executed(result) and "nothing to change" in result.stderr, result
    # One that failed would be in the way of the next.
    assert "DeleteChangeSet" in [action.name for action in result.actions]


def make_nothing(account, action):
    """moto cannot take back what it has made."""
    for change_set in backend(account).change_sets.values():
        change_set.apply = lambda: None


def fail(account, action):
    """CloudFormation takes the change back, for a reason that one resource gave first."""
    (stack,) = [one for one in backend(account).stacks.values() if one.name == STACK]
    event = stack.events[-1]

    def add(name, kind, status, reason):
        one = type(event)(
            stack_id=stack.stack_id,
            stack_name=STACK,
            logical_resource_id=name,
            physical_resource_id="",
            resource_type=kind,
            resource_status=status,
            resource_status_reason=reason,
            resource_properties=None,
        )
        stack.events.append(one)

    del stack.events[-1]
    add("ClusterApp", "AWS::ECS::Cluster", "CREATE_FAILED", "Unable to assume\nthe\trole")
    add("VpcWorkspace", "AWS::EC2::VPC", "CREATE_FAILED", "Resource creation cancelled")
    add(STACK, "AWS::CloudFormation::Stack", "ROLLBACK_IN_PROGRESS", "The following resource(s) failed")
    add(STACK, "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE", None)
    stack.status = "ROLLBACK_COMPLETE"


def test_a_failed_deployment_says_why_and_can_be_repeated(deploy, account):
    result = deploy(before={"ExecuteChangeSet": make_nothing}, after={"ExecuteChangeSet": fail})
    assert result.returncode == 1, result
    assert "the deployment failed: ROLLBACK_COMPLETE" in result.stderr, result
    assert "ClusterApp (AWS::ECS::Cluster): " in result.stderr and "Unable to assume" in result.stderr, result
    # What is left of it goes, and the next try begins anew.
    planned = deploy("--dry-run")
    assert planned.returncode == 0 and not planned.mutations, planned
    again = deploy()
    assert again.returncode == 0 and "DeleteStack" in [one.name for one in again.mutations], again
    assert stages(again) == ["base", "all"], again


def test_a_stack_without_anything_in_it_is_used(deploy, account):
    """It is what a change set leaves that was never executed."""
    account.session.client("cloudformation").create_change_set(
        StackName=STACK, ChangeSetName="left", ChangeSetType="CREATE", TemplateBody='{"Resources": {}}'
    )
    assert stacks(account) == {STACK: "REVIEW_IN_PROGRESS"}
    planned = deploy("--dry-run")
    assert planned.returncode == 0, planned
    (made,) = [action for action in planned.actions if action.name == "CreateChangeSet"]
    assert made.parameters["ChangeSetType"] == "CREATE", planned
    # The dry run takes its own change set away, and not the stack, which it did not make.
    assert [action.name for action in planned.mutations] == ["CreateChangeSet", "DeleteChangeSet"], planned
    assert stacks(account)[STACK] == "REVIEW_IN_PROGRESS"


def test_what_it_refuses(deploy, account):
    unknown = deploy("--prune")
    assert unknown.returncode == 2 and "unknown option" in unknown.stderr


# MARK: What an earlier try has left


def stack_of(account):
    (stack,) = [one for one in backend(account).stacks.values() if one.name == STACK]
    return stack


def remove_images(account, repository):
    """moto removes repositories that AWS would keep, and cannot where they hold images."""
    client = account.session.client("ecr")
    images = client.list_images(repositoryName=repository)["imageIds"]
    client.batch_delete_image(repositoryName=repository, imageIds=images)


# States that a stack does not leave by itself, and the command that the script prints for it.
STUCK = {
    "UPDATE_ROLLBACK_FAILED": "continue-update-rollback",
    "DELETE_FAILED": "delete-stack",
    "ROLLBACK_FAILED": "delete-stack",
    "CREATE_FAILED": "delete-stack",
    "IMPORT_ROLLBACK_FAILED": "delete-stack",
}


def test_a_stack_that_is_stuck_is_left_alone(deploy, account):
    assert deploy().returncode == 0
    for state, operation in STUCK.items():
        stack_of(account).status = state
        for more in ([], ["--dry-run"]):
            result = deploy(*more)
            assert result.returncode == 2 and not result.mutations and state in result.stderr, result
            (printed,) = [line.split() for line in result.stderr.splitlines() if line.lstrip().startswith("aws ")]
            assert printed[2] == operation and not faults([printed[1:]]), printed


@pytest.mark.parametrize("state", ["UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"])
def test_a_stack_that_went_back_goes_on(deploy, account, state):
    assert deploy().returncode == 0
    stack_of(account).status = state
    result = deploy("--parameter", "imageTag=2.0")
    assert result.returncode == 0 and stages(result) == ["all"] and executed(result), result


@pytest.mark.parametrize(
    ("busy", "end"),
    [
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE"),
        ("UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"),
        ("ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"),
        ("DELETE_IN_PROGRESS", None),
    ],
)
def test_a_stack_at_work_is_waited_for(deploy, account, busy, end):
    assert deploy().returncode == 0
    stack_of(account).status = busy
    asked = []

    def go_on(account, action):
        asked.append(action)
        if len(asked) == 4:
            if end:
                stack_of(account).status = end
            if end in (None, "ROLLBACK_COMPLETE"):
                remove_images(account, "my-app-encryptor")
                account.session.client("cloudformation").delete_stack(StackName=STACK)
            if end == "ROLLBACK_COMPLETE":
                # A first deployment that failed leaves a stack without anything in it.
                account.session.client("cloudformation").create_stack(StackName=STACK, TemplateBody=EMPTY)
                stack_of(account).status = end

    result = deploy("--parameter", "imageTag=2.0", before={"DescribeStacks": go_on})
    assert result.returncode == 0 and f"waiting: stack {STACK} is at {busy}" in result.stderr, result
    assert stages(result) == (["all"] if end and end != "ROLLBACK_COMPLETE" else ["base", "all"]), result


EMPTY = '{"Resources": {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}'


# MARK: Templates that are too large for a request


MANY = "".join(
    f"  more-{number}:\n    name: my-more-{number}-sg\n    description: {'One of many ' * 12}\n    vpc: workspace\n"
    for number in range(110)
)


def test_a_large_template_goes_through_a_bucket(deploy, account):
    large = [("securityGroups:\n  lb:\n", f"securityGroups:\n{MANY}  lb:\n")]
    refused = deploy(replaced=large)
    assert refused.returncode == 2 and not refused.actions[1:] and "--bucket NAME" in refused.stderr, refused
    missing = deploy("--bucket", "mine", replaced=large)
    assert missing.returncode != 0 and not executed(missing) and "NoSuchBucket" in missing.stderr, missing
    account.session.client("s3").create_bucket(Bucket="mine")
    result = deploy("--bucket", "mine", replaced=large)
    assert result.returncode == 0 and len(executed(result)) == 2, result
    made = [action.parameters for action in result.actions if action.name == "CreateChangeSet"]
    assert all("TemplateBody" not in one for one in made), made
    assert {one["TemplateURL"] for one in made} == {f"https://mine.s3.us-east-1.amazonaws.com/{STACK}/template.json"}
    (kept,) = account.session.client("s3").list_objects_v2(Bucket="mine")["Contents"]
    assert kept["Key"] == f"{STACK}/template.json" and kept["Size"] > 51_200
    again = deploy("--bucket", "mine", replaced=large)
    # That nothing has changed moto sees of a template in the request only.
    assert again.returncode == 0 and stages(again) == ["all"], again


# MARK: Images


def taken_over(account, action):
    """A change set takes over what is there and is to be kept: moto would make it, and cannot where the name is taken."""
    client = account.session.client("ecr")
    assert client.list_images(repositoryName="my-app-second")["imageIds"], "the change set comes before the push"
    client.delete_repository(repositoryName="my-app-second", force=True)
    remove_images(account, "my-app-encryptor")


SECOND = [
    ("repositories:\n  encryptor:\n    name: my-app-encryptor", "repositories:\n  second:\n    name: my-app-second"),
    ("image: { repository: encryptor,", "image: { repository: second,"),
]


def test_a_repository_that_is_new_to_a_running_stack(deploy, account):
    """It is made before the push, and the push comes before what runs the image."""
    assert deploy().returncode == 0
    planned = deploy("--dry-run", replaced=SECOND)
    assert planned.returncode == 0 and "ecr create-repository" in planned.stderr and not planned.docker, planned
    result = deploy(replaced=SECOND, before={"ExecuteChangeSet": taken_over})
    assert result.returncode == 0 and stages(result) == ["all"], result
    order = [action.name for action in result.mutations]
    assert order.index("CreateRepository") < order.index("ExecuteChangeSet") and ["push"] == [
        call[0] for call in result.docker if call[0] == "push"
    ], result
    (change_set,) = [command for command in result.aws if command[1] == "create-change-set" and "--parameters" in command]
    assert "--import-existing-resources" in change_set


@pytest.fixture
def ec2_account(programs):
    with account_for_scripts(place_of(EC2, None), programs) as account:
        yield account


def test_an_image_is_made_of_an_instance(lintel, ec2_account, tmp_path):
    system = compiled(lintel, EC2, None, tmp_path / "build")

    def deploy(*arguments, **options):
        script = system.folder / "deploy-stack.sh"
        return run(script, "--account", system.place.account, *arguments, account=ec2_account, timeout=240, **options)

    def parameters(result):
        return [
            {one["ParameterKey"]: one["ParameterValue"] for one in action.parameters["Parameters"]}
            for action in result.actions
            if action.name == "CreateChangeSet"
        ]

    planned = deploy("--dry-run")
    assert planned.returncode == 0 and not executed(planned), planned
    # Somebody has to say that the instance is what the image should be; until then there is the base.
    unsaid = deploy(prepared=False)
    assert unsaid.returncode == 1 and "--prepared" in unsaid.stderr, unsaid
    assert stages(unsaid) == ["base"] and not ec2_account.session.client("ec2").describe_images(Owners=["self"])["Images"]
    first = deploy()
    # The stack runs, and so the base is not asked for again.
    assert first.returncode == 0 and stages(first) == ["all"], first
    (image,) = ec2_account.session.client("ec2").describe_images(Owners=["self"])["Images"]
    assert parameters(first)[-1]["WordpressImageId"] == image["ImageId"], first
    again = deploy()
    assert again.returncode == 0 and not executed(again) and "CreateImage" not in [one.name for one in again.mutations], again
    assert parameters(again)[-1]["WordpressImageId"] == image["ImageId"], again
    renewed = deploy("--new-image")
    assert renewed.returncode == 0 and len(executed(renewed)) == 1, renewed
    assert parameters(renewed)[-1]["WordpressImageId"] != image["ImageId"], renewed
    results = (planned, unsaid, first, again, renewed)
    files = {name: text for result in results for name, text in result.files.items()}
    mistakes = faults([command for result in results for command in result.aws], files)
    assert not mistakes, "\n".join(mistakes)


def test_shellcheck_finds_nothing(lintel, tmp_path):
    # The parts differ by what a system has to build: some of all do, and the examples.
    for path in [*EXAMPLES[::3], *SPECS[::16]]:
        command = [str(lintel), "compile", str(path), "--target", "cloudformation", "--output", str(tmp_path / path.parent.name / path.stem)]
        subprocess.run(command, capture_output=True, check=True)
    scripts = sorted(map(str, tmp_path.rglob("deploy-stack.sh")))
    assert scripts
    found = subprocess.run([Path(sys.executable).with_name("shellcheck"), "--norc", *scripts], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout[:4000]
