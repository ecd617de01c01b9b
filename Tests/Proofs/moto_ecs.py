"""ECS: services keep what they were given, their tasks run at once, and what AWS refuses is refused."""

import moto_service_deployments
import moto_servicediscovery
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.models import elbv2_backends
from refusals import Refused

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
    "serviceConnectConfiguration",
    "volumeConfigurations",
)


def _attribute(parameter):
    # The name UpdateService uses for the attribute, so that creating and updating agree.
    return camelcase_to_underscores(parameter)


def _create_service(original):
    def create_service(self):
        _require_creatable(self)
        result = original(self)
        service = result.result["service"]
        assert isinstance(service, Service)
        for parameter in SERVICE_PARAMETERS:
            value = self._get_param(parameter)
            if value is None and parameter == "enableExecuteCommand":
                # ECS says so whether it was asked for or not.
                value = False
            if parameter == "availabilityZoneRebalancing":
                value = value or "ENABLED"
            if parameter == "deploymentConfiguration":
                # ECS answers with its defaults, whether they were written or not.
                is_daemon = self._get_param("schedulingStrategy") == "DAEMON"
                least, most = (0, 100) if is_daemon else (100, 200)
                bounds = {"minimumHealthyPercent": least, "maximumPercent": most}
                value = {"strategy": "ROLLING", **bounds, **(value or {})}
            if parameter == "placementStrategy":
                value = _shouted(value)
            if value is not None:
                setattr(service, _attribute(parameter), value)
        if not self._get_param("launchType"):
            # moto says EC2; a strategy takes the place of a launch type, and is the cluster's where none is given.
            service.launch_type = None
            cluster = self.ecs_backend._get_cluster(self._get_param("cluster", "default"))
            if not getattr(service, "capacity_provider_strategy", None):
                service.capacity_provider_strategy = cluster.default_capacity_provider_strategy or []
        moto_service_deployments.note(self.ecs_backend, service, False)
        _settle(self.ecs_backend, service)
        return result

    return create_service


def _shouted(strategies):
    """As ECS shows what tasks are packed by."""
    loud = {"cpu": "CPU", "memory": "MEMORY"}
    return strategies and [
        {key: loud.get(value, value) if key == "field" else value for key, value in one.items()} for one in strategies
    ]


def _require_instances(launch_type, strategies, constraints):
    """Whoever says where tasks of Fargate are placed."""
    for what, given in (("strategies", strategies), ("constraints", constraints)):
        if given and launch_type == "FARGATE":
            text = f"Placement {what} are not supported with FARGATE launch type."
            raise Refused("InvalidParameterException", text)


def _require_daemon(self, strategies):
    """What goes with a count does not go with a daemon."""
    if self._get_param("schedulingStrategy") != "DAEMON":
        return
    most = (self._get_param("deploymentConfiguration") or {}).get("maximumPercent", 100)
    refused = strategies or most > 100 or self._get_param("desiredCount") is not None
    if refused or self._get_param("launchType") != "EC2":
        raise Refused("InvalidParameterException", "The daemon scheduling strategy does not support that.")


def _require_creatable(self):
    backend, name = self.ecs_backend, self._get_param("serviceName")
    cluster = backend._get_cluster(self._get_param("cluster", "default"))
    if cluster.status != "ACTIVE":
        raise Refused("ClusterNotFoundException", "Cluster not found.")
    existing = backend.services.get(f"{cluster.name}:{name}")
    if existing and existing.status == "ACTIVE":
        raise Refused("InvalidParameterException", "Creation of service was not idempotent.")
    _require_strategy(self, cluster)
    placement = [self._get_param(name) for name in ("placementStrategy", "placementConstraints")]
    _require_instances(self._get_param("launchType"), *placement)
    _require_daemon(self, placement[0])
    moto_servicediscovery.require_connectable(self)
    task_definition = self._get_param("taskDefinition")
    ports = {}
    if task_definition:
        _require_volumes(backend, task_definition, self._get_param("volumeConfigurations"))
        containers = backend.describe_task_definition(task_definition).container_definitions
        ports = {c["name"]: {mapping["containerPort"] for mapping in c.get("portMappings", [])} for c in containers}
    for balancer in self._get_param("loadBalancers") or []:
        container, port = balancer.get("containerName"), balancer.get("containerPort")
        if port not in ports.get(container, ()):
            text = f"The container {container} did not have a container port {port} defined."
            raise Refused("InvalidParameterException", text)
        _require_listener(self, balancer["targetGroupArn"])
        moto_service_deployments.require_rules(self, balancer, _require_listener)


def _require_volumes(backend, task_definition, configurations):
    """A service says all of the volumes that its task definition leaves to it, and of no other."""
    found = backend.describe_task_definition(task_definition).volumes or []
    left = {volume["name"] for volume in found if volume.get("configuredAtLaunch")}
    if left != {one["name"] for one in configurations or []}:
        text = "The volume configuration in the service does not match the volumes of the task definition."
        raise Refused("InvalidParameterException", text)


def _require_strategy(self, cluster):
    strategy = self._get_param("capacityProviderStrategy") or []
    if strategy and self._get_param("launchType"):
        text = "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
        raise Refused("InvalidParameterException", text)
    for share in strategy:
        if share["capacityProvider"] not in (cluster.capacity_providers or []):
            text = f"The specified capacity provider '{share['capacityProvider']}' is not associated with the cluster."
            raise Refused("InvalidParameterException", text)


def _require_listener(self, arn):
    load_balancing = elbv2_backends[self.current_account][self.region]
    if arn not in load_balancing.target_groups:
        raise Refused("InvalidParameterException", f"Unable to find target group with targetGroupArn {arn}.")
    if not load_balancing._any_listener_using(arn):
        text = f"The target group with targetGroupArn {arn} does not have an associated load balancer."
        raise Refused("InvalidParameterException", text)


def _update_service(original):
    def update_service(self, service_properties):
        definition = service_properties.get("task_definition")
        if definition:
            service_properties["task_definition"] = self.describe_task_definition(definition).arn
        found = self._get_service(service_properties.get("cluster", "default"), service_properties["service"])
        if found.status != "ACTIVE":
            raise Refused("ServiceNotActiveException", "Service was not ACTIVE.")
        kept = getattr(found, "volume_configurations", None)
        said = service_properties.get("volume_configurations")
        _require_volumes(self, definition or found.task_definition, kept if said is None else said)
        placement = [service_properties.get(name) for name in ("placement_strategy", "placement_constraints")]
        _require_instances(found.launch_type, *placement)
        if placement[0]:
            service_properties["placement_strategy"] = _shouted(placement[0])
        network = service_properties.get("network_configuration")
        if network:
            found._validate_network(network)
        forced = service_properties.get("force_new_deployment", False)
        service = original(self, service_properties)
        moto_service_deployments.note(self, service, forced)
        _settle(self, service)
        return service

    return update_service


def _delete_service(original):
    def delete_service(self, cluster_name, service_name, force):
        service = original(self, cluster_name, service_name, force)
        service.desired_count = 0
        _settle(self, service)
        return service

    return delete_service


def _settle(backend, service):
    """The tasks that are wanted run, and one deployment is complete."""
    service.running_count, service.pending_count = service.desired_count, 0
    now = utcnow()
    last = moto_service_deployments.newest(backend, service)
    deployment = {
        "id": last.id if last else None,
        "status": "PRIMARY",
        "taskDefinition": service.task_definition,
        "desiredCount": service.desired_count,
        "runningCount": service.desired_count,
        "pendingCount": 0,
        "failedTasks": 0,
        "rolloutState": "COMPLETED",
        "createdAt": now,
        "updatedAt": now,
    }
    deployment |= moto_servicediscovery.shown_of(service)
    moto_servicediscovery.settle(backend, service)
    service.deployments = [deployment] if service.status == "ACTIVE" else []
    cluster = backend.clusters[service.cluster_name]
    services = [s for s in backend.services.values() if s.cluster_name == cluster.name and s.status == "ACTIVE"]
    cluster.active_services_count = len(services)
    cluster.running_tasks_count = sum(s.running_count for s in services)
    cluster.pending_tasks_count = 0


def _delete_cluster(original):
    def delete_cluster(self, cluster_str):
        name = self._get_cluster(cluster_str).name
        if any(s.cluster_name == name and s.status == "ACTIVE" for s in self.services.values()):
            text = "The Cluster cannot be deleted while Services are active."
            raise Refused("ClusterContainsServicesException", text)
        return original(self, cluster_str)

    return delete_cluster


def _list_clusters(original):
    """What was deleted can be described for a while, but is not listed."""

    def list_clusters(self):
        return [cluster.arn for cluster in self.clusters.values() if cluster.status == "ACTIVE"]

    return list_clusters


def _list_services(original):
    def list_services(self, *arguments, **options):
        active = {service.arn for service in self.services.values() if service.status == "ACTIVE"}
        return [arn for arn in original(self, *arguments, **options) if arn in active]

    return list_services


def _list_task_definition_families(original):
    """moto does not look at the status: a family is active as long as one of its revisions is."""

    def list_task_definition_families(self):
        result = original(self)
        status = self._get_param("status", "ACTIVE")
        if status != "ALL":
            known = self.ecs_backend.task_definitions
            active = {family for family in known if any(t.status == "ACTIVE" for t in known[family].values())}
            families = result.result["families"]
            result.result["families"] = [f for f in families if (f in active) == (status == "ACTIVE")]
        return result

    return list_task_definition_families


def _create_cluster(original):
    """One of the name that is there already is the answer; moto forgets it and all that it holds."""

    def create_cluster(self, cluster_name, *arguments, **options):
        found = self.clusters.get(cluster_name)
        if found and found.status == "ACTIVE":
            return found
        made = original(self, cluster_name, *arguments, **options)
        # ECS answers with empty lists where moto knows nothing.
        made.capacity_providers = made.capacity_providers or []
        made.default_capacity_provider_strategy = made.default_capacity_provider_strategy or []
        return made

    return create_cluster


def _validate_network(original):
    """A service without groups is one all the same: it wears the VPC's own."""

    def validate_network(self, configuration):
        configuration["awsvpcConfiguration"].setdefault("securityGroups", [])
        return original(self, configuration)

    return validate_network


def _validate_container_defs(original):
    """A reservation is enough, on instances too."""

    def validate(memory, container_definitions, requires_compatibilities):
        return original(memory, container_definitions, None)

    return staticmethod(validate)


def _register_task_definition(original):
    """ECS says of each volume that is nothing else that it is the instance's, at no path."""

    def register_task_definition(self, *arguments, **options):
        made = original(self, *arguments, **options)
        for volume in made.volumes:
            if set(volume) <= {"name"}:
                volume["host"] = {}
        return made

    return register_task_definition


PATCHES = (
    *moto_service_deployments.PATCHES,
    (EC2ContainerServiceBackend, "_validate_container_defs", _validate_container_defs),
    (EC2ContainerServiceBackend, "register_task_definition", _register_task_definition),
    (EC2ContainerServiceBackend, "create_cluster", _create_cluster),
    (Service, "_validate_network", _validate_network),
    (EC2ContainerServiceResponse, "list_task_definition_families", _list_task_definition_families),
    (EC2ContainerServiceResponse, "create_service", _create_service),
    (EC2ContainerServiceBackend, "update_service", _update_service),
    (EC2ContainerServiceBackend, "delete_service", _delete_service),
    (EC2ContainerServiceBackend, "delete_cluster", _delete_cluster),
    (EC2ContainerServiceBackend, "list_clusters", _list_clusters),
    (EC2ContainerServiceBackend, "list_services", _list_services),
)
