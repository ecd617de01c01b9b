"""The pages of the rules: every example says on the command line what its page says of it."""

import json
import subprocess

import pytest
from command_line import run  # noqa: F401, fixture


@pytest.fixture(scope="module")
def rules(lintel):
    done = subprocess.run([str(lintel), "explain", "--json"], capture_output=True, timeout=60, check=True)
    return json.loads(done.stdout)


def reported(run, path, text, *, notes=False):
    """The ids that `lintel lint` reports as errors or warnings, or as notes too."""
    path.write_text(text)
    done = run("lint", path, "--format", "json")
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == any(finding["severity"] == "error" for finding in findings)
    return {finding["rule"] for finding in findings if notes or finding["severity"] != "note"}


def test_examples_say_on_the_command_line_what_their_pages_say(run, rules, tmp_path):
    assert len(rules) >= 47
    wrong = [(rule["rule"], text) for rule in rules for text in rule["wrong"]]
    right = [(rule["rule"], text) for rule in rules for text in rule["right"]]
    assert {rule for rule, _ in wrong} == {rule for rule, _ in right} == {rule["rule"] for rule in rules}
    for rule, text in wrong:
        assert rule in reported(run, tmp_path / "wrong.yaml", text, notes=True), (rule, text)
    for rule, text in right:
        assert not reported(run, tmp_path / "right.yaml", text), (rule, text)


def test_right_examples_compile(run, rules, tmp_path):
    for rule in rules:
        for text in rule["right"]:
            done = run("compile", "-", "--output", tmp_path / "build", input=text.encode())
            assert done.returncode == 0, (rule["rule"], text, done.stderr)


def test_every_rule_has_a_page(run, rules):
    listed = run("explain").stdout.decode()
    for rule in rules:
        assert f"  {rule['rule']} " in listed
        page = run("explain", rule["rule"])
        assert page.returncode == 0 and f"[{rule['rule']}]: ".encode() in page.stdout and not page.stderr


@pytest.mark.parametrize("name, said", [
    ("servces", "did you mean 'services'?"),
    ("services.desiredCont", "did you mean 'services.desiredCount'?"),
    ("impossible-tasksize", "did you mean 'impossible-task-size'?"),
    ("nothing-of-the-kind", "lists what there is"),
])
def test_an_unknown_name_is_two(run, name, said):
    done = run("explain", name)
    assert done.returncode == 2 and said in done.stderr.decode() and not done.stdout
