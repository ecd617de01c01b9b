"""`lintel init` writes a spec that lints clean and compiles, and never over a file."""

import os
import pty
import subprocess

import pytest
from command_line import run  # noqa: F401, fixture

KINDS = ["ecs", "ec2", "worker", "short"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_starter_compiles(run, tmp_path, kind):
    done = run("init", kind, "--project", "shop", "--region", "eu-central-1")
    assert done.returncode == 0 and not done.stdout and b"wrote lintel.yaml" in done.stderr
    text = (tmp_path / "lintel.yaml").read_bytes()
    assert b"\nproject: shop " in text and b"\nregion: eu-central-1\n" in text
    assert run("lint", "--format", "gcc").stdout == b""
    assert run("compile").returncode == 0
    assert run("init", kind, "--project", "shop", "--region", "eu-central-1", "--output", "-").stdout == text


def test_a_folder_names_the_project(run, tmp_path):
    folder = tmp_path / "Web Shop 2"
    folder.mkdir()
    assert run("init", cwd=folder).returncode == 0
    assert b"\nproject: web-shop-2 " in (folder / "lintel.yaml").read_bytes()


def test_what_is_there_stays(run, tmp_path):
    for name in ("lintel.yaml", "folder"):
        path = tmp_path / name
        path.mkdir() if name == "folder" else path.write_text("mine")
        done = run("init", "ecs", "--output", name)
        assert done.returncode == 2 and b"there already" in done.stderr and not done.stdout
    assert (tmp_path / "lintel.yaml").read_text() == "mine"
    (tmp_path / "dangling").symlink_to("nowhere")
    assert run("init", "ecs", "--output", "dangling").returncode == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("words,said", [
    (["--project", "Shop"], b"lower"), (["--region", "eu-centrl-1"], b"eu-central-1"), (["--project", "a # b"], b"blanks"),
    (["--output", "no/such/folder/lintel.yaml"], b"cannot write"), (["wordpress"], b"wordpress"),
])
def test_what_cannot_be_is_refused(run, tmp_path, words, said):
    done = run("init", *words)
    assert done.returncode == 2 and said in done.stderr and not list(tmp_path.iterdir()), done


def test_somebody_at_a_terminal_is_asked(lintel, tmp_path):
    """An empty line is what stands in brackets, and no line at all writes nothing."""

    def ask(answers, *words):
        controller, terminal = pty.openpty()
        process = subprocess.Popen([lintel, "init", *words], cwd=tmp_path, stdin=terminal, stdout=terminal, stderr=terminal)
        os.close(terminal)
        os.write(controller, answers)
        said = b""
        try:
            while part := os.read(controller, 4096):
                said += part
        except OSError:  # Linux's way to say that nobody has the other end open.
            pass
        os.close(controller)
        return process.wait(30), said

    status, said = ask(b"lambda\nworker\nmail\n\n")
    assert status == 0 and b"there is no 'lambda'" in said and b"In which region? [us-east-1]" in said, said
    text = (tmp_path / "lintel.yaml").read_text()
    assert "\nproject: mail " in text and "\nregion: us-east-1\n" in text and "AWS/SQS" in text
    (tmp_path / "lintel.yaml").unlink()
    status, said = ask(b"\x04")
    assert status == 2 and b"nobody answers" in said and not list(tmp_path.iterdir())
    status, said = ask(b"", "ec2")
    assert status == 0 and b"?" not in said
