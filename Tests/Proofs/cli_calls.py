"""Calls of the AWS CLI as their server gets them: what a client sends, and how a process becomes the client's for a while."""

import io
import os
import re
import socket
import sys
import threading

# Arguments that change what the CLI has in mind of its user; --output and --query are for their call only.
LASTING = (
    "--ca-bundle",
    "--cli-binary-format",
    "--cli-connect-timeout",
    "--cli-read-timeout",
    "--color",
    "--debug",
    "--endpoint-url",
    "--no-sign-request",
    "--no-verify-ssl",
    "--profile",
    "--region",
    "--v2-debug",
    "--version",
)
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
CLIENT_GONE = 137
PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")


class Call:
    def __init__(self, files, text):
        self.files = files
        self.text = text
        self.directory, count, *rest = [os.fsdecode(part) for part in text.split(b"\0")]
        self.arguments = rest[: int(count)]
        self.variables = dict(variable.split("=", 1) for variable in rest[int(count) :])

    @property
    def has_credentials(self):
        """Whether its variables are all that decides who calls."""
        return all(map(self.variables.get, CREDENTIALS[:2])) and self.variables.keys().isdisjoint(PROFILES)

    @property
    def leaves_nothing(self):
        """Whether the next call in the same process is none the wiser."""
        words = [word.partition("=")[0] for word in self.arguments if word.startswith("--")]
        return self.has_credentials and not any(name.startswith(word) for word in words for name in LASTING)

    def forward(self, channel, connection):
        """Hands the call to another process, which gets the connection to the client before the client's files."""
        _send(channel, self.text, [connection.fileno(), *self.files])

    def enter(self):
        """Makes this process the one that the client would be."""
        for number, file in enumerate(self.files):
            os.dup2(file, number)
        self.close()
        os.chdir(self.directory)
        os.environ.clear()
        os.environ.update(self.variables)
        sys.argv[:] = ["aws", *self.arguments]
        sys.stdin = _opened(0, "r", "strict")
        sys.stdout = _opened(1, "w", "strict")
        sys.stderr = _opened(2, "w", "backslashreplace")
        sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr

    def contents(self):
        """Of files that may be gone when somebody asks what was called."""
        found = {}
        for argument in self.arguments:
            named = re.search(r"(?:^|=)fileb?://(.*)", argument, re.DOTALL)
            path = named and os.path.join(self.directory, os.path.expanduser(named[1]))
            # Reading from a pipe would take from the call what is its own.
            if path and os.path.isfile(path):
                with open(path, errors="replace") as file:
                    found[named[1]] = file.read()
        return found

    def close(self):
        for file in self.files:
            os.close(file)


def leave(nothing):
    """Lets go of the client's files: who reads them waits for their end."""
    for number in range(3):
        os.dup2(nothing, number)


def received(connection):
    """A call that a client makes."""
    return Call(*_receive(connection, 3))


def forwarded(channel):
    """A call that another process hands on, and the connection to its client."""
    (connection, *files), text = _receive(channel, 4)
    return Call(files, text), socket.socket(fileno=connection)


class Watch:
    """A call without its client has to end, as it would if it were the client. It waits in a thread for the client to go."""

    def __init__(self, connection):
        self._connection = connection
        self._over = False
        self._lock = threading.Lock()
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        self._connection.recv(1)
        with self._lock:
            if not self._over:
                os._exit(CLIENT_GONE)

    def end(self):
        """The call is over: from here on the client may go."""
        with self._lock:
            self._over = True


def outcome(main):
    """The status of a CLI's main function, once all that it printed is out."""
    try:
        status = main()
    except SystemExit as error:
        status = error.code
    status = 0 if status is None else status
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = 255
    sys.stderr.flush()
    return status


def say(listener, text):
    """Tells somebody who may have gone."""
    try:
        listener.sendall(text)
    except OSError:
        pass


def _opened(number, mode, errors):
    binary = open(number, mode + "b", closefd=False)
    lines = number == 2 or os.isatty(number)
    return io.TextIOWrapper(binary, encoding="utf-8", errors=errors, line_buffering=lines)


def _send(channel, text, files):
    socket.send_fds(channel, [len(text).to_bytes(4, "big")], files)
    channel.sendall(text)


def _receive(connection, count):
    header, files, _, _ = socket.recv_fds(connection, 4, count)
    length = int.from_bytes(header, "big")
    parts = []
    while length:
        part = connection.recv(min(length, 65536))
        if not part:
            raise ValueError("the client is gone")
        parts.append(part)
        length -= len(part)
    if len(files) != count:
        raise ValueError("the client is gone")
    return files, b"".join(parts)
