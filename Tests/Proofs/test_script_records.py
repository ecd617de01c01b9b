"""Records carry no tags: a script writes over none and deletes none that is not the system's, and says so first."""

import pytest
import scripts
from lives import LONGEST
from systems import compiled

SPEC = """\
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
  lb: { description: Load balancer, vpc: main, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
loadBalancers:
  public:
    subnets: [a, b]
    securityGroups: [lb]
    listeners: { http: { port: 80, fixedResponse: { statusCode: 404 } } }
records:
"""
SHOP = "  shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: public }\n"
WILD = "  wild: { hostedZone: example.com, name: '*.example.com', loadBalancer: public }\n"
OFFICE = "  office: { hostedZone: example.com, name: office.example.com, values: [192.0.2.7, 192.0.2.8] }\n"


@pytest.fixture
def place(system_of):
    return system_of(SHOP).place


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(records, name="small"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "lintel.yaml").write_text(SPEC + records)
        return compiled(lintel, folder / "lintel.yaml", None, folder / "build")

    return system


class Zone:
    def __init__(self, account):
        self.route53 = account.session.client("route53")
        self.id = self.route53.create_hosted_zone(Name="example.com", CallerReference="lintel")["HostedZone"]["Id"]

    def records(self):
        found = self.route53.list_resource_record_sets(HostedZoneId=self.id)["ResourceRecordSets"]
        return {
            f"{one['Type']} {one['Name']}": one.get("AliasTarget") or [value["Value"] for value in one["ResourceRecords"]]
            for one in found
            if one["Type"] not in ("SOA", "NS")
        }

    def write(self, name, kind="A", action="UPSERT", **record):
        change = {"Action": action, "ResourceRecordSet": {"Name": name, "Type": kind, **record}}
        self.route53.change_resource_record_sets(HostedZoneId=self.id, ChangeBatch={"Changes": [change]})


@pytest.fixture
def zone(account):
    return Zone(account)


def plain(*values, ttl=300):
    return {"TTL": ttl, "ResourceRecords": [{"Value": value} for value in values]}


def run(script, *arguments, account):
    return scripts.run(script, *arguments, account=account, timeout=LONGEST)


def deploy(system, *arguments, account):
    result = run(system.deploy, *arguments, account=account)
    assert result.returncode == 0, result.stderr
    return result


def alias_of(account, dual=""):
    (balancer,) = account.session.client("elbv2").describe_load_balancers()["LoadBalancers"]
    return {"DNSName": dual + balancer["DNSName"].lower() + ".", "HostedZoneId": balancer["CanonicalHostedZoneId"]}


def address_type(account):
    (balancer,) = account.session.client("elbv2").describe_load_balancers()["LoadBalancers"]
    return balancer["IpAddressType"]


def test_records_live_and_go(account, zone, system_of):
    system = system_of(SHOP + WILD + OFFICE)
    deploy(system, account=account)
    target = {**alias_of(account), "EvaluateTargetHealth": False}
    assert zone.records() == {
        "A \\052.example.com.": target,
        "A office.example.com.": ["192.0.2.7", "192.0.2.8"],
        "A shop.example.com.": target,
    }
    again = deploy(system, account=account)
    assert "Everything is as the spec says" in again.stderr
    gone = run(system.destroy, "--yes", account=account)
    assert gone.returncode == 0, gone
    assert zone.records() == {}


@pytest.mark.parametrize("alter", ["health", "lifetime", "order"])
def test_what_is_altered_by_hand_is_put_right(account, zone, system_of, alter):
    system = system_of(SHOP + OFFICE)
    deploy(system, account=account)
    before = zone.records()
    if alter == "health":
        zone.write("shop.example.com", AliasTarget={**alias_of(account), "EvaluateTargetHealth": True})
    elif alter == "lifetime":
        zone.write("office.example.com", **plain("192.0.2.8", "192.0.2.7", ttl=5))
    else:
        zone.write("office.example.com", **plain("192.0.2.8", "192.0.2.7"))
    again = deploy(system, account=account)
    if alter == "order":
        assert "Everything is as the spec says" in again.stderr
    else:
        assert zone.records() == before


def test_dualstack_and_a_capital_are_no_difference(account, zone, system_of):
    system = system_of(SHOP)
    deploy(system, account=account)
    zone.write("shop.example.com", AliasTarget={**alias_of(account, "dualstack."), "EvaluateTargetHealth": False})
    assert "Everything is as the spec says" in deploy(system, account=account).stderr


FOREIGN = {
    "address": plain("203.0.113.9"),
    "alias": {
        "AliasTarget": {"DNSName": "d1.cloudfront.net", "HostedZoneId": "Z2FDTNDATAQYW2", "EvaluateTargetHealth": False}
    },
    "share": {"SetIdentifier": "blue", "Weight": 9, **plain("192.0.2.7")},
}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_a_record_of_another_stops_the_run_before_anything_is_made(account, zone, system_of, foreign):
    zone.write("shop.example.com", **FOREIGN[foreign])
    before = zone.records()
    system = system_of(SHOP + OFFICE)
    result = run(system.deploy, account=account)
    assert result.returncode == 2, result
    assert "record A shop.example.com is there already" in result.stderr
    assert "--adopt RecordShop" in result.stderr
    assert zone.records() == before
    assert account.session.client("elbv2").describe_load_balancers()["LoadBalancers"] == []


def test_an_adopted_record_is_written_over(account, zone, system_of):
    zone.write("shop.example.com", **plain("203.0.113.9"))
    system = system_of(SHOP)
    deploy(system, "--adopt", "RecordShop", account=account)
    assert zone.records()["A shop.example.com."]["DNSName"] == alias_of(account)["DNSName"]
    assert "Everything is as the spec says" in deploy(system, account=account).stderr


def test_what_another_took_over_stays(account, zone, system_of):
    system = system_of(SHOP + OFFICE)
    deploy(system, account=account)
    zone.write("shop.example.com", **plain("203.0.113.9"))
    zone.write("office.example.com", **plain("203.0.113.9"))
    taken = zone.records()
    gone = run(system.destroy, "--yes", account=account)
    assert gone.returncode == 0, gone
    assert gone.stderr.count("nothing shows that it is this system's") >= 2
    assert zone.records() == taken


def test_a_record_that_the_spec_no_longer_has_is_pruned(account, zone, system_of):
    deploy(system_of(SHOP + WILD), account=account)
    renamed = system_of(SHOP.replace("shop.example.com", "store.example.com"), "renamed")
    deploy(renamed, account=account)
    assert set(zone.records()) == {"A \\052.example.com.", "A shop.example.com.", "A store.example.com."}
    deploy(renamed, "--prune", "--yes-orphans", account=account)
    assert set(zone.records()) == {"A store.example.com."}


def test_records_of_a_zone_that_the_spec_no_longer_names_are_pruned(account, zone, system_of):
    deploy(system_of(SHOP + WILD), account=account)
    zone.write("office.example.com", **plain("192.0.2.7"))
    bare = system_of("  {}\n", "bare")
    deploy(bare, account=account)
    assert len(zone.records()) == 3
    deploy(bare, "--prune", "--yes-orphans", account=account)
    assert set(zone.records()) == {"A office.example.com."}
    # It is noted still, and there may be no such zone any more.
    gone = run(bare.destroy, "--yes", account=account)
    assert gone.returncode == 0, gone


def test_a_replaced_load_balancer_takes_its_records_along(account, zone, system_of, lintel, tmp_path):
    deploy(system_of(SHOP), account=account)
    before = alias_of(account)
    folder = tmp_path / "internal"
    folder.mkdir()
    text = (SPEC + SHOP).replace("    subnets: [a, b]", "    scheme: internal\n    subnets: [a, b]")
    (folder / "lintel.yaml").write_text(text)
    deploy(compiled(lintel, folder / "lintel.yaml", None, folder / "build"), "--allow-replacement", account=account)
    assert alias_of(account) != before
    assert zone.records()["A shop.example.com."]["DNSName"] == alias_of(account)["DNSName"]


def test_a_load_balancer_gets_ipv6_and_its_name_too(account, zone, system_of, lintel, tmp_path):
    """In place, and back; a record that the name no longer has goes with `--prune`, or with the system."""
    four = system_of(SHOP)
    deploy(four, account=account)
    before = alias_of(account)
    folder = tmp_path / "six"
    folder.mkdir()
    text = SPEC + SHOP
    for old, new in (
        ("/16 }", "/16, ipv6: true }"),
        (".0.0/24, public: true }", ".0.0/24, public: true, ipv6: 0 }"),
        (".1.0/24, public: true }", ".1.0/24, public: true, ipv6: 1 }"),
        ("cidr: 0.0.0.0/0 }]", 'cidr: 0.0.0.0/0 }, { port: 80, cidr: "::/0" }]'),
        ("    subnets: [a, b]", "    ipAddressType: dualstack\n    subnets: [a, b]"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "lintel.yaml").write_text(text)
    six = compiled(lintel, folder / "lintel.yaml", None, folder / "build")
    deploy(six, account=account)
    assert zone.records() == {
        f"{kind} shop.example.com.": {**alias_of(account), "EvaluateTargetHealth": False} for kind in ("A", "AAAA")
    }
    assert (alias_of(account), address_type(account)) == (before, "dualstack")
    assert not run(six.deploy, account=account).mutations

    text = text.replace("dualstack", "dualstack-without-public-ipv4")
    (folder / "lintel.yaml").write_text(text)
    only = compiled(lintel, folder / "lintel.yaml", None, folder / "only")
    deploy(only, "--prune", "--yes-orphans", account=account)
    assert (set(zone.records()), alias_of(account)) == ({"AAAA shop.example.com."}, before)
    assert address_type(account) == "dualstack-without-public-ipv4"
    assert not run(only.deploy, account=account).mutations
    deploy(six, account=account)
    assert (len(zone.records()), address_type(account)) == (2, "dualstack")

    deploy(four, account=account)
    assert (len(zone.records()), address_type(account)) == (2, "ipv4")
    deploy(four, "--prune", "--yes-orphans", account=account)
    assert set(zone.records()) == {"A shop.example.com."}
    deploy(six, account=account)
    assert run(six.destroy, "--yes", account=account).returncode == 0
    assert zone.records() == {}


def test_there_has_to_be_one_zone(account, system_of):
    system = system_of(SHOP)
    none = run(system.deploy, account=account)
    assert none.returncode == 2 and "there is no hosted zone example.com" in none.stderr, none
    for reference in "ab":
        account.session.client("route53").create_hosted_zone(Name="example.com", CallerReference=reference)
    two = run(system.deploy, account=account)
    assert two.returncode == 2 and "there are several hosted zones example.com" in two.stderr, two
