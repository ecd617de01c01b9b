"""What can go wrong with an action, or happen to a script while it waits for one.

Each is a function of the account and the action. What it raises ends the action.
"""

import itertools
import os
import signal
import socket
import time

import flask
from refusals import Refused

# What AWS answers who may not do something. The codes differ by protocol and not by what they mean.
DENIALS = {"ec2": "UnauthorizedOperation", "query": "AccessDenied", "json": "AccessDeniedException"}
SERVICES = {
    "ec2": "ec2",
    **dict.fromkeys(("iam", "elbv2", "autoscaling", "cloudwatch", "sts"), "query"),
}


# Stands for every action where a proof plans what is to happen.
ANY = "*"


class Dropped(Exception):
    """The connection ends without an answer."""


def refuse(code, message="Refused by the proof."):
    def effect(account, action):
        raise Refused(code, message)

    return effect


def deny(account, action):
    code = DENIALS[SERVICES.get(action.service, "json")]
    user = f"arn:aws:iam::{account.place.account}:user/proof"
    raise Refused(code, f"User: {user} is not authorized to perform: {action.key}")


def drop(account, action):
    raise Dropped


def kill(account, action):
    """The script and all that it started end at once, and never see the answer."""
    account.end_run(signal.SIGKILL)
    raise Dropped


def interrupt(account, action):
    """As Ctrl-C does: everything that the script started gets the signal, and the script may clean up."""
    account.signal_run(signal.SIGINT)


def terminate(account, action):
    """As systems end a job: only the script itself gets the signal."""
    os.kill(account.run.group, signal.SIGTERM)


def at_mutation(number, effect):
    """From the mutating action of this number on, counted from 1. For ANY."""
    return _from(number, effect, mutates=True)


def at_query(number, effect):
    """From the query of this number on among those after the first mutating action, counted from 1. For ANY."""
    return _from(number, effect, mutates=False)


def _from(number, effect, mutates):
    def limited(account, action):
        first = next((one.index for one in account.actions if one.mutates), None)
        if first is None or action.mutates != mutates:
            return
        if len([one for one in account.actions[first:] if one.mutates == mutates]) >= number:
            effect(account, action)

    return limited


def meanwhile(other):
    """Something else happens, another run for example, while the script waits for its answer."""

    def effect(account, action):
        held = account.run, account.actions, account.programs.docker
        account.lock.release()
        try:
            other()
        finally:
            account.lock.acquire()
            account.run, account.actions, account.programs.docker = held

    return effect


def times(count, effect):
    """Only the first times that the action comes."""
    left = itertools.repeat(None, count)

    def limited(account, action):
        if next(left, left) is None:
            effect(account, action)

    return limited


def delay(seconds):
    def effect(account, action):
        time.sleep(seconds)

    return effect


def close_connection():
    """Ends the connection of the request that is being answered, so that what is written afterwards reaches nobody."""
    flask.request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
