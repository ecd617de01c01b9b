"""Every system that the specs of the examples and fixtures describe, compiled: a template and two scripts each."""

import fcntl
import json
import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from accounts import Place
from specifications import EXAMPLES, FIXTURES, REPOSITORY, environments, identify, load

# Where a spec leaves the account to the deployment.
ANY_ACCOUNT = "123456789012"
SPECS = [*EXAMPLES, *sorted((FIXTURES / "ok").glob("*.yaml"))]


# (spec, environment or None)
SYSTEMS = [(path, environment) for path in SPECS for environment in environments(load(path))]


def name_of_system(system):
    path, environment = system
    return "-".join(filter(None, (identify(path), environment)))


@dataclass(frozen=True)
class System:
    name: str
    place: Place
    folder: Path

    @property
    def template(self):
        return json.loads((self.folder / "template.json").read_text())

    @property
    def deploy(self):
        return self.folder / "deploy.sh"

    @property
    def destroy(self):
        return self.folder / "destroy.sh"


def place_of(path, environment):
    specification = environments(load(path))[environment]
    region = specification["region"]
    if region.startswith("${variables."):
        region = specification["variables"][region.removeprefix("${variables.").removesuffix("}")]
    return Place(str(specification.get("account", ANY_ACCOUNT)), region)


@cache
def program():
    """The program under proof. Without it nothing is proved, so its absence is a failure and never a skip."""
    found = REPOSITORY / os.environ.get("LINTEL", ".build/debug/lintel")
    if not os.access(found, os.X_OK):
        pytest.fail(f"{found} is missing: build it with `swift build`, or set LINTEL", pytrace=False)
    return found


# The folder of what the processes of one run of the proofs share. The first process makes and removes it.
SHARED = "LINTEL_PROOFS_SHARED"


@cache
def systems_of(path):
    """{environment: System} of a spec, compiled once in a run of the proofs, and for reading only."""
    folder = Path(os.environ[SHARED]) / identify(path)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".part")
            compile_spec(program(), path, unfinished)
            unfinished.rename(folder)
    found = {}
    for environment in environments(load(path)):
        name = name_of_system((path, environment))
        found[environment] = System(name, place_of(path, environment), folder / (environment or ""))
    assert len(found) == len(list(folder.rglob("*.json"))), f"{path}: other templates than environments"
    return found


def compile_spec(lintel, path, folder, *arguments):
    command = [str(lintel), "compile", str(path), "--output", str(folder), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, f"{' '.join(command)}\n{run.stderr}"


def compiled(lintel, path, environment, folder, *arguments):
    """One system of a spec, compiled into a folder."""
    compile_spec(lintel, path, folder, *(["--environment", environment] if environment else []), *arguments)
    folder = folder / environment if environment else folder
    return System(name_of_system((path, environment)), place_of(path, environment), folder)
