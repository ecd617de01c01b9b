"""The program run as a person would, on the examples and on changed copies of them."""

import subprocess

import pytest
from specifications import REPOSITORY

ECS = REPOSITORY / "examples" / "ecs-autoscaling" / "lintel.yaml"
EC2 = REPOSITORY / "examples" / "ec2-autoscaling" / "lintel.yaml"


@pytest.fixture
def run(lintel, tmp_path):
    """Runs the program in an empty folder."""

    def call(*arguments, **options):
        options = {"cwd": tmp_path, "capture_output": True, "timeout": 60, "stdin": subprocess.DEVNULL} | options
        if "input" in options:
            del options["stdin"]
        done = subprocess.run([str(lintel), *map(str, arguments)], **options)
        assert done.returncode in (0, 1, 2), (arguments, done)
        return done

    return call


@pytest.fixture
def changed(tmp_path):
    """The ECS example with pieces of its text replaced."""

    def write(*replacements, of=ECS):
        text = of.read_text()
        for old, new in replacements:
            assert old in text, f"{old!r} is not in the example"
            text = text.replace(old, new)
        path = tmp_path / "changed.yaml"
        path.write_text(text)
        return path

    return write
