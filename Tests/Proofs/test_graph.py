"""`lintel graph` draws every system, and other programs can read what it writes."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from command_line import ECS, changed, run  # noqa: F401, fixtures
from specifications import REPOSITORY, environments, load

SPECS = sorted((REPOSITORY / "examples").glob("*/lintel.yaml")) + sorted((REPOSITORY / "Tests/Fixtures/ok").glob("*.yaml"))
NAMESPACE = "{http://www.w3.org/2000/svg}"


def pictures(run, path, form):
    """The pictures of all environments of a spec, once for each way of asking."""
    for name in environments(load(path)) or [None]:
        done = run("graph", path, "--format", form, *(["--environment", name] if name else []))
        assert (done.returncode, done.stderr) == (0, b""), (path, name, done.stderr)
        yield done.stdout.decode()


def name_of(path):
    return path.parent.name if path.name == "lintel.yaml" else path.stem


@pytest.mark.parametrize("path", SPECS, ids=name_of)
def test_pictures_are_sound_xml_with_titles(run, path):
    for text in pictures(run, path, "svg"):
        root = ElementTree.fromstring(text)
        assert root.tag == NAMESPACE + "svg" and root.find(NAMESPACE + "title").text
        tags = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
        # Nothing that runs, and nothing from elsewhere.
        assert tags <= {"svg", "title", "style", "rect", "text", "path", "circle", "g", "a"}
        for element in root.iter():
            assert not [key for key in element.attrib if key.lower().startswith("on")]
        for group in root.iter(NAMESPACE + "g"):
            kind = group.get("class").split()[0]
            assert kind in {"frame", "box", "chip", "wire"}
            if kind in {"box", "wire"}:
                assert group.find(NAMESPACE + "title").text
        for link in root.iter(NAMESPACE + "a"):
            file, line = link.get("href").rsplit("#L", 1)
            assert int(line) >= 1 and not re.match(r"\w+:", file)
        assert "@media (prefers-color-scheme: dark)" in text and "DejaVu Sans" in text


@pytest.mark.parametrize("path", SPECS[::3], ids=name_of)
def test_graphviz_reads_dot(run, path):
    for text in pictures(run, path, "dot"):
        names = set(re.findall(r"^ *([bj][0-9a-z]+) \[", text, re.MULTILINE))
        for start, end in re.findall(r"^  (\w+) -> (\w+) \[", text, re.MULTILINE):
            assert {start, end} <= names
        done = subprocess.run(["dot", "-Tdot"], input=text, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and "syntax" not in done.stderr, done.stderr


@pytest.mark.parametrize("path", SPECS, ids=name_of)
def test_mermaid_keeps_to_its_grammar(run, path):
    text = r'"(?:[\w \-.,/:·–→≥≤−✕]|#\d+;|<br/>)*"'
    lines = [
        r"flowchart TB", rf"subgraph \w+\[{text}\]", r"end", rf"b\d+\[{text}\]:::\w+", r"j\d+\(\( \)\)",
        rf"[bj]\d+(?: & b\d+)* (?:-->|-\.->|--x)\|{text}\| b\d+(?: & b\d+)*", r"b\d+(?: & b\d+)* --- j\d+",
        r"classDef \w+ stroke:#\w{6},stroke-width:2px", r"linkStyle \d+(?:,\d+)* stroke:#\w{6},stroke-dasharray:7 5",
    ]
    for picture in pictures(run, path, "mermaid"):
        head, body = picture.split("\n---\n", 1)
        assert head.startswith('---\ntitle: "')
        depth = 0
        for line in body.splitlines():
            assert any(re.fullmatch(form, line.strip()) for form in lines), line
            depth += line.strip().startswith("subgraph ") - (line.strip() == "end")
            assert depth >= 0
        assert depth == 0


def test_hostile_names_stay_text(run, changed):
    name = "</text><script>alert(1)</script>&amp;\\\" ]; x -> y [label=\\\"`;"
    path = changed(("name: my-workspace-vpc", f'name: "{name}"'), ("cidr: 0.0.0.0/0", "prefixList: pl-0123456789abcdef0"))
    for form in ("svg", "dot", "mermaid"):
        done = run("graph", path, "--environment", "staging", "--format", form)
        assert done.returncode == 0 and b"<script" not in done.stdout
    # The path of the spec is somebody's text too: it stands in every link.
    evil = path.with_name('a"><script>&.yaml')
    evil.write_bytes(path.read_bytes())
    for form in ("svg", "dot"):
        done = run("graph", evil, "--environment", "staging", "--format", form)
        assert done.returncode == 0
        if form == "svg":
            links = [link.get("href") for link in ElementTree.fromstring(done.stdout).iter(NAMESPACE + "a")]
            assert links and b"<script" not in done.stdout
        else:
            assert subprocess.run(["dot", "-Tdot"], input=done.stdout, capture_output=True).returncode == 0


def test_a_file_has_links_from_where_it_stands(run, tmp_path):
    (tmp_path / "lintel.yaml").write_bytes(ECS.read_bytes())
    done = run("graph", "--environment", "staging", "--output", "docs/system.svg")
    assert (done.returncode, done.stdout) == (0, b"") and b"wrote docs/system.svg" in done.stderr
    text = (tmp_path / "docs" / "system.svg").read_text()
    assert 'href="../lintel.yaml#L' in text
    assert run("graph", "--environment", "staging").stdout.decode().replace('"lintel.yaml#', '"../lintel.yaml#') == text
    assert b"<a " not in run("graph", "-", "--environment", "staging", input=ECS.read_bytes()).stdout


def test_two_environments_stand_in_the_same_places(run):
    def boxes(name):
        root = ElementTree.fromstring(run("graph", ECS, "--environment", name).stdout)
        return {
            group.find(NAMESPACE + "title").text: tuple(group.find(NAMESPACE + "rect").get(key) for key in ("x", "y", "width", "height"))
            for group in root.iter(NAMESPACE + "g") if group.get("class").startswith("box")
        }

    staging, production = boxes("staging"), boxes("production")
    assert staging == production and len(staging) == 5


def test_what_is_missing_is_broken_and_says_why(run, changed):
    text = run("graph", changed(("{ port: 8080, securityGroup: lb }", "{ port: 9090, securityGroup: lb }")),
               "--environment", "staging").stdout.decode()
    assert 'class="wire request missing"' in text and "cannot be reached" in text or "cannot forward" in text


@pytest.mark.parametrize("arguments, said", [
    ([ECS], "staging"), ([ECS, "--environment", "nowhere"], "nowhere"), ([ECS, "--format", "png"], "png"),
    (["nothing.yaml"], "nothing.yaml"), ([ECS, "--environment", "staging", "--output", ""], "--output is empty"),
    ([ECS, "--environment", "staging", "--output", "folder/"], "folder"),
])
def test_what_cannot_be_drawn_is_two(run, arguments, said):
    done = run("graph", *arguments)
    assert done.returncode == 2 and said in done.stderr.decode() and not done.stdout


def test_what_does_not_read_is_one(run, changed):
    done = run("graph", changed(("cluster: app", "cluster: ap")), "--environment", "staging")
    assert done.returncode == 1 and b"unknown-reference" in done.stderr and not done.stdout
    # An environment that does not read does not keep another from being drawn.
    path = changed(("  production:\n", "  production:\n    clusters: { app: { containerInsights: maybe } }\n"))
    assert run("graph", path, "--environment", "production").returncode == 1


def test_the_same_bytes(run):
    outputs = {run("graph", ECS, "--environment", "production").stdout for _ in range(5)}
    assert len(outputs) == 1
