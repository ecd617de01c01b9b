"""The templates of the examples say what their specs say: every value, and no resource or value besides."""

import copy

import pytest
import translation_scaling as scaling
import translation_sections as sections
from conftest import REPOSITORY
from intrinsics import TemplateError
from snapshot import differing
from specifications import environments, load
from systems import compiled
from translation import ELSEWHERE, KINDS, SETTINGS, plain, translate

SECTIONS = {
    "vpcs": sections.vpc,
    "subnets": sections.subnet,
    "securityGroups": sections.security_group,
    "repositories": sections.repository,
    "roles": sections.role,
    "clusters": sections.cluster,
    "taskDefinitions": sections.task_definition,
    "loadBalancers": sections.load_balancer,
    "targetGroups": sections.target_group,
    "services": sections.service,
    "scalingPolicies": scaling.scaling_policy,
    "launchTemplates": scaling.launch_template,
    "autoScalingGroups": scaling.auto_scaling_group,
}
# Values of an entry that its template does not show: {(section, key): why}.
UNSHOWN = {
    ("services", "desiredCount"): "scaling owns the count",
    ("autoScalingGroups", "desiredCapacity"): "scaling owns the count",
}


@pytest.fixture
def specification(case):
    example, environment = case
    return environments(load(REPOSITORY / "examples" / example / "lintel.yaml"))[environment]


@pytest.fixture
def expected(specification, case):
    return translated(specification, case[1])


def translated(specification, environment):
    system = translate(specification, environment, SECTIONS)
    return {"Resources": plain(system.resources), "Parameters": plain(system.parameters)}


def test_the_template_is_the_spec(template, expected):
    different = list(differing(said_by(template), expected["Resources"]))
    assert not different, "\n".join(f"{path}: {have!r}, and by the spec {want!r}" for path, have, want in different)


def said_by(template):
    return {
        name: {"Type": item["Type"], "Properties": plain(item.get("Properties", {}))}
        for name, item in template["Resources"].items()
    }


ROLE = """
roles:
  web:
    name: wordpress-instances
    assumedBy: ec2.amazonaws.com
    managedPolicies: [AmazonSSMManagedInstanceCore]
"""
GROUPS_OF_TEMPLATE = "    keyPair: wordpress\n    securityGroups: [web]\n\nloadBalancers"


def test_a_role_of_a_launch_template_is_its_profile(lintel, tmp_path):
    """None of the examples has one."""
    text = (REPOSITORY / "examples" / "ec2-autoscaling" / "lintel.yaml").read_text()
    assert text.count(GROUPS_OF_TEMPLATE) == 1
    text = text.replace(GROUPS_OF_TEMPLATE, GROUPS_OF_TEMPLATE.replace("\n\n", "\n    role: web\n\n")) + ROLE
    (tmp_path / "lintel.yaml").write_text(text)
    template = compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build").template
    (specification,) = environments(load(tmp_path / "lintel.yaml")).values()
    different = list(differing(said_by(template), translated(specification, None)["Resources"]))
    assert not different, "\n".join(map(str, different))
    assert "LaunchTemplateWebInstanceProfile" in template["Resources"]


def test_the_parameters_are_the_spec_s(template, expected):
    declared = {name: item for name, item in template["Parameters"].items() if name != "Stage"}
    assert declared.keys() == expected["Parameters"].keys()
    for name, known in expected["Parameters"].items():
        assert known.items() <= plain(declared[name]).items(), name


def test_the_address_of_each_listener_is_put_out(specification, template):
    values = {plain(output["Value"]) for output in template["Outputs"].values()}
    for balancer in specification["loadBalancers"].values():
        for listener in balancer["listeners"].values():
            port = "" if listener["port"] == 80 else f":{listener['port']}"
            assert f"http://{{LoadBalancerPublic.DNSName}}{port}" in values


def test_every_value_of_the_spec_counts(specification, expected, case):
    """Whichever one value the spec had said differently, another template would have been expected."""
    unshown = set()
    for path in leaves({key: value for key, value in specification.items() if key in KINDS}):
        if not changes(specification, path, expected, case[1]):
            unshown.add((path[0], path[2]))
    wanted = {key for key in UNSHOWN if key[0] in specification}
    # A policy of an Auto Scaling group has no name in CloudFormation.
    if case[0] == "ec2-autoscaling":
        wanted.add(("scalingPolicies", "name"))
    assert unshown == wanted


def changes(specification, path, expected, environment):
    altered = copy.deepcopy(specification)
    *parents, last = path
    holder = altered
    for step in parents:
        holder = holder[step]
    value = holder[last]
    if isinstance(value, bool):
        holder[last] = not value
    else:
        holder[last] = value + 1 if isinstance(value, (int, float)) else f"{value}-other"
    try:
        return translated(altered, environment) != expected
    except (AssertionError, KeyError, ValueError, TemplateError):
        return True


def leaves(value, path=()):
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path


def test_every_key_of_the_specs_is_accounted_for(specification):
    assert set(specification) <= set(SECTIONS) | set(ELSEWHERE) | SETTINGS
    assert set(SECTIONS) == set(KINDS)


def test_nothing_in_an_entry_is_passed_over(specification, case):
    for section in set(specification) & set(SECTIONS):
        altered = copy.deepcopy(specification)
        next(iter(altered[section].values()))["unheardOf"] = 1
        with pytest.raises(TemplateError, match="unheardOf"):
            translated(altered, case[1])
