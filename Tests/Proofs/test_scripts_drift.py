"""What a person changes by hand is put right by the next run: every property that Lintel's table of types can change."""

import pytest
from alterations import Site
from catalogs import catalog_of
from drifts import DRIFTS, EXCUSED
from scripts import run
from snapshot import differing, snapshot
from specifications import EACH
from systems import place_of, systems_of

# What a drift leaves in the account that the spec says nothing of.
MADE_BY_HAND = {"launch templates/by-hand", "subnets/subnet"}


@pytest.fixture(params=EACH, ids=lambda path: path.stem)
def specification(request):
    return request.param


@pytest.fixture
def place(specification):
    return place_of(specification, None)


def test_every_mutable_property_has_a_drift(lintel):
    mutable = {
        f"{name}/{property}"
        for name, description in catalog_of(lintel)["types"].items()
        for property, facts in description["properties"].items()
        if facts["effect"] != "replacement"
    }
    excused = {path for path in mutable if path in EXCUSED or path.split("/")[0] in EXCUSED}
    listed = [
        f"{name}/{property}"
        for types in DRIFTS.values()
        for name, drifts in types.items()
        for property in drifts
    ]
    assert sorted(listed) == sorted(mutable - excused)
    assert DRIFTS.keys() == {path.stem for path in EACH}
    assert all(any(path == key or path.startswith(key + "/") for path in mutable) for key in EXCUSED)


def taken(account):
    """The account by places, but for what was added by hand."""
    found = snapshot(account.session)
    # moto gives the instances of a group other addresses at each start.
    for subnet in found["subnets"].values():
        subnet.pop("AvailableIpAddressCount")
    # moto keeps the certificates of a listener that no longer encrypts.
    for listener in found.get("listeners", {}).values():
        listener.pop("Certificates", None)
    # What is put right gets a new revision or version: what counts is that the newest is the one in use.
    revisions = {one["family"]: one.pop("revision") for one in found.get("task definitions", {}).values()}
    for definition in found.get("task definitions", {}).values():
        definition.pop("taskDefinitionArn")
    for service in found.get("services", {}).values():
        family, revision = service["taskDefinition"].split("/")[1].split(":")
        service["taskDefinition"] = "newest" if int(revision) == revisions[family] else revision
        # moto shows of these what a call has said; AWS shows them always.
        service.setdefault("healthCheckGracePeriodSeconds", 0)
        usual = {"maximumPercent": 200, "minimumHealthyPercent": 100}
        service["deploymentConfiguration"] = {**usual, **service["deploymentConfiguration"]}
    if "LaunchTemplateWeb" in found.get("launch templates", {}):
        show_newest_version(account, found)
    groups = {f"{kind}/{label}": entity for kind, group in found.items() for label, entity in group.items()}
    groups["instances"] = instances(account)
    return {place: entity for place, entity in groups.items() if place not in MADE_BY_HAND}


def show_newest_version(account, found):
    (template,) = account.session.client("ec2").describe_launch_template_versions(
        LaunchTemplateName="each-web", Versions=["$Latest"]
    )["LaunchTemplateVersions"]
    found["launch templates"]["LaunchTemplateWeb"] = template["LaunchTemplateData"]
    for group in found["auto scaling groups"].values():
        mixed = group.get("MixedInstancesPolicy", {}).get("LaunchTemplate", {}).get("LaunchTemplateSpecification")
        start = group.get("LaunchTemplate") or mixed
        if start["Version"] == str(template["VersionNumber"]):
            start["Version"] = "newest"


def instances(account):
    """What no snapshot holds, because instances of a group come and go: the one that the spec names."""
    tag = {"Name": "tag:lintel:id", "Values": ["InstanceBuilder"]}
    found = account.session.client("ec2").describe_instances(Filters=[tag])["Reservations"]
    kept = ("InstanceType", "SecurityGroups", "State", "IamInstanceProfile")
    return [
        {**{key: one[key] for key in kept}, "UserData": user_data(account, one["InstanceId"])}
        for reservation in found
        for one in reservation["Instances"]
    ]


def user_data(account, instance):
    ec2 = account.session.client("ec2")
    return ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")["UserData"]


def seen(site, type_name, account):
    """What shows a type, which an alteration of it has to change."""
    if type_name == "AWS::EC2::Instance":
        return instances(account)
    found = site.look_at(type_name)
    for description in found.values():
        description.pop("AvailableIpAddressCount", None)
    return found


def test_drift_is_put_right(account, place, specification, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    system = systems_of(specification)[None]

    def deploy():
        result = run(system.deploy, "--account", place.account, account=account, directory=tmp_path)
        assert result.returncode == 0, result
        return result

    deploy()
    original = taken(account)
    site = Site(account.session)
    for name, drifts in DRIFTS[specification.stem].items():
        before = seen(site, name, account)
        assert before == seen(site, name, account), f"{name} alters itself"
        for property, alter in drifts.items():
            alter(site)
            after = seen(site, name, account)
            assert before != after, f"{name}/{property} was not altered"
            before = after
    result = deploy()
    left = list(differing(original, taken(account)))
    assert not left, "\n".join(map(str, [*left, result]))
    assert not deploy().mutations
