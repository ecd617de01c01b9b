"""Scripts are stopped, refused and cut off at AWS's calls; the next run always completes, and makes nothing twice.

A script that is killed before an action leaves the account as one does that is killed after the action before it, so
the ordinary run kills after actions only: once for every fifth operation that changes something, where the EC2 example or
else the ECS example first calls it. Of what else can happen it takes some positions. With LINTEL_ALL=1 it is every position
of both examples, before and after.
"""

import os
import re
import signal
from itertools import takewhile

import pytest
from faults import (
    ANY,
    at_mutation,
    at_query,
    delay,
    deny,
    drop,
    interrupt,
    kill,
    meanwhile,
    refuse,
    terminate,
    times,
)
from lives import EXAMPLES, undisturbed

EVERYTHING = bool(os.environ.get("LINTEL_ALL"))
SHARES = 6
# Every so many mutating actions one is a position of two runs at once; the same of questions.
STRIDE_OF_PAIRS = 1 if EVERYTHING else 24
# Lists that are asked for always, and the kinds of what they list, which a spec may have.
KINDS_OF_LISTS = {
    "GetResources": None,
    "ListRoles": "iam_role",
    "ListCertificates": "acm_certificate",
    "ListOperations": "servicediscovery_http_namespace",
    "ListNamespaces": "servicediscovery_http_namespace",
    "ListServices": "servicediscovery_service",
    "ListInstanceProfiles": "iam_instance_profile",
    "DescribeRules": "elbv2_listener_rule",
    "DescribeAutoScalingGroups": "autoscaling_auto_scaling_group",
}
STRIDE_OF_QUESTIONS = 1 if EVERYTHING else 12
# How far a run gets that is disturbed again and again.
PACE = 1 if EVERYTHING else 8
MOMENTS = ["before", "after"] if EVERYTHING else ["after"]
NAMES = sorted(EXAMPLES)
# The example of which everything is tried.
WHOLE = NAMES if EVERYTHING else ["ec2"]


@pytest.fixture(scope="session")
def life_of(lintel, programs, tmp_path_factory):
    lives = {}

    def life(name):
        if name not in lives:
            lives[name] = undisturbed(lintel, programs, tmp_path_factory.mktemp(name), name)
        return lives[name]

    return life


@pytest.fixture(params=NAMES)
def life(request, life_of):
    return life_of(request.param)


whole = pytest.mark.parametrize("life", WHOLE, indirect=True)


@pytest.fixture(scope="session")
def positions(life_of):
    """From an example and a share of the runs to the indexes of the mutating actions that it is about."""

    def firsts(name):
        found = {}
        for action in life_of(name).deploying:
            if action.mutates:
                found.setdefault(action.key, action.index)
        return found

    def positions(name, share):
        if EVERYTHING:
            found = [action.index for action in life_of(name).deploying if action.mutates]
        else:
            others = [firsts(other) for other in WHOLE if other != name]
            found = [index for key, index in firsts(name).items() if not any(key in other for other in others)][::8]
        assert found
        return found[share::SHARES]

    return positions


def applied(result):
    """What changed the account, as far as its answer was one."""
    return [action for action in result.mutations if action.status and action.status < 300]


def names_its_step(result, how):
    """Whether a run that ended early says where."""
    titles = re.findall(r"^\[ *\d+/\d+\] (.*)$", result.stderr, re.MULTILINE)
    step = titles[-1] if titles else "finding out"
    return f"{how} at: {step}" in result.stderr


def expect_failure(result, *words):
    """A run that failed says at which step, what AWS said, and what to do, and leaves nothing lying about."""
    assert names_its_step(result, "failed"), result
    for word in words:
        assert word in result.stderr, result
    unanswered = [action for action in result.mutations if action.status is None]
    changed = bool(applied(result) or unanswered)
    assert result.returncode == (1 if changed else 2), result
    assert ("Run it again" if changed else "Nothing was changed.") in result.stderr, result
    assert not result.leftovers, result


# MARK: Killed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("share", range(SHARES))
def test_a_killed_deployment_goes_on(life_of, positions, programs, share, moment, name):
    life = life_of(name)
    for number, index in enumerate(positions(name, share)):
        with life.account(programs) as account:
            killed = life.deploy(account, **{moment: {index: kill}})
            assert killed.returncode == -signal.SIGKILL and len(killed.actions) == index + 1, killed
            life.complete(account)
            # What was made by two runs is found by a third that removes it.
            if EVERYTHING or number == 0:
                life.expect_nothing(account, life.destroy(account))


@whole
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_removal_goes_on(life, programs, moment):
    mutations = [action for action in life.destroying if action.mutates]
    with life.account(programs) as account:
        assert life.deploy(account).returncode == 0
        # In the long form each thing is removed by a run of its own.
        for _ in mutations:
            number = PACE if moment == "after" else PACE + 1
            killed = life.destroy(account, **{moment: {ANY: at_mutation(number, kill)}})
            if killed.returncode == 0:
                break
            assert killed.returncode == -signal.SIGKILL, killed
        last = life.destroy(account)
        assert last.returncode == 0, last
        life.expect_nothing(account, last)


# MARK: Answers that are lost


@whole
def test_a_lost_answer_makes_nothing_twice(life, programs):
    """The AWS CLI tries again what got no answer: a thing that was made would be made again."""
    making = [action for action in life.deploying if action.name.startswith(("Create", "Run", "Register", "Put"))]
    with life.account(programs) as account:
        for _ in making[:: 1 if EVERYTHING else 12]:
            result = life.deploy(account, after={ANY: at_mutation(1, times(1, drop))})
            if not result.mutations:
                break
            assert result.returncode in (0, 1), result
        life.complete(account)


NETWORK = "look at the network"
# What happens at a mutating action, when, and what the run then says; a run that only had to wait says nothing.
MISHAPS = [
    ("before", deny, ["not authorized to perform", "lack the permission"]),
    ("before", refuse("Throttling", "Rate exceeded"), ["(Throttling)", "fewer requests"]),
    ("before", refuse("LimitExceeded", "The maximum number is reached."), ["(LimitExceeded)", "A quota of the account"]),
    ("before", drop, [NETWORK]),
    ("after", drop, [NETWORK]),
    ("before", interrupt, []),
    ("after", interrupt, []),
    ("before", terminate, []),
    ("before", delay(0.1), None),
]
STOPPED = {interrupt: 130, terminate: 143}


@whole
@pytest.mark.parametrize("script", ["deploy", "destroy"])
def test_mishaps_one_after_the_other(life, programs, script):
    """Each run meets another mishap, a little further on, and the next one goes on from there."""
    with life.account(programs) as account:
        if script == "destroy":
            assert life.deploy(account).returncode == 0
        for number, (moment, effect, words) in enumerate(MISHAPS):
            # The first ones come before anything has changed.
            plan = {ANY: at_mutation(1 if number < 3 else 2, effect)}
            result = getattr(life, script)(account, **{moment: plan})
            if effect in STOPPED:
                assert result.returncode == STOPPED[effect] and names_its_step(result, "stopped"), result
                assert not result.leftovers, result
            elif words is None:
                assert result.returncode == 0, result
            else:
                expect_failure(result, *words)
        if script == "deploy":
            life.complete(account)
        else:
            life.expect_nothing(account, life.destroy(account))


# MARK: Questions that are not answered


def refusing(life, programs, script, indexes):
    """Runs of a script on a complete system, each of which may not ask one question."""
    with life.account(programs) as account:
        assert life.deploy(account).returncode == 0
        for index in indexes:
            result = getattr(life, script)(account, before={index: deny})
            assert len(result.actions) == index + 1 and result.actions[index].status >= 400, result
            assert not result.mutations, result
            expect_failure(result, "not authorized to perform", "lack the permission")


@whole
@pytest.mark.parametrize("share", range(3 if EVERYTHING else 1))
def test_a_question_that_may_not_be_asked_ends_a_deployment(life, programs, share):
    """What AWS does not tell is never taken for what is not there."""
    refusing(life, programs, "deploy", range(share, len(life.unchanged), 3 if EVERYTHING else STRIDE_OF_QUESTIONS))


@whole
def test_a_question_that_may_not_be_asked_ends_a_removal(life, programs):
    text = life.system.destroy.read_text()
    # Without an answer to these a removal goes on; test_script_ownership.py has that.
    spared = {name for name, kind in KINDS_OF_LISTS.items() if f"\n{kind}\t" not in text}
    asked = takewhile(lambda action: not action.mutates, life.destroying)
    questions = [action.index for action in asked if action.name not in spared]
    refusing(life, programs, "destroy", questions[::STRIDE_OF_QUESTIONS])


@whole
def test_a_question_on_the_way_ends_a_removal(life, programs):
    questions = [action for action in life.destroying if not action.mutates]
    with life.account(programs) as account:
        assert life.deploy(account).returncode == 0
        for _ in questions:
            result = life.destroy(account, before={ANY: at_query(PACE, deny)})
            if result.returncode == 0:
                break
            expect_failure(result, "not authorized to perform", "lack the permission")
        life.expect_nothing(account, result)


# MARK: Two at once


@pytest.mark.parametrize("share", range(SHARES if EVERYTHING else 1))
def test_two_deployments_at_once(life, programs, share):
    """One run goes all the way while another waits for an answer."""
    found = [action.index for action in life.deploying if action.mutates][::STRIDE_OF_PAIRS]
    for index in found[share :: SHARES if EVERYTHING else 1]:
        with life.account(programs) as account:
            others = []
            plan = {index: meanwhile(lambda: others.append(life.deploy(account)))}
            one = life.deploy(account, before=plan)
            both = f"{others[0]}\n{one}"
            assert others[0].returncode == 0 or "twice" in others[0].stderr, both
            result = life.deploy(account)
            if result.returncode == 0:
                # Each run may have registered a revision, and one is like the other.
                life.expect_complete(account, both, spare_revision=True)
            else:
                # What there is twice is named, before anything uses the wrong one.
                assert not result.mutations and one.returncode == 1, f"{both}\n{result}"
                named = re.search(r"error: (\w+) is there twice: (\S+) and (\S+)", result.stderr)
                assert named and named[0] in one.stderr, f"{both}\n{result}"
