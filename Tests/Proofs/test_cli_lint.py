"""Lint over several files, folders and none; colour and quiet; what is misspelt."""

import json
import os
import shutil
import subprocess

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures


def clean_environment(**more):
    return {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")} | more


def test_several_files_are_one_document(run, changed, tmp_path):
    bad = changed(("project: my-app", "project: other"), ("10.0.0.0/16", "10.0.0.0/33"))
    done = run("lint", "--format", "json", bad, "nowhere.yaml", ECS, tmp_path)
    document = json.loads(done.stdout)
    assert done.returncode == 2
    assert {finding["place"]["file"] for finding in document["findings"]} == {str(bad)}
    assert document["summary"]["errors"] == len([one for one in document["findings"] if one["severity"] == "error"]) > 0
    assert [one["file"] for one in document["unreadable"]] == ["nowhere.yaml", str(tmp_path)]
    assert b"error: cannot open 'nowhere.yaml'" in done.stderr
    assert "unreadable" not in json.loads(run("lint", "--format", "json", bad).stdout)


def test_a_summary_counts_all_files(run, changed):
    bad = changed(("project: my-app", "project: other"), ("10.0.0.0/16", "10.0.0.0/33"))
    said = run("lint", ECS, bad, bad, EC2).stdout.decode()
    errors = run("lint", "--format", "gcc", bad).stdout.count(b": error: ")
    assert said.splitlines()[-1].endswith(" in 2 of 4 files") and said.splitlines()[-1].startswith(f"{2 * errors} error")
    assert len([line for line in said.splitlines() if line.startswith(f"{errors} error")]) == 0
    assert run("lint", ECS, EC2).stdout.decode().splitlines()[-1] == "no findings in 2 of 2 files"
    assert b"files" not in run("lint", bad).stdout


def test_gcc_lines_name_what_cannot_be_read(run):
    done = run("lint", "--format", "gcc", "nowhere.yaml", ECS)
    assert done.returncode == 2 and done.stdout.startswith(b"nowhere.yaml:1:1: error: ")


def test_folders_and_folders_above_are_looked_into(run, tmp_path):
    system = tmp_path / "system"
    below = system / "a" / "b"
    below.mkdir(parents=True)
    shutil.copy(ECS, system / "lintel.yaml")
    done = run("lint", system)
    assert done.returncode == 0 and done.stdout.startswith(str(system / "lintel.yaml").encode()) and not done.stderr
    done = run("lint", cwd=below)
    assert done.returncode == 0 and done.stderr == b"the spec is ../../lintel.yaml\n"
    assert done.stdout.startswith(b"../../lintel.yaml: no findings")
    assert run("lint", "-q", cwd=below).stderr == b"" == run("lint", cwd=system).stderr
    assert run("reach", cwd=below).returncode == 0 == run("diff", "--from", "staging", "--to", "production", cwd=below).returncode
    done = run("compile", cwd=below)
    assert done.returncode == 0 and (system / "build/staging/template.json").exists() and not list(below.iterdir())
    assert run("reach", ".", "internet", cwd=system).returncode == 0
    empty = run("lint", below)
    assert empty.returncode == 2 and b"has no lintel.yaml" in empty.stderr


@pytest.mark.parametrize("arguments, says", [
    (["lnit"], "did you mean `lintel lint`?"), (["complie"], "did you mean `lintel compile`?"), (["quux"], "there are 'lint'"),
    (["help", "nope"], "there is no command 'nope'"), (["help", "lnit"], "did you mean `lintel lint`?"),
    (["lint", "--strcit"], "--strict"), (["lint", "--format", "xml"], "xml"), (["compile", "--environment"], "environment"),
])
def test_errors_of_the_command_line_are_spelt_alike(run, arguments, says):
    done = run(*arguments)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith(b"error: ") and says in done.stderr.decode()


@pytest.mark.parametrize("arguments", [["help"], ["help", "lint"], ["--help"], ["lint", "--help"], ["--version"], []])
def test_help_is_no_error(run, arguments):
    done = run(*arguments)
    assert done.returncode == 0 and done.stdout and not done.stderr


def test_quiet_prints_findings_and_nothing_else(run, changed):
    assert run("lint", "-q", ECS, EC2).stdout == b""
    bad = changed(("10.0.0.0/16", "10.0.0.0/33"))
    loud, quiet = (run("lint", bad, *more).stdout for more in ([], ["--quiet"]))
    assert quiet and loud.startswith(quiet) and loud != quiet
    done = run("compile", "-q", ECS)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert b"error[" in run("compile", "-q", bad).stderr


@pytest.mark.parametrize("arguments, environment, colored", [
    ([], {}, False), ([], {"FORCE_COLOR": "1"}, True), ([], {"FORCE_COLOR": "0"}, False), ([], {"FORCE_COLOR": ""}, False),
    ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), (["--color", "always"], {}, True),
    (["--color", "always"], {"NO_COLOR": "1"}, True), (["--color", "never"], {"FORCE_COLOR": "1"}, False),
])
def test_colour_is_asked_for_or_not(run, changed, arguments, environment, colored):
    bad = changed(("10.0.0.0/16", "10.0.0.0/33"))
    for command in (["lint", bad], ["compile", bad], ["explain", "services"], ["reach", ECS],
                    ["diff", ECS, "--from", "staging", "--to", "production"]):
        done = run(*command, *arguments, env=clean_environment(**environment))
        assert (b"\x1b[" in done.stdout + done.stderr) == colored, command


def test_vim_reads_lines_with_their_types(run, changed, tmp_path):
    """Vim's own error format for gcc, as README says."""
    bad = changed(("10.0.0.0/16", "10.0.0.0/33"), ("name: my-app-cluster", "name: app-cluster"))
    (tmp_path / "errors.txt").write_bytes(run("lint", "--format", "gcc", bad).stdout)
    script = r"""
set nocompatible
let &errorformat = '%f:%l:%c: %trror: %m,%f:%l:%c: %tarning: %m,%f:%l:%c: %tote: %m'
cgetfile errors.txt
call writefile(map(getqflist(), 'bufname(v:val.bufnr) . "|" . v:val.lnum . "|" . v:val.col . "|" . v:val.type . "|" . v:val.valid'), 'list.txt')
qall!
"""
    (tmp_path / "script.vim").write_text(script)
    subprocess.run(["vim", "-e", "-s", "-u", "NONE", "-S", "script.vim"], cwd=tmp_path, timeout=30, stdin=subprocess.DEVNULL,
                   capture_output=True)
    entries = [line.split("|") for line in (tmp_path / "list.txt").read_text().splitlines()]
    wanted = [line.split(":")[:4] for line in (tmp_path / "errors.txt").read_text().splitlines()]
    assert [(line, column, kind) for _, line, column, kind, _ in entries] == [
        (line, column, kind.strip()[0]) for _, line, column, kind in wanted]
    assert {entry[3] for entry in entries} >= {"e", "w"} and {entry[4] for entry in entries} == {"1"}


SHARED = """\
lintel: 1
project: {project}
region: us-east-1
loadBalancers:
  front:
    existing: arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/front/50dc6c495c0c9188
    listeners:
      http:
        existing: arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2
        rules:
          all: {{ priority: {priority}, path: /{project}/*, fixedResponse: {{ statusCode: 404 }} }}
"""


def test_specs_that_share_a_listener_have_priorities_of_their_own(run, tmp_path):
    specs = []
    for project, priority in (("shop", 10), ("blog", 20), ("wiki", 10)):
        specs.append(tmp_path / f"{project}.yaml")
        specs[-1].write_text(SHARED.format(project=project, priority=priority))
    assert run("lint", *specs[:2]).returncode == 0
    done = run("lint", *specs)
    # Long paths are wrapped.
    said = " ".join(done.stdout.decode().split())
    assert done.returncode == 1 and said.count("error[priority-taken-elsewhere]") == 1
    assert f"{specs[2]}:11:" in said and f"note: it is taken in {specs[0]}:11" in said
    assert all(run("lint", spec).returncode == 0 for spec in specs)


def test_specs_that_describe_one_system_say_so(run, changed, tmp_path):
    other = changed(("10.0.0.0/16", "10.0.0.0/18"))
    done = run("lint", ECS, other, "--format", "gcc")
    errors = [line for line in done.stdout.decode().splitlines() if " error: " in line]
    assert len(errors) == 1 and errors[0].startswith(f"{other}:6:") and "shared-system" in errors[0], done.stdout
    # One file is no two specs, and another account no one system.
    assert run("lint", ECS, ECS, "--strict").returncode == 0
    elsewhere = changed(("111111111111", "333333333333"), ("222222222222", "444444444444"))
    assert run("lint", ECS, elsewhere).returncode == 0
