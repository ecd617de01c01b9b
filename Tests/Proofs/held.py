"""What AWS takes its time to let go: interfaces of what was deleted keep groups, subnets and gateways, services drain.

Times are virtual seconds. AWS gives none; those of load balancers are what people report.
"""

from contextlib import contextmanager

import moto_ec2
import moto_servicediscovery
from moto_ec2 import Holder
from refusals import Refused
from things import KINDS

SECONDS = {"load balancer": 480, "tasks": 90, "instances": 45, "NAT gateway": 150}
GROUPS = next(kind for kind in KINDS if (kind.service, kind.name) == ("autoscaling", "group"))


class Holding:
    """The mode of an account: what was deleted stays in the way for a while."""

    def __init__(self, things, clock):
        self.things, self.clock = things, clock
        # (until when, holder), services by the time at which they are gone, groups as (until when, key, group).
        self.held = []
        self.draining = []
        self.leaving = []
        # NAT gateways on their way out, as (until when, gateway, its addresses).
        self.closing = []
        # Addresses of load balancers that are gone, as (until when, addresses).
        self.loosening = []

    def settle_in(self):
        """Nothing is there yet that would matter."""

    def patches(self):
        return [(moto_ec2, "_holders", self.holders)]

    def holders(self, original):
        def holders(response):
            yield from original(response)
            if response.current_account == self.things.place.account:
                yield from (holder for until, holder in self.held if until > self.clock.now)

        return holders

    @contextmanager
    def around(self, action):
        self.drain()
        # Cloud Map has services too.
        is_held = action.service != "servicediscovery"
        prepared = is_held and getattr(self, f"before_{action.name}", lambda parameters: None)(action.parameters)
        shown = {}
        if action.name in GROUPS.reads:
            shown = {(GROUPS, key): group for until, key, group in self.leaving if until > self.clock.now}
        with self.things.instead(shown):
            yield
        if prepared:
            prepared()

    def hold(self, what, *holders):
        until = self.clock.now + SECONDS[what]
        self.held += [(until, holder) for holder in holders if holder]
        return until

    def drain(self):
        now = self.clock.now
        for until, service in self.draining:
            if until <= now and service.status == "DRAINING":
                service.status = "INACTIVE"
                moto_servicediscovery.forget(self.things.backend("servicediscovery"), service)
        self.draining = [one for one in self.draining if one[0] > now]
        for until, gateway, addresses in self.closing:
            if until <= now and gateway.state == "deleting":
                gateway.state = "deleted"
                for address in addresses:
                    address.association_id = None
        self.closing = [one for one in self.closing if one[0] > now]
        for until, addresses in self.loosening:
            if until <= now:
                for address in addresses:
                    address.association_id = None
        self.loosening = [one for one in self.loosening if one[0] > now]

    def before_DeleteLoadBalancer(self, parameters):
        balancer = self.things.backend("elbv2").load_balancers.get(parameters.get("LoadBalancerArn"))
        if not balancer:
            return None
        subnets = [subnet.id for subnet in balancer.subnets]
        holder = Holder(subnets, balancer.security_groups or [], balancer.scheme == "internet-facing")
        allocated = set(getattr(balancer, "allocations", {}).values())
        addresses = [one for one in self.things.backend("ec2").addresses if one.allocation_id in allocated]
        ties = [one.association_id for one in addresses]

        def goes():
            for address, tie in zip(addresses, ties, strict=True):
                address.association_id = tie
            self.loosening.append((self.hold("load balancer", holder), addresses))

        return goes

    def before_DeleteNatGateway(self, parameters):
        backend = self.things.backend("ec2")
        gateway = backend.nat_gateways.get(parameters["NatGatewayId"])
        if not gateway or gateway.state != "available":
            return None
        allocated = {one.get("allocationId") for one in gateway.address_set}
        addresses = [one for one in backend.addresses if one.allocation_id in allocated]
        ties = [one.association_id for one in addresses]

        def closes():
            gateway.state = "deleting"
            for address, tie in zip(addresses, ties, strict=True):
                address.association_id = tie
            until = self.hold("NAT gateway", Holder([gateway.subnet_id], [], True))
            self.closing.append((until, gateway, addresses))

        return closes

    def before_DeleteService(self, parameters):
        service = self.service(parameters.get("cluster"), parameters["service"])
        if not service or service.status != "ACTIVE":
            return None
        discovery = self.things.backend("servicediscovery")
        registered = moto_servicediscovery.registrations(discovery, service)
        configuration = (service.network_configuration or {}).get("awsvpcConfiguration")
        holder = configuration and Holder(
            configuration["subnets"],
            configuration.get("securityGroups", []),
            configuration.get("assignPublicIp") == "ENABLED",
        )

        def drains():
            if service.status == "INACTIVE":
                service.status = "DRAINING"
                moto_servicediscovery.restore(discovery, registered)
                self.draining.append((self.hold("tasks", holder), service))

        return drains

    def before_CreateService(self, parameters):
        service = self.service(parameters.get("cluster"), parameters["serviceName"])
        if service and service.status == "DRAINING":
            raise Refused("InvalidParameterException", "Unable to Start a service that is still Draining.")

    def before_DeleteCluster(self, parameters):
        name = parameters["cluster"].split("/")[-1]
        if any(service.cluster_name == name for _, service in self.draining):
            text = "The Cluster cannot be deleted while Tasks are active."
            raise Refused("ClusterContainsTasksException", text)

    def service(self, cluster, name):
        key = f"{(cluster or 'default').split('/')[-1]}:{name.split('/')[-1]}"
        return self.things.backend("ecs").services.get(key)

    def before_DeleteAutoScalingGroup(self, parameters):
        name = parameters["AutoScalingGroupName"]
        group = self.things.backend("autoscaling").autoscaling_groups.get(name)
        if any(key == name and until > self.clock.now for until, key, _ in self.leaving):
            raise Refused("ScalingActivityInProgress", f"AutoScalingGroup {name} is being deleted")
        if not group:
            return None
        instances = [state.instance for state in group.instance_states]
        holders = [
            Holder([one.subnet_id], [security.id for security in one.security_groups], bool(one.public_ip))
            for one in instances
        ]

        def leaves():
            until = self.hold("instances", *holders)
            if name not in self.things.backend("autoscaling").autoscaling_groups:
                group.status = "Delete in progress"
                self.leaving.append((until, (name,), group))

        return leaves
