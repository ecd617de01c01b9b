"""IPv6 of a system that is there already: it comes, moves to other parts of the block, and goes."""

import ipaddress
import subprocess

import pytest
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled

SPEC = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
vpcs:
  main: { cidr: 10.0.0.0/16, ipv6: true }
subnets:
  a: { availabilityZone: a, cidr: 10.0.0.0/24, public: true, ipv6: 0 }
  b: { availabilityZone: b, cidr: 10.0.1.0/24, ipv6: 255 }
"""
BEFORE = SPEC.replace(", ipv6: true", "").replace(", ipv6: 0", "").replace(", ipv6: 255", "")


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(name, text):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        return compiled(lintel, folder / "lintel.yaml", None, folder / "build")

    return system


def names(outcome):
    assert outcome.returncode == 0, outcome
    return sorted(action.name for action in outcome.mutations)


def blocks(account):
    subnets = account.session.client("ec2").describe_subnets(Filters=[{"Name": "tag:lintel:project", "Values": ["shop"]}])
    return {
        subnet["CidrBlock"]: [one["Ipv6CidrBlock"] for one in subnet["Ipv6CidrBlockAssociationSet"]]
        for subnet in subnets["Subnets"]
    }


def test_addresses_come_and_go(system_of, programs):
    system = system_of("before", BEFORE)
    with account_for_scripts(system.place, programs) as account:
        assert run(system.deploy, account=account).returncode == 0

        six = system_of("six", SPEC)
        dry = run(six.deploy, "--dry-run", account=account)
        assert names(dry) == [] and "associate-vpc-cidr-block" in dry.stderr, dry
        assert names(run(six.deploy, account=account)) == [
            "AssociateSubnetCidrBlock",
            "AssociateSubnetCidrBlock",
            "AssociateVpcCidrBlock",
            "CreateEgressOnlyInternetGateway",
            "CreateRoute",
            "CreateRoute",
            "ModifySubnetAttribute",
            "ModifySubnetAttribute",
        ]
        assert blocks(account) == {"10.0.0.0/24": ["2600:1f16:abc:de00::/64"], "10.0.1.0/24": ["2600:1f16:abc:deff::/64"]}
        assert names(run(six.deploy, account=account)) == []

        moved = system_of("moved", SPEC.replace("255", "3"))
        assert names(run(moved.deploy, account=account)) == ["AssociateSubnetCidrBlock", "DisassociateSubnetCidrBlock"]
        assert blocks(account)["10.0.1.0/24"] == ["2600:1f16:abc:de03::/64"]

        # The block of the VPC stays, and the gateway until the Tagging API suggests it, which moto's does not.
        assert names(run(system.deploy, account=account)) == [
            "DeleteRoute",
            "DeleteRoute",
            "DisassociateSubnetCidrBlock",
            "DisassociateSubnetCidrBlock",
            "ModifySubnetAttribute",
            "ModifySubnetAttribute",
        ]
        assert set(map(len, blocks(account).values())) == {0}
        assert names(run(system.deploy, account=account)) == []
        # Its script seeks gateways of this sort by itself.
        assert run(six.destroy, "--yes", account=account).returncode == 0
        gateways = account.session.client("ec2").describe_egress_only_internet_gateways()
        assert blocks(account) == {} and gateways["EgressOnlyInternetGateways"] == []


@pytest.mark.parametrize("block", ["2600:1f16:abc:de00::/56", "2600:1f16:abc::/56", "2600:1f16:0:100::/56", "2600:1f16::/56"])
def test_blocks_are_written_as_aws_does(system_of, block):
    text = system_of("six", SPEC).deploy.read_text()
    start = text.index("ipv6_blocks() {")
    function = text[start : text.index("\n}\n", start) + 3]
    program = f"set -euo pipefail\ndry_run=\nstep=\n{function}ipv6_blocks {block}\nprintf '%s\\n' \"${{blocks[@]}}\"\n"
    shown = subprocess.run(["bash", "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert shown.stdout.split() == [str(one) for one in ipaddress.ip_network(block).subnets(new_prefix=64)]
