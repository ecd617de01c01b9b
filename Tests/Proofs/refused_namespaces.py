"""What AWS refuses of Cloud Map and of who uses it, as refused_network.py has it."""

from small_system import network, service


def made_namespace(session, **arguments):
    """A namespace that is there."""
    client = session.client("servicediscovery")
    call = client.create_private_dns_namespace if "Vpc" in arguments else client.create_http_namespace
    begun = call(**arguments)["OperationId"]
    for _ in range(3):
        operation = client.get_operation(OperationId=begun)["Operation"]
    return client, operation["Targets"]["NAMESPACE"]


def named(made, **options):
    """A service whose port has a name."""
    container = {"name": "n", "image": "i", "portMappings": [{"containerPort": 80, "name": "http"}]}
    made.ecs.register_task_definition(
        family="g", containerDefinitions=[container], networkMode="awsvpc", requiresCompatibilities=["FARGATE"],
        cpu="256", memory="512",
    )
    service(made, taskDefinition="g", **options)


def connected(namespace, port="http", **options):
    aliases = [{"port": 80, "dnsName": "a"}]
    offered = [{"portName": port, "clientAliases": aliases, **options}]
    return {"enabled": True, "namespace": namespace, "services": offered}


def another_namespace_of_the_name(session):
    client, _ = made_namespace(session, Name="a")
    yield "NamespaceAlreadyExists"
    client.create_http_namespace(Name="a")


def a_namespace_that_is_being_made(session):
    client = session.client("servicediscovery")
    client.create_http_namespace(Name="a")
    yield "DuplicateRequest"
    client.create_http_namespace(Name="a")


def a_namespace_with_a_service(session):
    client, namespace = made_namespace(session, Name="a")
    client.create_service(Name="s", NamespaceId=namespace)
    yield "ResourceInUse"
    client.delete_namespace(Id=namespace)


def a_namespace_with_a_name_of_service_connect(session):
    made = network(session)
    client, namespace = made_namespace(session, Name="a")
    named(made, serviceConnectConfiguration=connected("a"))
    yield "ResourceInUse"
    client.delete_namespace(Id=namespace)


def another_discovery_service_of_the_name(session):
    client, namespace = made_namespace(session, Name="a")
    client.create_service(Name="s", NamespaceId=namespace)
    yield "ServiceAlreadyExists"
    client.create_service(Name="s", NamespaceId=namespace)


def a_discovery_service_with_tasks(session):
    made = network(session)
    client, namespace = made_namespace(session, Name="a", Vpc=made.vpc)
    records = {"DnsRecords": [{"Type": "A", "TTL": 60}]}
    found = client.create_service(Name="s", NamespaceId=namespace, DnsConfig=records)["Service"]
    service(made, serviceRegistries=[{"registryArn": found["Arn"]}])
    yield "ResourceInUse"
    client.delete_service(Id=found["Id"])


def a_service_in_an_unknown_namespace(session):
    made = network(session)
    yield "NamespaceNotFoundException"
    named(made, serviceConnectConfiguration=connected("a"))


def a_service_connected_by_a_port_without_a_name(session):
    made = network(session)
    made_namespace(session, Name="a")
    yield "InvalidParameterException"
    named(made, serviceConnectConfiguration=connected("a", port="other"))


def a_service_in_an_unknown_registry(session):
    made = network(session)
    yield "InvalidParameterException"
    service(made, serviceRegistries=[{"registryArn": "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-0"}])


def another_service_of_the_discovery_name(session):
    made = network(session)
    made_namespace(session, Name="a")
    named(made, serviceConnectConfiguration=connected("a"))
    yield "InvalidParameterException"
    named(made, serviceName="t", serviceConnectConfiguration=connected("a"))
