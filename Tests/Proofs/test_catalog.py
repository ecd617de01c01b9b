"""What Lintel knows of AWS's resource types agrees with CloudFormation's own schemas."""

import itertools

import pytest
from catalogs import catalog_of, ours, provider_schema, theirs

# Where Lintel says something else than CloudFormation's schema: {(type, what): why}.
DEVIATIONS = {
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions"): "emitted in the order of their names, so it never differs",
    ("AWS::ECS::TaskDefinition", "Volumes"): "emitted in the order of their names, so it never differs",
    ("AWS::CertificateManager::Certificate", "ValidationMethod"): "ACM has no call that changes it; it is always DNS",
    ("AWS::Route53::RecordSet", "HostedZoneId"): "one of the two is there: by id or by name",
    ("AWS::Route53::RecordSet", "HostedZoneName"): "one of the two is there: by id or by name",
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "Actions"): "emitted with one action, so it never differs",
    ("AWS::ApplicationAutoScaling::ScalingPolicy", "StepScalingPolicyConfiguration/StepAdjustments"): (
        "emitted in the order of their bounds, so it never differs"
    ),
    ("AWS::AutoScaling::ScalingPolicy", "StepAdjustments"): "emitted in the order of their bounds, so it never differs",
}

# What the schema calls "create-only under conditions": {(type, property): (effect, why)}.
CONDITIONAL = {
    ("AWS::EC2::Subnet", "Ipv6CidrBlock"): (
        "some",
        "a subnet that has IPv4 gets, changes and loses its block in place; those without are not in the language",
    ),
    ("AWS::AutoScaling::AutoScalingGroup", "LaunchTemplate"): (
        "later",
        "replaced only with an UpdatePolicy that says so; else instances launched later use the new one",
    ),
    ("AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier"): (
        "later",
        "replaced only with an UpdatePolicy that says so; else the group moves its instances itself, and starts new ones",
    ),
    ("AWS::EC2::Instance", "InstanceType"): ("some", "an instance with EBS root is stopped, changed and started"),
    ("AWS::EC2::Instance", "UserData"): ("some", "an instance with EBS root is stopped, changed and started"),
    ("AWS::AutoScaling::AutoScalingGroup", "MixedInstancesPolicy"): (
        "later",
        "replaced only with an UpdatePolicy that says so; else instances launched later use the new one",
    ),
    ("AWS::EC2::Instance", "SecurityGroupIds"): ("none", "in a VPC the groups of an interface change in place"),
    ("AWS::ECS::Service", "LaunchType"): ("replacement", "UpdateService takes no launch type"),
}


@pytest.fixture(scope="module")
def catalog(lintel):
    return catalog_of(lintel)


@pytest.fixture(scope="module")
def types(catalog):
    found = {name: item for name, item in catalog["types"].items() if not name.startswith("Lintel::")}
    assert len(found) >= 25
    return found


@pytest.fixture(scope="module")
def differences(types):
    """{(type, what): what Lintel says and what the schema says}."""
    found = {}
    for name, description in types.items():
        schema = provider_schema(name)
        for check in (properties, shapes, requirements, effects, attributes, tags):
            for what, said in check(schema, description):
                found[name, what] = f"{check.__name__}: {said}"
    return found


def properties(schema, description):
    """Every property that Lintel names is one."""
    known = theirs(schema)
    for path in ours(description):
        if path not in known:
            yield path, "there is no such property"


KINDS = {"string": {"string"}, "integer": {"integer"}, "number": {"number", "integer"}, "boolean": {"boolean"},
         "object": {"object"}, "map": {"object"}, "list": {"array"}, "set": {"array"}, "document": {"object", "string"},
         "base64": {"string"}}


def shapes(schema, description):
    """A property has the form that the schema gives it."""
    known = theirs(schema)
    for path, said in ours(description).items():
        expected = known.get(path, {}).get("type")
        outer, _, inner = said["shape"].rstrip(")").partition("(")
        if expected and not KINDS[outer] & expected:
            yield path, f"{said['shape']} instead of {sorted(expected)}"
        items = known.get(path, {}).get("items")
        if inner and outer != "map" and items and not KINDS[inner] & items:
            yield path, f"{said['shape']} instead of items of {sorted(items)}"
        # A list whose order AWS ignores is a set, or reordering would look like a change.
        if outer == "list" and known.get(path, {}).get("ordered") is False:
            yield path, "a list whose order does not count"


def requirements(schema, description):
    known = theirs(schema)
    said = ours(description)
    for path, item in said.items():
        if path in known and item["required"] != known[path]["required"]:
            yield path, f"required: {item['required']}"
    for path, item in known.items():
        parent = path.rpartition("/")[0]
        if item["required"] and path not in said and (not parent or said.get(parent, {}).get("properties")):
            yield path, "required, and not described"


def create_only(schema, path):
    """Whether the schema lists the property, something that holds it, or all that it holds."""
    listed = {one.removeprefix("/properties/").replace("/*", "") for one in schema.get("createOnlyProperties", [])}
    steps = path.split("/")
    return any("/".join(steps[: length + 1]) in listed for length in range(len(steps)))


def conditional(schema, path):
    listed = {one.removeprefix("/properties/") for one in schema.get("conditionalCreateOnlyProperties", [])}
    return path in listed or path.split("/")[0] in listed


def effects(schema, description):
    for path, item in ours(description).items():
        replaces = item["effect"] == "replacement"
        if not conditional(schema, path) and replaces != create_only(schema, path):
            yield path, f"effect {item['effect']}"


def attributes(schema, description):
    """An attribute is Ref, or a read-only property; and so is what Ref means, where the schema says it."""
    readable = {one.removeprefix("/properties/").replace("/", ".") for one in schema.get("readOnlyProperties", [])}
    for meaning, spelling in description["attributes"].items():
        function, _, attribute = spelling.partition(" ")
        if function == "GetAtt" and attribute not in readable:
            yield f"GetAtt {attribute}", f"no attribute of the type, for {meaning}"
        elif function != "GetAtt" and spelling != "Ref":
            yield spelling, "neither Ref nor GetAtt"
    name = description.get("nameProperty")
    if name and name not in theirs(schema):
        yield f"name {name}", "no such property"


def tags(schema, description):
    known = theirs(schema)
    style = description["tags"]
    if style == "none" and known.keys() & {"Tags", "TagSpecifications"}:
        yield "Tags", "the type takes tags"
    if style in ("list", "propagated"):
        if "Tags" not in known:
            yield "Tags", f"there is no property Tags for style {style}"
        elif ("Tags/PropagateAtLaunch" in known) != (style == "propagated"):
            yield "Tags", f"style {style}"
    if style == "specifications" and "TagSpecifications/Tags/Key" not in known:
        yield "TagSpecifications", "there is no such property"


def test_nothing_differs_from_the_schemas_but_what_is_listed(differences):
    unexpected = {key: said for key, said in differences.items() if key not in DEVIATIONS}
    assert not unexpected, "\n".join(f"{key}: {said}" for key, said in unexpected.items())


def test_no_deviation_is_stale(differences):
    assert set(DEVIATIONS) <= set(differences), sorted(set(DEVIATIONS) - set(differences))


def test_every_property_is_reached_or_has_its_reason(types):
    wrong = []
    for name, description in types.items():
        schema = provider_schema(name)
        read_only = {path.removeprefix("/properties/") for path in schema.get("readOnlyProperties", [])}
        reached = set(ours(description))
        missing = {
            path.replace("/", ".")
            for path in theirs(schema)
            # What holds it is reached, and so it could be.
            if path not in reached and (path.rpartition("/")[0] or path) in reached | {path}
            if path.partition("/")[0] not in read_only | {"Tags", "TagSpecifications"}
        }
        wrong += [f"{name} {path}: no field and no reason" for path in sorted(missing - set(description["unreached"]))]
        wrong += [f"{name} {path}: a reason for nothing" for path in sorted(set(description["unreached"]) - missing)]
    assert not wrong, "\n".join(wrong)


def test_what_replaces_under_conditions_is_decided(types):
    said = {
        (name, path): item["effect"]
        for name, description in types.items()
        for path, item in ours(description).items()
        if conditional(provider_schema(name), path) and "/" not in path
    }
    assert said == {key: effect for key, (effect, _) in CONDITIONAL.items()}


def test_what_a_replaced_property_holds_is_replaced_too(types):
    inconsistent = [
        (name, path)
        for name, description in types.items()
        for path, item in ours(description).items()
        for outer in [ours(description).get(path.rpartition("/")[0])]
        if outer and outer["effect"] == "replacement" != item["effect"]
    ]
    assert not inconsistent


def test_every_type_of_the_examples_is_described(types, templates):
    used = set(itertools.chain.from_iterable(
        (item["Type"] for item in template["Resources"].values()) for template in templates.values()
    ))
    assert used <= set(types)
