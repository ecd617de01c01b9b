"""What AWS refuses, and moto only by the corrections."""

from contextlib import nullcontext
from inspect import getmembers, isgeneratorfunction

import pytest
import refused_capacity
import refused_namespaces
import refused_network
import refused_systems
from accounts import Place, empty_account
from botocore.exceptions import ClientError

PLACE = Place("123456789012", "us-east-1")
CASES = {
    name: case
    for module in (refused_capacity, refused_namespaces, refused_network, refused_systems)
    for name, case in getmembers(module, isgeneratorfunction)
}
# moto refuses these by itself, and the scripts count on it.
WITHOUT_CORRECTION = {
    "a_gateway_that_is_attached",
    "a_vpc_with_a_subnet",
    "an_address_that_a_nat_gateway_has",
    "a_route_table_of_a_subnet",
    "a_target_group_of_a_listener",
    "another_target_group_of_the_name",
    "a_service_with_an_unknown_security_group",
    "a_service_in_an_unknown_subnet",
    "a_service_that_still_runs",
    "a_role_with_an_attached_policy",
    "an_instance_profile_with_a_role",
    "a_repository_with_images",
    "a_snapshot_of_an_image",
}
assert WITHOUT_CORRECTION <= CASES.keys()


def refused(case, session):
    """Whether AWS's error came, after everything before it worked."""
    steps = case(session)
    code = next(steps)
    try:
        next(steps, None)
    except ClientError as error:
        return error.response["Error"]["Code"] == code
    return False


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused(name):
    case = CASES[name]
    if name not in WITHOUT_CORRECTION:
        with empty_account(PLACE, corrections=nullcontext) as session:
            assert not refused(case, session), "moto does this by itself now: remove the correction"
    with empty_account(PLACE) as session:
        assert refused(case, session)
