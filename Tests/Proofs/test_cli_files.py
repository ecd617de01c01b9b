"""What the program writes: whole or not at all, and nothing of a spec becomes a path or a command."""

import json
import subprocess

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
        f"{environment}/{file}" for environment in ("production", "staging") for file in ("deploy.sh", "template.json")
    }


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
