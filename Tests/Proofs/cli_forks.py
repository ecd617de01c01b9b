"""An AWS CLI as it is, as a server: it is imported once, and each call is a fork that runs all of its main function.

    PYTHON cli_forks.py SOCKET

The Python is that of the CLI, of version 1 or 2. Importing is most of what a call takes, and the only thing left out.
"""

import os
import select
import signal
import socket
import sys

from awscli import clidriver
from cli_calls import Watch, outcome, received, say

# Version 1 has put its own directory there.
DATA_PATH = os.environ.get("AWS_DATA_PATH")


def serve(server):
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in ready:
            # Whoever started this has ended.
            return
        connection, _ = server.accept()
        try:
            call = received(connection)
        except (OSError, ValueError):
            connection.close()
            continue
        if os.fork() == 0:
            server.close()
            answer(connection, call)
        connection.close()
        call.close()


def answer(connection, call):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    call.enter()
    if DATA_PATH:
        os.environ["AWS_DATA_PATH"] = DATA_PATH
    # Before the end of 2023 version 2 does not read the address from the environment.
    sys.argv[1:1] = ["--endpoint-url", os.environ["AWS_ENDPOINT_URL"]]
    Watch(connection)
    status = outcome(clidriver.main)
    say(connection, b"%d" % (status & 255))
    os._exit(0)


def main():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(sys.argv[1])
    server.listen(64)
    # What it imports only when it is used.
    clidriver.create_clidriver()
    print("ready", flush=True)
    serve(server)


if __name__ == "__main__":
    main()
