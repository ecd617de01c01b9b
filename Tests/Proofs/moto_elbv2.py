"""Load balancing: names and ports are taken once, and what a load balancer stands on has to be there."""

from moto.ecs.models import ecs_backends
from moto.elbv2.models import AvailabilityZone, ELBv2Backend, FakeHealthStatus, FakeLoadBalancer
from refusals import Refused


def _create_load_balancer(original):
    def create_load_balancer(self, name, security_groups, subnet_ids, subnet_mappings=None, **options):
        subnets = subnet_ids or [mapping["SubnetId"] for mapping in subnet_mappings or []]
        # moto reports no scheme at all where none is given.
        options["scheme"] = options.get("scheme") or "internet-facing"
        for balancer in self.load_balancers.values():
            if balancer.name == name:
                return _the_same(self, balancer, security_groups, subnets, options)
        ec2 = self.ec2_backend
        known = {subnet.id: subnet for subnet in ec2.describe_subnets()}
        for subnet in subnets:
            if subnet not in known:
                raise Refused("SubnetNotFound", f"The subnet ID '{subnet}' does not exist")
        for group in security_groups or []:
            if not ec2.get_security_group_from_id(group):
                raise Refused("InvalidSecurityGroup", f"Security group '{group}' is not valid")
        _require_zones([known[subnet].availability_zone for subnet in subnets], options)
        vpc = known[subnets[0]].vpc_id if subnets else None
        gateways = ec2.describe_internet_gateways()
        if options["scheme"] == "internet-facing" and not any(gateway.vpc and gateway.vpc.id == vpc for gateway in gateways):
            raise Refused("InvalidSubnet", f"VPC {vpc} has no internet gateway")
        wanted = {one["SubnetId"]: one["AllocationId"] for one in subnet_mappings or [] if one.get("AllocationId")}
        addresses = ec2.address_by_allocation(list(wanted.values())) if wanted else []
        if any(address.association_id for address in addresses):
            raise Refused("ResourceInUse", "The allocation IDs are not available for use")
        kind = options.get("ip_address_type") or "ipv4"
        _require_addresses(kind, options.get("loadbalancer_type"), options["scheme"])
        options["ip_address_type"] = "ipv4" if kind == WITHOUT_PUBLIC_IPV4 else kind
        balancer = original(self, name, security_groups, subnet_ids, subnet_mappings, **options)
        balancer.ip_address_type = kind
        balancer.allocations = wanted
        _tie(ec2, wanted.values(), "eipassoc-")
        return balancer

    return create_load_balancer


WITHOUT_PUBLIC_IPV4 = "dualstack-without-public-ipv4"


def _require_addresses(kind, balancer, scheme):
    if kind == WITHOUT_PUBLIC_IPV4 and (balancer not in (None, "application") or scheme != "internet-facing"):
        raise Refused("InvalidConfigurationRequest", f"IP address type '{kind}' is not supported for this load balancer")


def _set_ip_address_type(original):
    """moto does not know that the internet may find a load balancer over IPv6 only."""

    def set_ip_address_type(self, arn, ip_type):
        balancer = self.load_balancers.get(arn)
        if not balancer or ip_type != WITHOUT_PUBLIC_IPV4:
            return original(self, arn, ip_type)
        _require_addresses(ip_type, balancer.type, balancer.scheme)
        balancer.ip_address_type = ip_type

    return set_ip_address_type


def _availability_zones(original):
    """With the elastic addresses of a network load balancer, of which moto knows nothing."""

    def availability_zones(self):
        zones = []
        for subnet in self.subnets:
            zone = AvailabilityZone(subnet)
            allocation = getattr(self, "allocations", {}).get(subnet.id)
            zone.load_balancer_addresses = [{"AllocationId": allocation}] if allocation else []
            zones.append(zone)
        return zones

    return property(availability_zones)


def _set_subnets(original):
    """A network load balancer does with one zone; one that leaves a subnet leaves its address there."""

    def set_subnets(self, arn, subnets, subnet_mappings):
        balancer = self.load_balancers.get(arn)
        if not balancer or balancer.type != "network":
            return original(self, arn, subnets, subnet_mappings)
        wanted = {one["SubnetId"]: one.get("AllocationId") for one in subnet_mappings}
        chosen = [*subnets, *wanted]
        known = {subnet.id: subnet for subnet in self.ec2_backend.describe_subnets()}
        kept = {subnet.id for subnet in balancer.subnets}
        before = getattr(balancer, "allocations", {})
        balancer.subnets = [known[one] for one in chosen]
        # What it has in a subnet stays what it is.
        balancer.allocations = {
            one: allocation
            for one in chosen
            if (allocation := before.get(one) if one in kept else wanted.get(one))
        }
        _tie(self.ec2_backend, before.values(), None)
        _tie(self.ec2_backend, balancer.allocations.values(), "eipassoc-")
        return balancer.availability_zones

    return set_subnets


def _delete_load_balancer(original):
    def delete_load_balancer(self, arn):
        balancer = self.load_balancers.get(arn)
        _tie(self.ec2_backend, getattr(balancer, "allocations", {}).values(), None)
        return original(self, arn)

    return delete_load_balancer


def _tie(ec2, allocations, prefix):
    for address in ec2.addresses:
        if address.allocation_id in allocations:
            address.association_id = prefix and prefix + address.allocation_id[-17:]


def _require_zones(zones, options):
    if len(set(zones)) < len(zones):
        text = "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        raise Refused("InvalidConfigurationRequest", text)
    if options.get("loadbalancer_type") in (None, "application") and len(zones) < 2:
        text = "At least two subnets in two different Availability Zones must be specified"
        raise Refused("ValidationError", text)


def _the_same(self, balancer, security_groups, subnets, options):
    """Asking twice for the same gives the same; asking for another of the name is an error."""
    tags = {tag["Key"]: tag["Value"] for tag in options.get("tags") or []}
    wanted = (sorted(security_groups or []), sorted(subnets), options["scheme"], tags)
    found = (
        sorted(balancer.security_groups or []),
        sorted(subnet.id for subnet in balancer.subnets),
        balancer.scheme,
        self.tagging_service.get_tag_dict_for_resource(balancer.arn),
    )
    if wanted != found:
        text = f"A load balancer with the same name '{balancer.name}' exists, but with different settings"
        raise Refused("DuplicateLoadBalancerName", text)
    return balancer


def _set_security_groups(original):
    def set_security_groups(self, arn, sec_groups):
        balancer = self.load_balancers.get(arn)
        if balancer and balancer.type == "network" and not balancer.security_groups:
            text = "You cannot set security groups on a Network Load Balancer which was created without any security groups."
            raise Refused("InvalidConfigurationRequest", text)
        return original(self, arn, sec_groups)

    return set_security_groups


def _create_listener(original):
    def create_listener(self, load_balancer_arn, protocol, port, *arguments, **options):
        balancer = self.load_balancers.get(load_balancer_arn)
        if balancer and str(port) in {str(listener.port) for listener in balancer.listeners.values()}:
            text = f"A listener already exists on this port for this load balancer '{load_balancer_arn}'"
            raise Refused("DuplicateListener", text)
        return original(self, load_balancer_arn, protocol, port, *arguments, **options)

    return create_listener


def _describe_target_health(original):
    """The tasks of a service are its targets; moto registers none of them."""

    def describe_target_health(self, target_group_arn, targets):
        found = original(self, target_group_arn, targets)
        group = self.target_groups[target_group_arn]
        services = ecs_backends[self.account_id][self.region_name].services.values()
        behind = [
            service
            for service in services
            if service.status == "ACTIVE"
            and any(balancer.get("targetGroupArn") == target_group_arn for balancer in service.load_balancers)
        ]
        count = sum(service.desired_count for service in behind)
        if targets or not count:
            return found
        return [FakeHealthStatus(f"10.0.0.{n}", group.port, group.health_check_port, "healthy") for n in range(count)]

    return describe_target_health


def _create_target_group(original):
    def create_target_group(self, name, **options):
        # Checks are made over HTTP unless something else is said; moto takes the group's own protocol.
        if options.get("protocol") == "HTTPS" and not options.get("healthcheck_protocol"):
            options["healthcheck_protocol"] = "HTTP"
        return original(self, name, **options)

    return create_target_group


PATCHES = (
    (ELBv2Backend, "create_target_group", _create_target_group),
    (ELBv2Backend, "create_load_balancer", _create_load_balancer),
    (ELBv2Backend, "set_security_groups", _set_security_groups),
    (ELBv2Backend, "set_subnets", _set_subnets),
    (ELBv2Backend, "set_ip_address_type", _set_ip_address_type),
    (ELBv2Backend, "delete_load_balancer", _delete_load_balancer),
    (FakeLoadBalancer, "availability_zones", _availability_zones),
    (ELBv2Backend, "create_listener", _create_listener),
    (ELBv2Backend, "describe_target_health", _describe_target_health),
)
