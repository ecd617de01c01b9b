"""The GitHub Action, the pre-commit hooks and `examples/ci`: each step runs here as it would there."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from command_line import ECS, run  # noqa: F401, fixtures
from specifications import REPOSITORY

ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text())
CI = REPOSITORY / "examples" / "ci"


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", *arguments], cwd=folder,
        check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    """A repository whose head is a pull request with one change, as actions/checkout leaves it; and its base."""
    origin, clone = tmp_path / "origin", tmp_path / "checkout"
    origin.mkdir()
    git(origin, "init", "--quiet")
    (origin / "lintel.yaml").write_text(ECS.read_text())
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "base")
    base = git(origin, "rev-parse", "HEAD")
    (origin / "lintel.yaml").write_text(ECS.read_text().replace("internet-facing", "internal"))
    git(origin, "commit", "--quiet", "-a", "-m", "head")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", str(clone))
    return clone, base


class Run:
    """The composite action, step by step: expressions are put in, outputs carried on."""

    def __init__(self, folder, lintel, temporary, context, **inputs):
        temporary.mkdir(exist_ok=True)
        self.folder, self.temporary = folder, temporary
        assert set(inputs) <= set(ACTION["inputs"])
        self.values = {f"inputs.{name}": entry["default"] for name, entry in ACTION["inputs"].items()}
        self.values |= {f"inputs.{name}": value for name, value in inputs.items()} | context
        self.values["inputs.program"] = inputs.get("program", str(lintel))
        self.summary = temporary / "summary.md"
        self.uploaded, self.log, self.status = None, "", 0

    def value(self, text):
        def put(match):
            expression = match.group(1).strip()
            chosen = re.fullmatch(r"([\w.-]+) == '(\w+)' && format\('\{0\}([^']*)', runner\.temp\) \|\| ''", expression)
            if chosen:
                return f"{self.temporary}{chosen.group(3)}" if self.known(chosen.group(1)) == chosen.group(2) else ""
            return self.known(expression)

        return re.sub(r"\$\{\{(.*?)\}\}", put, str(text))

    def known(self, name):
        if name not in self.values:
            assert re.fullmatch(r"steps\.\w+\.outputs\.\w+", name), name
            assert name.split(".")[1] in [step.get("id") for step in ACTION["runs"]["steps"]]
        return self.values.get(name, "")

    def holds(self, condition):
        parts = [re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", part).groups() for part in condition.split(" && ")]
        return all((self.known(name) == value) == (sign == "==") for name, sign, value in parts)

    def __call__(self, path=None):
        for step in ACTION["runs"]["steps"]:
            if not self.holds(step.get("if", "github.event_name != ''")):
                continue
            if "uses" in step:
                self.uploaded = self.value(step["with"]["sarif_file"])
                continue
            outputs = self.temporary / "outputs"
            outputs.write_text("")
            environment = os.environ | {name: self.value(value) for name, value in step["env"].items()} | {
                "GITHUB_ACTION_PATH": str(REPOSITORY), "GITHUB_OUTPUT": str(outputs), "RUNNER_TEMP": str(self.temporary),
                "GITHUB_STEP_SUMMARY": str(self.summary), "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"]}
            assert "${{" not in step["run"]
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=self.folder, env=environment,
                capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
            self.log += done.stdout + done.stderr
            for line in outputs.read_text().splitlines():
                name, value = line.split("=", 1)
                self.values[f"steps.{step['id']}.outputs.{name}"] = value
            if done.returncode:
                self.status = done.returncode
                break
        return self


def pull_request(base):
    return {"github.event_name": "pull_request", "github.event.pull_request.base.sha": base,
            "github.event.pull_request.number": "7",
            "github.repository": "some/where", "github.server_url": "https://github.com", "github.run_id": "1",
            "github.action_ref": "v0.1.0", "github.action_repository": "owner/lintel", "github.token": "x"}


def test_every_input_is_used_and_described():
    text = yaml.safe_dump(ACTION["runs"])
    for name, entry in ACTION["inputs"].items():
        assert f"inputs.{name}" in text and entry["description"], name
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])


def test_a_pull_request_is_linted_and_compared(checkout, lintel, tmp_path):
    folder, base = checkout
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base))()
    assert done.status == 0, done.log
    summary = done.summary.read_text()
    assert summary.startswith("## What changes") and "### base/lintel.yaml staging → head/lintel.yaml staging" in summary and "Scheme: internet-facing → internal" in summary
    assert str(tmp_path) not in summary
    again = Run(folder, lintel, tmp_path / "temp", pull_request(base), **{"fail-on": "data-loss failure"})()
    assert again.status == 2 and "fail-on" in again.log
    assert git(folder, "status", "--porcelain") == ""


def test_findings_are_annotations_and_fail_at_the_end(checkout, lintel, tmp_path):
    folder, base = checkout
    text = (folder / "lintel.yaml").read_text()
    (folder / "lintel.yaml").write_text(text.replace("10.0.0.0/16", "10.0.0.0/33"))
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), **{"upload-sarif": "true"})()
    assert done.status == 1 and "::error file=lintel.yaml,line=" in done.log
    assert Path(done.uploaded).read_bytes().startswith(b"{")
    assert "error[invalid-value]" in done.summary.read_text() and "A side does not read" in done.summary.read_text()
    (folder / "lintel.yaml").write_text(text.replace("name: my-app-cluster", "name: app-cluster"))
    plain = Run(folder, lintel, tmp_path / "temp", pull_request(base), diff="false")()
    assert plain.status == 0 and plain.uploaded is None
    assert Run(folder, lintel, tmp_path / "temp", pull_request(base), strict="true", diff="false")().status == 1
    (folder / "baseline.json").write_text("")
    subprocess.run([str(lintel), "lint", "--write-baseline", "baseline.json"], cwd=folder, check=True, capture_output=True)
    accepted = Run(folder, lintel, tmp_path / "temp", pull_request(base), strict="true", diff="false", baseline="baseline.json")()
    assert accepted.status == 0
    push = Run(folder, lintel, tmp_path / "other", pull_request(base) | {"github.event_name": "push"})()
    assert push.status == 0 and not push.summary.exists()


def test_paths_are_paths_and_no_commands(checkout, lintel, tmp_path):
    folder, base = checkout
    (folder / "a b;$(touch x)").mkdir()
    (folder / "a b;$(touch x)" / "lintel.yaml").write_text(ECS.read_text().replace("my-app", "our-app"))
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), files="  lintel.yaml  \n\na b;$(touch x)\n")()
    assert done.status == 0 and not (folder / "x").exists(), done.log
    assert "a b;$(touch x)/lintel.yaml is new" in done.summary.read_text()
    assert Run(folder, lintel, tmp_path / "temp", pull_request(base), files="--strict")().status == 2


GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$LOG"
for word; do
  [[ $word != body=@* ]] || cp "${word#body=@}" "$LOG.body"
  [[ $word != --jq ]] || cat "$FOUND"
done
"""


@pytest.mark.parametrize("found, method", [("", "POST repos/some/where/issues/7/comments"), ("41\n42\n", "PATCH repos/some/where/issues/comments/41")])
def test_one_comment_is_written_and_rewritten(checkout, lintel, tmp_path, monkeypatch, found, method):
    folder, base = checkout
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    (tmp_path / "found").write_text(found)
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    monkeypatch.setenv("FOUND", str(tmp_path / "found"))
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), comment="true")(programs)
    assert done.status == 0, done.log
    assert method in (tmp_path / "log").read_text().splitlines()[-1]
    body = (tmp_path / "log.body").read_text()
    assert body.startswith("<!-- lintel diff -->\n") and "Scheme: internet-facing → internal" in body


CURL = """\
#!/usr/bin/env bash
while [[ $# -gt 1 ]]; do
  [[ $1 != --output ]] || target=$2
  [[ $1 != --remote-name ]] || target=${!#}
  shift
done
printf '%s\\n' "$1" >>"$LOG"
cp "$RELEASE/${1##*/}" "${target##*/releases/download/*/}"
"""


@pytest.fixture
def release(lintel, tmp_path, monkeypatch):
    """A release that a curl of our own hands out."""
    folder, programs = tmp_path / "release", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    sums = ""
    for architecture in ("x86_64", "aarch64"):
        text = f'#!/bin/sh\nexec "{lintel}" "$@"\n'.encode()
        (folder / f"lintel-linux-{architecture}").write_bytes(text)
        sums += f"{hashlib.sha256(text).hexdigest()}  lintel-linux-{architecture}\n"
    (folder / "SHA256SUMS").write_text(sums)
    (programs / "curl").write_text(CURL)
    (programs / "curl").chmod(0o755)
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    monkeypatch.setenv("RELEASE", str(folder))
    return folder, programs


def test_the_program_of_a_release_has_its_checksum(checkout, lintel, tmp_path, release):
    folder, base = checkout
    files, programs = release
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), program="", diff="false")(programs)
    assert done.status == 0, done.log
    asked = (tmp_path / "log").read_text().splitlines()
    assert asked[1] == "https://github.com/owner/lintel/releases/download/v0.1.0/SHA256SUMS"
    for damaged in files.glob("lintel-linux-*"):
        damaged.write_bytes(damaged.read_bytes() + b"\n")
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), program="", version="v0.2.0", diff="false")(programs)
    assert done.status == 2 and "another checksum" in done.log
    done = Run(folder, lintel, tmp_path / "temp", pull_request(base), program="", version="main; id", diff="false")(programs)
    assert done.status == 2 and "is no release" in done.log


# Examples.


def test_the_workflow_says_what_the_action_takes():
    workflow = yaml.safe_load((CI / "github.yml").read_text())
    steps = workflow["jobs"]["lintel"]["steps"]
    given = next(step["with"] for step in steps if "lintel@" in step.get("uses", ""))
    assert set(given) <= set(ACTION["inputs"])
    # YAML takes the key `on` for a boolean.
    assert "pull_request" in workflow[True]
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write", "security-events": "write"}


def test_the_jobs_of_gitlab_do_their_work(checkout, tmp_path, release):
    folder, base = checkout
    _, programs = release
    pipeline = yaml.safe_load((CI / "gitlab.yml").read_text())
    shim = programs / "install"
    shim.write_text(f'#!/bin/sh\ncp "$1" "{programs}/lintel" && chmod +x "{programs}/lintel"\n')
    shim.chmod(0o755)
    environment = os.environ | pipeline["variables"] | {
        "PATH": f"{programs}:{os.environ['PATH']}", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    for job in ("lintel", "lintel-diff"):
        lines = pipeline[pipeline[job]["extends"]]["before_script"] + pipeline[job]["script"]
        done = subprocess.run(["bash", "-eo", "pipefail", "-c", "\n".join(lines)], cwd=folder, env=environment,
                              capture_output=True, text=True, timeout=120)
        # Moving the load balancer is a failure that the job is to stop at.
        assert done.returncode == (1 if job == "lintel-diff" else 0), done.stderr
        for path in [*pipeline[job]["artifacts"].get("reports", {}).values(), *pipeline[job]["artifacts"].get("paths", [])]:
            assert (folder / path).stat().st_size > 0
    assert "Scheme: internet-facing → internal" in (folder / "lintel-diff.md").read_text()


def test_hooks_run_and_the_example_names_one_of_them(run, tmp_path):
    hooks = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())}
    config = yaml.safe_load((CI / "pre-commit-config.yaml").read_text())
    for name, hook in hooks.items():
        program, *arguments = hook["entry"].split()
        assert program == "lintel" and hook["language"] in ("swift", "system") and hook["name"] and hook["require_serial"]
        pattern = re.compile(hook["files"])
        assert all(pattern.search(path) for path in ("lintel.yaml", "a/b/lintel.yml", "a/lintel.json"))
        assert not any(pattern.search(path) for path in ("my-lintel.yaml", "lintel.yaml.bak", "x.yaml"))
    for entry in config["repos"][0]["hooks"]:
        arguments = hooks[entry["id"]]["entry"].split()[1:] + entry["args"]
        spec = tmp_path / "lintel.yaml"
        spec.write_text(ECS.read_text())
        assert run(*arguments, spec).returncode == 0 and spec.read_text() == ECS.read_text()


def test_shellcheck_finds_nothing(tmp_path):
    pipeline = yaml.safe_load((CI / "gitlab.yml").read_text())
    scripts = [REPOSITORY / ".ci" / "action"]
    for job in ("lintel", "lintel-diff"):
        path = tmp_path / f"{job}.sh"
        path.write_text("#!/bin/bash\nset -eo pipefail\n" + "\n".join(
            pipeline[".lintel"]["before_script"] + pipeline[job]["script"]) + "\n")
        scripts.append(path)
    for index, step in enumerate(ACTION["runs"]["steps"]):
        if "run" in step:
            path = tmp_path / f"step-{index}.sh"
            path.write_text(f"#!/bin/bash\n{step['run']}\n")
            scripts.append(path)
    program = Path(sys.executable).with_name("shellcheck")
    found = subprocess.run([program, "--norc", *scripts], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
