"""Specs in several files: what the operating system has to say about them."""

import os

import pytest
from command_line import run  # noqa: F401, fixture

SPEC = "lintel: 1\nproject: shop\nregion: us-east-1\ninclude: [{}]\n"
CLUSTERS = "clusters: { main: {} }\n"


def errors(done):
    """The errors of a report for compilers."""
    return [line for line in done.stdout.decode().splitlines() if " error: " in line]


def spec(folder, included):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lintel.yaml").write_text(SPEC.format(included))
    return folder / "lintel.yaml"


def test_paths_begin_in_the_folder_of_the_file_that_names_them(run, tmp_path):  # noqa: F811
    spec(tmp_path / "system", "parts/first.yaml")
    (tmp_path / "system" / "parts").mkdir()
    (tmp_path / "system" / "parts" / "first.yaml").write_text("include: [second.yaml, ../../shared.yaml]\n" + CLUSTERS)
    (tmp_path / "system" / "parts" / "second.yaml").write_text("logGroups: { web: { retentionDays: 30 } }\n")
    (tmp_path / "shared.yaml").write_text("repositories: { web: {} }\n")
    for folder, path in ((tmp_path, "system"), (tmp_path / "system", "."), (tmp_path, tmp_path / "system")):
        done = run("compile", path, "--output", "-", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert b"AWS::ECS::Cluster" in done.stdout and b"AWS::Logs::LogGroup" in done.stdout
        assert b"AWS::ECR::Repository" in done.stdout
    (tmp_path / "shared.yaml").write_text("repositories: { web: { scanOnPush: often } }\n")
    done = run("lint", "system", "--format", "gcc", cwd=tmp_path)
    assert done.stdout.startswith(b"shared.yaml:1:"), done.stdout


@pytest.mark.parametrize("what", ["folder", "nothing", "device", "dangling"])
def test_what_cannot_be_read_is_a_finding(run, tmp_path, what):  # noqa: F811
    path = spec(tmp_path, "part.yaml")
    part = tmp_path / "part.yaml"
    if what == "folder":
        part.mkdir()
    elif what == "device":
        os.mkfifo(part)
    elif what == "dangling":
        part.symlink_to("nowhere.yaml")
    done = run("lint", path, "--format", "gcc")
    assert done.returncode == 1
    assert b"lintel.yaml:4:11" in done.stdout and b"unreadable-file" in done.stdout, done.stdout
    assert len(done.stdout.splitlines()) == 1, done.stdout


def test_links_stay_in_the_folder_of_the_spec(run, tmp_path):  # noqa: F811
    path = spec(tmp_path / "system", "linked.yaml")
    link = tmp_path / "system" / "linked.yaml"
    (tmp_path / "system" / "real.yaml").write_text(CLUSTERS)
    link.symlink_to("real.yaml")
    assert run("lint", path, "--quiet").returncode == 0
    link.unlink()
    (tmp_path / "outside.yaml").write_text(CLUSTERS)
    link.symlink_to("../outside.yaml")
    done = run("lint", path, "--format", "gcc")
    assert done.returncode == 1 and b"invalid-include" in done.stdout and b":4:11" in done.stdout, done.stdout
    # Nothing of what lies there is shown.
    (tmp_path / "outside.yaml").write_text("password=hunter2\n")
    assert b"hunter2" not in run("lint", path).stdout
    # A folder that is a link is no other case.
    link.unlink()
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "part.yaml").write_text(CLUSTERS)
    (tmp_path / "system" / "parts").symlink_to("../others")
    done = run("lint", spec(tmp_path / "system", "parts/part.yaml"), "--format", "gcc")
    assert done.returncode == 1 and b"invalid-include" in done.stdout, done.stdout


def test_a_spec_may_lie_behind_a_link(run, tmp_path):  # noqa: F811
    spec(tmp_path / "real" / "system", "../shared.yaml, part.yaml")
    (tmp_path / "real" / "system" / "part.yaml").write_text(CLUSTERS)
    (tmp_path / "real" / "shared.yaml").write_text("repositories: { web: {} }\n")
    (tmp_path / "link").symlink_to("real/system")
    done = run("lint", "link", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_one_file_under_two_names_is_one_file(run, tmp_path):  # noqa: F811
    path = spec(tmp_path, "real.yaml, linked.yaml")
    (tmp_path / "real.yaml").write_text(CLUSTERS)
    (tmp_path / "linked.yaml").symlink_to("real.yaml")
    done = run("lint", path, "--format", "gcc")
    assert len(errors(done)) == 1 and "[repeated-include]" in errors(done)[0], done.stdout
    (tmp_path / "linked.yaml").unlink()
    (tmp_path / "linked.yaml").symlink_to("lintel.yaml")
    done = run("lint", path, "--format", "gcc")
    assert len(errors(done)) == 1 and "[circular-include]" in errors(done)[0], done.stdout


def test_a_pipe_has_no_folder(run, tmp_path):  # noqa: F811
    (tmp_path / "part.yaml").write_text(CLUSTERS)
    text = SPEC.format("part.yaml").encode()
    for command in (["lint", "-", "--format", "gcc"], ["compile", "-", "--output", "-"]):
        done = run(*command, input=text, cwd=tmp_path)
        assert done.returncode == 1
        assert b"invalid-include" in done.stdout + done.stderr, done
    (tmp_path / "lintel.yaml").write_bytes(SPEC.format("/dev/stdin").encode())
    done = run("lint", "--format", "gcc", cwd=tmp_path, input=CLUSTERS.encode())
    assert b"invalid-include" in done.stdout, done.stdout


def test_diff_and_reach_know_all_files(run, tmp_path):  # noqa: F811
    for side, count in (("old", 2), ("new", 3)):
        path = spec(tmp_path / side, "part.yaml")
        path.with_name("part.yaml").write_text(
            f"vpcs: {{ main: {{ cidr: 10.{count}.0.0/16 }} }}\n" + CLUSTERS)
    done = run("diff", tmp_path / "old", tmp_path / "new")
    assert done.returncode == 0 and b"10.2.0.0/16" in done.stdout and b"10.3.0.0/16" in done.stdout, done
    assert run("reach", tmp_path / "old").returncode == 0
