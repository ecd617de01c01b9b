"""A changed launch template replaces the running instances of a group that says how, and of no other."""

import re
import subprocess

import pytest
from faults import kill, refuse
from moto.autoscaling.models import autoscaling_backends
from scripts import run
from systems import SPECS, compiled, place_of

EC2 = next(path for path in SPECS if path.parent.name == "ec2-autoscaling")
ROLLING = "rollingUpdate: { minInService: 2, batchSize: 1, pause: 60 }"
TEMPLATE = "# an entry of images; `ami` and `amiParameter` are the other ways\n    instanceType: "


@pytest.fixture
def deploy(lintel, account, tmp_path):
    """Deploys the example with two instances, of a type, and with more said of the group."""

    def deploy(instance_type, more, *arguments, **options):
        folder = tmp_path / f"{instance_type}-{bool(more)}"
        folder.mkdir(exist_ok=True)
        text = EC2.read_text().replace(f"{TEMPLATE}t2.micro", f"{TEMPLATE}{instance_type}")
        text = text.replace("    minSize: 1\n", f"    minSize: 2\n    {more}\n")
        text = text.replace("    desiredCapacity: 1\n", "    desiredCapacity: 2\n")
        (folder / "lintel.yaml").write_text(text)
        system = compiled(lintel, folder / "lintel.yaml", None, folder / "build")
        return run(system.deploy, "--account", account.place.account, *arguments, account=account, **options)

    return deploy


@pytest.fixture
def place():
    return place_of(EC2, None)


def instances(account):
    (group,) = account.session.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return {one["InstanceId"]: one["LaunchTemplate"]["Version"] for one in group["Instances"]}


def names(result):
    return [action.name for action in result.mutations]


def test_instances_are_replaced(deploy, account):
    assert deploy("t2.micro", ROLLING).returncode == 0
    before = instances(account)
    # Without a change nothing is replaced.
    assert not deploy("t2.micro", ROLLING).mutations
    planned = deploy("t3.small", ROLLING, "--dry-run")
    assert planned.returncode == 0 and not planned.mutations, planned
    assert "start-instance-refresh" in planned.stderr
    result = deploy("t3.small", ROLLING)
    assert result.returncode == 0, result
    assert names(result) == ["CreateLaunchTemplateVersion", "UpdateAutoScalingGroup", "StartInstanceRefresh"], result
    (refresh,) = account.session.client("autoscaling").describe_instance_refreshes(
        AutoScalingGroupName="wordpress-asg"
    )["InstanceRefreshes"]
    # Two stay in service, of two: so one more is started first.
    preferences = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 150, "InstanceWarmup": 60, "SkipMatching": True}
    assert refresh["Preferences"] == preferences
    after = instances(account)
    assert not before.keys() & after.keys() and set(before.values()) == {"1"} and set(after.values()) == {"2"}
    assert not deploy("t3.small", ROLLING).mutations


def test_instances_stay_where_nothing_is_said(deploy, account):
    assert deploy("t2.micro", "").returncode == 0
    before = instances(account)
    result = deploy("t3.small", "")
    assert names(result) == ["CreateLaunchTemplateVersion", "UpdateAutoScalingGroup"], result
    assert instances(account) == before


@pytest.mark.parametrize(
    "action, moment",
    [("UpdateAutoScalingGroup", "after"), ("StartInstanceRefresh", "before"), ("StartInstanceRefresh", "after")],
)
def test_a_killed_run_is_taken_up(deploy, account, action, moment):
    assert deploy("t2.micro", ROLLING).returncode == 0
    deploy("t3.small", ROLLING, **{moment: {action: kill}})
    result = deploy("t3.small", ROLLING)
    assert result.returncode == 0, result
    # What AWS was asked for goes on without the script, and is not asked for again.
    assert ("StartInstanceRefresh" in names(result)) == ((action, moment) != ("StartInstanceRefresh", "after"))
    assert set(instances(account).values()) == {"2"}
    assert not deploy("t3.small", ROLLING).mutations


def test_a_refresh_that_fails_is_told(deploy, account):
    assert deploy("t2.micro", ROLLING).returncode == 0

    def fail(account, action):
        backend = autoscaling_backends[account.place.account][account.place.region]
        refresh = backend.autoscaling_groups["wordpress-asg"].refreshes[0]
        refresh.update(Status="Failed", StatusReason="No capacity for t3.small.")

    result = deploy("t3.small", ROLLING, after={"StartInstanceRefresh": fail})
    assert result.returncode == 1, result
    assert "the instances were not all replaced: Failed" in result.stderr, result
    assert "No capacity for t3.small." in result.stderr, result
    # The next run begins again.
    result = deploy("t3.small", ROLLING)
    assert result.returncode == 0 and names(result) == ["StartInstanceRefresh"], result


def test_a_refused_refresh(deploy, account):
    assert deploy("t2.micro", ROLLING).returncode == 0
    refused = deploy("t3.small", ROLLING, before={"StartInstanceRefresh": refuse("LimitExceeded", "No more.")})
    assert refused.returncode == 1 and "(LimitExceeded)" in refused.stderr, refused
    assert names(deploy("t3.small", ROLLING)) == ["StartInstanceRefresh"]


# Of so many instances, at least and at a time: the percentages that leave that many in service, as AWS rounds them.
PACES = {
    (1, 0, 1): "MinHealthyPercentage=0,",
    (1, 1, 1): "MinHealthyPercentage=100,MaxHealthyPercentage=200,",
    (2, 0, 1): "MinHealthyPercentage=50,",
    (2, 2, 2): "MinHealthyPercentage=100,MaxHealthyPercentage=200,",
    (3, 1, 1): "MinHealthyPercentage=66,",
    (3, 1, 5): "MinHealthyPercentage=33,",
    (3, 4, 1): "MinHealthyPercentage=100,MaxHealthyPercentage=134,",
    (7, 2, 2): "MinHealthyPercentage=71,",
    (10, 10, 3): "MinHealthyPercentage=100,MaxHealthyPercentage=130,",
}


def test_the_pace_is_what_the_spec_says(lintel, tmp_path):
    text = EC2.read_text().replace("    minSize: 1\n", f"    minSize: 1\n    {ROLLING}\n")
    (tmp_path / "lintel.yaml").write_text(text)
    script = compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build").deploy.read_text()
    function = re.search(r"^refresh_instances\(\) \{\n.*?^\}\n", script, re.MULTILINE | re.DOTALL)[0]
    for (desired, least, batch), wanted in PACES.items():
        stand_ins = f"""
            set -euo pipefail
            dry_run=1
            lookup() {{ :; }}
            ask() {{ "$@"; }}
            aws() {{ printf '{desired}\\t1\\n'; }}
            change() {{ printf '%s\\n' "${{@: -1}}"; }}
            {function}
            refresh_instances group lt-1 2 {least} {batch} 30
        """
        answer = subprocess.run(["bash", "-c", stand_ins], capture_output=True, text=True, check=True).stdout
        assert answer == f"{wanted}InstanceWarmup=30,SkipMatching=true\n"
        percent = int(re.search(r"MinHealthyPercentage=(\d+)", wanted)[1])
        in_service = -(-desired * percent // 100)
        assert in_service >= min(least, desired)
