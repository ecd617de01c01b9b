"""Cloud Map: namespaces come and go by operations, names are there once, and what is in use stays.

An operation ends when it has been asked about twice; what it makes is not to be seen before. ECS keeps names of Service
Connect in a namespace as services of type HTTP, and registers tasks with the service that `serviceRegistries` names.
"""

from moto.route53.models import route53_backends
from moto.servicediscovery import models
from moto.servicediscovery.models import ServiceDiscoveryBackend, ServiceInstance, servicediscovery_backends
from refusals import Refused

ASKED = 2


def _random_id(original):
    """Of AWS's length whatever the thing."""
    return lambda size: original(16 if size in (8, 20) else size)


def _create_namespace(original):
    def create(self, *arguments, **options):
        name, vpc = options["name"], options.get("vpc")
        if (name, vpc) in {(one.name, one.vpc) for one, _ in _begun(self)}:
            raise Refused("DuplicateRequest", "The operation is already in progress.")
        if any((one.name, one.vpc) == (name, vpc) for one in self.namespaces.values()):
            raise Refused("NamespaceAlreadyExists", f"Namespace with name {name} already exists.")
        there, self.namespaces = self.namespaces, {}
        try:
            operation_id = original(self, *arguments, **options)
            (made,) = self.namespaces.values()
        finally:
            self.namespaces = there
        _begin(self, operation_id, made)
        if vpc:
            made.http_properties = {"HttpName": name}
            zone = self.route53.get_hosted_zone(made.dns_properties["HostedZoneId"])
            made.dns_properties["HostedZoneId"] = zone.resource_id
            zone.name, zone.vpcs = f"{name}.", [{"vpc_id": vpc, "vpc_region": self.region_name}]
        return operation_id

    return create


def _route53(self):
    return route53_backends[self.account_id]["aws"]


def _begin(self, operation_id, made=None):
    operation = self.operations[operation_id]
    operation.status, operation.asked, operation.made = "SUBMITTED", 0, made


def _begun(self):
    """What is being made, with its operation."""
    return [
        (one.made, one) for one in self.operations.values() if getattr(one, "made", None) and one.status != "SUCCESS"
    ]


def _goes_on(backend, operation):
    if operation.status == "SUCCESS":
        return
    operation.asked += 1
    operation.status = "SUCCESS" if operation.asked >= ASKED else "PENDING"
    if operation.status == "SUCCESS" and operation.made:
        backend.namespaces[operation.made.id] = operation.made


def _get_operation(original):
    def get_operation(self, operation_id):
        operation = original(self, operation_id)
        _goes_on(self, operation)
        return operation

    return get_operation


def _list_operations(original):
    def list_operations(self):
        for operation in self.operations.values():
            _goes_on(self, operation)
        return self.operations.values()

    return list_operations


def _delete_namespace(original):
    def delete_namespace(self, namespace_id):
        if any(one.namespace_id == namespace_id for one in self.services.values()):
            text = "Namespace has associated services; delete the services before deleting the namespace"
            raise Refused("ResourceInUse", text)
        namespace = self.namespaces.get(namespace_id)
        operation_id = original(self, namespace_id)
        _begin(self, operation_id)
        if namespace.vpc:
            self.route53.delete_hosted_zone(namespace.dns_properties["HostedZoneId"])
        return operation_id

    return delete_namespace


def _create_service(original):
    def create_service(self, **options):
        namespace = self.get_namespace(options["namespace_id"])
        _require_free(self, namespace, options["name"])
        service = original(self, **options)
        service.service_type = "DNS_HTTP" if service.dns_config else "HTTP"
        if service.dns_config:
            service.dns_config = {"NamespaceId": namespace.id, "RoutingPolicy": "MULTIVALUE", **service.dns_config}
        return service

    return create_service


def _require_free(self, namespace, name):
    if any((one.namespace_id, one.name) == (namespace.id, name) for one in self.services.values()):
        raise Refused("ServiceAlreadyExists", f"Service {name} already exists in namespace {namespace.id}.")


def _update_service(original):
    def update_service(self, service_id, details):
        operation_id = original(self, service_id, details)
        _begin(self, operation_id)
        return operation_id

    return update_service


def _delete_service(original):
    def delete_service(self, service_id):
        if self.get_service(service_id).instances:
            raise Refused("ResourceInUse", "Service contains registered instances; delete the instances before deleting the service")
        original(self, service_id)

    return delete_service


# What ECS does here.


def require_connectable(response):
    """Refuses what ECS does not find, or finds taken."""
    parameters = {name: response._get_param(name) for name in ("service", "serviceName", "taskDefinition")}
    backend = servicediscovery_backends[response.current_account][response.region]
    for registry in response._get_param("serviceRegistries") or []:
        _registry(backend, registry)
    connect = response._get_param("serviceConnectConfiguration") or {}
    if not connect.get("enabled"):
        return
    namespace = _namespace(backend, connect["namespace"])
    ports = {}
    if parameters["taskDefinition"]:
        containers = response.ecs_backend.describe_task_definition(parameters["taskDefinition"]).container_definitions
        ports = {port.get("name"): port for one in containers for port in one.get("portMappings", [])}
    owner = (parameters["service"] or parameters["serviceName"]).split("/")[-1]
    for one in connect.get("services", []):
        if ports and one["portName"] not in ports:
            raise Refused("InvalidParameterException", f"portName {one['portName']} does not refer to any named PortMapping in the task definition.")
        if not one.get("clientAliases"):
            raise Refused("InvalidParameterException", "Service Connect: clientAliases must not be empty.")
        name = one.get("discoveryName") or one["portName"]
        for other in backend.services.values():
            if (other.namespace_id, other.name) == (namespace.id, name) and getattr(other, "owner", None) != owner:
                raise Refused("InvalidParameterException", f"SC service is already used by {namespace.arn}.")


def _namespace(backend, name):
    for one in backend.namespaces.values():
        if name in (one.arn, one.name):
            return one
    raise Refused("NamespaceNotFoundException", f"The namespace {name} was not found.")


def _registry(backend, registry):
    for one in backend.services.values():
        if one.arn == registry["registryArn"]:
            return one
    raise Refused("InvalidParameterException", f"The service registry {registry['registryArn']} was not found.")


def shown_of(service):
    """What the answer has of Service Connect and of volumes, with the deployment only."""
    shown = {
        "serviceConnectConfiguration": getattr(service, "service_connect_configuration", None),
        "volumeConfigurations": getattr(service, "volume_configurations", None),
    }
    return {name: value for name, value in shown.items() if value}


def settle(backend, service):
    """The names and the instances of a service of ECS are there as long as it is active."""
    discovery = servicediscovery_backends[backend.account_id][backend.region_name]
    forget(discovery, service)
    if service.status != "ACTIVE":
        return
    connect = getattr(service, "service_connect_configuration", None) or {}
    if connect.get("enabled"):
        namespace = _namespace(discovery, connect["namespace"])
        for one in connect.get("services", []):
            name = one.get("discoveryName") or one["portName"]
            made = models.Service(
                backend.account_id, backend.region_name, name, namespace.id, "", "", None, None, None, "HTTP"
            )
            made.owner = service.name
            discovery.services[made.id] = made
    for registry in service.service_registries:
        tasks = [ServiceInstance(registry["registryArn"], f"{service.name}-{n}") for n in range(service.desired_count)]
        for task in tasks:
            task.owner = service.name
        _registry(discovery, registry).instances += tasks


def registrations(discovery, service):
    """What ECS keeps of a service: names, and instances by the service that they are registered with."""
    names = {key: one for key, one in discovery.services.items() if getattr(one, "owner", None) == service.name}
    instances = [(one, [i for i in one.instances if getattr(i, "owner", None) == service.name]) for one in discovery.services.values()]
    return names, [(one, found) for one, found in instances if found]


def restore(discovery, kept):
    """Lets them be there a while longer."""
    names, instances = kept
    discovery.services.update(names)
    for one, found in instances:
        one.instances += found


def forget(discovery, service):
    names, instances = registrations(discovery, service)
    for key in names:
        del discovery.services[key]
    for one, found in instances:
        one.instances = [instance for instance in one.instances if instance not in found]


PATCHES = (
    (models, "random_id", _random_id),
    (ServiceDiscoveryBackend, "route53", lambda original: property(_route53)),
    (ServiceDiscoveryBackend, "create_http_namespace", _create_namespace),
    (ServiceDiscoveryBackend, "create_private_dns_namespace", _create_namespace),
    (ServiceDiscoveryBackend, "get_operation", _get_operation),
    (ServiceDiscoveryBackend, "list_operations", _list_operations),
    (ServiceDiscoveryBackend, "delete_namespace", _delete_namespace),
    (ServiceDiscoveryBackend, "create_service", _create_service),
    (ServiceDiscoveryBackend, "update_service", _update_service),
    (ServiceDiscoveryBackend, "delete_service", _delete_service),
)
