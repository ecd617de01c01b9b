"""Whatever a spec, a path or an argument holds, the program prints nothing that drives a terminal, and keeps to its width."""

import os
import re
import unicodedata

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures
from specifications import REPOSITORY

# Colour on, a window title, a C1 control, text that runs from right to left, its isolates, an invisible joiner.
HOSTILE = "x\x1b[31m\x1b]0;t\x07\x9b2J\u202e\u2066\u200b\ufeffy"


def dangers(text):
    """What in a text a terminal must not get: controls but line breaks, and format characters."""
    return [f"U+{ord(one):04X}" for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")]


def printed(done):
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("arguments", [
    ["lint", HOSTILE], *(["lint", HOSTILE, "--format", form] for form in ("json", "gcc", "github", "sarif", "junit", "gitlab")),
    ["lint", ECS, "--format", f"json={HOSTILE}/"], ["lint", ECS, "--select", HOSTILE], ["lint", ECS, "--ignore", HOSTILE],
    ["lint", ECS, "--baseline", HOSTILE], ["lint", ECS, "--write-baseline", HOSTILE], ["lint", ECS, "--stdin-filename", HOSTILE],
    ["lint", HOSTILE + ".yaml", ECS], ["compile", HOSTILE], ["reach", HOSTILE + ".yaml"], ["diff", HOSTILE, ECS],
    ["diff", ECS, HOSTILE], ["lint", ECS, "--environment", HOSTILE], ["compile", ECS, "--environment", HOSTILE],
    ["diff", ECS, "--from", HOSTILE, "--to", HOSTILE], ["reach", ECS, "--environment", HOSTILE],
    ["lint", ECS, "--set", f"{HOSTILE}=1"], ["lint", ECS, "--set", HOSTILE], ["compile", ECS, "--parameter", f"{HOSTILE}=1"],
    ["compile", ECS, "--parameter", f"imageTag={HOSTILE}", "--output", "out"], ["compile", ECS, "--output", HOSTILE],
    ["compile", ECS, "--target", HOSTILE], ["explain", HOSTILE], ["explain", f"services.{HOSTILE}"],
    ["reach", ECS, HOSTILE], ["reach", ECS, "internet", HOSTILE], ["reach", ECS, "a", HOSTILE, "c"],
    ["simulate", ECS, "--load", HOSTILE], ["simulate", ECS, "--load", HOSTILE + ".csv"],
    ["simulate", ECS, "--load", "ramp", "--assume", f"{HOSTILE}=1"], ["simulate", ECS, "--load", "ramp", "--start", HOSTILE],
    ["lint", ECS, f"--{HOSTILE}"], ["lint", ECS, "--format", HOSTILE], [HOSTILE], ["help", HOSTILE],
    ["diff", ECS, "--fail-on", HOSTILE], ["lint", ECS, "--color", HOSTILE],
], ids=lambda arguments: " ".join("HOSTILE" if HOSTILE in str(one) else str(one) for one in arguments)[-60:])
def test_no_argument_reaches_a_terminal_as_it_is(run, arguments):
    assert dangers(printed(run(*arguments))) == []


@pytest.mark.parametrize("old, new", [
    ("name: my-app-cluster", "name: \"HOSTILE\""), ("  app:\n", "  \"HOSTILE\":\n"), ("description: ", "description: \"HOSTILE\" #"),
    ("tag: \"${parameters.imageTag}\"", "tag: \"HOSTILE\""), ("region: us-east-1", "region: \"HOSTILE\""),
    ("  staging:\n", "  \"HOSTILE\":\n"), ("retentionDays", "\"HOSTILE\""), ("lintel: 1", "lintel: 1\nx: \"HOSTILE\""),
    ("lintel: 1", "lintel: 1\nHOSTILE: 1"), ("lintel: 1", "# lintel: allow HOSTILE because\nlintel: 1"),
])
def test_nothing_of_a_spec_reaches_a_terminal_as_it_is(run, changed, old, new):
    escaped = "".join(one if one.isascii() and one.isprintable() else f"\\u{ord(one):04x}" for one in HOSTILE)
    assert old in ECS.read_text()
    path = changed((old, new.replace("HOSTILE", escaped if '"HOSTILE"' in new else HOSTILE)))
    forms = ("json", "gcc", "github", "sarif", "junit", "gitlab")
    for arguments in (["lint"], *(["lint", "--format", form] for form in forms), ["compile", "--output", "out"],
                      ["reach"], ["reach", "--format", "json"]):
        assert dangers(printed(run(arguments[0], path, *arguments[1:]))) == [], arguments
    for form in ("human", "json", "markdown"):
        assert dangers(printed(run("diff", ECS, path, "--format", form))) == [], form


def test_an_image_of_a_hostile_registry_is_shown_by_its_code_points(run, tmp_path):
    spec = tmp_path / "lintel.yaml"
    spec.write_text(
        "lintel: 1\nproject: p\nregion: us-east-1\nvpcs: {v: {cidr: 10.0.0.0/16}}\n"
        "subnets: {a: {vpc: v, availabilityZone: a, cidr: 10.0.0.0/20, public: true}}\n"
        "securityGroups: {s: {description: x, vpc: v}}\nclusters: {c: {}}\n"
        'taskDefinitions: {t: {cpu: 256, memory: 512, containers: {w: {image: "ev\\e[31mil\\u202e.io/x:1"}}}}\n'
        "services: {x: {cluster: c, taskDefinition: t, subnets: [a], securityGroups: [s], assignPublicIp: true}}\n")
    for arguments in (["reach"], ["lint"]):
        assert dangers(printed(run(*arguments))) == []
    assert "<U+001B>" in printed(run("reach")) and "<U+202E>" in printed(run("reach"))


# Width.

# What cannot be broken: a word with what stands before it, or a line of source that has a window of its own.
WORD = re.compile(r"\s*\S+")


def too_wide(text, width):
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return [line for line in text.splitlines()
            if len(line) > width and not WORD.fullmatch(line) and " --> " not in line and " ::: " not in line
            # The lines of an example are a spec's, to be copied.
            and not line.startswith("    ")]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_what_is_for_people_keeps_to_the_width(run, changed, width):
    wide = os.environ | {"COLUMNS": str(width)}
    bad = sorted((REPOSITORY / "Tests/Fixtures/bad").glob("*.yaml"))[::5]
    for path in bad:
        assert too_wide(printed(run("lint", path, env=wide)), width) == [], path
    for arguments in (["simulate", ECS, "--load", "ramp"], ["simulate", EC2, "--load", "ramp"],
                      ["reach", ECS], ["reach", EC2], ["reach", ECS, "internet", "services.encryptor"], ["explain"],
                      ["explain", "services"], ["explain", "service-open-beside-load-balancer"],
                      ["explain", "naming"], ["--help"], ["lint", "--help"], ["compile", "--help"], ["diff", "--help"]):
        assert too_wide(printed(run(*arguments, env=wide)), width) == [], arguments


def test_without_a_width_sentences_are_one_line(run, changed):
    path = changed(("10.0.0.0/16", "10.0.0.0/33"))
    done = run("lint", path, env={key: value for key, value in os.environ.items() if key != "COLUMNS"})
    assert re.search(rb"^error\[.*\n  --> ", done.stdout)


# Length.


def test_a_report_for_people_ends_and_those_for_programs_are_whole(run, tmp_path):
    count = 3000
    (tmp_path / "lintel.yaml").write_text(
        "lintel: 1\nproject: p\nregion: us-east-1\nclusters:\n" + "".join(f"  c{n}: {{ bogus: 1 }}\n" for n in range(count)))
    human, gcc, json = (run("lint", "--format", form).stdout for form in ("human", "gcc", "json"))
    assert human.count(b"error[") == 200 and b"2800 more findings are not shown" in human and b"3000 errors" in human
    assert gcc.count(b": error: ") == count and json.count(b'"unknown-key"') == count


@pytest.mark.parametrize("value", ["x" * 3_000_000, "e" + "\u0301" * 1_000_000, "\U0001f468\u200d" * 300_000], ids=["long", "marks", "joined"])
def test_one_long_value_is_cut(run, tmp_path, value):
    (tmp_path / "lintel.yaml").write_text(
        f"lintel: 1\nproject: p\nregion: us-east-1\nvpcs: {{ v: {{ cidr: {value} }} }}\nclusters: {{ c: {{ {value}: 1 }} }}\n")
    done = run("lint")
    assert done.returncode == 1 and len(done.stdout) < 60_000
