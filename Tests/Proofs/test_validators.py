"""The templates are valid by the word of AWS's two own validators."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import cfnlint.api
import pytest
from cfnlint.config import ManualArgs
from cloudformation_validate import CompositeEngine, PseudoParameterOverrides, Severity, ValidateConfig
from specifications import EXAMPLES, FIXTURES, environments, identify, load

SPECIFICATIONS = EXAMPLES + sorted((FIXTURES / "ok").glob("*.yaml"))

# Above INFO, cloudformation-validate may say only what the spec itself states: {rule: (why, what the spec then holds)}.
STATED = {
    "E1029": ("`$${` is a literal `${`, which outside Fn::Sub CloudFormation leaves alone", re.compile(r"\$\$\{")),
    "W9002": ("the spec refers to what exists by its ARN", re.compile(r"\barn:")),
    "W9010": ("the spec names the AMI", re.compile(r"\bami-[0-9a-f]{8,17}\b")),
    "W9013": ("the ARN in the spec holds the account", re.compile(r"\barn:[^\s\"',]*:[0-9]{12}:")),
}

# Rules of cfn-lint's informational level that ask for more than a valid template.
UNASKED = {
    "I4010": "prose for language models in Metadata; the spec's comments are the place of reasons",
}


@dataclass(frozen=True)
class Compiled:
    specification: str
    environment: str | None
    region: str
    file: Path

    def __str__(self):
        return f"{self.specification} {self.environment or ''}".strip()


@pytest.fixture(scope="module")
def compiled(lintel, tmp_path_factory):
    """The templates of a spec, compiled once."""
    known = {}

    def compile_once(path):
        if path not in known:
            known[path] = compile_all(path)
        return known[path]

    def compile_all(path):
        output = tmp_path_factory.mktemp(identify(path))
        command = [str(lintel), "compile", str(path), "--output", str(output)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, f"{' '.join(command)}\n{run.stderr}"
        found = []
        for environment, merged in environments(load(path)).items():
            file = output / (environment or "") / "template.json"
            assert file.is_file(), f"{identify(path)}: no template for {environment}"
            found.append(Compiled(identify(path), environment, merged["region"], file))
        assert len(found) == len(list(output.rglob("*.json"))), f"{identify(path)}: more templates than environments"
        return found

    return compile_once


@pytest.fixture(scope="module")
def engine():
    return CompositeEngine()


def everything_cfn_lint_says(template):
    options = ManualArgs(include_checks=["I"], include_experimental=True, regions=[template.region])
    return cfnlint.api.lint(template.file.read_text(), config=options)


def above_information(engine, template):
    configuration = ValidateConfig(
        severity_level=Severity.WARN,
        pseudo_parameter_overrides=PseudoParameterOverrides(region=template.region),
    )
    report = engine.validate_template(str(template.file), configuration)
    assert report.metadata.rules_evaluated > 300, "the validator ran without its rules"
    return report.diagnostics


def test_there_is_something_to_validate():
    assert len(EXAMPLES) == 2
    assert len(SPECIFICATIONS) > len(EXAMPLES), "no fixture in Tests/Fixtures/ok"


@pytest.mark.parametrize("specification", SPECIFICATIONS, ids=identify)
def test_cfn_lint_finds_nothing(compiled, specification):
    for template in compiled(specification):
        found = [
            f"{match.rule.id} line {match.linenumber}: {match.message}"
            for match in everything_cfn_lint_says(template)
            if match.rule.id not in UNASKED
        ]
        assert not found, f"{template}\n" + "\n".join(found)


@pytest.mark.parametrize("specification", SPECIFICATIONS, ids=identify)
def test_cloudformation_validate_finds_only_what_the_spec_states(compiled, engine, specification):
    for template in compiled(specification):
        unexpected = [
            f"{finding.severity.name} {finding.rule_id} {finding.entity}: {finding.message}"
            for finding in above_information(engine, template)
            if not is_stated(finding, specification)
        ]
        assert not unexpected, f"{template}\n" + "\n".join(unexpected)


def is_stated(finding, specification):
    _, holds = STATED.get(finding.rule_id, (None, None))
    return bool(holds and holds.search(specification.read_text()))


def test_nothing_stated_is_stale(compiled, engine):
    found = {
        finding.rule_id
        for specification in SPECIFICATIONS
        for template in compiled(specification)
        for finding in above_information(engine, template)
    }
    assert set(STATED) <= found, f"stated but never found: {sorted(set(STATED) - found)}"


def test_no_unasked_rule_is_stale(compiled):
    found = {match.rule.id for match in everything_cfn_lint_says(compiled(EXAMPLES[0])[0])}
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
    template = Compiled("broken", None, "us-east-1", file)
    assert any(expected in finding.message for finding in above_information(engine, template))
