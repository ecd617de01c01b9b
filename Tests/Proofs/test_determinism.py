"""The same input gives the same bytes, however the spec is written down and whatever surrounds the program."""

import json
import re

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures
from specifications import environments, load

RUNS = 10


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("path", [ECS, EC2], ids=lambda path: path.parent.name)
def test_compiling_gives_the_same_bytes(run, tmp_path, path):
    outputs, said = [], set()
    for _ in range(RUNS):
        done = run("compile", path, "--output", "out")
        assert done.returncode == 0
        said.add((done.stdout, done.stderr))
        outputs.append(files(tmp_path / "out"))
        for file in outputs[-1]:
            (tmp_path / "out" / file).unlink()
    # A template and two scripts each.
    assert all(output == outputs[0] for output in outputs) and len(outputs[0]) == 4 * len(environments(load(path)))
    assert len(said) == 1


@pytest.mark.parametrize("form", ["human", "json", "gcc"])
def test_a_report_gives_the_same_bytes(run, changed, form):
    path = changed(
        ("10.0.0.0/16", "10.0.0.0/33"),
        ("cluster: app", "cluster: ap"),
        ("scanOnPush", "scanOnPusch"),
        ("scheme: internet-facing", "scheme: internet"),
    )
    report, *others = {run("lint", path, "--format", form).stdout for _ in range(RUNS)}
    assert not others
    assert all(wrong in report for wrong in (b"10.0.0.0/33", b"'ap'", b"scanOnPusch", b"'internet'"))


def test_a_report_as_json_holds_everything(run, changed):
    path = changed(("10.0.0.0/16", "10.0.0.0/33"), ("cluster: app", "cluster: ap"))
    report = json.loads(run("lint", path, "--format", "json").stdout)
    text = json.dumps(report)
    assert "10.0.0.0/33" in text and "unknown-reference" in text and str(path) in text


@pytest.mark.parametrize("command", ["schema", "catalog"])
def test_what_is_printed_of_the_language_gives_the_same_bytes(run, command):
    outputs = {run(command).stdout for _ in range(RUNS)}
    assert len(outputs) == 1 and json.loads(outputs.pop())


def reverse(value):
    """The same spec with the keys of every map in the opposite order."""
    if isinstance(value, dict):
        return {key: reverse(below) for key, below in reversed(value.items())}
    return [reverse(below) for below in value] if isinstance(value, list) else value


# Where in the spec a step of a script stems from.
PLACE = re.compile(rb"^(# .*) \([^()]*:\d+\)$", re.M)


def compiled(run, tmp_path, path):
    """The files, without the lines of the spec that the comments of scripts name."""
    done = run("compile", path, "--output", "out")
    assert done.returncode == 0, done.stderr
    return {name: PLACE.sub(rb"\1", text) for name, text in files(tmp_path / "out").items()}


@pytest.mark.parametrize("path", [ECS, EC2], ids=lambda path: path.parent.name)
def test_a_spec_in_json_is_the_same_spec(run, tmp_path, path):
    expected = compiled(run, tmp_path, path)
    (tmp_path / "lintel.json").write_text(json.dumps(load(path), indent=2))
    assert compiled(run, tmp_path, "lintel.json") == expected


@pytest.mark.parametrize("path", [ECS, EC2], ids=lambda path: path.parent.name)
def test_nothing_depends_on_the_order_of_keys(run, tmp_path, path):
    """Resources may stand in the order of the spec, which CloudFormation ignores; what they say may not differ."""
    expected = compiled(run, tmp_path, path)
    (tmp_path / "lintel.json").write_text(json.dumps(reverse(load(path))))
    assert normal(compiled(run, tmp_path, "lintel.json")) == normal(expected)


PROXY = "      proxy: { image: { repository: encryptor, tag: proxy } }\n"
STEPS = [f"            - {step}\n" for step in ("{ above: 60, setCapacity: 5 }", "{ above: 90, setCapacity: 9 }")]
# {what: two ways to write the same}, each a list of replacements in the ECS example.
ALIKE = {
    "containers": (
        [("    containers:\n", "    containers:\n" + PROXY)],
        [("        logs: { retentionDays: 14 }\n", "        logs: { retentionDays: 14 }\n" + PROXY)],
    ),
    "environment": (
        [('          PORT: "8080"\n', "          A: 1\n          PORT: 8080\n")],
        [('          PORT: "8080"\n', "          PORT: 8080\n          A: 1\n")],
    ),
    "tags": (
        [("project: my-app\n", "project: my-app\ntags: { a: 1, b: 2 }\n")],
        [("project: my-app\n", "project: my-app\ntags: { b: 2, a: 1 }\n")],
    ),
    "steps": ([(STEPS[0], "".join(STEPS))], [(STEPS[0], "".join(reversed(STEPS)))]),
}


@pytest.mark.parametrize("what", ALIKE)
def test_what_is_the_same_to_aws_is_the_same_in_the_template(run, changed, tmp_path, what):
    """Another order of items would be a change to CloudFormation, and in a task definition a deployment."""
    first, second = (compiled(run, tmp_path, changed(*replacements)) for replacements in ALIKE[what])
    assert normal(first) == normal(second)


def normal(outputs):
    """The files; templates without the order of DependsOn, which is none."""
    files = {name: json.loads(text) if name.endswith(".json") else text for name, text in outputs.items()}
    for template in (file for name, file in files.items() if name.endswith(".json")):
        for resource in template["Resources"].values():
            if isinstance(resource.get("DependsOn"), list):
                resource["DependsOn"].sort()
    return files


def test_lines_and_columns_are_those_of_the_file(run, changed):
    path = changed(("10.0.0.0/16", "10.0.0.0/33"))
    lines = path.read_text().splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if "10.0.0.0/33" in text)
    column = lines[line - 1].index("10.0.0.0/33") + 1
    assert f"{path}:{line}:{column}: error: " in run("lint", path, "--format", "gcc").stdout.decode()


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"], ids=["CRLF", "CR"])
def test_line_endings_and_a_byte_order_mark_change_nothing(run, tmp_path, ending):
    expected = compiled(run, tmp_path, ECS)
    (tmp_path / "other.yaml").write_bytes(b"\xef\xbb\xbf" + ECS.read_bytes().replace(b"\n", ending))
    assert compiled(run, tmp_path, "other.yaml") == expected


def test_the_surroundings_change_nothing(run, tmp_path):
    run("compile", ECS, "--output", "out")
    expected = files(tmp_path / "out")
    surroundings = {"LC_ALL": "tr_TR.UTF-8", "LANG": "ja_JP.eucJP", "TZ": "Asia/Tokyo", "AWS_REGION": "eu-west-1",
                    "HOME": "/nonexistent", "COLUMNS": "20"}
    done = run("compile", ECS, "--output", "elsewhere", env=surroundings)
    assert done.returncode == 0 and files(tmp_path / "elsewhere") == expected
