"""The AWS CLI as a server: it is imported once, and forks of it answer the calls.

    python cli_server.py SOCKET LOG LIBRARY CLOCK

A fork answers many calls one after the other, because the first one is three times as dear: it copies memory. A call that
could change what the next one does (cli_calls.py) has a fork of its own.

Pauses between two questions of a waiter, or before a call is tried again, move the clock of that file and nothing else.
The variable PROOF_PAGES of a call says into what pages its lists are cut; cli_pages.py does it.

Starting the real program takes longer than anything it does, and a deployment is a hundred calls. Each line of the log
is one call in JSON: its arguments, and what the files held that they name.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import time

import cli_pages
import cli_warmth
from awscli import clidriver
from cli_calls import Watch, forwarded, leave, outcome, received, say
from clock import Clock

# What a pause takes all the same, in seconds: whoever is waited for wants to go on.
PAUSE = 0.001
# What decides how a driver is made. A call that has other values makes its own.
DECISIVE = ("AWS_CONFIG_FILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE")
NOBODY = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nobody"}
# Calls of one fork: each leaves some garbage.
CALLS = 100


class Server:
    def __init__(self, path, log):
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.decisive = decisive(os.environ)
        # awscli has put its own directory there.
        self.data_path = os.environ["AWS_DATA_PATH"]
        self.nothing = os.open(os.devnull, os.O_RDWR)
        self.driver = clidriver.create_clidriver()
        self.commands = self.driver._get_command_table()
        cli_warmth.prepare(self.driver)
        self.memory = cli_warmth.Memory(clidriver, self.driver)
        self.known = set()
        # The channels to forks, and whether they wait for a call.
        self.workers = {}
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.bind(path)
        self.socket.listen(64)

    def serve(self):
        gc.freeze()
        while True:
            ready, _, _ = select.select([self.socket, sys.stdin, *self.workers], [], [])
            if sys.stdin in ready:
                # Whoever started this has ended.
                return
            # A fork says that it waits before its client has its answer, and so before that one's next call.
            for channel in [channel for channel in self.workers if channel in ready]:
                self.workers[channel] = heard(channel)
                if not self.workers[channel]:
                    self.dismiss(channel)
            if self.socket in ready:
                self.accept()

    def accept(self):
        connection, _ = self.socket.accept()
        try:
            call = received(connection)
        except (OSError, ValueError):
            # A client that was killed before it had said everything.
            connection.close()
            return
        os.write(self.log, json.dumps({"arguments": call.arguments, "files": call.contents()}).encode() + b"\n")
        service = self.prepare(call.arguments)
        # What a command that is more than one of a service's operations leaves behind, nobody has looked at.
        if call.leaves_nothing and service in self.known and decisive(call.variables) == self.decisive:
            channel = self.worker([connection, call])
            try:
                call.forward(channel, connection)
            except OSError:
                # Its client is told that the call has no end.
                self.dismiss(channel)
        elif os.fork() == 0:
            self.become_fork()
            self.answer(connection, call)
            os._exit(0)
        connection.close()
        call.close()

    def prepare(self, arguments):
        """Reads what a service needs before the first fork that needs it, so that the later ones have it too.

        Returns the command's name.
        """
        name = next((name for name in arguments if name in self.commands), None)
        command = self.commands.get(name)
        if name in self.known or not hasattr(command, "service_model"):
            return name
        self.known.add(name)
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
        # Forks that have not read it.
        for channel in list(self.workers):
            self.dismiss(channel)
        return name

    def worker(self, opened):
        """The channel to a fork that has nothing to do, which then has. A new one inherits what is opened just now."""
        channel = next((channel for channel, waits in self.workers.items() if waits), None)
        if not channel:
            channel, other = socket.socketpair()
            if os.fork() == 0:
                self.become_fork()
                for one in (channel, *opened):
                    one.close()
                self.work(other)
                os._exit(0)
            other.close()
        self.workers[channel] = False
        return channel

    def dismiss(self, channel):
        """A fork gets no more calls."""
        channel.close()
        del self.workers[channel]

    def become_fork(self):
        gc.disable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for file in (self.socket, *self.workers):
            file.close()

    def work(self, channel):
        cli_warmth.trust_environment(self.driver)
        self.memory.keep()
        for left in reversed(range(CALLS)):
            try:
                call, connection = forwarded(channel)
            except (OSError, ValueError):
                return
            self.answer(connection, call, channel if left else None)

    def answer(self, connection, call, channel=None):
        call.enter()
        watch = Watch(connection)
        os.environ["AWS_DATA_PATH"] = self.data_path
        status = outcome(lambda: self.run(call))
        watch.end()
        leave(self.nothing)
        self.memory.forget()
        if channel:
            say(channel, b".")
        say(connection, b"%d" % (status & 255))
        connection.close()

    def run(self, call):
        driver = self.driver if decisive(call.variables) == self.decisive else clidriver.create_clidriver()
        if call.has_credentials:
            cli_warmth.trust_environment(driver)
            cli_warmth.know_credentials(driver)
        return driver.main()


def heard(channel):
    """Whether a fork says that it waits; one that has ended says nothing any more."""
    try:
        return bool(channel.recv(1))
    except OSError:
        return False


def decisive(variables):
    return [variables.get(name) for name in DECISIVE]


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
    cli_pages.install(clidriver)
    server = Server(path, log)
    print("ready", flush=True)
    server.serve()


if __name__ == "__main__":
    main()
