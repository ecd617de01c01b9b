"""What an account's things are to the harness: where moto keeps them, who reads them, and how AWS says they are absent.

A mode can so hide a thing, add one, or show it as it was, whatever its service.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

from moto.backends import get_backend

# How moto and botocore call a service differently; IAM has no region.
MOTO_NAMES = {"application-autoscaling": "applicationautoscaling"}


@dataclass(frozen=True, eq=False)
class Kind:
    service: str
    name: str
    # (first part of the key, dictionary) of everything that moto's backend keeps of this kind.
    parts: Callable
    # The actions that list or describe them: for these a thing can be left out.
    reads: tuple
    # What AWS answers who refers to one that is not there. {} stands for how it was called.
    code: str
    message: str
    # Those that leave out a name which is not there, or do not look whether it is, where the others say the code above.
    silent: tuple = ()
    # The members of requests that hold a name, for what also has a name; identifiers and ARNs count anywhere.
    members: tuple = ()
    identifiers: Callable = lambda key, thing: {key}
    names: Callable = lambda key, thing: set()
    # The code and the message of other services for it.
    elsewhere: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Root:
    """A dictionary of a backend: of things, or of dictionaries of things."""

    attribute: str
    is_nested: bool = False

    def __call__(self, backend):
        found = getattr(backend, self.attribute)
        return [((key,), part) for key, part in found.items()] if self.is_nested else [((), found)]


def attribute(name):
    return Root(name)


def nested(name):
    return Root(name, is_nested=True)


def ec2(name, attribute, read, code, parts=attribute, more=(), **options):
    reads = (f"Describe{read}", *more)
    return Kind("ec2", name, parts(attribute), reads, code, f"The {name} '{{}}' does not exist", **options)


def arn(key, thing):
    return {thing.arn}


def name(key, thing):
    return {thing.name}


ECS_NETWORK = ("InvalidParameterException", "Error retrieving {0} information for [{{}}]: The {0} '{{}}' does not exist")


def network_error(what, code):
    error, text = ECS_NETWORK
    return error, text.format(what) + f" (ErrorCode: {code})"


NOT_IN_GROUP = ("ValidationError", "You must use a valid fully-formed launch template. {} does not exist.")

# "CloudWatch doesn't test or validate the actions that you specify" (its guide, on alarm actions).
UNTESTED = "PutMetricAlarm"
KINDS = (
    ec2("vpc ID", "vpcs", "Vpcs", "InvalidVpcID.NotFound", more=("DescribeVpcAttribute",), elsewhere={
        "elbv2": ("ValidationError", "The VPC ID '{}' is not found"),
    }),
    ec2("subnet ID", "subnets", "Subnets", "InvalidSubnetID.NotFound", nested, elsewhere={
        "elbv2": ("SubnetNotFound", "The subnet ID '{}' does not exist"),
        "ecs": network_error("subnet", "InvalidSubnetID.NotFound"),
        "autoscaling": ("ValidationError", "The subnet ID '{}' does not exist"),
    }),
    ec2("security group", "groups", "SecurityGroups", "InvalidGroup.NotFound", nested, ("DescribeSecurityGroupRules",), elsewhere={
        "elbv2": ("InvalidSecurityGroup", "Security group '{}' is not valid"),
        "ecs": network_error("security group", "InvalidGroup.NotFound"),
    }),
    ec2("internetGateway ID", "internet_gateways", "InternetGateways", "InvalidInternetGatewayID.NotFound"),
    ec2(
        "egressOnlyInternetGateway ID",
        "egress_only_internet_gateways",
        "EgressOnlyInternetGateways",
        "InvalidGatewayID.NotFound",
    ),
    ec2("NAT gateway", "nat_gateways", "NatGateways", "NatGatewayNotFound"),
    ec2("flow log", "flow_logs", "FlowLogs", "InvalidFlowLogId.NotFound"),
    ec2("Vpc Endpoint Id", "vpc_end_points", "VpcEndpoints", "InvalidVpcEndpointId.NotFound"),
    ec2("routeTable ID", "route_tables", "RouteTables", "InvalidRouteTableID.NotFound"),
    ec2("key pair", "key_pairs", "KeyPairs", "InvalidKeyPair.NotFound"),
    ec2("snapshot", "snapshots", "Snapshots", "InvalidSnapshot.NotFound"),
    ec2("image id", "amis", "Images", "InvalidAMIID.NotFound"),
    ec2("instance ID", "reservations", "Instances", "InvalidInstanceID.NotFound",
        identifiers=lambda key, thing: {instance.id for instance in thing.instances}),
    ec2("launch template", "launch_templates", "LaunchTemplates", "InvalidLaunchTemplateId.NotFound",
        names=name, members=("LaunchTemplateName",), elsewhere={"autoscaling": NOT_IN_GROUP}),
    Kind("elbv2", "load balancer", attribute("load_balancers"), ("DescribeLoadBalancers", "DescribeLoadBalancerAttributes"),
         "LoadBalancerNotFound", "Load balancer '{}' not found", names=name, members=("Names",)),
    Kind("elbv2", "target group", attribute("target_groups"), ("DescribeTargetGroups", "DescribeTargetGroupAttributes"),
         "TargetGroupNotFound", "Target group '{}' not found", names=name, members=("Names",), elsewhere={
             "ecs": ("InvalidParameterException", "Unable to find target group with targetGroupArn {}."),
             "autoscaling": ("ValidationError", "Provided Target Groups may not be valid. Please ensure they exist."),
         }),
    Kind("elbv2", "listener", lambda backend: [((key,), one.listeners) for key, one in backend.load_balancers.items()],
         ("DescribeListeners",), "ListenerNotFound", "Listener '{}' not found"),
    Kind("iam", "role", attribute("roles"),
         ("ListRoles", "GetAccountAuthorizationDetails", "GetRole", "ListAttachedRolePolicies", "ListRolePolicies"),
         "NoSuchEntity", "The role with name {} cannot be found.",
         identifiers=arn, names=name, members=("RoleName",), elsewhere={
             "ecs": ("ClientException", "Role is not valid"),
         }),
    Kind("iam", "instance profile", attribute("instance_profiles"), ("ListInstanceProfiles",),
         "NoSuchEntity", "Instance Profile {} cannot be found.",
         identifiers=arn, names=name, members=("InstanceProfileName", "IamInstanceProfile.Name"), elsewhere={
             "ec2": ("InvalidParameterValue", "Value ({}) for parameter iamInstanceProfile.name is invalid. "
                     "Invalid IAM Instance Profile name"),
         }),
    Kind("logs", "log group", attribute("groups"), ("DescribeLogGroups",),
         "ResourceNotFoundException", "The specified log group does not exist.", silent=("DescribeLogGroups",),
         identifiers=lambda key, thing: {thing.arn, thing.arn.removesuffix(":*")},
         names=lambda key, thing: {key}, members=("logGroupName",)),
    Kind("ecr", "repository", attribute("repositories"), ("DescribeRepositories",),
         "RepositoryNotFoundException", "The repository with name '{}' does not exist",
         identifiers=arn, names=lambda key, thing: {key}, members=("repositoryName", "repositoryNames")),
    Kind("ecs", "cluster", attribute("clusters"), ("ListClusters", "DescribeClusters"),
         "ClusterNotFoundException", "Cluster not found.", silent=("DescribeClusters",),
         identifiers=arn, names=name, members=("cluster", "clusters")),
    Kind("ecs", "service", attribute("services"), ("ListServices", "DescribeServices"),
         "ServiceNotFoundException", "Service not found.", silent=("DescribeServices",),
         identifiers=lambda key, one: {one.arn, f"service/{one.cluster_name}/{one.name}"},
         names=name, members=("service", "services"), elsewhere={
             "application-autoscaling": ("ValidationException", "ECS service doesn't exist: {}"),
         }),
    Kind("ecs", "service deployment", attribute("service_deployments"),
         ("ListServiceDeployments", "DescribeServiceDeployments"),
         "InvalidParameterException", "Unknown service deployment {}", silent=("DescribeServiceDeployments",),
         identifiers=arn),
    Kind("ecs", "task definition", nested("task_definitions"),
         ("ListTaskDefinitions", "ListTaskDefinitionFamilies", "DescribeTaskDefinition"),
         "ClientException", "Unable to describe task definition.",
         identifiers=lambda key, one: {one.arn, f"{one.family}:{one.revision}"}),
    Kind("servicediscovery", "namespace", attribute("namespaces"), ("ListNamespaces", "GetNamespace"),
         "NamespaceNotFound", "Namespace {} does not exist", identifiers=lambda key, one: {one.id, one.arn}, elsewhere={
             "ecs": ("NamespaceNotFoundException", "The namespace {} was not found."),
         }),
    Kind("servicediscovery", "service", attribute("services"), ("ListServices", "GetService"),
         "ServiceNotFound", "Service {} does not exist", identifiers=lambda key, one: {one.id, one.arn}, elsewhere={
             "ecs": ("InvalidParameterException", "The service registry {} was not found."),
         }),
    Kind("autoscaling", "group", attribute("autoscaling_groups"), ("DescribeAutoScalingGroups", "DescribeTags"),
         "ValidationError", "AutoScalingGroup name not found - {}", silent=("DescribeAutoScalingGroups", "DescribeTags"),
         identifiers=arn, names=name, members=("AutoScalingGroupName", "AutoScalingGroupNames", "ResourceId")),
    Kind("autoscaling", "policy", attribute("policies"), ("DescribePolicies",),
         "ValidationError", "PolicyName: {} not found", silent=("DescribePolicies", UNTESTED), identifiers=arn),
    Kind("application-autoscaling", "scalable target", nested("targets"), ("DescribeScalableTargets",),
         "ObjectNotFoundException", "No scalable target found for {}", silent=("DescribeScalableTargets",),
         identifiers=lambda key, one: {one.arn, one.resource_id}),
    Kind("application-autoscaling", "policy", attribute("policies"), ("DescribeScalingPolicies",),
         "ObjectNotFoundException", "No scaling policy found for {}", silent=("DescribeScalingPolicies", UNTESTED),
         identifiers=lambda key, one: {one.policy_arn}),
    Kind("cloudwatch", "alarm", attribute("alarms"), ("DescribeAlarms",),
         "ResourceNotFoundException", "Unknown alarm {}", silent=("DescribeAlarms",),
         identifiers=lambda key, one: {one.alarm_arn}, names=name, members=("AlarmNames",)),
)


class Things:
    """Everything that one account has in one region."""

    def __init__(self, place):
        self.place = place

    def backend(self, service):
        found = get_backend(MOTO_NAMES.get(service, service))[self.place.account]
        return found["aws" if service == "iam" else self.place.region]

    def parts(self, kind):
        return kind.parts(self.backend(kind.service))

    def all(self):
        """{(kind, key): thing}"""
        return {
            (kind, (*prefix, key)): thing
            for kind in KINDS
            for prefix, part in self.parts(kind)
            for key, thing in part.items()
        }

    def part(self, kind, key):
        """The dictionary that holds a thing, or would."""
        return next((part for prefix, part in self.parts(kind) if (*prefix, key[-1]) == key), {})

    @contextmanager
    def instead(self, changes):
        """For a moment a thing is another, or with None not there: {(kind, key): thing or None}."""
        held = []
        for (kind, key), thing in changes.items():
            part = self.part(kind, key)
            held.append((part, dict(part), thing))
            if thing is None:
                part.pop(key[-1], None)
            else:
                part[key[-1]] = thing
        try:
            yield
        finally:
            for part, before, shown in reversed(held):
                added = {key: thing for key, thing in part.items() if key not in before and thing is not shown}
                part.clear()
                part.update(before | added)


@dataclass(frozen=True)
class Mention:
    """A text of a request, the members it stands in, and whether it is only what a list is filtered by."""

    text: str
    path: str
    is_filter: bool


def mentions(parameters, path=""):
    if isinstance(parameters, dict):
        for key, value in parameters.items():
            yield from mentions(value, f"{path}.{key}")
    elif isinstance(parameters, list):
        for value in parameters:
            yield from mentions(value, path)
    elif isinstance(parameters, str):
        # The subnets of an Auto Scaling group are one text.
        for text in parameters.split(",") if path.endswith("VPCZoneIdentifier") else [parameters]:
            yield Mention(text, path, ".filters." in f"{path}.".lower())


def refers(mention, kind, key, thing):
    """Whether a text of a request means a thing."""
    if mention.text in kind.identifiers(key[-1], thing):
        return True
    members = mention.path.endswith(tuple(f".{member}" for member in kind.members))
    return members and mention.text in kind.names(key[-1], thing)
