"""What moto forgets, reports wrongly or does not refuse, put right for as long as the proofs run.

Each correction is needed by a property that the templates set or a call that the scripts make; test_moto_patches.py
and test_moto_refusals.py show that moto still fails without it. There is a module for each service.
"""

import os
from contextlib import ExitStack, contextmanager
from unittest import mock

import moto_acm
import moto_application_autoscaling
import moto_autoscaling
import moto_capacity_providers
import moto_ec2
import moto_ecr
import moto_ecs
import moto_elbv2
import moto_iam
import moto_instance_refresh
import moto_route53
import moto_security_groups
import moto_servicediscovery
import moto_tags

PATCHES = (
    *moto_acm.PATCHES,
    *moto_application_autoscaling.PATCHES,
    *moto_autoscaling.PATCHES,
    *moto_capacity_providers.PATCHES,
    *moto_ec2.PATCHES,
    *moto_ecr.PATCHES,
    *moto_ecs.PATCHES,
    *moto_elbv2.PATCHES,
    *moto_iam.PATCHES,
    *moto_instance_refresh.PATCHES,
    *moto_route53.PATCHES,
    *moto_security_groups.PATCHES,
    *moto_servicediscovery.PATCHES,
    *moto_tags.PATCHES,
)
ENVIRONMENT = {
    # Without it, attaching a policy of AWS's own fails.
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    # No proof looks for a public image, and making a thousand of them takes time.
    "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
}


_applied = False


@contextmanager
def applied():
    global _applied
    if _applied:
        # An account beside another one. Corrections of corrections would do everything twice.
        yield
        return
    with ExitStack() as stack:
        _applied = True
        stack.callback(_unapplied)
        stack.enter_context(mock.patch.dict(os.environ, ENVIRONMENT))
        for owner, name, wrap in PATCHES:
            wrapped = wrap(getattr(owner, name, None))
            stack.enter_context(mock.patch.object(owner, name, wrapped, create=True))
        yield


def _unapplied():
    global _applied
    _applied = False
