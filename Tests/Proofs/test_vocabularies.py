"""AWS's closed vocabularies in Lintel are those of the packaged data, and are searched rightly."""

import json
from itertools import islice

import pytest
import vocabularies
from catalogs import catalog_of
from command_line import run  # noqa: F401, fixture

HEAD = "lintel: 1\nproject: shop\nregion: {region}\n"
ROLE = "roles:\n  r: {{ assumedBy: {principal}, managedPolicies: [{policy}] }}\n"
INSTANCE = """vpcs: {{ main: {{ cidr: 10.0.0.0/16 }} }}
subnets: {{ a: {{ vpc: main, availabilityZone: {zone}, cidr: 10.0.0.0/24 }} }}
securityGroups: {{ web: {{ vpc: main, description: Instances }} }}
instances:
  i: {{ ami: ami-0123456789abcdef0, instanceType: {kind}, subnet: a, securityGroups: [web] }}
"""
RIGHT = {
    "region": "us-east-1", "principal": "ec2.amazonaws.com", "policy": "AdministratorAccess", "zone": "a", "kind": "t3.micro",
}


def judged(run, **values):
    """{severity: messages} of what lint says about names of AWS's."""
    text = (HEAD + ROLE + INSTANCE).format(**{**RIGHT, **values})
    done = run("lint", "-", "--format", "json", input=text.encode())
    found = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "unknown-aws-name"]
    return {f["severity"]: f["message"] + " " + " ".join(f["help"]) for f in found}


@pytest.mark.parametrize("name", sorted(vocabularies.sources()))
def test_the_files_are_what_the_packages_say(name):
    assert (vocabularies.FOLDER / name).read_text() == vocabularies.sources()[name]


def test_the_program_holds_the_same_words(lintel):
    held = catalog_of(lintel)["vocabularies"]
    assert held["managedPolicies"] == vocabularies.managed_policies()
    assert held["instanceTypes"] == vocabularies.sized_instance_types()
    assert held["metrics"] == vocabularies.metrics()
    assert held["timeZones"] == vocabularies.time_zones()
    assert held["servicePrincipals"] == vocabularies.service_principals()
    assert held["regions"] == [f"{region}:{letters}" for region, letters in vocabularies.zones().items()]
    assert {prefix: (name, suffix) for prefix, name, suffix in catalog_of(lintel)["partitions"]} == vocabularies.partitions()


def test_every_word_is_found(run):
    """All instance types, policies and principals in one spec: none is unknown."""
    text = HEAD.format(region="us-east-1") + "roles:\n"
    policies = vocabularies.managed_policies()
    for number, word in enumerate(vocabularies.service_principals()):
        mine = [policy for policy in islice(policies, number * 5, number * 5 + 5)]
        text += f"  r{number}: {{ assumedBy: {word}.amazonaws.com, managedPolicies: [{', '.join(mine)}] }}\n"
    assert len(vocabularies.service_principals()) * 5 >= len(policies)
    text += INSTANCE.format(**RIGHT)
    for number, word in enumerate(vocabularies.instance_types()):
        text += f"  i{number}: {{ ami: ami-0123456789abcdef0, instanceType: {word}, subnet: a, securityGroups: [web] }}\n"
    done = run("lint", "-", "--format", "json", input=text.encode())
    findings = json.loads(done.stdout)["findings"]
    assert findings and not [f for f in findings if f["rule"] in ("unknown-aws-name", "invalid-value")]


@pytest.mark.parametrize("region,letters", vocabularies.zones().items())
def test_zones_of_a_region(run, region, letters):
    for letter in letters:
        assert judged(run, region=region, zone=letter) == {}
    assert set(judged(run, region=region, zone=chr(ord(letters[-1]) + 1))) == {"warning"}
    assert set(judged(run, region=region, zone="z")) == {"error"}


def slips(word):
    """A letter left out, doubled and swapped with the next, but never a digit."""
    at = next(i for i in range(len(word) // 2, len(word) - 1) if word[i].isalpha() and word[i + 1].isalpha() and word[i] != word[i + 1])
    return [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]


def test_slips_are_errors_that_name_a_known_word(run):
    policies = vocabularies.managed_policies()
    for policy in policies[:: len(policies) // 20]:
        for slip in slips(policy):
            if slip not in policies:
                said = judged(run, policy=slip)
                assert set(said) == {"error"} and "did you mean" in said["error"], slip
    for policy in [p for p in policies if "/" in p][::20]:
        name = policy.rpartition("/")[2]
        if name not in policies:
            assert f"`{policy}`" in judged(run, policy=name)["error"]
    for region in ("us-east-1", "eu-central-1", "ap-southeast-2"):
        for slip in slips(region):
            assert f"`{region}`" in judged(run, region=slip)["error"]
    for kind in ("t3.micro", "c7g.metal", "m5.large"):
        family, size = kind.split(".")
        for slip in slips(size):
            assert "did you mean" in judged(run, kind=f"{family}.{slip}")["error"]
    # A digit in place of the letter that looks like it.
    for kind, meant in (("t3.micr0", "t3.micro"), ("m5.1arge", "m5.large")):
        assert f"`{meant}`" in judged(run, kind=kind)["error"]


def test_what_is_close_to_nothing_may_be_newer(run):
    assert set(judged(run, policy="QuantumMailSender")) == {"note"}
    assert set(judged(run, kind="m99g.large")) == {"note"}
    assert set(judged(run, region="eu-west-9")) == {"note"}
    assert set(judged(run, principal="quantum-mail.amazonaws.com")) == {"note"}
