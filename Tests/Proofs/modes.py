"""The ways in which an account of moto's behaves as AWS does and moto does not.

    with account_for_scripts(place, programs, modes=Modes(late=2, page_size=1)) as account:

| mode | what AWS does | said by |
| --- | --- | --- |
| late | a new thing is not seen at once by reads, lists and what refers to it; a read may be stale | "Eventual consistency in the Amazon EC2 API" (EC2 developer guide); "Changes that I make are not always immediately visible" (IAM user guide, troubleshooting); codes: EC2 API reference "Error codes", the exceptions of botocore's models |
| paged | a list comes in pages, --output text evaluates --query on each | "Using the pagination options in the AWS CLI" and "Filtering output" (AWS CLI user guide): with text each page is filtered for itself; page sizes: the members of botocore's models (cli_pages.py) |
| held | interfaces of a deleted load balancer, and of tasks that stop, keep groups, subnets and gateways; services drain, and stay known as INACTIVE like clusters; deleted Auto Scaling groups stay for a while | "Delete an Application Load Balancer" (network interfaces), "DependencyViolation" (EC2 error codes), DeleteService and DeleteCluster (ECS API reference), DeleteAutoScalingGroup ("Delete in progress"); the length: reports |
| unhealthy | targets take time, never become healthy, or die after a while; the circuit breaker then fails the deployment and returns to the last completed one, or launches no more tasks | "How the Amazon ECS deployment circuit breaker detects failures" (ECS developer guide: half of the desired count, at least 3, at most 200); Deployment, DeploymentCircuitBreaker (ECS API reference) |
| crowded | very many things of others; each list is followed by the end of one of them | quotas of IAM, ECS, CloudWatch; pages have AWS's sizes then |
| hostile | tags, names and descriptions of others hold any text that AWS allows, and claim to be the system's | "Tag restrictions" (EC2, IAM, ELB, ECS user guides); patterns of botocore's models |

Time is virtual (clock.py): `sleep` and the AWS CLI's own pauses move it, each action takes a part of a second, and between
two runs it is long enough for everything late to be seen.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest import mock

from crowd import crowd
from forgeries import Owner, forgeries
from held import Holding
from late import LIMIT, Lateness
from rollouts import SLOW, Health, Rollouts
from strangers import Strangers
from things import Things

# Seconds of virtual time that an action takes.
LATENCY = 0.25


@dataclass(frozen=True)
class Modes:
    # How many answers of each action miss a new thing.
    late: int = 0
    # Items of a page, or "real" for AWS's own sizes.
    page_size: int | str | None = None

    held: bool = False
    # What becomes of the tasks of any revision; account.world.rollouts.health can tell them apart.
    unhealthy: Health | None = None
    crowded: bool = False
    # Whose things those of others claim to be.
    hostile: Owner | None = None

    @classmethod
    def together(cls, owner):
        """All of them, with services that become healthy after a while."""
        return cls(late=2, page_size=1, held=True, unhealthy=SLOW, crowded=True, hostile=owner)

    @property
    def environment(self):
        """What the stand-in of the AWS CLI has to find in its environment."""
        size = self.page_size or ("real" if self.crowded else None)
        return {"PROOF_PAGES": str(size)} if size else {}

    def of(self, place, clock):
        return World(self, Things(place), clock)


class World:
    """The modes at work in one account."""

    def __init__(self, modes, things, clock):
        self.modes, self.things, self.clock = modes, things, clock
        self.holding = Holding(things, clock) if modes.held else None
        self.rollouts = Rollouts(things, clock, modes.unhealthy) if modes.unhealthy else None
        makers = [crowd] if modes.crowded else []
        forger = forgeries(modes.hostile) if modes.hostile else None
        self.strangers = Strangers(things, makers, forger) if makers or forger else None
        self.lateness = Lateness(things, clock, modes.late) if modes.late else None
        # From the outermost to what is next to moto: time passes first, and what is late is the system's own.
        parts = (self.holding, self.rollouts, self.lateness, self.strangers)
        self.parts = [part for part in parts if part]

    @contextmanager
    def installed(self):
        """With what the modes change of moto."""
        with ExitStack() as stack:
            for part in self.parts:
                for owner, name, wrap in part.patches():
                    stack.enter_context(mock.patch.object(owner, name, wrap(getattr(owner, name))))
            for part in self.parts:
                part.settle_in()
            yield

    def begin(self):
        """A run begins some time after the one before."""
        self.clock.advance(2 * LIMIT)

    @contextmanager
    def around(self, action):
        """One action of a script is answered in between."""
        self.clock.advance(LATENCY)
        with ExitStack() as stack:
            for part in self.parts:
                stack.enter_context(part.around(action))
            yield
