"""The programs that scripts find on PATH in place of the AWS CLI and docker."""

import json
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

from clock import Clock
from faults import Dropped

HERE = Path(__file__).resolve().parent
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class StandIns:
    """A directory of them, and what answers them."""

    def __init__(self, directory):
        self.directory = directory
        self.path = f"{directory}:{SYSTEM_PATH}"
        # As long as no script runs, nothing may call docker.
        self.docker = None
        # What these programs and the scripts that call them go by.
        self.clock = Clock.made(directory)
        self._log = directory / ".aws.log"
        self._log.touch()
        self._seen = 0

    def aws_calls(self):
        """The arguments of each call of the AWS CLI since the last time, and what the files held that they name."""
        text = self._log.read_bytes()[self._seen :]
        self._seen += len(text)
        calls = [json.loads(line) for line in text.splitlines()]
        files = {path: content for call in calls for path, content in call["files"].items()}
        return [call["arguments"] for call in calls], files

    def install(self):
        # The compiler is that of the Swift toolchain.
        source = HERE / "standins" / "aws.c"
        subprocess.run(["clang", "-O1", "-Wall", "-Werror", "-o", self.directory / "aws", source], check=True)
        program = self.directory / "docker"
        # Without -I and -S the start takes five times as long. A virtual environment's python is slower too.
        program.write_text(f"#!{Path(sys.executable).resolve()} -ISEB\n" + (HERE / "standins" / "docker").read_text())
        program.chmod(0o755)


@contextmanager
def stand_ins():
    # Not the test's directory: the address of a socket holds a hundred characters.
    with tempfile.TemporaryDirectory(prefix="proof-") as directory:
        made = StandIns(Path(directory))
        made.install()
        with _cli_server(made), _docker_server(made):
            yield made


@contextmanager
def forking_cli(made, program, name):
    """A directory with an AWS CLI, a program in Python, that is a server of forks of itself."""
    # Below the other's: the address of a socket holds a hundred characters.
    directory = made.directory / name
    directory.mkdir()
    shutil.copy(made.directory / "aws", directory)
    interpreter = Path(program).read_text().splitlines()[0].removeprefix("#!").split()[0]
    with _served(made, [interpreter, HERE / "cli_forks.py", directory / ".aws.socket"]):
        yield directory


@contextmanager
def _cli_server(made):
    directory, clock = made.directory, made.clock
    files = [directory / ".aws.socket", directory / ".aws.log", clock.library, clock.file]
    with _served(made, [sys.executable, HERE / "cli_server.py", *files]):
        yield


@contextmanager
def _served(made, command):
    home = made.directory / ".home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": SYSTEM_PATH,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }
    command, pipe = list(map(str, command)), subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment, cwd="/") as server:
        assert server.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            # The end of its input is its end.
            server.stdin.close()


@contextmanager
def _docker_server(made):
    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            if not made.docker:
                return
            directory, password, *arguments = self.rfile.read().decode(errors="surrogateescape").split("\0")
            with suppress(Dropped):
                status, output, errors = made.docker.call(directory, bool(password), arguments)
                self.wfile.write(f"{status}\0{output}\0{errors}".encode())

    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
        daemon_threads = True

    with Server(str(made.directory / ".docker.socket"), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
