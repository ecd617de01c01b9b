"""The scripts of `lintel loadtest`: what loads instances is sound, and asks for the work that was simulated."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests" / "Fixtures"
SCRIPT = FIXTURES / "loadtest" / "ec2-autoscaling.sh"

AWS = """#!/usr/bin/env bash
if [[ $1 == autoscaling ]]; then echo 2; exit; fi
while (($#)); do
  case $1 in --targets|--parameters) printf '%s\\t%s\\n' "$1" "$2" >>"$CALLS" ;; esac
  shift
done
"""


def test_shellcheck_finds_nothing():
    program = Path(sys.executable).with_name("shellcheck")
    found = subprocess.run([program, "--norc", SCRIPT], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_instances_get_their_parts(tmp_path):
    for name, text in (("aws", AWS), ("sleep", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    calls = tmp_path / "calls"
    run = subprocess.run(
        ["bash", SCRIPT], capture_output=True, text=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin", "CALLS": str(calls)})
    assert run.returncode == 0, run.stderr
    lines = [line.split("\t") for line in calls.read_text().splitlines()]
    targets = {value for option, value in lines if option == "--targets"}
    assert [json.loads(value) for value in targets] == [
        [{"Key": "tag:aws:autoscaling:groupName", "Values": ["wordpress-asg"]}]]
    loads = []
    for option, value in lines:
        if option == "--parameters":
            (command,) = json.loads(value)["commands"]
            words = command.split()
            assert words[:4] == ["stress-ng", "--cpu", "0", "--cpu-load"] and words[5:7] == ["--timeout", "60s"]
            loads.append(int(words[4]))
    plan = SCRIPT.read_text().split("plan='")[1].split("'")[0]
    wanted = [min(100, int(line.split()[1]) * 100 // 2000) for line in plan.splitlines()]
    assert loads == [load for load in wanted if load > 0] and max(loads) == 96


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("simulate/*.svg")), ids=lambda path: path.stem)
def test_pictures_are_whole(path):
    picture = ElementTree.parse(path).getroot()
    width, height = float(picture.get("width")), float(picture.get("height"))
    for shape in picture.iter():
        for key, most in (("x", width), ("cx", width), ("x2", width), ("y", height), ("cy", height), ("y2", height)):
            if shape.get(key) is not None:
                assert 0 <= float(shape.get(key)) <= most, (shape.tag, shape.attrib)
