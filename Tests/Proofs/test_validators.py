"""The templates are valid by the word of AWS's two own validators."""

import re

import cfnlint.api
import pytest
from cfnlint.config import ManualArgs
from cloudformation_validate import CompositeEngine, PseudoParameterOverrides, Severity, ValidateConfig
from specifications import EXAMPLES, identify
from systems import SPECS, systems_of

# Above INFO, cloudformation-validate may say only what the spec itself states: {rule: (why, what the spec then holds)}.
STATED = {
    "E1029": ("`$${` is a literal `${`, which outside Fn::Sub CloudFormation leaves alone", re.compile(r"\$\$\{")),
    "W2508": ("the spec opens every port of a load balancer, which has one for each listener", re.compile(r"port: 0-65535")),
    "W9002": ("the spec refers to what exists by its ARN", re.compile(r"\barn:")),
    "W9010": ("the spec names the AMI", re.compile(r"\bami-[0-9a-f]{8,17}\b")),
    "W9013": ("the ARN in the spec holds the account", re.compile(r"\barn:[^\s\"',]*:[0-9]{12}:")),
}

# Rules of cfn-lint's informational level that ask for more than a valid template.
UNASKED = {
    "I4010": "prose for language models in Metadata; the spec's comments are the place of reasons",
}


@pytest.fixture(scope="module")
def engine():
    return CompositeEngine()


def everything_cfn_lint_says(file, region):
    options = ManualArgs(include_checks=["I"], include_experimental=True, regions=[region])
    return cfnlint.api.lint(file.read_text(), config=options)


def above_information(engine, file, region):
    configuration = ValidateConfig(
        severity_level=Severity.WARN,
        pseudo_parameter_overrides=PseudoParameterOverrides(region=region),
    )
    report = engine.validate_template(str(file), configuration)
    assert report.metadata.rules_evaluated > 300, "the validator ran without its rules"
    return report.diagnostics


def test_there_is_something_to_validate():
    assert EXAMPLES
    assert len(SPECS) > len(EXAMPLES), "no fixture in Tests/Fixtures/ok"


def templates_of(path):
    """(file, region) of each environment's template of a spec."""
    return [(system.folder / "template.json", system.place.region) for system in systems_of(path).values()]


@pytest.mark.parametrize("specification", SPECS, ids=identify)
def test_cfn_lint_finds_nothing(specification):
    for file, region in templates_of(specification):
        found = [
            f"{match.rule.id} line {match.linenumber}: {match.message}"
            for match in everything_cfn_lint_says(file, region)
            if match.rule.id not in UNASKED
        ]
        assert not found, f"{file}\n" + "\n".join(found)


@pytest.mark.parametrize("specification", SPECS, ids=identify)
def test_cloudformation_validate_finds_only_what_the_spec_states(engine, specification):
    for file, region in templates_of(specification):
        unexpected = [
            f"{finding.severity.name} {finding.rule_id} {finding.entity}: {finding.message}"
            for finding in above_information(engine, file, region)
            if not is_stated(finding, specification)
        ]
        assert not unexpected, f"{file}\n" + "\n".join(unexpected)


def is_stated(finding, specification):
    _, holds = STATED.get(finding.rule_id, (None, None))
    return bool(holds and holds.search(specification.read_text()))


@pytest.mark.parametrize("rule", STATED)
def test_nothing_stated_is_stale(engine, rule):
    """Some spec that holds it has the finding."""
    _, holds = STATED[rule]
    templates = (one for path in SPECS if holds.search(path.read_text()) for one in templates_of(path))
    assert any(finding.rule_id == rule for one in templates for finding in above_information(engine, *one))


def test_no_unasked_rule_is_stale():
    found = {match.rule.id for match in everything_cfn_lint_says(*templates_of(SPECS[0])[0])}
    assert set(UNASKED) <= found


@pytest.mark.parametrize("broken, expected", [
    ('{"Resources": {"A": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlok": "10.0.0.0/16"}}}}', "CidrBlok"),
    ('{"Resources": {"A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "B"}}}}}', "B"),
])
def test_both_validators_find_what_is_wrong(engine, tmp_path, broken, expected):
    """A validator that is silent about everything proves nothing."""
    file = tmp_path / "template.json"
    file.write_text(broken)
    assert any(expected in match.message for match in cfnlint.api.lint(broken))
    assert any(expected in finding.message for finding in above_information(engine, file, "us-east-1"))
