"""IAM: AWS's own policies are read once, and service-linked roles have AWS's names."""

import copy

from moto.iam.models import IAMBackend
from refusals import Refused

# What follows AWSServiceRoleFor.
LINKED_ROLES = {
    "ecs.amazonaws.com": "ECS",
    "ecs.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_ECSService",
    "autoscaling.amazonaws.com": "AutoScaling",
    "elasticloadbalancing.amazonaws.com": "ElasticLoadBalancing",
}


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


def _create_service_linked_role(original):
    def create_service_linked_role(self, service_name, description, suffix):
        path = f"/aws-service-role/{service_name}/"
        for role in self.roles.values():
            if role.path == path and not suffix:
                text = f"Service role name {role.name} has been taken in this account, please try a different suffix."
                raise Refused("InvalidInput", text)
        role = original(self, service_name, description, suffix)
        if service_name in LINKED_ROLES:
            role.name = f"AWSServiceRoleFor{LINKED_ROLES[service_name]}"
        return role

    return create_service_linked_role


PATCHES = (
    (IAMBackend, "_init_aws_policies", lambda original: REMEMBERED),
    (IAMBackend, "create_service_linked_role", _create_service_linked_role),
)
