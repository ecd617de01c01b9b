"""What a second deployment, a dry run and a destroy cost in an account that many use: pages, and hardly a call more.

The ordinary run measures one example, with LINTEL_ALL=1 it is both.
"""

import os

import pytest
from counting import dearer, measured
from crowd import CLUSTERS, LOAD_BALANCERS, TARGET_GROUPS
from lives import EXAMPLES
from modes import Modes

# Calls that ask about so many things at a time, which is as many as AWS takes, and of how many there are.
BATCHES = {"elbv2 describe-tags": (20, TARGET_GROUPS + LOAD_BALANCERS), "ecs describe-clusters": (100, CLUSTERS)}
# A dry run looks for what it would remove too.
ROUNDS = {"again": 1, "dry run": 2, "destroy": 1}
NAMES = sorted(EXAMPLES) if os.environ.get("LINTEL_ALL") else ["ecs"]


@pytest.mark.parametrize("name", NAMES)
def test_others_make_hardly_a_call_more(lintel, programs, tmp_path, name):
    empty = measured(lintel, programs, tmp_path / "empty", EXAMPLES[name])
    crowded = measured(lintel, programs, tmp_path / "crowded", EXAMPLES[name], Modes(crowded=True))
    for step, result in crowded.items():
        assert len(result.aws) > 40, result
        more = dearer(empty[step], result)
        assert more.keys() <= BATCHES.keys(), (step, more, str(result))
        for command, (before, now) in more.items():
            size, count = BATCHES[command]
            # Load balancers and target groups are asked about apart, so that one of the batches may be small.
            assert now - before <= ROUNDS[step] * (-(-count // size) + 1), (step, command, before, now)
