"""What the program writes: whole or not at all, and nothing of a spec becomes a path or a command."""

import json
import os
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_earlier_output_survives_a_spec_with_errors(run, changed, tmp_path):
    output = tmp_path / "out"
    assert run("compile", ECS, "--output", output).returncode == 0
    before = contents(output)
    assert sorted(before) == [
        f"{environment}/{file}"
        for environment in ("production", "staging")
        for file in ("deploy-stack.sh", "deploy.sh", "destroy.sh", "template.json")
    ]
    # In one environment only, so that the other could have been written.
    wrong = changed(("{ minCapacity: 1, maxCapacity: 30 }", "{ minCapacity: 31, maxCapacity: 30 }"))
    done = run("compile", wrong, "--output", output)
    assert done.returncode == 1 and b"production" in done.stderr
    assert contents(output) == before


def test_an_earlier_output_survives_a_folder_that_cannot_be_written(run, changed, tmp_path):
    output = tmp_path / "out"
    assert run("compile", ECS, "--output", output).returncode == 0
    (output / "production" / "template.json").unlink()
    # A folder where the second file belongs.
    (output / "production" / "template.json").mkdir()
    before = contents(output)
    other = changed(("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/18"))
    assert run("lint", other).returncode == 0
    assert run("compile", other, "--output", output).returncode == 2
    assert contents(output) == before
    left = sorted(path.name for path in output.rglob("*") if path.parent != output)
    assert left == sorted(2 * ["deploy-stack.sh", "deploy.sh", "destroy.sh", "template.json"])


def test_an_output_is_replaced_and_what_else_is_there_kept(run, changed, tmp_path):
    output = tmp_path / "out"
    run("compile", ECS, "--output", output)
    (output / "mine.txt").write_text("kept")
    before = contents(output)
    assert run("compile", changed(("10.0.0.0/16", "10.0.0.0/18")), "--output", output).returncode == 0
    after = contents(output)
    assert sorted(after) == sorted(before)
    assert {name for name in after if after[name] != before[name]} == {
        f"{environment}/{file}"
        for environment in ("production", "staging")
        for file in ("deploy-stack.sh", "deploy.sh", "template.json")
    }


# Runs that do not end by themselves.


def temporaries(folder):
    return [path for path in folder.rglob("*") if path.name.endswith((".lintel-new", ".lintel-old", ".lintel-journal", ".tmp"))]


def many_environments(tmp_path, count, cidr):
    path = tmp_path / "many.yaml"
    path.write_text(
        f"lintel: 1\nproject: p\nregion: us-east-1\nvpcs: {{ v: {{ cidr: {cidr} }} }}\nenvironments:\n"
        + "".join(f"  e{number}: {{ account: '{number:012}' }}\n" for number in range(count)))
    return path


def test_what_another_run_left_is_in_nobodys_way(run, tmp_path):
    output = tmp_path / "out"
    (output / "staging").mkdir(parents=True)
    # As process 1 of an earlier container left it, and as this program names what it has not finished.
    old = output / "staging" / "template.json.1.tmp"
    old.write_text("{")
    for ending in ("new", "old"):
        (output / "staging" / f"template.json.0123456789abcdef.lintel-{ending}").write_text("{")
    assert run("compile", ECS, "--output", output).returncode == 0
    assert temporaries(output) == [old]


def test_a_killed_run_is_undone_by_the_next(run, tmp_path):
    output = tmp_path / "out"
    assert run("compile", ECS, "--output", output).returncode == 0
    before = contents(output)
    # As a run leaves it that was killed when the second file had not taken its place yet.
    first, second = output / "production/template.json", output / "staging/template.json"
    aside = "production/template.json.0123456789abcdef.lintel-old"
    (output / aside).write_bytes(first.read_bytes())
    first.write_text("new")
    (output / "staging/new.json").write_text("was not there")
    (output / ".lintel-journal").write_text(
        f"production/template.json\t{aside}\nstaging/new.json\t\n../../etc/x\t\nstaging/template.json\tstaging/template.json.1123456789abcdef.lintel-old\n")
    done = run("compile", ECS, "--output", output, "--target", "script")
    assert done.returncode == 0 and contents(output) == before and second.exists()


@pytest.mark.parametrize("one", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_all_or_nothing(run, lintel, tmp_path, one):
    count = 100
    output = tmp_path / "out"
    assert run("compile", "-q", many_environments(tmp_path, count, "10.0.0.0/16"), "--output", output).returncode == 0
    old = contents(output)
    path = many_environments(tmp_path, count, "10.0.0.0/18")
    assert run("compile", "-q", path, "--output", tmp_path / "wanted").returncode == 0
    new = contents(tmp_path / "wanted")
    assert set(new) == set(old) and new != old
    seen = set()
    # LINTEL_ALL=1 tries six times as many moments.
    delays = [0.002 * step for step in range(1, 60)] * 2
    for delay in delays if os.environ.get("LINTEL_ALL") else delays[::6]:
        # Whoever runs the proofs below nohup has all their processes ignore one of these.
        heeded = partial(signal.signal, one, signal.SIG_DFL)
        command = [str(lintel), "compile", "-q", path, "--output", output]
        with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heeded) as process:
            time.sleep(delay)
            process.send_signal(one)
            process.stderr.read()
        assert temporaries(output) == []
        after = contents(output)
        assert after in (old, new), "some files are old and some are new"
        seen.add((process.returncode == 0, after == new))
        if after == new:
            many_environments(tmp_path, count, "10.0.0.0/16")
            assert run("compile", "-q", path, "--output", output).returncode == 0
            many_environments(tmp_path, count, "10.0.0.0/18")
        if (False, False) in seen and len(seen) > 1:
            break
    assert (False, False) in seen


def test_a_file_that_cannot_take_its_place_undoes_the_others(run, changed, tmp_path):
    output = tmp_path / "out"
    assert run("compile", ECS, "--output", output).returncode == 0
    before = contents(output)
    # Nothing else stops the superuser everywhere.
    library = tmp_path / "stuck.so"
    source = Path(__file__).with_name("standins") / "stuck.c"
    subprocess.run(["clang", "-shared", "-fPIC", "-Wall", "-Werror", "-o", library, source], check=True)
    variables = os.environ | {"LD_PRELOAD": str(library), "PROOF_STUCK": "/staging/deploy.sh"}
    done = run("compile", changed(("10.0.0.0/16", "10.0.0.0/18")), "--output", output, env=variables)
    assert done.returncode == 2 and b"deploy.sh" in done.stderr
    assert contents(output) == before


# An earlier layout.


def test_what_stood_there_before_there_were_environments_goes(run, tmp_path):
    output = tmp_path / "out"
    spec = tmp_path / "lintel.yaml"
    spec.write_text("lintel: 1\nproject: p\nregion: us-east-1\nvpcs: { v: { cidr: 10.0.0.0/16 } }\n")
    assert run("compile", "--output", output).returncode == 0
    kept = {"notes.txt": "mine", "other.json": "{}"}
    for name, text in kept.items():
        (output / name).write_text(text)
    # A script of the same name that Lintel did not write.
    (output / "destroy.sh").write_text("#!/bin/sh\necho mine\n")
    spec.write_text(spec.read_text() + "environments: { staging: {} }\n")
    done = run("compile", "--output", output)
    assert done.returncode == 0 and b"removed" in done.stderr
    left = {path.name for path in output.iterdir()}
    assert left == {"staging", "destroy.sh", *kept} and (output / "destroy.sh").read_text().endswith("mine\n")
    assert temporaries(output) == []


# Text that would like to be something else.


@pytest.mark.parametrize("old, new", [
    ("  staging:\n", '  "../x":\n'),
    ("  staging:\n", '  "/tmp/x":\n'),
    ("  staging:\n", '  "a\\nb":\n'),
    ("  staging:\n", '  ".":\n'),
    ("project: my-app\n", 'project: "../x"\n'),
    ("project: my-app\n", 'project: "my\\napp"\n'),
    ("region: us-east-1", 'region: "us-east-1; touch x"'),
    ('account: "111111111111"', 'account: "$(touch x)"'),
    ("name: my-app-cluster", 'name: "my-\\n-cluster"'),
    ("name: my-app-cluster", "name: my-'; touch x;'-cluster"),
    ("name: my-app-cluster", 'name: "my-\\"app\\"-cluster"'),
    ("  app:\n", '  "../app":\n'),
    ("  app:\n", '  "a\'b":\n'),
    ("  app:\n", '  "a\\nb":\n'),
])
def test_what_would_become_a_path_or_a_command_is_a_finding(run, changed, tmp_path, old, new):
    path = changed((old, new))
    done = run("compile", path, "--output", tmp_path / "out")
    said = done.stderr.decode()
    assert done.returncode == 1 and "error[" in said and "--> " in said and not done.stdout
    assert [one.name for one in tmp_path.iterdir()] == ["changed.yaml"]
    linted = run("lint", path, "--format", "gcc").stdout.decode()
    assert all(line.startswith(str(path)) for line in linted.splitlines()), "a finding is one line"


def test_what_is_printed_to_be_run_is_quoted(run, changed, tmp_path):
    output = tmp_path / "a b'c"
    value = "$(touch pwned)`touch pwned`\"'; touch pwned; '"
    for path, more in (
        (ECS, ["--parameter", f"imageTag={value}", "--environment", "staging"]),
        (changed(("keyPair: wordpress", f"keyPair: {json.dumps(value)}"), of=EC2), []),
    ):
        done = run("compile", path, "--output", output, *more)
        assert done.returncode == 0, done.stderr
        lines = done.stderr.decode().splitlines()
        commands = "\n".join(line for line in lines if line.startswith("  "))
        assert "touch pwned" in commands
        script = f"aws() {{ echo x; }}; docker() {{ cat; }}\n{commands}\necho end"
        ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, timeout=60, input=b"")
        assert ran.stdout.endswith(b"end\n"), ran.stderr
        assert not (tmp_path / "pwned").exists()
