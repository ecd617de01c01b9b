"""An account that scripts can deploy to: moto behind a server, which writes down what it is asked and can fail.

    with stand_ins() as programs, account_for_scripts(place, programs) as account:
        result = scripts.run(script, account=account)
        account.session.client("ec2").describe_vpcs()
"""

import itertools
import os
import re
import signal
import tempfile
import threading
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from unittest import mock

import moto_patches
from accounts import session_in
from actions import Action, name_of, parameters_of
from docker_recorder import Docker
from faults import ANY, Dropped, Refused, close_connection
from modes import Modes
from moto import mock_aws
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse
from moto.moto_api._internal import moto_api_backend
from moto.moto_server.werkzeug_app import MotoRequestHandler, create_backend_app
from moto_warmth import Application, warmed
from werkzeug.serving import make_server

ERROR_CODE = re.compile(r'<Code>([^<]+)</Code>|"__type": ?"(?:[^"#]*#)?([^"]+)"')
# Every run has an access key of its own, which tells its calls from those of an earlier run and of the proof.
KEY_OF_RUN = "PROOF{:015}"


class Run:
    """A script that is running, and what is to happen to it: {action's index or name: effect} by moment."""

    numbers = itertools.count(1)

    def __init__(self, before, after):
        self.key = KEY_OF_RUN.format(next(self.numbers))
        self.plan = {"before": before or {}, "after": after or {}}
        self.group = None


class Account:
    def __init__(self, place, address, programs, directory, modes):
        self.place = place
        self.modes = modes
        self.address = address
        self.programs = programs
        self.directory = directory
        self.home = directory / "home"
        self.temporary = directory / "tmp"
        self.home.mkdir()
        self.temporary.mkdir()
        # Asks moto without being written down, and without its server, which takes more time than moto does.
        self.session = session_in(place.region)
        self.docker = Docker(self)
        self.clock = programs.clock
        self.world = modes.of(place, self.clock)
        # What the run that goes on, or else the last one, asked for.
        self.actions = []
        self.run = None
        self.lock = threading.RLock()

    @property
    def environment(self):
        """What the AWS CLI has to find in a run to speak to this account."""
        return {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": self.run.key,
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": self.place.region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            **self.modes.environment,
        }

    def mutations(self):
        return [action for action in self.actions if action.mutates]

    @contextmanager
    def running(self, before=None, after=None):
        """Everything that is asked for meanwhile belongs to one script. Its group must be told before the first call."""
        self.actions = []
        self.docker.calls = []
        self.programs.aws_calls()
        self.programs.docker = self.docker
        # What killed the run before may still be at work.
        with self.lock:
            run = self.run = Run(before, after)
            self.world.begin()
        try:
            yield run
        finally:
            with self.lock:
                self.run = run
                self.end_run()
            self.programs.docker = None

    def signal_run(self, number):
        if self.run.group:
            with suppress(ProcessLookupError):
                os.killpg(self.run.group, number)

    def end_run(self, number=signal.SIGKILL):
        """Nothing that the script started is answered from now on."""
        # The next run may begin as soon as the signal is there.
        with self.lock:
            if self.run:
                self.signal_run(number)
            self.run = None

    def meet(self, moment, action, *keys):
        """Does what the proof has planned."""
        for key in keys:
            effect = self.run and self.run.plan[moment].get(key)
            if effect:
                effect(self, action)

    def answer(self, original, response):
        key = response.get_access_key()
        if not key.startswith(KEY_OF_RUN[:5]):
            return original(response)
        with self.lock:
            if not self.run or key != self.run.key:
                # A call that has outlived its script.
                return dropped()
            action = Action(len(self.actions), response.boto3_service_name, name_of(response))
            self.actions.append(action)
            keys = (action.index, action.name, action.key, ANY)
            try:
                action.parameters = parameters_of(response)
                self.meet("before", action, *keys)
                with self.world.around(action):
                    answer = with_returns(*original(response))
                self.meet("after", action, *keys)
            except Dropped:
                return dropped()
            except ServiceException as error:
                answer = response.serialized(ActionResult(error))
            except Exception as error:
                # A failure of moto's. As it is, it would be a page of HTML, and the CLI would try again.
                action.error = repr(error)
                answer = response.serialized(ActionResult(Refused("MotoFailure", repr(error))))
            action.status = int(answer[0])
            if action.status >= 400 and not action.error:
                code = ERROR_CODE.search(answer[2] if isinstance(answer[2], str) else answer[2].decode())
                action.error = (code[1] or code[2]) if code else str(answer[2])
            return answer


def with_returns(status, headers, body):
    """moto writes a carriage return into XML as it is, which readers take for a line break; AWS escapes it."""
    text = body.decode() if isinstance(body, bytes) else body
    if not text.startswith("<") or "\r" not in text:
        return status, headers, body
    kept = {name: value for name, value in headers.items() if name.lower() != "content-length"}
    return status, kept, text.replace("\r", "&#13;")


def dropped():
    close_connection()
    return 500, {}, ""


class Handler(MotoRequestHandler):
    def log(self, *arguments):
        pass


@cache
def server_address():
    """moto's server in a thread of this process, started once."""
    server = make_server(
        "127.0.0.1", 0, Application(create_backend_app), threaded=True, request_handler=Handler
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


@contextmanager
def account_for_scripts(place, programs, corrections=moto_patches.applied, modes=Modes()):
    """An account of moto's that holds nothing yet; the modes say in what it is more like AWS than moto is."""
    original = BaseResponse.call_action

    def call_action(response):
        return account.answer(original, response)

    with (
        tempfile.TemporaryDirectory() as directory,
        mock.patch.dict(os.environ, MOTO_ACCOUNT_ID=place.account),
        mock_aws(),
        corrections(),
        warmed(),
        mock.patch.object(BaseResponse, "call_action", call_action),
    ):
        moto_api_backend.reset()
        account = Account(place, server_address(), programs, Path(directory), modes)
        try:
            with account.world.installed():
                yield account
        finally:
            account.end_run()
            moto_api_backend.reset()
