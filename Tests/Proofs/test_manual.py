"""The manual page and the completions are made of what the program says of its own commands."""

import os
import re
import subprocess

import pytest
from command_line import run  # noqa: F401, fixture
from specifications import REPOSITORY


@pytest.fixture
def page(lintel):
    return subprocess.run([REPOSITORY / ".ci" / "manual", lintel], check=True, capture_output=True, text=True).stdout


def commands(run):
    listed = run("--help").stdout.decode().split("SUBCOMMANDS:")[1]
    names = re.findall(r"^  (\w+)  ", listed, re.MULTILINE)
    assert {"lint", "compile", "diff"} <= set(names)
    return names


def test_every_command_and_option_has_its_place(run, page):
    plain = page.replace("\\-", "-")
    assert re.findall(r"^\.SS lintel (\w+)$", plain, re.MULTILINE)[: len(commands(run))] == commands(run)
    for name in commands(run):
        section = plain.split(f".SS lintel {name}\n")[1].split("\n.SS ")[0]
        listed = run("help", name).stdout.decode().split("OPTIONS:")[1]
        options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", listed, re.MULTILINE)
        for option in set(options) - {"--help", "--version"}:
            assert f"\\fB{option}\\fR" in section, (name, option)


def test_groff_has_nothing_to_say(page):
    done = subprocess.run(["groff", "-man", "-ww", "-Tascii"], input=page, capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
    assert "--write-baseline" in re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_forms_and_options(run, shell, tmp_path):
    done = run("--generate-completion-script", shell, env=os.environ | {"COLUMNS": "40"})
    assert done.stdout == run("--generate-completion-script", shell, env={}).stdout
    assert done.returncode == 0 and b"write-baseline" in done.stdout and b"sarif" in done.stdout
    if shell == "bash":
        (tmp_path / "completion").write_bytes(done.stdout)
        assert subprocess.run(["bash", "-n", tmp_path / "completion"], capture_output=True).stderr == b""
