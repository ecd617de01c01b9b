"""The JSON Schema of the language is what the program prints, and says of a spec's shape what the program says."""

import json
import subprocess

import pytest
from jsonschema import Draft202012Validator
from specifications import EXAMPLES, FIXTURES, REPOSITORY, identify, load

SCHEMA = REPOSITORY / "schemas" / "lintel.schema.json"
RIGHT = EXAMPLES + sorted((FIXTURES / "ok").glob("*.yaml"))
WRONG = sorted((FIXTURES / "shape").glob("*.yaml"))


@pytest.fixture(scope="module")
def schema():
    assert SCHEMA.is_file(), f"{SCHEMA} is missing: write it with `lintel schema`"
    return json.loads(SCHEMA.read_text())


@pytest.fixture(scope="module")
def validator(schema):
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(validator, specification):
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(specification)]


def test_there_is_something_to_check():
    assert EXAMPLES
    assert len(RIGHT) > len(EXAMPLES), "no fixture in Tests/Fixtures/ok"
    assert WRONG, "no fixture in Tests/Fixtures/shape"


def test_the_program_prints_the_schema_in_the_repository(lintel, schema):
    run = subprocess.run([str(lintel), "schema"], capture_output=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout == SCHEMA.read_bytes(), "`lintel schema > schemas/lintel.schema.json` brings it up to date"


def test_the_schema_is_of_draft_2020_12(schema, validator):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def subschemas(schema, place="$"):
    """Every schema inside a schema, itself included, with its place."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for keyword in ("properties", "patternProperties", "$defs", "dependentSchemas"):
        for name, below in schema.get(keyword, {}).items():
            yield from subschemas(below, f"{place}.{keyword}.{name}")
    for keyword in ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else", "contains"):
        yield from subschemas(schema.get(keyword), f"{place}.{keyword}")
    for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for position, below in enumerate(schema.get(keyword, [])):
            yield from subschemas(below, f"{place}.{keyword}[{position}]")


def test_every_reference_in_the_schema_leads_somewhere_and_every_definition_is_used(schema):
    references = {below["$ref"] for _, below in subschemas(schema) if "$ref" in below}
    definitions = {f"#/$defs/{name}" for name in schema.get("$defs", {})}
    assert references - {"#"} == definitions


def described(schema, value):
    """Whether an editor has something to show."""
    if not isinstance(value, dict):
        return value is False
    if "description" in value:
        return True
    if "$ref" in value:
        return described(schema, schema["$defs"][value["$ref"].removeprefix("#/$defs/")])
    return False


def test_every_key_has_a_description(schema):
    undescribed = [
        f"{place}.{name}"
        for place, below in subschemas(schema)
        for name, value in below.get("properties", {}).items()
        # Conditions describe nothing.
        if ".if." not in place
        # What is read in one mode or another is described in each.
        if value is not True or name not in below.get("then", {}).get("properties", {})
        if not described(schema, value)
    ]
    assert not undescribed, undescribed


def test_examples_are_what_may_stand_there(schema):
    shown = [(place, below) for place, below in subschemas(schema) if "examples" in below]
    assert len(shown) > 200
    for place, below in shown:
        one = Draft202012Validator(below | {"$defs": schema["$defs"]})
        assert not [complaint for example in below["examples"] for complaint in complaints(one, example)], place


@pytest.mark.parametrize("path", RIGHT, ids=identify)
def test_what_compiles_has_the_right_shape(validator, path):
    assert not complaints(validator, load(path))


@pytest.mark.parametrize("path", WRONG, ids=identify)
def test_a_wrong_shape_is_found_by_schema_and_program(validator, lintel, path):
    run = subprocess.run([str(lintel), "lint", str(path)], capture_output=True, text=True, timeout=60)
    assert run.returncode == 1, run.stdout + run.stderr
    assert complaints(validator, load(path)), "the program finds an error, the schema none"


def without(specification, path):
    """The spec less one key."""
    copied = json.loads(json.dumps(specification))
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return copied


def paths(specification, above=()):
    """The place of every key of every map."""
    if isinstance(specification, dict):
        for key, value in specification.items():
            yield (*above, key)
            yield from paths(value, (*above, key))
    elif isinstance(specification, list):
        for position, value in enumerate(specification):
            yield from paths(value, (*above, position))


def replaced(specification, place, value):
    """The spec with another value at one place."""
    copied = json.loads(json.dumps(specification))
    holder = copied
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return copied


@pytest.mark.parametrize("wrong", [{"wrong": [{}]}, [[[]]]], ids=["map", "list"])
@pytest.mark.parametrize("path", EXAMPLES, ids=identify)
def test_a_wrong_value_is_marked_where_it_stands(validator, path, wrong):
    """Not the entry that it is in, nor the section: in an editor that would be a screen of red."""
    specification = load(path)
    elsewhere = []
    for place in paths(specification):
        # Whoever leaves out what all environments have in common, or makes it no map, has another kind of spec.
        if place[0].startswith("x-") or place == ("environments",):
            continue
        errors = list(validator.iter_errors(replaced(specification, place, wrong)))
        if not errors or any(tuple(error.absolute_path)[: len(place)] != place for error in errors):
            elsewhere.append((place, [(list(error.absolute_path), error.message[:80]) for error in errors]))
    assert not elsewhere, elsewhere[:5]


@pytest.mark.parametrize("path", EXAMPLES, ids=identify)
def test_an_unknown_key_anywhere_is_found_by_the_schema(validator, path):
    """Misspells each key of a kind in turn; ids and names of variables, tags and the like are free."""
    specification = load(path)
    silent = []
    for place in paths(specification):
        if place[-1] in free_keys(specification, place[:-1]):
            continue
        misspelt = without(specification, place)
        holder = misspelt
        for key in place[:-1]:
            holder = holder[key]
        holder[f"{place[-1]}Misspelt"] = 1
        if not complaints(validator, misspelt):
            silent.append(".".join(map(str, place)))
    assert not silent, silent


SECTIONS_OF_FREE_KEYS = {
    "parameters", "variables", "tags", "environment", "secrets", "containers", "listeners", "rules",
}


def free_keys(specification, holder):
    """Keys of the map at a place that are the author's own to choose: their misspelling is another name."""
    entry = specification
    for key in holder:
        entry = entry[key]
    inner = holder[2:] if holder[:1] == ("environments",) else holder
    top_level = not inner and holder != ("environments",)
    chosen = (
        holder == ("environments",)
        or (len(inner) == 1 and inner[0] not in {"naming", "lint"})
        or (inner and inner[-1] in SECTIONS_OF_FREE_KEYS)
        or inner[-2:] == ("naming", "suffixes")
    )
    return set(entry) if chosen and not top_level else set()
