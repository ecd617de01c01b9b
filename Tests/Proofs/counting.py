"""How often scripts call AWS, in an account of their own and in one that many use.

    empty, crowded = measured(…, Modes()), measured(…, Modes(crowded=True))
    assert not dearer(empty["again"], crowded["again"])
"""

from collections import Counter

from lives import LONGEST
from modes import Modes
from prerequisites import PREREQUISITES
from script_accounts import account_for_scripts
from scripts import run
from specifications import identify
from systems import compiled, place_of


def calls(result):
    """{command of the AWS CLI: how often}; the pages of a list are one call."""
    return Counter(" ".join(arguments[:2]) for arguments in result.aws)


def requests(result):
    """{action of the API: how often}, which a waiter or a list of several pages makes more of than calls."""
    return Counter(action.key for action in result.actions)


def dearer(empty, other):
    """{command: (calls in an empty account, calls in the other)} where the other costs more."""
    empty, other = calls(empty), calls(other)
    return {command: (empty[command], count) for command, count in other.items() if count > empty[command]}


def measured(lintel, programs, folder, system, modes=Modes()):
    """The results of deploying a system again without a change, of doing so with --dry-run, and of destroying it."""
    path, environment = system
    assert identify(path) not in PREREQUISITES, "what the spec names has to be in the account first"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "Dockerfile").write_text("FROM scratch\n")
    made = compiled(lintel, path, environment, folder / "build")
    place = place_of(path, environment)
    with account_for_scripts(place, programs, modes=modes) as account:

        def step(script, *more):
            arguments = ["--account", place.account, *more]
            result = run(script, *arguments, account=account, directory=folder / "source", timeout=LONGEST)
            assert result.returncode == 0, str(result)
            return result

        step(made.deploy)
        again, dry = step(made.deploy), step(made.deploy, "--dry-run")
        return {"again": again, "dry run": dry, "destroy": step(made.destroy, "--yes", "--delete-data")}
