"""What moto forgets or reports wrongly, put right for as long as the proofs run.

Each is needed by a property that the templates set; test_moto_patches.py shows that moto still fails without it.
"""

import copy
import json
import os
from contextlib import ExitStack, contextmanager
from unittest import mock

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.utils import camelcase_to_underscores
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ecs.models import Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.iam.models import IAMBackend

# CreateService reads a fixed list of parameters; UpdateService keeps these.
SERVICE_PARAMETERS = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
)


def _attribute(parameter):
    # The name UpdateService uses for the attribute, so that creating and updating agree.
    return camelcase_to_underscores(parameter)


def _create_service(original):
    def create_service(self):
        result = original(self)
        service = result.result["service"]
        assert isinstance(service, Service)
        for parameter in SERVICE_PARAMETERS:
            value = self._get_param(parameter)
            if value is not None:
                setattr(service, _attribute(parameter), value)
        return result

    return create_service


def _create_version(original):
    """The tags of a launch template are its own; moto also puts them among those of the instances it launches."""

    def create_version(self, data, description):
        data = dict(data)
        kept = [s for s in data.pop("TagSpecifications", []) if s.get("ResourceType") != "launch-template"]
        if kept:
            data["TagSpecifications"] = kept
        return original(self, data, description)

    return create_version


def _register_scalable_target(original):
    def register_scalable_target(self):
        answer = original(self)
        tags = self._get_param("Tags")
        if tags:
            _target(self, json.loads(answer)["ScalableTargetARN"]).tags = dict(tags)
        return answer

    return register_scalable_target


def _list_tags_for_resource(_):
    """moto lacks the operation."""

    def list_tags_for_resource(self):
        target = _target(self, self._get_param("ResourceARN"))
        return json.dumps({"Tags": getattr(target, "tags", {})})

    return list_tags_for_resource


def _target(response, arn):
    targets = response.applicationautoscaling_backend.targets.values()
    (found,) = [target for group in targets for target in group.values() if target.arn == arn]
    return found


def _remembered(original):
    """AWS's own policies are the same every time, and reading the thousand of them takes longer than a whole system."""
    policies = {}

    def init_aws_policies(self):
        key = self.account_id, self.region_name
        if not policies.get(key):
            policies[key] = original(self)
        # Only the count of attachments ever changes, and each copy has its own.
        return [copy.copy(policy) for policy in policies[key]]

    return init_aws_policies


REMEMBERED = _remembered(IAMBackend._init_aws_policies)

PATCHES = (
    (EC2ContainerServiceResponse, "create_service", _create_service),
    (LaunchTemplate, "create_version", _create_version),
    (ApplicationAutoScalingResponse, "register_scalable_target", _register_scalable_target),
    (ApplicationAutoScalingResponse, "list_tags_for_resource", _list_tags_for_resource),
    (IAMBackend, "_init_aws_policies", lambda original: REMEMBERED),
)
ENVIRONMENT = {
    # Without it, attaching a policy of AWS's own fails.
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    # No proof looks for a public image, and making a thousand of them takes time.
    "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
}


@contextmanager
def applied():
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, ENVIRONMENT))
        for owner, name, wrap in PATCHES:
            wrapped = wrap(getattr(owner, name, None))
            stack.enter_context(mock.patch.object(owner, name, wrapped, create=True))
        yield
