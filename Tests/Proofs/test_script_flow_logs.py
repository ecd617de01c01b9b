"""Flow logs, for which EC2 answers well when it made or removed none: why stands in the answer, and nowhere else."""

import pytest
from modes import Modes
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled

SPEC = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
vpcs:
  main: { cidr: 10.0.0.0/16, flowLogs: { bucket: "arn:aws:s3:::shop-flow-logs" } }
"""


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(name, old="", new=""):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lintel.yaml").write_text(SPEC.replace(old, new))
        return compiled(lintel, folder / "lintel.yaml", None, folder / "build")

    return system


@pytest.fixture(params=[0, 2])
def account(system_of, programs, request):
    with account_for_scripts(system_of("place").place, programs, modes=Modes(late=request.param)) as account:
        yield account


def flow_logs(account):
    return [one["TrafficType"] for one in account.session.client("ec2").describe_flow_logs()["FlowLogs"]]


def test_what_was_not_made_ends_the_run(account, system_of):
    system = system_of("all")
    failed = run(system.deploy, account=account)
    assert failed.returncode == 1 and "LogDestination: shop-flow-logs does not exist" in failed.stderr, failed
    account.session.client("s3").create_bucket(Bucket="shop-flow-logs")
    made = run(system.deploy, account=account)
    assert made.returncode == 0 and [action.name for action in made.mutations] == ["CreateFlowLogs"], made
    assert not run(system.deploy, account=account).mutations

    # EC2 takes two with one destination for the same, so that the old one goes first.
    other = system_of("refused", '" }', '", trafficType: REJECT }')
    refused = run(other.deploy, account=account)
    assert refused.returncode == 2 and "TrafficType" in refused.stderr and not refused.mutations
    done = run(other.deploy, "--allow-replacement", account=account)
    assert [action.name for action in done.mutations] == ["DeleteFlowLogs", "CreateFlowLogs"], done
    assert flow_logs(account) == ["REJECT"]

    gone = run(other.destroy, "--yes", account=account)
    assert gone.returncode == 0 and flow_logs(account) == [], gone
