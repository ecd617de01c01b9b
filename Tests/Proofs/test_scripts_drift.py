"""What a person changes by hand is put right by the next run: every property that Lintel's table of types can change."""

import pytest
from catalogs import catalog_of
from drifts import DRIFTS, EXCUSED, Site
from scripts import run
from snapshot import differing, snapshot
from specifications import FIXTURES
from systems import compiled, place_of

SPEC = FIXTURES / "ok" / "one-of-each.yaml"
# What a drift leaves in the account that the spec says nothing of.
MADE_BY_HAND = {"launch templates/by-hand", "subnets/subnet"}


@pytest.fixture
def place():
    return place_of(SPEC, None)


def test_every_mutable_property_has_a_drift(lintel):
    mutable = {
        f"{name}/{property}"
        for name, description in catalog_of(lintel)["types"].items()
        for property, facts in description["properties"].items()
        if facts["effect"] != "replacement"
    }
    excused = {path for path in mutable if path in EXCUSED or path.split("/")[0] in EXCUSED}
    altered = {f"{name}/{property}" for name, drifts in DRIFTS.items() for property in drifts}
    assert altered == mutable - excused
    assert all(any(path == key or path.startswith(key + "/") for path in mutable) for key in EXCUSED)


def taken(account):
    """The account by places, but for what was added by hand."""
    found = snapshot(account.session)
    # moto gives the instances of a group other addresses at each start.
    for subnet in found["subnets"].values():
        subnet.pop("AvailableIpAddressCount")
    # moto keeps the certificates of a listener that no longer encrypts.
    for listener in found["listeners"].values():
        listener.pop("Certificates", None)
    # What is put right gets a new revision or version: what counts is that the newest is the one in use.
    revisions = {one["family"]: one.pop("revision") for one in found["task definitions"].values()}
    for definition in found["task definitions"].values():
        definition.pop("taskDefinitionArn")
    for service in found["services"].values():
        family, revision = service["taskDefinition"].split("/")[1].split(":")
        service["taskDefinition"] = "newest" if int(revision) == revisions[family] else revision
    (template,) = account.session.client("ec2").describe_launch_template_versions(
        LaunchTemplateName="each-web", Versions=["$Latest"]
    )["LaunchTemplateVersions"]
    found["launch templates"]["LaunchTemplateWeb"] = template["LaunchTemplateData"]
    for group in found["auto scaling groups"].values():
        if group["LaunchTemplate"]["Version"] == str(template["VersionNumber"]):
            group["LaunchTemplate"]["Version"] = "newest"
    groups = {f"{kind}/{label}": entity for kind, group in found.items() for label, entity in group.items()}
    ec2 = account.session.client("ec2")
    tag = {"Name": "tag:lintel:id", "Values": ["InstanceBuilder"]}
    (instance,) = ec2.describe_instances(Filters=[tag])["Reservations"][0]["Instances"]
    kept = ("InstanceType", "SecurityGroups", "State")
    groups["instance"] = {key: instance[key] for key in kept}
    groups["instance"]["profile"] = instance["IamInstanceProfile"]["Arn"]
    return {place: entity for place, entity in groups.items() if place not in MADE_BY_HAND}


def test_drift_is_put_right(lintel, account, place, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    system = compiled(lintel, SPEC, None, tmp_path / "build")

    def deploy():
        result = run(system.deploy, "--account", place.account, account=account, directory=tmp_path)
        assert result.returncode == 0, result
        return result

    deploy()
    original = before = taken(account)
    for name, drifts in DRIFTS.items():
        for property, alter in drifts.items():
            alter(Site(account.session))
            after = taken(account)
            assert before != after, f"{name}/{property} was not altered"
            before = after
    result = deploy()
    left = list(differing(original, taken(account)))
    assert not left, "\n".join(map(str, [*left, result]))
    assert not deploy().mutations
