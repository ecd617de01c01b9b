"""Whether commands are ones that the AWS CLI and the services' models take."""

import json
import os
import subprocess
import sys
from pathlib import Path

CHECKER = Path(__file__).with_name("command_checker.py")
ENVIRONMENT = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nobody",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def faults_by_command(commands, files=None):
    """For each list of arguments (without the word aws) the list of what is wrong with it.

    files has the contents of what the arguments name with file://, by path.
    """
    unique = list(dict.fromkeys(map(tuple, commands)))
    task = json.dumps({"commands": unique, "files": files or {}})
    run = subprocess.run([sys.executable, str(CHECKER)], input=task, env=ENVIRONMENT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = dict(zip(unique, json.loads(run.stdout), strict=True))
    return [found[tuple(command)] for command in commands]


def faults(commands, files=None):
    """What is wrong, one line for each fault."""
    # A skeleton asks nothing of AWS: it shows whether the CLI knows an operation.
    commands = [command for command in commands if "--generate-cli-skeleton" not in command]
    found = zip(commands, faults_by_command(commands, files), strict=True)
    lines = [f"aws {' '.join(command)}: {fault}" for command, faults in found for fault in faults]
    return list(dict.fromkeys(lines))
