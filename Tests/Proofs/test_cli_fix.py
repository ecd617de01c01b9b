"""`lint --fix` in files: what it writes, what it leaves alone, and what it says."""

import json
import os
import subprocess

import pytest
from command_line import ECS, changed, run  # noqa: F401, fixtures
from specifications import FIXTURES

SLIPS = [("assignPublicIp: true", "assignPublicIp: yes  # as before"), ("retentionDays: 14", 'retentionDays: "14"'),
         ("desiredCount", "DesiredCount"), ("taskDefinition: encryptor", "taskDefintion: encryptor")]
SLIPS = [pair for pair in SLIPS if pair[0] in ECS.read_text()]


@pytest.fixture
def slipped(changed):
    return changed(*SLIPS)


def mended():
    text = ECS.read_text()
    return text.replace("assignPublicIp: true", "assignPublicIp: true  # as before")


def test_what_can_only_be_meant_in_one_way_is_mended(run, slipped):
    slipped.chmod(0o640)
    before = slipped.stat()
    assert run("lint", slipped).returncode == 1
    done = run("lint", "--fix", slipped)
    assert done.returncode == 0 and slipped.read_text() == mended()
    assert done.stdout.decode().startswith(f"{slipped}: no findings")
    assert done.stderr.decode() == f"fixed {slipped}: {len(SLIPS)} findings\n"
    assert slipped.stat().st_mode == before.st_mode
    assert sorted(one.name for one in slipped.parent.iterdir()) == ["changed.yaml"]
    again = run("lint", "--fix", slipped)
    assert again.stderr == b"" and slipped.read_text() == mended()


def test_a_preview_is_a_diff_that_patch_takes(run, slipped, tmp_path):
    before = slipped.read_bytes()
    done = run("lint", "--fix", "--diff", "changed.yaml")
    assert done.returncode == 1 and slipped.read_bytes() == before and done.stderr == b""
    (tmp_path / "fix.diff").write_bytes(done.stdout)
    # Another folder, so that no repository above has a say.
    subprocess.run(["git", "apply", "--unsafe-paths", "fix.diff"], cwd=tmp_path, check=True,
                   env=os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert slipped.read_text() == mended()
    assert (run("lint", "--fix", "--diff", slipped).returncode, run("lint", "--fix", "--diff", slipped).stdout) == (0, b"")
    through = run("lint", "--fix", "--diff", "-", "--stdin-filename", "x.yaml", input=before)
    assert through.returncode == 1 and through.stdout.startswith(b"--- x.yaml\n+++ x.yaml\n@@ ")
    assert through.stdout.split(b"\n", 2)[2] == done.stdout.split(b"\n", 2)[2]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_stay_as_they_are(run, changed, ending, last):
    path = changed(*SLIPS)
    text = path.read_text().rstrip("\n") + ("\n" if last else "")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", ending).encode())
    assert run("lint", "--fix", path).returncode == 0
    wanted = (mended().rstrip("\n") + ("\n" if last else "")).replace("\n", ending).encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted


def test_links_keep_leading_to_the_file(run, slipped, tmp_path):
    (tmp_path / "below").mkdir()
    link = tmp_path / "below" / "lintel.yaml"
    link.symlink_to("../changed.yaml")
    assert run("lint", "--fix", cwd=link.parent).returncode == 0
    assert link.is_symlink() and slipped.read_text() == mended()


def test_only_selected_rules_are_fixed(run, slipped):
    before = slipped.read_bytes()
    done = run("lint", "--fix", "--diff", "--select", "wrong-type", slipped)
    added = [line for line in done.stdout.decode().splitlines()[2:] if line.startswith("+")]
    assert added and all("assignPublicIp" in line or "retentionDays" in line for line in added)
    assert slipped.read_bytes() == before
    assert run("lint", "--fix", "--select", "wrong-type", slipped).returncode == 1
    assert [line for line in slipped.read_text().splitlines() if "taskDefintion" in line]


def test_what_cannot_be_written_is_said(run, slipped, tmp_path):
    assert b"cannot write to standard input" in run("lint", "--fix", "-", input=slipped.read_bytes()).stderr
    assert run("lint", "--diff", slipped).returncode == 2
    assert b"prints no findings" in run("lint", "--fix", "--diff", "--format", "json", slipped).stderr
    if os.geteuid() != 0:
        slipped.chmod(0o444)
        done = run("lint", "--fix", slipped)
        assert done.returncode == 2 and b"cannot write" in done.stderr


def test_reports_have_the_fixes_that_are_made(run, slipped, tmp_path):
    """The edits of JSON, applied by anybody, are what --fix writes."""
    text = slipped.read_bytes()
    found = json.loads(run("lint", "--format", "json", slipped).stdout)["findings"]
    edits = [edit for finding in found for fix in finding["fixes"] for edit in fix["edits"]]
    assert len(edits) >= len(SLIPS) - 1
    for edit in sorted(edits, key=lambda one: -one["place"]["start"]["byte"]):
        text = text[: edit["place"]["start"]["byte"]] + edit["text"].encode() + text[edit["place"]["end"]["byte"]:]
    for finding in found:
        assert all(fix["help"] in finding["help"] for fix in finding["fixes"])
    sarif = json.loads(run("lint", "--format", "sarif", slipped).stdout)["runs"][0]["results"]
    replacements = [
        one for result in sarif for fix in result.get("fixes", []) for change in fix["artifactChanges"]
        for one in change["replacements"]]
    assert [one["insertedContent"]["text"] for one in replacements] == [edit["text"] for edit in edits]
    assert [one["deletedRegion"]["startColumn"] for one in replacements] == [
        edit["place"]["start"]["column"] for edit in edits]
    slipped.write_bytes(text)
    run("lint", "--fix", slipped)
    assert slipped.read_text() == mended()


@pytest.mark.parametrize("path", sorted((FIXTURES / "bad").glob("*.yaml"))[::6], ids=lambda path: path.stem)
def test_bad_specs_end_where_nothing_more_is_changed(run, path, tmp_path):
    copy = tmp_path / "lintel.yaml"
    copy.write_bytes(path.read_bytes())
    run("lint", "--fix", copy)
    once = copy.read_bytes()
    done = run("lint", "--fix", copy)
    assert copy.read_bytes() == once and b"fixed " not in done.stderr
    assert once.count(b"\n") == path.read_bytes().count(b"\n")
