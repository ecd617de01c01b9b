"""Reads commands as the AWS CLI does, and calls nothing. It is a program, which commands.py runs, because the CLI
brings its own botocore.

Input and output are JSON: {"commands": [arguments, …], "files": {path: content}} and [[fault, …], …].
"""

import argparse
import io
import json
import re
import socket
import sys
from contextlib import redirect_stderr, redirect_stdout

# The aliases of botocore's modules follow from this import.
from awscli import clidriver, paramfile
from awscli.customizations import toplevelbool, waiters
from botocore.client import BaseClient  # isort: skip
from botocore.validate import ParamValidator  # isort: skip
from query_check import QueryCheck
from shape_check import shape_faults

# What a complaint begins with; the text before it is about the usage.
COMPLAINT = re.compile(r"^(?=\S)(?!usage|Note:|To see)(?:aws: error: )?(.*)", re.MULTILINE)


class Recorder:
    """What the CLI would have called."""

    def __init__(self):
        self.calls = []

    def take(self, service, operation, parameters, query=None, is_wait=False):
        self.calls.append((service, operation, parameters, query, is_wait))


class Stopped(Exception):
    pass


RECORDER = Recorder()


def forbid_calls():
    def invoke(self, service_name, operation_name, parameters, parsed_globals):
        RECORDER.take(service_name, operation_name, parameters, parsed_globals.query)
        return 0

    def wait(self, service_name, operation_name, parameters, parsed_globals):
        RECORDER.take(service_name, operation_name, parameters, is_wait=True)
        return 0

    def make_api_call(self, operation_name, parameters):
        # What the CLI's own commands ask for, such as ecr get-login-password.
        RECORDER.take(self.meta.service_model.service_name, operation_name, parameters)
        raise Stopped

    def connect(*arguments):
        raise OSError("nothing is called here")

    clidriver.CLIOperationCaller.invoke = invoke
    waiters.WaiterCaller.invoke = wait
    BaseClient._make_api_call = make_api_call
    socket.socket.connect = connect


def forbid_abbreviations():
    argparse.ArgumentParser._get_option_tuples = lambda self, option: []


def let_the_driver_be_used_again():
    """Every EC2 operation with such options looks for them among those of every later one."""
    original = toplevelbool.validate_boolean_mutex_groups

    def validate(boolean_pairs, parsed_args, **rest):
        own = [pair for pair in boolean_pairs if hasattr(parsed_args, pair[0].py_name)]
        original(own, parsed_args, **rest)

    toplevelbool.validate_boolean_mutex_groups = validate


def read_from(files):
    def get_file(prefix, path, mode):
        name = path[len(prefix) :]
        if name not in files:
            raise paramfile.ResourceLoadingError(f"Unable to load paramfile {path}: it is not there")
        return files[name].encode() if "b" in mode else files[name]

    # The table of prefixes has the function itself.
    for prefix, (_, options) in list(paramfile.LOCAL_PREFIX_MAP.items()):
        paramfile.LOCAL_PREFIX_MAP[prefix] = (get_file, options)


class Checker:
    def __init__(self):
        self.driver = clidriver.create_clidriver()
        self.validator = ParamValidator()

    def faults(self, arguments):
        RECORDER.calls.clear()
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            try:
                self.driver.main(list(arguments))
            except (SystemExit, Stopped):
                pass
        found = [f"{option} is given twice" for option in repeated(arguments)]
        if not RECORDER.calls and arguments != ["--version"]:
            complaints = [line.strip() for line in COMPLAINT.findall(output.getvalue()) if line.strip()]
            found.append(" ".join(complaints)[:300] or "nothing would be called")
        for call in RECORDER.calls:
            found += self._of_call(*call)
        return found

    def _of_call(self, service, operation, parameters, query, is_wait):
        model = self.driver.session.get_service_model(service).operation_model(operation)
        if model.input_shape:
            # botocore makes these up.
            parameters = {**dict.fromkeys(model.idempotent_members, "0" * 32), **parameters}
            report = self.validator.validate(parameters, model.input_shape)
            if report.has_errors():
                yield " ".join(report.generate_report().splitlines())
                return
            yield from shape_faults(model.input_shape, parameters)
        if query is not None and not is_wait:
            yield from (f"--query: {fault}" for fault in QueryCheck(model.output_shape).check(query.parsed))


def repeated(arguments):
    options = [word.partition("=")[0] for word in arguments if re.match(r"--[a-z]", word)]
    return sorted({option for option in options if options.count(option) > 1})


def main():
    task = json.load(sys.stdin)
    sys.argv[0] = "aws"
    forbid_calls()
    forbid_abbreviations()
    let_the_driver_be_used_again()
    read_from(task["files"])
    checker = Checker()
    json.dump([checker.faults(arguments) for arguments in task["commands"]], sys.stdout)


if __name__ == "__main__":
    main()
