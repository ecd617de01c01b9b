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
from scripts import run
from specifications import EXAMPLES
from systems import SPECS, compiled, place_of

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse .* not supported:UserWarning")

ECS = next(path for path in SPECS if path.parent.name == "ecs-autoscaling")
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


def test_shellcheck_finds_nothing(lintel, tmp_path):
    # The parts differ by what a system has to build: some of all do, and the examples.
    for path in [*EXAMPLES, *SPECS[::8]]:
        command = [str(lintel), "compile", str(path), "--target", "cloudformation", "--output", str(tmp_path / path.parent.name / path.stem)]
        subprocess.run(command, capture_output=True, check=True)
    scripts = sorted(map(str, tmp_path.rglob("deploy-stack.sh")))
    assert scripts
    found = subprocess.run([Path(sys.executable).with_name("shellcheck"), "--norc", *scripts], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout[:4000]
