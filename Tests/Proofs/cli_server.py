"""The AWS CLI as a server: it is imported once, and each call is a fork of it.

    python cli_server.py SOCKET LOG LIBRARY CLOCK

Pauses between two questions of a waiter, or before a call is tried again, move the clock of that file and nothing else.
The variable PROOF_PAGES of a call says into what pages its lists are cut; cli_pages.py does it.

Starting the real program takes longer than anything it does, and a deployment is a hundred calls. Each line of the log
is one call in JSON: its arguments, and what the files held that they name.
"""

import gc
import io
import json
import os
import re
import select
import signal
import socket
import sys
import threading
import time

import cli_pages
import cli_warmth
from awscli import clidriver
from clock import Clock

# What a pause takes all the same, in seconds: whoever is waited for wants to go on.
PAUSE = 0.001
# What decides how a driver is made. A call that has other values makes its own.
DECISIVE = ("AWS_CONFIG_FILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE")
CLIENT_GONE = 137
NOBODY = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nobody"}


class Server:
    def __init__(self, path, log):
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.decisive = decisive()
        # awscli has put its own directory there.
        self.data_path = os.environ["AWS_DATA_PATH"]
        self.driver = clidriver.create_clidriver()
        self.commands = self.driver._get_command_table()
        cli_warmth.prepare(self.driver)
        self.known = set()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.bind(path)
        self.socket.listen(64)

    def serve(self):
        gc.freeze()
        while True:
            ready, _, _ = select.select([self.socket, sys.stdin], [], [])
            if sys.stdin in ready:
                # Whoever started this has ended.
                return
            connection, _ = self.socket.accept()
            try:
                call = receive(connection)
            except (OSError, ValueError):
                # A client that was killed before it had said everything.
                connection.close()
                continue
            os.write(self.log, json.dumps({"arguments": call.arguments, "files": call.contents()}).encode() + b"\n")
            self.prepare(call.arguments)
            if os.fork() == 0:
                self.socket.close()
                end(connection, self.answer(connection, call))
            connection.close()
            call.close()

    def prepare(self, arguments):
        """Reads what a service needs before the first fork that needs it, so that the later ones have it too."""
        name = next((name for name in arguments if name in self.commands), None)
        if name is None or name in self.known:
            return
        self.known.add(name)
        command = self.commands[name]
        if not hasattr(command, "service_model"):
            return
        command._get_command_table()
        # A session of its own: nothing of an earlier call may reach a later one, but for what is read from files.
        session = clidriver.botocore.session.Session()
        session.register_component("data_loader", self.driver.session.get_component("data_loader"))
        model = command.service_model
        client = session.create_client(model.service_name, "us-east-1", **NOBODY)
        client.can_paginate(clidriver.xform_name(model.operation_names[0]))
        # Reading the names of the waiters reads all of them.
        assert client.waiter_names is not None
        gc.freeze()

    def answer(self, connection, call):
        gc.disable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        call.enter()
        if os.environ.get("PROOF_PAGES"):
            cli_pages.install(clidriver, os.environ["PROOF_PAGES"])
        threading.Thread(target=watch, args=[connection], daemon=True).start()
        os.environ["AWS_DATA_PATH"] = self.data_path
        try:
            driver = self.driver if decisive() == self.decisive else clidriver.create_clidriver()
            cli_warmth.know_credentials(driver)
            return driver.main()
        except SystemExit as error:
            return error.code


def decisive():
    return [os.environ.get(name) for name in DECISIVE]


class Call:
    def __init__(self, files, directory, arguments, variables):
        self.files = files
        self.directory = directory
        self.arguments = arguments
        self.variables = variables

    def enter(self):
        """Makes this process the one that the client would be."""
        for number, file in enumerate(self.files):
            os.dup2(file, number)
        self.close()
        os.chdir(self.directory)
        os.environ.clear()
        os.environ.update(self.variables)
        sys.argv[:] = ["aws", *self.arguments]
        sys.stdin = opened(0, "r", "strict")
        sys.stdout = opened(1, "w", "strict")
        sys.stderr = opened(2, "w", "backslashreplace")
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


def opened(number, mode, errors):
    binary = open(number, mode + "b", closefd=False)
    lines = number == 2 or os.isatty(number)
    return io.TextIOWrapper(binary, encoding="utf-8", errors=errors, line_buffering=lines)


def receive(connection):
    header, files, _, _ = socket.recv_fds(connection, 4, 3)
    length = int.from_bytes(header, "big")
    parts = []
    while length:
        part = connection.recv(min(length, 65536))
        if not part:
            raise ValueError("the client is gone")
        parts.append(part)
        length -= len(part)
    directory, count, *rest = [os.fsdecode(part) for part in b"".join(parts).split(b"\0")]
    arguments, variables = rest[: int(count)], rest[int(count) :]
    return Call(files, directory, arguments, dict(variable.split("=", 1) for variable in variables))


def watch(connection):
    """A call without its client has to end, as it would if it were the client."""
    connection.recv(1)
    os._exit(CLIENT_GONE)


def end(connection, status):
    status = 0 if status is None else status
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = 255
    sys.stderr.flush()
    connection.sendall(b"%d" % (status & 255))
    os._exit(0)


def advancing(clock, original):
    def sleep(seconds):
        original(min(seconds, PAUSE))
        clock.advance(seconds)

    return sleep


def main():
    path, log, library, file = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    time.sleep = advancing(Clock(library, file), time.sleep)
    cli_warmth.warm(clidriver)
    server = Server(path, log)
    print("ready", flush=True)
    server.serve()


if __name__ == "__main__":
    main()
