"""The pages of the rules: every example says on the command line what its page says of it."""

import json
import os
import re
import subprocess

import pytest
from command_line import run  # noqa: F401, fixture


@pytest.fixture(scope="module")
def rules(lintel):
    done = subprocess.run([str(lintel), "explain", "--json"], capture_output=True, timeout=60, check=True)
    return json.loads(done.stdout)


def write(folder, example):
    """Writes an example with the files that it includes; its own path."""
    folder.mkdir(parents=True)
    beside = {"beside.yaml": example["beside"]} if "beside" in example else {}
    for path, text in {"example.yaml": example["text"], **example["files"], **beside}.items():
        (folder / path).write_text(text)
    return folder / "example.yaml"


def reported(run, folder, examples, *, notes=False):
    """For each example the ids that `lintel lint` reports as errors or warnings, or as notes too; one run for all."""
    names = [f"{number}" for number in range(len(examples))]
    for name, example in zip(names, examples, strict=True):
        write(folder / name, example)
    specs = [
        f"{name}/{spec}" for name, example in zip(names, examples, strict=True)
        for spec in (["beside.yaml"] if "beside" in example else []) + ["example.yaml"]
    ]
    done = run("lint", *specs, "--format", "json", cwd=folder)
    by_name = {name: [] for name in names}
    for finding in json.loads(done.stdout)["findings"]:
        by_name[finding["place"]["file"].partition("/")[0]].append(finding)
    reports = list(by_name.values())
    assert done.returncode == any(finding["severity"] == "error" for findings in reports for finding in findings)
    # That many of them describe one system is theirs only where the page puts another beside it.
    return [
        {finding["rule"] for finding in findings if notes or finding["severity"] != "note"}
        - (set() if "beside" in example else {"shared-system"})
        for findings, example in zip(reports, examples, strict=True)
    ]


def test_examples_say_on_the_command_line_what_their_pages_say(run, rules, tmp_path):
    assert len(rules) >= 47
    wrong = [(rule["rule"], text) for rule in rules for text in rule["wrong"]]
    right = [(rule["rule"], text) for rule in rules for text in rule["right"]]
    assert {rule for rule, _ in wrong} == {rule for rule, _ in right} == {rule["rule"] for rule in rules}
    of_wrong = reported(run, tmp_path / "wrong", [text for _, text in wrong], notes=True)
    for (rule, text), found in zip(wrong, of_wrong, strict=True):
        assert rule in found, (rule, text)
    of_right = reported(run, tmp_path / "right", [text for _, text in right])
    for (rule, text), found in zip(right, of_right, strict=True):
        assert not found, (rule, text, found)


def test_right_examples_compile(run, rules, tmp_path):
    right = [(rule["rule"], text) for rule in rules for text in rule["right"]]
    # Each is a process; that they have no errors is shown of all above.
    for number, (rule, example) in enumerate(right):
        if number % 10 and not example["files"] and not os.environ.get("LINTEL_ALL"):
            continue
        done = run("compile", write(tmp_path / f"{number}", example), "--output", tmp_path / "build")
        assert done.returncode == 0, (rule, example, done.stderr)


def test_every_rule_has_a_page(run, rules):
    listed = run("explain").stdout.decode()
    # A long name has the line to itself.
    assert {rule["rule"] for rule in rules} <= set(re.findall(r"^  ([a-z0-9-]+)(?= |$)", listed, re.MULTILINE))
    # The reference has the text of all of them; here it is about the way to it.
    for rule in rules[:: 1 if os.environ.get("LINTEL_ALL") else 8]:
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
