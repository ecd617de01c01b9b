"""Every value in a template is found in a describe answer, or listed here with the reason why moto does not keep it."""

import copy

import pytest
from accounts import Place, empty_account
from executor import execute, parameters_to_supply
from fidelity import describe, differences, gaps, gaps_of

# (type, path of the value): why the answer does not have it. moto keeps everything that the examples state.
NOT_KEPT = {}


@pytest.fixture(scope="module")
def executions(templates):
    """Per case: what was executed, and what the API then answers."""
    found = {}
    for case, template in templates.items():
        with empty_account(Place.of(*case)) as session:
            execution = execute(template, session, parameters_to_supply(template, session))
            found[case] = execution, describe(execution)
    return found


def test_every_value_arrives(executions, case):
    unexplained = [gap for gap in gaps(*executions[case]) if (gap.type, gap.path) not in NOT_KEPT]
    assert not unexplained, "\n".join(map(str, unexplained))


def test_no_exception_is_stale(executions):
    seen = {(gap.type, gap.path) for execution, answers in executions.values() for gap in gaps(execution, answers)}
    assert not NOT_KEPT.keys() - seen, "these are kept after all, or no template has them"


def test_every_single_value_counts(executions, case):
    """Whichever one value the template had stated differently, the comparison would have said so."""
    execution, answers = executions[case]
    for name, properties in execution.properties.items():
        kind = execution.types[name]
        for path in leaves(properties):
            if (kind, ".".join(map(str, path))) in NOT_KEPT:
                continue
            altered = copy.deepcopy(properties)
            alter(altered, path)
            assert list(gaps_of(name, kind, altered, answers[name])), f"{name}: {path} could be anything"


def test_every_list_element_counts(executions, case):
    """An element that the template did not state would have been noticed, but for attributes, which AWS fills up."""
    execution, answers = executions[case]
    shortened = 0
    for name, properties in execution.properties.items():
        for key, value in properties.items():
            if isinstance(value, list) and key not in ("TargetGroupAttributes", "LoadBalancerAttributes"):
                fewer = {key: value[1:]}
                assert list(gaps_of(name, execution.types[name], fewer, answers[name])), f"{name}: {key}"
                shortened += 1
    assert shortened


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def alter(value, path):
    *parents, last = path
    for step in parents:
        value = value[step]
    value[last] = f"not {value[last]}"


@pytest.mark.parametrize(
    ("wanted", "found", "paths"),
    [
        ({"Cpu": "256"}, {"cpu": 256}, []),
        ({"Cpu": "256"}, {"cpu": "512"}, ["p.Cpu"]),
        ({"Enabled": True}, {"enabled": "true"}, []),
        ({"Target": 50}, {"Target": 50.0}, []),
        (["a", "b"], ["b", "a"], []),
        (["a", "a"], ["a"], ["p[1]"]),
        (["a"], ["a", "b"], ["p[]"]),
        ([{"Key": "k", "Value": "v"}], [{"Key": "k", "Value": "w"}], ["p[k].Value"]),
        ({"Inner": {"Leaf": 0}}, {}, ["p.Inner.Leaf"]),
        ([{"Port": 1}, {"Port": 2}], [{"Port": 2, "More": 1}, {"Port": 1}], []),
    ],
)
def test_comparison(wanted, found, paths):
    assert [path for path, _, _ in differences(wanted, found, "p")] == paths
