"""What Lintel says of AWS's types, and what CloudFormation's schemas (as cfn-lint ships them) say."""

import json
import subprocess
from functools import cache
from importlib import resources

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER


def catalog_of(program):
    run = subprocess.run([str(program), "catalog"], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@cache
def provider_schema(type_name):
    """The schema of a type, with what a template has beside the properties as a property like the others."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_name).schema
    policies = json.loads((resources.files("cfnlint.data.schemas.other.resources") / "update_policy.json").read_text())
    for case in policies["allOf"]:
        if case["if"]["properties"]["Type"].get("const") != type_name:
            continue
        policy = {"UpdatePolicy": case["then"]["properties"]["UpdatePolicy"]}
        definitions = {**schema.get("definitions", {}), **policies["definitions"]}
        return {**schema, "properties": {**schema["properties"], **policy}, "definitions": definitions}
    return schema


def ours(description):
    """{path: what Lintel says of the property}."""

    def walk(properties, above):
        for name, item in properties.items():
            path = f"{above}{name}"
            yield path, item
            yield from walk(item.get("properties", {}), f"{path}/")

    return dict(walk(description["properties"], ""))


def theirs(schema):
    """{path: {type, items, ordered, required}} of every property, those inside lists and alternatives too."""
    return _theirs(schema["typeName"])


@cache
def _theirs(type_name):
    schema = provider_schema(type_name)
    found = {}

    def alternatives(node, seen=()):
        """The node and every schema that it is made of."""
        if "$ref" in node:
            if node["$ref"] in seen:
                return
            target = schema
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            yield from alternatives(target, (*seen, node["$ref"]))
            return
        yield node
        for keyword in ("anyOf", "oneOf", "allOf"):
            for below in node.get(keyword, []):
                yield from alternatives(below, seen)

    def kinds(nodes):
        said = [node["type"] for node in nodes if "type" in node]
        return {kind for one in said for kind in ([one] if isinstance(one, str) else one)}

    def walk(nodes, above, depth):
        required = {name for node in nodes for name in node.get("required", [])}
        for node in nodes:
            for name, below in node.get("properties", {}).items():
                path = f"{above}{name}"
                inner = list(alternatives(below))
                items = [one for node in inner if "items" in node for one in alternatives(node["items"])]
                ordered = not any(node.get("insertionOrder") is False for node in inner)
                found[path] = {
                    "type": kinds(inner),
                    "items": kinds(items),
                    "ordered": ordered,
                    "required": name in required,
                }
                if depth < 8:
                    walk(inner + items, f"{path}/", depth + 1)

    walk(list(alternatives(schema)), "", 0)
    return found
