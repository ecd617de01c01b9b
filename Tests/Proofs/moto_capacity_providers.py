"""ECS's capacity providers: they mark their groups, are found by name or ARN, and go once no cluster has them.

What ECS gives to a group is its own: a tag, and where it scales, a policy that follows its own metric.
"""

import copy

from moto.autoscaling.models import FakeScalingPolicy, autoscaling_backends
from moto.core.resource_tagging import TaggedResource
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from refusals import Refused

# How often a change that goes on is asked about before it is done.
ASKED = 2
AWS_OWN = ("FARGATE", "FARGATE_SPOT")
KEPT = ("aws", "ecs", "fargate")
METRIC = {"MetricName": "CapacityProviderReservation", "Namespace": "AWS/ECS/ManagedScaling", "Statistic": "Average"}


def _groups(backend):
    return autoscaling_backends[backend.account_id][backend.region_name]


def _group(backend, name):
    groups = _groups(backend).autoscaling_groups
    found = [group for group in groups.values() if name in (group.name, group.arn)]
    if not found:
        raise Refused("InvalidParameterException", "The specified Auto Scaling group was not found. Specify a valid name or ARN.")
    return found[0]


def _create(original):
    def create_capacity_provider(self, name, asg_details, tags):
        if name.lower().startswith(KEPT):
            text = "The specified capacity provider name is invalid. It cannot begin with aws, ecs or fargate."
            raise Refused("InvalidParameterException", text)
        known = [one for one in self.capacity_providers.values() if one.status != "INACTIVE"]
        if name in {one.name for one in known}:
            raise Refused("InvalidParameterException", "The specified capacity provider already exists.")
        group = _group(self, asg_details["autoScalingGroupArn"])
        if group.arn in {one.auto_scaling_group_provider["autoScalingGroupArn"] for one in known}:
            text = "The specified Auto Scaling group ARN is already being used by another capacity provider."
            raise Refused("InvalidParameterException", text)
        _require_protection(asg_details, group)
        details = {"managedDraining": "ENABLED", **copy.deepcopy(asg_details), "autoScalingGroupArn": group.arn}
        made = original(self, name, details, tags or [])
        mark = {"Key": "AmazonECSManaged", "Value": "", "PropagateAtLaunch": True}
        owner = {"ResourceId": group.name, "ResourceType": "auto-scaling-group"}
        group.tags = [tag for tag in group.tags if tag["Key"] != mark["Key"]] + [{**mark, **owner}]
        _scale(self, made, group)
        return made

    return create_capacity_provider


def _require_protection(details, group):
    scaling = details.get("managedScaling", {}).get("status") == "ENABLED"
    if details.get("managedTerminationProtection") != "ENABLED" or scaling and group.new_instances_protected_from_scale_in:
        return
    text = "The managed termination protection setting for the capacity provider is invalid."
    raise Refused("InvalidParameterException", text)


def _scale(backend, provider, group):
    policies, key = _groups(backend).policies, (group.name, f"ECSManagedAutoScalingPolicy-{provider.name}")
    policies.pop(key, None)
    scaling = provider.auto_scaling_group_provider["managedScaling"]
    if scaling["status"] == "ENABLED":
        configuration = {"CustomizedMetricSpecification": METRIC, "TargetValue": float(scaling["targetCapacity"])}
        policies[key] = FakeScalingPolicy(
            key[1], "TargetTrackingScaling", None, None, group.name, None, None, None, configuration, None, None, None,
            _groups(backend),
        )


def _update(original):
    def update_capacity_provider(self, name_or_arn, asg_provider):
        provider = self._get_provider(name_or_arn)
        group = _group(self, provider.auto_scaling_group_provider["autoScalingGroupArn"])
        _require_protection({**provider.auto_scaling_group_provider, **asg_provider}, group)
        original(self, name_or_arn, asg_provider)
        if "managedDraining" in asg_provider:
            provider.auto_scaling_group_provider["managedDraining"] = asg_provider["managedDraining"]
        _scale(self, provider, group)
        return provider

    return update_capacity_provider


def _delete(_):
    def delete_capacity_provider(self, name_or_arn):
        provider = self._get_provider(name_or_arn)
        for cluster in self.clusters.values():
            if cluster.status == "ACTIVE" and provider.name in (cluster.capacity_providers or []):
                text = f"The specified capacity provider is in use by cluster {cluster.name} and cannot be removed."
                raise Refused("InvalidParameterException", text)
        group = _groups(self).autoscaling_groups.get(provider.auto_scaling_group_provider["autoScalingGroupArn"].rpartition("/")[2])
        if group:
            group.tags = [tag for tag in group.tags if tag["Key"] != "AmazonECSManaged"]
            _groups(self).policies.pop((group.name, f"ECSManagedAutoScalingPolicy-{provider.name}"), None)
        provider.status, provider.asked = "DEPROVISIONING", 0
        return provider

    return delete_capacity_provider


def _describe(original):
    def describe_capacity_providers(self, names):
        providers, failures = original(self, names)
        shown = [copy.copy(one) for one in providers]
        for one in providers:
            if one.status == "DEPROVISIONING":
                one.asked += 1
                if one.asked >= ASKED:
                    one.status = "INACTIVE"
        return shown, failures

    return describe_capacity_providers


def _put(original):
    def put_cluster_capacity_providers(self, cluster_name, capacity_providers, default_strategy):
        cluster = self._get_cluster(cluster_name)
        if getattr(cluster, "attaching", 0):
            # Time goes by for whoever tries again, too.
            cluster.attaching -= 1
            raise Refused("UpdateInProgressException", "The specified cluster is in a busy state.")
        there = {one.name for one in self.capacity_providers.values() if one.status == "ACTIVE"}
        for name in capacity_providers:
            if name not in there and name not in AWS_OWN:
                text = f"The specified capacity provider '{name}' was not found. Specify a valid name or ARN and try again."
                raise Refused("InvalidParameterException", text)
        services = [one for one in self.services.values() if one.cluster_name == cluster.name and one.status == "ACTIVE"]
        used = {share["capacityProvider"] for one in services for share in getattr(one, "capacity_provider_strategy", None) or []}
        if used - set(capacity_providers):
            raise Refused("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.")
        if {share["capacityProvider"] for share in default_strategy} - set(capacity_providers):
            text = "The specified capacity provider is not associated with the cluster."
            raise Refused("InvalidParameterException", text)
        cluster.attaching = ASKED
        return original(self, cluster_name, capacity_providers, default_strategy)

    return put_cluster_capacity_providers


def _describe_clusters(original):
    def describe_clusters(self):
        answer = original(self)
        shown = [copy.copy(one) for one in answer.result["clusters"]]
        for one, cluster in zip(shown, answer.result["clusters"], strict=True):
            left = getattr(cluster, "attaching", 0)
            if "ATTACHMENTS" in self._get_param("include", []):
                one.attachments_status = "UPDATE_IN_PROGRESS" if left else "UPDATE_COMPLETE"
            cluster.attaching = max(0, left - 1)
        answer.result["clusters"] = shown
        return answer

    return describe_clusters


def _tagged(original):
    """The Tagging API knows them too."""

    def iter_tagged_resources(self):
        yield from original(self)
        for one in self.capacity_providers.values():
            tags = {tag["key"]: tag["value"] for tag in one.tags or []}
            yield TaggedResource(arn=one.capacity_provider_arn, tags=tags, resource_type="ecs:capacity-provider")

    return iter_tagged_resources


PATCHES = (
    (EC2ContainerServiceBackend, "create_capacity_provider", _create),
    (EC2ContainerServiceBackend, "update_capacity_provider", _update),
    (EC2ContainerServiceBackend, "delete_capacity_provider", _delete),
    (EC2ContainerServiceBackend, "describe_capacity_providers", _describe),
    (EC2ContainerServiceBackend, "put_cluster_capacity_providers", _put),
    (EC2ContainerServiceBackend, "iter_tagged_resources", _tagged),
    (EC2ContainerServiceResponse, "describe_clusters", _describe_clusters),
)
