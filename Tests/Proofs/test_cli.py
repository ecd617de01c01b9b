"""The program does what its help says with good and bad input, and its exit status tells which."""

import os
import pty
import subprocess

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures


def test_help_and_version(run):
    for arguments in (["--help"], ["lint", "--help"], ["compile", "--help"], ["schema", "--help"], ["--version"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, b"") and done.stdout, arguments


@pytest.mark.parametrize("arguments, said", [
    (["lint", "nowhere.yaml"], "nowhere.yaml"),
    (["lint"], "lintel.yaml"),
    (["compile", "nowhere.yaml"], "nowhere.yaml"),
    (["lint", "."], "lintel.yaml"),
    (["compile", "."], "lintel.yaml"),
    (["compile", ECS, "--output", ""], "--output"),
    (["lint", ECS, "--bogus"], "--bogus"),
    (["compile", ECS, "--bogus"], "--bogus"),
    (["bogus"], "bogus"),
    (["lint", ECS, "--format", "xml"], "xml"),
    (["compile", ECS, "--target", "terraform"], "terraform"),
    (["lint", ECS, "--set", "nothing=1"], "nothing"),
    (["compile", ECS, "--set", "nothing=1"], "nothing"),
    (["compile", ECS, "--parameter", "nothing=1"], "nothing"),
    (["compile", ECS, "--parameter", "imageTag"], "imageTag"),
    (["compile", ECS, "--output", "-"], "--environment"),
    (["compile", ECS, "--output", ECS], "lintel.yaml"),
    (["compile", ECS, "--output", ECS / "below"], "lintel.yaml"),
])
def test_what_cannot_be_done_is_two(run, tmp_path, arguments, said):
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode() and not done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("files", [
    [], ["lintel.yaml"], [ECS, "lintel.yaml", "nowhere.yaml", EC2], ["-"], ["-", "-"], [""], ["lint"], ["."],
], ids=str)
def test_lint_is_the_same_with_and_without_options(run, tmp_path, files):
    (tmp_path / "lintel.yaml").write_text(ECS.read_text() + "bogus: 1\n")
    with_options = run("lint", "--format", "human", *files, input=ECS.read_bytes())
    without = run("lint", *files, input=ECS.read_bytes())
    assert with_options.returncode or with_options.stdout
    assert (without.returncode, without.stdout, without.stderr) == (
        with_options.returncode, with_options.stdout, with_options.stderr)


@pytest.mark.parametrize("command", ["lint", "compile"])
def test_an_unknown_environment_lists_those_there_are(run, command):
    done = run(command, ECS, "--environment", "nowhere")
    assert done.returncode == 2
    assert all(name in done.stderr.decode() for name in ("nowhere", "staging", "production"))
    without = run(command, EC2, "--environment", "nowhere")
    assert without.returncode in (1, 2) and b"nowhere" in without.stderr + without.stdout


@pytest.mark.parametrize("content", [
    b"", b"\n\n", b"# nothing\n", bytes(range(256)), b"\0" * 64, "lintel: 1\n".encode("utf-16"),
    "lintel: 1\n".encode("utf-16-be"), "lintel: 1\n".encode("utf-32"), "lintel: 1\nproject: café\n".encode("latin-1"),
    b"[" * 5000, b"- - - -", b"lintel: 1\n---\nlintel: 1\n", b"\xef\xbb\xbf", b"a: &a *a\n", b"lintel: 1\r",
], ids=lambda content: repr(content[:12]))
@pytest.mark.parametrize("command", ["lint", "compile"])
def test_a_file_that_is_no_spec_is_a_finding(run, tmp_path, command, content):
    (tmp_path / "lintel.yaml").write_bytes(content)
    done = run(command)
    said = (done.stdout if command == "lint" else done.stderr).decode()
    assert done.returncode == 1 and "error[" in said and "--> lintel.yaml:" in said
    assert [path.name for path in tmp_path.iterdir()] == ["lintel.yaml"]


@pytest.mark.parametrize("arguments", [
    ["compile", ECS, "--output", "-", "--environment", "staging"],
    ["lint", ECS],
    ["lint", ECS, "--format", "json"],
    ["schema"],
])
def test_a_full_disk_is_two(run, arguments):
    with open("/dev/full", "wb") as full:
        done = run(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2 and b"No space left" in done.stderr


def test_a_reader_that_goes_away_is_no_crash(lintel):
    with subprocess.Popen([str(lintel), "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        complaint = process.stderr.read().decode()
    # By the signal, as of any other tool, or by the status of what could not be written.
    assert process.returncode in (-13, 2) and "Fatal error" not in complaint


def test_warnings_fail_only_when_strict(run, changed):
    path = changed(("name: my-app-cluster", "name: app-cluster"))
    assert run("lint", path).returncode == 0
    assert run("lint", path, "--strict").returncode == 1
    assert run("compile", path).returncode == 0


def test_lint_reads_standard_input(run, changed):
    text = ECS.read_bytes()
    assert run("lint", "-", input=text).returncode == 0
    wrong = changed(("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33")).read_bytes()
    done = run("lint", "-", input=wrong)
    assert done.returncode == 1 and b"10.0.0.0/33" in done.stdout
    piped = run("compile", "-", "--output", "-", "--environment", "staging", input=text)
    assert piped.stdout == run("compile", ECS, "--output", "-", "--environment", "staging").stdout


# Colour.


def in_terminal(lintel, arguments, environment):
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([str(lintel), *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # How Linux says that the other side is closed.
                break
            if not piece:
                break
            written += piece
    os.close(ours)
    return written


def test_colour_is_for_terminals_that_want_it(lintel, run, changed):
    path = changed(("10.0.0.0/16", "10.0.0.0/33"))
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")} | {"TERM": "xterm"}
    assert b"\x1b" in in_terminal(lintel, ["lint", path], plain)
    assert b"\x1b" not in in_terminal(lintel, ["lint", path], plain | {"NO_COLOR": "1"})
    assert b"\x1b" not in in_terminal(lintel, ["lint", path], plain | {"TERM": "dumb"})
    done = run("lint", path, env=plain)
    assert done.returncode == 1 and b"\x1b" not in done.stdout + done.stderr
