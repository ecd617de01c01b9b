"""An example's scripts, and what the life of its system is when nothing disturbs it."""

from dataclasses import dataclass
from pathlib import Path

from cover import covering, rows
from machines import REVISIONS, amounts, images
from script_accounts import account_for_scripts
from scripts import run
from snapshot import differing, snapshot
from systems import SPECS, SYSTEMS, System, compiled, systems_of

EXAMPLES = {
    "ec2": (next(path for path in SPECS if path.parent.name == "ec2-autoscaling"), None),
    "ecs": (next(path for path in SPECS if path.parent.name == "ecs-autoscaling"), "staging"),
}
# Seconds that a run may take, on a machine that has much else to do.
LONGEST = 300


def covering_systems():
    """The systems, (path, environment), that together exercise everything; the examples are among them."""
    candidates = {(path, environment): rows(systems_of(path)[environment]) for path, environment in SYSTEMS}
    # Everything else is proved with the examples too.
    return covering(candidates, sorted(EXAMPLES.values(), key=str))


@dataclass(frozen=True)
class Life:
    system: System
    # Where its images are built.
    sources: Path
    # What the scripts ask for: first on an empty account, then again, then to remove everything.
    deploying: list
    unchanged: list
    destroying: list
    # What is there in between, and before and after.
    taken: dict
    amounts: dict
    nothing: tuple

    @property
    def arguments(self):
        return ["--account", self.system.place.account]

    def account(self, programs):
        return account_for_scripts(self.system.place, programs)

    def deploy(self, account, *arguments, **options):
        words = [*self.arguments, *arguments]
        return run(self.system.deploy, *words, account=account, directory=self.sources, timeout=LONGEST, **options)

    def destroy(self, account, *arguments, **options):
        words = [*self.arguments, "--yes", "--delete-data", *arguments]
        return run(self.system.destroy, *words, account=account, timeout=LONGEST, **options)

    def complete(self, account, *arguments):
        """Runs the deployment to its end, and looks whether all is there, and once only."""
        result = self.deploy(account, *arguments)
        assert result.returncode == 0, result
        self.expect_complete(account, result)
        return result

    def expect_complete(self, account, result, spare_revision=False):
        found, counts = list(differing(self.taken, state(account))), amounts(account)
        if spare_revision:
            found = [one for one in found if not is_number_of_revision(*one)]
            counts[REVISIONS] = min(counts[REVISIONS], self.amounts[REVISIONS])
        assert not found, "\n".join(map(str, [*found, result]))
        assert counts == self.amounts, result

    def expect_nothing(self, account, result):
        """Looks whether destroying has left nothing; revisions of task definitions stay, as inactive ones."""
        left = list(differing(self.nothing[0], state(account)))
        assert not left, "\n".join(map(str, [*left, result]))
        assert remaining(account) == self.nothing[1], result


def is_number_of_revision(path, wanted, found):
    """Whether it is all that differs."""
    if path.endswith("/revision"):
        return True
    is_name = path.endswith(("/taskDefinition", "/taskDefinitionArn"))
    return is_name and wanted.rpartition(":")[0] == found.rpartition(":")[0]


def state(account):
    return snapshot(account.session, images(account))


def remaining(account):
    return {kind: count for kind, count in amounts(account).items() if kind != REVISIONS}


def undisturbed(lintel, programs, folder, name):
    """Compiles an example and goes through its life once."""
    path, environment = EXAMPLES[name]
    sources = folder / "source"
    sources.mkdir()
    (sources / "Dockerfile").write_text("FROM scratch\n")
    system = compiled(lintel, path, environment, folder / "build")
    life = Life(system, sources, [], [], [], {}, {}, ())
    with life.account(programs) as account:
        # The roles that AWS's services act with stay.
        nothing = state(account), remaining(account)
        runs = [life.deploy(account)]
        taken, counts = state(account), amounts(account)
        runs += [life.deploy(account), life.destroy(account)]
        assert all(run.returncode == 0 for run in runs), "\n".join(map(str, runs))
        life = Life(system, sources, *(run.actions for run in runs), taken, counts, nothing)
        life.expect_nothing(account, runs[-1])
    return life
