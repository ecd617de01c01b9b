"""`lintel diff` answers on the command line as its help says, and its JSON as its schema does."""

import copy
import json
import re

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures
from jsonschema import Draft202012Validator
from specifications import FIXTURES, REPOSITORY

SCHEMA = json.loads((REPOSITORY / "schemas" / "lintel-diff.schema.json").read_text())
DIFF = FIXTURES / "diff"
TEMPLATE = ECS.parent / "build" / "staging" / "template.json"

# Edits of the ECS example: what is replaced, and what by.
EDITS = {
    "renamed": [("clusters:\n  app:", "clusters:\n  main:"), ("cluster: app", "cluster: main")],
    "parameter": [("default: 1.0.0", "default: 2.0.0")],
    "retention": [("retentionDays: 14", "retentionDays: 3")],
    "new parameter": [("parameters:\n", "parameters:\n  other: { default: x }\n")],
    "trust": [("assumedBy: ecs-tasks", "assumedBy: ec2")],
    "smaller": [("10.0.0.0/16", "10.0.0.0/18")],
    "private": [("assignPublicIp: true", "assignPublicIp: false")],
    "pull": [("scanOnPush: true", "scanOnPush: true\n    pullableBy: ['210987654321']")],
    "secret": [('PORT: "8080"', 'PORT: "8080"\n          DB_PASSWORD: swordfish')],
    "narrower": [("cidr: 0.0.0.0/0", "cidr: 198.51.100.0/24")],
    "beside": [("{ port: 8080, securityGroup: lb }", "{ port: 8080, cidr: 0.0.0.0/0 }")],
    "policies": [("service-role/AmazonECSTaskExecutionRolePolicy", "AdministratorAccess")],
}


def test_files_that_a_spec_names_are_read(run, tmp_path):
    (tmp_path / "setup.sh").write_text("#!/bin/bash\necho\n")
    (tmp_path / "lintel.yaml").write_text(
        "lintel: 1\nproject: p\nregion: us-east-1\nvpcs: { v: { cidr: 10.0.0.0/16 } }\n"
        "subnets: { a: { vpc: v, availabilityZone: a, cidr: 10.0.0.0/20 } }\n"
        "securityGroups: { s: { vpc: v, description: d } }\n"
        "instances: { i: { subnet: a, securityGroups: [s], instanceType: t3.micro, ami: ami-0123456789abcdef0,"
        " userData: { file: setup.sh } } }\n")
    done = run("diff", "lintel.yaml", "lintel.yaml")
    assert done.returncode == 0 and b"no differences" in done.stdout, done.stderr


def closed(schema):
    """The schema with every object closed, so that a member that it does not describe is an error."""
    schema = copy.deepcopy(schema)

    def close(part):
        if isinstance(part, dict):
            if "properties" in part:
                part["unevaluatedProperties"] = False
            for below in part.values():
                close(below)
        elif isinstance(part, list):
            for below in part:
                close(below)

    close(schema)
    # What others are made of is closed where it is used.
    for name in ("passage", "grant"):
        del schema["$defs"][name]["unevaluatedProperties"]
    return schema


def described(part, place=""):
    """Every member that the schema describes, by the place of its description."""
    if isinstance(part, dict):
        for name in part.get("properties", {}):
            yield f"{place}.{name}"
        for name, below in part.items():
            yield from described(below, f"{place}.{name}")
    elif isinstance(part, list):
        for below in part:
            yield from described(below, place)


def words_of(part):
    """Every key and every text of a document."""
    if isinstance(part, dict):
        for name, below in part.items():
            yield name
            yield from words_of(below)
    elif isinstance(part, list):
        for below in part:
            yield from words_of(below)
    elif isinstance(part, str):
        yield part


@pytest.fixture
def answers(run, changed, tmp_path):  # noqa: F811
    """What is printed of many pairs, both ways round."""
    found = []

    def compare(*arguments):
        done = run("diff", *arguments, "--format", "json")
        assert done.returncode == 0, done.stderr
        found.append(json.loads(done.stdout))

    compare(ECS, "--from", "staging", "--to", "production")
    for old, new in ((DIFF / "many-old.yaml", DIFF / "many-new.yaml"), (ECS, EC2), (TEMPLATE, ECS),
                     (DIFF / "template-old.yaml", DIFF / "template-new.yaml")):
        compare(old, new)
        compare(new, old)
    for edit in EDITS.values():
        path = changed(*edit)
        compare(ECS, path)
        compare(path, ECS)
    risky = tmp_path / "risky.yaml"
    risky.write_text(
        "Resources:\n"
        "  S: { Type: 'AWS::ECS::Service', Properties: { EnableExecuteCommand: true } }\n"
        "  T: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: a, Privileged: true }] } }\n")
    compare(DIFF / "template-old.yaml", risky)
    compare(risky, DIFF / "template-old.yaml")
    return found


def test_json_is_as_the_schema_says(answers):
    Draft202012Validator.check_schema(SCHEMA)
    strict = Draft202012Validator(closed(SCHEMA))
    for answer in answers:
        assert [f"{error.json_path}: {error.message[:300]}" for error in strict.iter_errors(answer)] == []
    broken = copy.deepcopy(answers[0])
    broken["comparisons"][0]["verdict"]["surprise"] = 1
    assert not strict.is_valid(broken) and Draft202012Validator(SCHEMA).is_valid(broken)


def test_the_schema_describes_nothing_that_is_not_there(answers):
    seen = set(words_of(answers))
    assert [place for place in described(SCHEMA) if place.rsplit(".", 1)[1] not in seen] == []
    # Effects that only other resources have, and that the Swift tests show.
    elsewhere = {"interruption", "may-fail", "some-interruption", "later-instances", "note", "unknown", "deny", "role",
                 "retention", "warning", "capacity-loss", "initial", "blue-green-deployment", "linear-deployment",
                 "canary-deployment"}
    enums = {word for part in SCHEMA["$defs"].values() for word in re.findall(r"'enum': \[(.*?)\]", str(part))}
    values = {value for words in enums for value in re.findall(r"'([^']+)'", words)}
    assert values - seen - elsewhere == set()


def test_secrets_are_never_printed(run, changed):  # noqa: F811
    secrets = {b"swordfish", b"hunter2"}
    pairs = [(DIFF / "many-old.yaml", DIFF / "many-new.yaml"), (DIFF / "template-old.yaml", DIFF / "template-new.yaml"),
             (ECS, changed(*EDITS["secret"]))]
    for old, new in pairs:
        text = old.read_bytes() + new.read_bytes()
        assert any(secret in text for secret in secrets)
        for pair in ((old, new), (new, old)):
            for form in ("human", "json", "markdown"):
                done = run("diff", *pair, "--format", form)
                assert done.returncode == 0 and b"(hidden)" in done.stdout
                assert not any(secret in done.stdout + done.stderr for secret in secrets)


def test_the_verdict_comes_first(run):  # noqa: F811
    lines = run("diff", ECS, "--from", "staging", "--to", "production").stdout.decode().splitlines()
    assert lines[:2] == [
        "staging (account 111111111111) → production (account 222222222222)", "3 changes, 1 rolling deployment"]


@pytest.mark.parametrize("edit, failing", [
    ("renamed", {"any"}), ("retention", {"any", "data-loss"}), ("secret", {"any", "exposure"}),
    ("policies", {"any", "exposure"}), ("narrower", {"any"}), ("smaller", {"any", "replacement"}),
    ("beside", {"any", "exposure"}),
])
def test_what_a_pipeline_stops_for(run, changed, edit, failing):  # noqa: F811
    path = changed(*EDITS[edit])
    for gate in ("replacement", "exposure", "data-loss", "any"):
        done = run("diff", ECS, path, "--fail-on", gate)
        assert done.returncode == (1 if gate in failing else 0), (gate, done.stdout.decode())
    assert run("diff", ECS, path, "--fail-on", "replacement", "--fail-on", "any").returncode == 1
    assert run("diff", ECS, path).returncode == 0
    assert run("diff", ECS, path, "--exit-code").returncode == 1
    assert run("diff", ECS, ECS, "--exit-code", "--fail-on", "any").returncode == 0


def test_a_side_may_be_standard_input(run, changed):  # noqa: F811
    path = changed(*EDITS["retention"])
    plain = run("diff", ECS, path).stdout
    assert run("diff", "-", path, input=ECS.read_bytes()).stdout == plain.replace(str(ECS).encode(), b"-")
    assert run("diff", ECS, "-", input=path.read_bytes()).stdout == plain.replace(str(path).encode(), b"-")
    assert b"no differences" in run("diff", "-", ECS, input=TEMPLATE.read_bytes()).stdout
    answer = json.dumps({"TemplateBody": json.loads(TEMPLATE.read_text()), "StagesAvailable": ["Original"]})
    assert b"no differences" in run("diff", "-", ECS, input=answer.encode()).stdout
    done = run("diff", "-", "-", input=b"")
    assert done.returncode == 2 and b"one side only" in done.stderr


def test_only_what_does_not_read_stops(run, changed):  # noqa: F811
    broken = changed(("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33"))
    for arguments, side in (((broken, ECS), "old"), ((ECS, broken), "new")):
        done = run("diff", *arguments)
        text = done.stderr.decode()
        assert done.returncode == 2 and not done.stdout
        assert "10.0.0.0/33" in text and f"the {side} side, {broken}, does not read" in text
    beside = changed(*EDITS["beside"])
    done = run("diff", ECS, beside)
    assert done.returncode == 0
    assert "Findings\n  + error[service-open-beside-load-balancer]" in done.stdout.decode()
    assert "Findings\n  - error[service-open-beside-load-balancer]" in run("diff", beside, ECS).stdout.decode()
    assert b"Findings" not in run("diff", beside, beside).stdout


@pytest.mark.parametrize("arguments, said", [
    ([ECS, "--from", "staging", "--to", "nowhere"], "the spec has 'staging' and 'production'"),
    ([ECS, ECS, "--environment", "nowhere"], "the spec has 'staging' and 'production'"),
    ([EC2, "--from", "a", "--to", "b"], "the spec has no `environments`"),
    ([ECS], "nothing to compare"), ([ECS, "--from", "staging"], "--to"), ([ECS, "--to", "staging"], "--from"),
    ([ECS, ECS, "--from", "staging", "--to", "production"], "two files"),
    ([ECS, "missing.yaml"], "cannot open 'missing.yaml'"), ([ECS, ECS, "--fail-on", "everything"], "everything"),
    ([ECS, "--from", "staging", "--to", "production", "--environment", "staging"], "--environment"),
    ([DIFF / "template-old.yaml", ECS], "choose one with --environment"),
    ([TEMPLATE, ECS, "--environment", "nowhere"], "the spec has 'staging' and 'production'"),
])
def test_what_cannot_be_compared_is_two(run, arguments, said):  # noqa: F811
    done = run("diff", *arguments)
    assert done.returncode == 2 and not done.stdout
    assert said in re.sub(r"\s+", " ", done.stderr.decode())


def test_an_unsound_template_is_two(run, tmp_path):  # noqa: F811
    path = tmp_path / "deployed.yaml"
    for text, said in (("Resources:\n  A: { Properties: {} }\n", "deployed.yaml: 2:3: resource 'A' has no 'Type'"),
                       ("Resources:\n  A: { Type: [\n", "does not read")):
        path.write_text(text)
        done = run("diff", path, ECS, "--environment", "staging")
        assert done.returncode == 2 and not done.stdout and said in done.stderr.decode()


def test_markdown_is_sound(run, changed):  # noqa: F811
    for old, new in ((DIFF / "many-old.yaml", DIFF / "many-new.yaml"), (ECS, changed(*EDITS["smaller"])), (ECS, EC2)):
        text = run("diff", old, new, "--format", "markdown").stdout.decode()
        assert len(text) <= 65_536
        assert text.count("<details") == text.count("</details>") > 0
        assert text.count("\n```diff\n") == text.count("\n```\n") > 0
        # Environments that differ alike share what is said, below a title each.
        first = next(line for line in text.splitlines() if line and not line.startswith("### "))
        assert first.startswith("**") and first.endswith("**")
