"""Every system that the specs of the examples and fixtures describe, compiled: a template and two scripts each."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from accounts import Place
from specifications import EXAMPLES, FIXTURES, environments, load

# Where a spec leaves the account to the deployment.
ANY_ACCOUNT = "123456789012"
SPECS = [*EXAMPLES, *sorted((FIXTURES / "ok").glob("*.yaml"))]


def name_of_spec(path):
    return path.parent.name if path.name == "lintel.yaml" else path.stem


# (spec, environment or None)
SYSTEMS = [(path, environment) for path in SPECS for environment in environments(load(path))]


def name_of_system(system):
    path, environment = system
    return "-".join(filter(None, (name_of_spec(path), environment)))


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
    return Place(str(specification.get("account", ANY_ACCOUNT)), specification["region"])


def compiled(lintel, path, environment, folder, *arguments):
    """One system of a spec, compiled into a folder."""
    command = [str(lintel), "compile", str(path), "--output", str(folder), *arguments]
    if environment:
        command += ["--environment", environment]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, f"{' '.join(command)}\n{run.stderr}"
    folder = folder / environment if environment else folder
    return System(name_of_system((path, environment)), place_of(path, environment), folder)
