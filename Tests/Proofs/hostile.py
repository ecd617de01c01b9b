"""Values that somebody's shell, JSON, terminal or AWS CLI could take for more than text, and the fields that let them in."""

import json
import re

from specifications import REPOSITORY

SCHEMA = REPOSITORY / "schemas" / "lintel.schema.json"
# Where one of them runs, this file comes to be.
MARKER = "was-run"
VALUES = [
    f"$(touch {MARKER})",
    f"`touch {MARKER}`",
    f"'; touch {MARKER}; #",
    f'"; touch {MARKER}; #',
    f"a\ntouch {MARKER}\nEND\n$(touch {MARKER})",
    "--debug",
    "-x",
    "*",
    "/*",
    "~ $HOME $$ ${IFS} $PATH \\ \\n %s %n",
    "it's \"quoted\" 'twice' \\\"",
    "{a,b} [1] key=value,other={x=1} ]`{ | && < > ! ^",
    "emoji 🦊🏳️‍🌈 and שלום مرحبا \u202eback",
    "bell\u0007 escape\u001b[31m red\u009b0m delete\u007f",
    # A mark above the sign before it is the same character to some, and another one to the shell.
    f"'\u0301; touch {MARKER}; #\u0301 \"\u0301 $\u0301(x) `\u0301touch {MARKER}`\u0301 \\\u0301",
    "-\u0301-debug",
    "ends with lines\n\n",
    "\ttab and\r\nreturn ",
    "file:///etc/hostname",
    "fileb://nowhere",
    "http://127.0.0.1:1/x",
    "https://127.0.0.1:1/x",
    "None",
    "null",
    "true",
    "x" * 4096,
]
# The kinds of a section's entries and of what stands in them, as the schema calls them.
SECTIONS = {
    "vpcs": "VPC",
    "subnets": "Subnet",
    "routeTables": "RouteTable",
    "securityGroups": "SecurityGroup",
    "repositories": "Repository",
    "roles": "Role",
    "namespaces": "Namespace",
    "clusters": "Cluster",
    "logGroups": "LogGroup",
    "taskDefinitions": "TaskDefinition",
    "targetGroups": "TargetGroup",
    "loadBalancers": "LoadBalancer",
    "services": "Service",
    "instances": "Instance",
    "images": "Image",
    "launchTemplates": "LaunchTemplate",
    "autoScalingGroups": "AutoScalingGroup",
    "capacityProviders": "CapacityProvider",
    "scalingPolicies": "ScalingPolicy",
    "scheduledActions": "ScheduledAction",
}
# What refers to an entry: whatever does not name one is a finding.
IDENTIFIER = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
INTERPOLATION = "|\\$\\{"


def written(value):
    """As a spec has it: what would be replaced is written with another sign before it."""
    return value.replace("${", "$${")


def fields(schema):
    """(kind, path of keys with * for any, values it lets in) of every field that takes text of a person's choice."""
    definitions = schema["$defs"]
    for kind, description in sorted(definitions.items()):
        if kind.endswith(".partial"):
            continue
        for path, text in _texts(description):
            values = [value for value in VALUES if _lets_in(text, value)]
            if values:
                yield kind, path, values


def _texts(node, path=()):
    if "$ref" in node:
        return
    kinds = node.get("type", [])
    if "string" in ([kinds] if isinstance(kinds, str) else kinds) and "enum" not in node:
        yield path, node
    branches = [node[key] for key in ("then", "else") if key in node]
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ()), *branches):
        yield from _texts(choice, path)
    for name, below in node.get("properties", {}).items():
        yield from _texts(below, (*path, name))
    for key in ("additionalProperties", "items"):
        if isinstance(node.get(key), dict):
            yield from _texts(node[key], (*path, "*" if key == "additionalProperties" else 0))


def _lets_in(text, value):
    pattern = text.get("pattern", "").removesuffix(INTERPOLATION)
    if not text.get("minLength", 0) <= len(written(value)) <= text.get("maxLength", len(written(value))):
        return False
    if pattern == IDENTIFIER:
        return False
    # Python's end may come before a newline, the schema's may not.
    exact = pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern
    return not pattern or bool(re.search(exact, value))


def schema():
    return json.loads(SCHEMA.read_text())
