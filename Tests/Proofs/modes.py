"""The ways in which an account of moto's behaves as AWS does and moto does not.

    with account_for_scripts(place, programs, modes=Modes(late=2, page_size=1)) as account:

| mode | what AWS does | said by |
| --- | --- | --- |
| late | a new thing is not seen at once by reads, lists and what refers to it; a read may be stale | "Eventual consistency in the Amazon EC2 API" (EC2 developer guide); "Changes that I make are not always immediately visible" (IAM user guide, troubleshooting); codes: EC2 API reference "Error codes", the exceptions of botocore's models |
| paged | a list comes in pages, --output text evaluates --query on each | "Using the pagination options in the AWS CLI" and "Filtering output" (AWS CLI user guide): with text each page is filtered for itself; page sizes: the members of botocore's models (cli_pages.py) |

Time is virtual (clock.py): `sleep` and the AWS CLI's own pauses move it, each action takes a part of a second, and between
two runs it is long enough for everything late to be seen.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from late import LIMIT, Lateness
from things import Things

# Seconds of virtual time that an action takes.
LATENCY = 0.25


@dataclass(frozen=True)
class Modes:
    # How many answers of each action miss a new thing.
    late: int = 0
    # Items of a page, or "real" for AWS's own sizes.
    page_size: int | str | None = None

    @property
    def environment(self):
        """What the stand-in of the AWS CLI has to find in its environment."""
        return {"PROOF_PAGES": str(self.page_size)} if self.page_size else {}

    def of(self, place, clock):
        return World(self, Things(place), clock)


class World:
    """The modes at work in one account."""

    def __init__(self, modes, things, clock):
        self.modes, self.things, self.clock = modes, things, clock
        # From the outermost to what is next to moto.
        self.parts = []
        if modes.late:
            self.parts.append(Lateness(things, clock, modes.late))

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
