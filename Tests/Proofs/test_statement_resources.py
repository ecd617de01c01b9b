"""Which actions act on which resources is as AWS's Service Authorization Reference has it, in the copy that cfn-lint ships."""

import json
from pathlib import Path

import cfnlint
import pytest
from command_line import run  # noqa: F401, fixture

RULE = "action-without-resource"
SERVICES = json.loads((Path(cfnlint.__file__).parent / "data/AdditionalSpecs/Policies.json").read_text())
FILLED = {"${Partition}": "aws", "${Region}": "us-east-1", "${Account}": "123456789012", ".*": "x"}
# cfn-lint has objects as it has buckets, and leaves out how these begin.
FORMS = {
    ("ecs", "task-definition"): "arn:aws:ecs:us-east-1:123456789012:task-definition/x:1",
    ("s3", "object"): "arn:aws:s3:::x/x",
    ("s3", "accesspointobject"): "arn:aws:s3:us-east-1:123456789012:accesspoint/x/object/x",
}
# What a policy of a task commonly names.
COMMON = [
    "cloudwatch", "dynamodb", "ec2", "ecr", "ecs", "elasticfilesystem", "events", "firehose", "iam", "kinesis", "kms", "lambda",
    "logs", "rds-db", "s3", "secretsmanager", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "xray",
]
OWN = ["dynamodb", "ecr", "ecs", "elasticfilesystem", "firehose", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs", "states"]


def arns(service, name):
    if (service, name) in FORMS:
        return [FORMS[service, name]]
    known = {kind.lower(): facts for kind, facts in SERVICES[service]["Resources"].items()}
    found = []
    for form in known[name.lower()].get("ARNFormats", []):
        for placeholder, text in FILLED.items():
            form = form.replace(placeholder, text)
        if form.startswith("arn:") and "${" not in form:
            found.append(form)
    return found


def reported(run, statements):
    """Of statements, each an action and a resource, those that the rule reports."""
    roles = {}
    for number in range(0, len(statements), 100):
        part = [{"actions": action, "resources": arn} for action, arn in statements[number : number + 100]]
        roles[f"r{number}"] = {"assumedBy": "ecs-tasks.amazonaws.com", "policies": {"p": part}}
    # A line for each statement tells them apart.
    text = "lintel: 1\nproject: shop\nregion: us-east-1\nroles:\n"
    lines = {}
    for name, role in roles.items():
        text += f"  {name}:\n    assumedBy: ecs-tasks.amazonaws.com\n    policies:\n      p:\n"
        for statement in role["policies"]["p"]:
            lines[text.count("\n") + 1] = (statement["actions"], statement["resources"])
            text += f"        - {json.dumps(statement)}\n"
    done = run("lint", "-", "--format", "json", input=text.encode())
    findings = json.loads(done.stdout)["findings"]
    assert not [finding for finding in findings if finding["severity"] == "error"], findings[:3]
    return {lines[finding["place"]["start"]["line"]] for finding in findings if finding["rule"] == RULE}


def pairs(services):
    for service in services:
        for action, facts in SERVICES[service]["Actions"].items():
            resources = facts.get("Resources") or []
            yield service, f"{service}:{action}", [resources] if isinstance(resources, str) else resources


def test_what_an_action_acts_on_is_never_reported(run):
    statements = []
    for service, action, resources in pairs(COMMON):
        statements += [(action, arn) for name in resources for arn in arns(service, name)]
        statements.append((action, "*"))
    assert len(statements) > 2500
    assert reported(run, statements) == set()


def test_families_of_actions_act_on_one_thing(run):
    """`s3:GetObject*` is all that begins so: each of them acts on objects alone."""
    for service, prefix, kinds in (
        ("s3", "getobject", {"object", "accesspointobject"}), ("s3", "putobject", {"object", "accesspointobject"}),
        ("s3", "deleteobject", {"object", "accesspointobject"}), ("kms", "generatedatakey", {"key"}),
        ("ssm", "getparameter", {"parameter"}), ("ssm", "deleteparameter", {"parameter"}),
    ):
        family = [set(resources) for _, action, resources in pairs([service]) if action.startswith(f"{service}:{prefix}")]
        assert family and all(resources and resources <= kinds for resources in family)
    assert reported(run, [("s3:GetObject*", "arn:aws:s3:::x"), ("ssm:GetParameter*", "arn:aws:ssm:us-east-1:123456789012:x")])


@pytest.mark.parametrize("service", OWN)
def test_nothing_of_another_service_is_acted_on(run, service):
    other = "arn:aws:sqs:us-east-1:123456789012:x" if service != "sqs" else "arn:aws:sns:us-east-1:123456789012:x"
    statements = [(action, other) for _, action, _ in pairs([service])]
    assert reported(run, statements) == set(statements)


def test_buckets_are_not_what_is_in_them(run):
    objects = {action for _, action, names in pairs(["s3"]) if names and set(names) <= {"object", "accesspointobject"}}
    common = {action for action in objects if action.split(":")[1].startswith(("getobject", "putobject", "deleteobject"))}
    statements = [(action, "arn:aws:s3:::x") for action in sorted(objects)]
    assert {action for action, _ in reported(run, statements)} >= common and len(common) > 20
