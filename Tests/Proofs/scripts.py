"""Runs a script against an account, with nothing on PATH but the system's programs and the stand-ins."""

import os
import pty
import select
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Result:
    # Negative when a signal ended the script.
    returncode: int
    # With a terminal, all that it showed.
    stdout: str
    stderr: str
    # What the API was asked for, and the arguments of the programs.
    actions: list
    aws: list
    # What the files held that arguments of the AWS CLI name, by path.
    files: dict
    docker: list
    seconds: float
    # What the script left behind where temporary files go.
    leftovers: list = field(default_factory=list)

    @property
    def mutations(self):
        return [action for action in self.actions if action.mutates]

    def __str__(self):
        lines = [f"ended with {self.returncode} after {self.seconds:.1f} s", self.stdout, self.stderr]
        return "\n".join([*lines, *map(str, self.actions)])


def run(
    script,
    *arguments,
    account,
    stdin=None,
    tty=False,
    before=None,
    after=None,
    environment=None,
    directory=None,
    timeout=240,
    prepared=True,
):
    """Runs a script to its end.

    before and after say what happens to actions: {index, name, service:name, ANY, or "docker push": effect of faults.py}.
    """
    # Where an AMI is made of an instance, somebody has to say that this is what it should be.
    text = (Path(directory or ".") / script).read_text()
    said = ["--prepared"] if prepared and "--prepared)" in text else []
    command = ["bash", str(script), *said, *map(str, arguments)]
    start = _start_on_terminal if tty else _start
    with account.running(before, after) as current:
        variables = {
            "PATH": account.programs.path,
            "HOME": str(account.home),
            "TMPDIR": str(account.temporary),
            "LANG": "C.UTF-8",
            "TERM": "xterm" if tty else "dumb",
            **account.clock.environment,
            **account.environment,
            **(environment or {}),
        }
        started = time.monotonic()
        # Nothing is answered before it is known whom a fault would have to hit.
        with account.lock:
            current.group, finish = start(command, variables, directory or account.directory, stdin)
        returncode, stdout, stderr = finish(timeout)
        seconds = time.monotonic() - started
    left = sorted(path.name for path in account.temporary.iterdir())
    result = Result(
        returncode, stdout, stderr, account.actions, *account.programs.aws_calls(), account.docker.calls, seconds, left
    )
    assert seconds < timeout, f"{script} does not end\n{result}"
    return result


def _start(command, variables, directory, stdin):
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command,
        env=variables,
        cwd=directory,
        stdin=subprocess.DEVNULL if stdin is None else pipe,
        stdout=pipe,
        stderr=pipe,
        start_new_session=True,
    )

    def finish(timeout):
        try:
            streams = process.communicate(None if stdin is None else stdin.encode(), timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            streams = process.communicate()
        return process.returncode, *(stream.decode(errors="replace") for stream in streams)

    return process.pid, finish


def _start_on_terminal(command, variables, directory, stdin):
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(directory)
        os.execvpe(command[0], command, variables)
    os.write(terminal, (stdin or "").encode())

    def finish(timeout):
        deadline = time.monotonic() + timeout
        shown = b""
        while chunk := _read(terminal, deadline):
            shown += chunk
        if time.monotonic() >= deadline:
            os.killpg(process, signal.SIGKILL)
        os.close(terminal)
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status), shown.decode(errors="replace").replace("\r\n", "\n"), ""

    return process, finish


def _read(terminal, deadline):
    """What the terminal shows next; nothing when the last process has left it."""
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:
        return b""
