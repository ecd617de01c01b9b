"""EC2: what is in use cannot be deleted, tags of launch templates and snapshots stay where they belong, and instances
show their profiles."""

import json
from dataclasses import dataclass

from moto.ec2.models import vpcs
from moto.ec2.models.amis import AmiBackend
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend, Zone
from moto.ec2.models.iam_instance_profile import IamInstanceProfileAssociationBackend
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends
from refusals import Refused, checked


@dataclass
class Holder:
    """What has network interfaces."""

    subnets: list
    groups: list
    is_public: bool


def _holders(response):
    place = response.current_account, response.region
    for balancer in elbv2_backends[place[0]][place[1]].load_balancers.values():
        subnets = [subnet.id for subnet in balancer.subnets]
        yield Holder(subnets, balancer.security_groups or [], balancer.scheme == "internet-facing")
    for service in ecs_backends[place[0]][place[1]].services.values():
        configuration = (service.network_configuration or {}).get("awsvpcConfiguration")
        if configuration and service.status == "ACTIVE" and service.desired_count:
            is_public = configuration.get("assignPublicIp") == "ENABLED"
            yield Holder(configuration["subnets"], configuration.get("securityGroups", []), is_public)
    for gateway in response.ec2_backend.nat_gateways.values():
        if gateway.state not in ("deleted", "failed"):
            yield Holder([gateway.subnet_id], [], gateway.connectivity_type == "public")
    for instance in response.ec2_backend.all_instances():
        if instance.state != "terminated":
            groups = [group.id for group in instance.security_groups]
            yield Holder([instance.subnet_id], groups, bool(instance.public_ip))


def _in_vpc(response, holder, vpc):
    subnets = response.ec2_backend.describe_subnets()
    return any(subnet.id in holder.subnets and subnet.vpc_id == vpc for subnet in subnets)


@checked
def _delete_security_group(self):
    identity = self._get_param("GroupId")
    group = self.ec2_backend.get_security_group_from_id(identity)
    if not group:
        return
    if group.name == "default":
        raise Refused("CannotDelete", f'the specified group: "{identity}" name: "default" cannot be deleted by a user')
    others = [other for other in self.ec2_backend.describe_security_groups() if other.id != identity]
    rules = [rule for other in others for rule in [*other.ingress_rules, *other.egress_rules]]
    named = {rule.source_group.get("GroupId") for rule in rules}
    if identity in named or any(identity in holder.groups for holder in _holders(self)):
        raise Refused("DependencyViolation", f"resource {identity} has a dependent object")


def _delete_subnet(original):
    def delete_subnet(self):
        identity = self._get_param("SubnetId")
        if any(identity in holder.subnets for holder in _holders(self)):
            raise Refused(
                "DependencyViolation", f"The subnet '{identity}' has dependencies and cannot be deleted."
            )
        answer = original(self)
        # Its association with a route table ends with it.
        for table in self.ec2_backend.describe_route_tables():
            table._associations = {k: v for k, v in table._associations.items() if v != identity}
        return answer

    return delete_subnet


@checked
def _detach_internet_gateway(self):
    vpc = self._get_param("VpcId")
    if any(holder.is_public and _in_vpc(self, holder, vpc) for holder in _holders(self)):
        raise Refused(
            "DependencyViolation",
            f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before "
            "detaching the gateway.",
        )


@checked
def _delete_vpc(self):
    vpc = self._get_param("VpcId")
    gateways = self.ec2_backend.describe_internet_gateways()
    groups = self.ec2_backend.describe_security_groups(filters={"vpc-id": [vpc]})
    if any(gateway.vpc and gateway.vpc.id == vpc for gateway in gateways) or len(groups) > 1:
        raise Refused("DependencyViolation", f"The vpc '{vpc}' has dependencies and cannot be deleted.")


def _create_image(original):
    def create_image(self, instance_id, name, description, tag_specifications):
        of_snapshots = [s for s in tag_specifications if s.get("ResourceType") == "snapshot"]
        others = [s for s in tag_specifications if s not in of_snapshots]
        image = original(self, instance_id, name, description, others)
        for tag in (tag for specification in of_snapshots for tag in specification["Tags"]):
            image.ebs_snapshot.add_tag(tag["Key"], tag["Value"])
        return image

    return create_image


def _create_version(original):
    """The tags of a launch template are its own; moto also puts them among those of the instances it launches.

    Auto Scaling takes no groups beside an interface; here there is no other use of a template.
    """

    def create_version(self, data, description):
        data = dict(data)
        if data.get("NetworkInterfaces") and data.get("SecurityGroupIds"):
            raise Refused(
                "InvalidQueryParameter",
                "Invalid launch template: When a network interface is provided, the security groups must be a part of it.",
            )
        kept = [s for s in data.pop("TagSpecifications", []) if s.get("ResourceType") != "launch-template"]
        if kept:
            data["TagSpecifications"] = kept
        return original(self, data, description)

    return create_version


def _run_instances(original):
    """Instances have the interface that their launch template describes."""

    def run_instances(self, image_id, count, user_data, security_group_names, **others):
        if others.get("launch_template"):
            data = self._get_template_from_args(others["launch_template"]).data
            for interface in data.get("NetworkInterfaces", []):
                others["security_group_ids"] = interface.get("Groups", [])
                if "AssociatePublicIpAddress" in interface:
                    others["associate_public_ip"] = interface["AssociatePublicIpAddress"]
        return original(self, image_id, count, user_data, security_group_names, **others)

    return run_instances


def _replace_association(original):
    """An instance shows the profile that it has, also one that took the place of another."""

    def replace_association(self, association_id, *profile):
        association = original(self, association_id, *profile)
        shown = {"Arn": association.iam_instance_profile.arn, "Id": association_id}
        self.modify_instance_attribute(association.instance_id, "iam_instance_profile", shown)
        return association

    return replace_association


@checked
def _create_nat_gateway(self):
    vpc = self.ec2_backend.get_subnet(self._get_param("SubnetId")).vpc_id
    gateways = self.ec2_backend.describe_internet_gateways()
    is_public = self._get_param("ConnectivityType", "public") == "public"
    if is_public and not any(one.vpc and one.vpc.id == vpc for one in gateways):
        raise Refused("Gateway.NotAttached", f"Network {vpc} has no Internet gateway attached")


def _delete_nat_gateway(original):
    """Its address is free then."""

    def delete_nat_gateway(self, nat_gateway_id):
        gateway = original(self, nat_gateway_id)
        for one in gateway.address_set:
            if "publicIp" in one:
                self.disassociate_address(address=one["publicIp"])
        return gateway

    return delete_nat_gateway


@checked
def _release_address(self):
    (address,) = self.ec2_backend.address_by_allocation([self._get_param("AllocationId")])
    if address.association_id:
        raise Refused("AuthFailure", "You do not have permission to access the specified resource.")


def _modify_vpc_endpoint(original):
    """A policy that is reset is EC2's own again."""

    def modify_vpc_endpoint(self):
        answer = original(self)
        if self._get_bool_param("ResetPolicy"):
            (endpoint,) = self.ec2_backend.describe_vpc_endpoints([self._get_param("VpcEndpointId")])
            endpoint.policy_document = json.dumps(VPCEndPoint.DEFAULT_POLICY)
        return answer

    return modify_vpc_endpoint


def _policy_document(original):
    """EC2 shows a policy in words of its own: in another order, and one of something is no list."""

    def in_other_words(value):
        if isinstance(value, dict):
            return {key: in_other_words(value[key]) for key in reversed(value)}
        if isinstance(value, list):
            items = [in_other_words(item) for item in reversed(value)]
            return items[0] if len(items) == 1 and isinstance(items[0], str) else items
        return value

    def keep(self, policy):
        # moto's CloudFormation gives it as it stands in the template.
        policy = json.loads(policy) if isinstance(policy, str) else policy
        self.__dict__["policy"] = json.dumps(in_other_words(policy), indent=1)

    return property(lambda self: self.__dict__["policy"], keep)


def _ipv6_block(original):
    """The same each time, so that two accounts with the same system are alike."""
    return lambda: "2600:1f16:abc:de00::/56"


def _ipv6_blocks_of_subnet(original):
    """The state of one is a word."""

    def blocks(self):
        return [{**shown, "ipv6CidrBlockState": {"state": "associated"}} for shown in original.fget(self)]

    return property(blocks)


def _with_zones_of_other_sorts(original):
    """Some of those where AWS has racks in a city, or at a telephone company; moto has none."""
    found = [
        Zone("us-west-2-lax-1a", "us-west-2", "usw2-lax1-az1", "local-zone"),
        Zone("us-west-2-wl1-las-wlz-1", "us-west-2", "usw2-wl1-las-wlz1", "wavelength-zone"),
    ]
    return {**original, "us-west-2": [*original["us-west-2"], *found]}


PATCHES = (
    (vpcs, "random_ipv6_cidr", _ipv6_block),
    (Subnet, "ipv6_cidr_block_association_set", _ipv6_blocks_of_subnet),
    (RegionsAndZonesBackend, "zones", _with_zones_of_other_sorts),
    (EC2Response, "create_nat_gateway", _create_nat_gateway),
    (EC2Response, "modify_vpc_endpoint", _modify_vpc_endpoint),
    (VPCEndPoint, "policy_document", _policy_document),
    (NatGatewayBackend, "delete_nat_gateway", _delete_nat_gateway),
    (EC2Response, "release_address", _release_address),
    (EC2Response, "delete_security_group", _delete_security_group),
    (EC2Response, "delete_subnet", _delete_subnet),
    (EC2Response, "detach_internet_gateway", _detach_internet_gateway),
    (EC2Response, "delete_vpc", _delete_vpc),
    (AmiBackend, "create_image", _create_image),
    (LaunchTemplate, "create_version", _create_version),
    (InstanceBackend, "run_instances", _run_instances),
    (IamInstanceProfileAssociationBackend, "replace_iam_instance_profile_association", _replace_association),
)
