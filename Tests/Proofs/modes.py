"""The ways in which an account of moto's behaves as AWS does and moto does not.

    with account_for_scripts(place, programs, modes=Modes(late=2, page_size=1)) as account:

| mode | what AWS does | said by |
| --- | --- | --- |
| late | a new thing is not seen at once by reads, lists and what refers to it; a read may be stale | 1, 2; codes: the exceptions of botocore's models |
| paged | a list comes in pages, --output text evaluates --query on each | 3, 4; page sizes: the members of botocore's models (cli_pages.py) |
| held | interfaces of a deleted load balancer, and of tasks that stop, keep groups, subnets and gateways; services drain, and stay known as INACTIVE like clusters; deleted Auto Scaling groups stay for a while | 5 to 8; how long: 5 says minutes, and the numbers of held.py are ours |
| unhealthy | targets take time, never become healthy, or die after a while; the circuit breaker then fails the deployment and returns to the last completed one, or launches no more tasks | 9 (half of the desired count, at least 3, at most 200), 10 |
| crowded | very many things of others; each list is followed by the end of one of them | nobody: how many there are is ours, below AWS's quotas; pages have AWS's sizes then |
| hostile | tags, names and descriptions of others hold any text that AWS allows, and claim to be the system's | 11, 12; patterns of botocore's models |

All but 2 were read, in stored copies, 1, 9 and 12 as translated or as mirrored; 2 is cited by others, and was not to be had.

1. https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
2. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
3. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
4. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html ("once on each page")
5. https://github.com/hashicorp/terraform-provider-aws/issues/40 (interfaces of load balancers go some minutes later)
6. https://awscli.amazonaws.com/v2/documentation/api/2.3.2/reference/ecs/delete-service.html
7. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
8. https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/autoscaling/aws.sdk.kotlin.services.autoscaling.model/-auto-scaling-group/status.html
9. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html
10. https://sdk.amazonaws.com/kotlin/api/latest/ecs/aws.sdk.kotlin.services.ecs.model/-deployment-configuration/deployment-circuit-breaker.html
11. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TagDescription.html (newlines and tabs in values)
12. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html

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
