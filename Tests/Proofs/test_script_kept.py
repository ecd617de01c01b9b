"""What destroy.sh keeps unless it is told not to: data, and the addresses that others know a load balancer by."""

from script_accounts import account_for_scripts
from scripts import run
from systems import compiled, place_of

SPEC = """
lintel: 1
project: kept
region: eu-west-1
vpcs: { main: { cidr: 10.0.0.0/16, natGateways: single } }
subnets:
  a: { availabilityZone: a, cidr: 10.0.0.0/24, public: true }
  inside: { availabilityZone: b, cidr: 10.0.1.0/24 }
logGroups: { audit: { retentionDays: 30 } }
targetGroups: { web: { vpc: main, port: 80, protocol: TCP, targetType: ip } }
loadBalancers:
  edge: { type: network, subnets: [a], addresses: { a: new }, listeners: { tcp: { port: 80, protocol: TCP, targetGroup: web } } }
"""


def addresses(account):
    """Allocations by the logical id that they carry."""
    found = account.session.client("ec2").describe_addresses()["Addresses"]
    return {tag["Value"]: one["AllocationId"] for one in found for tag in one["Tags"] if tag["Key"] == "lintel:id"}


def groups(account):
    return [one["logGroupName"] for one in account.session.client("logs").describe_log_groups()["logGroups"]]


def test_an_address_of_a_load_balancer_stays_and_is_taken_again(lintel, programs, tmp_path):
    (tmp_path / "lintel.yaml").write_text(SPEC)
    system = compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build")
    place = place_of(tmp_path / "lintel.yaml", None)
    with account_for_scripts(place, programs) as account:
        words = ["--account", place.account]
        first = run(system.deploy, *words, account=account)
        assert first.returncode == 0, first
        made = addresses(account)
        assert len(made) == 2, made
        (ours,) = [name for name in made if name.startswith("LoadBalancer")]

        gone = run(system.destroy, *words, "--yes", account=account)
        assert gone.returncode == 0, gone
        assert addresses(account) == {ours: made[ours]}, "of the NAT gateway, or of the load balancer"
        assert groups(account) and "--delete-data removes it" in gone.stderr + gone.stdout, gone

        again = run(system.deploy, *words, account=account)
        assert again.returncode == 0 and addresses(account)[ours] == made[ours], again

        all_gone = run(system.destroy, *words, "--yes", "--delete-data", account=account)
        assert all_gone.returncode == 0 and not addresses(account) and not groups(account), all_gone
