"""What AWS refuses of capacity providers, as refused_network.py has it."""

from small_system import group_of_instances, network, service


def provider(session, name="p", group="g", **options):
    """A capacity provider, on a group of that name which is there."""
    given = {"autoScalingGroupArn": group, **options}
    return session.client("ecs").create_capacity_provider(name=name, autoScalingGroupProvider=given)["capacityProvider"]


def on_group(session):
    made = network(session)
    group_of_instances(session, made)
    return made


def settled(session, cluster="c"):
    """A cluster whose providers are all there."""
    for _ in range(3):
        session.client("ecs").describe_clusters(clusters=[cluster])


def associated(session, *names):
    session.client("ecs").put_cluster_capacity_providers(
        cluster="c", capacityProviders=list(names), defaultCapacityProviderStrategy=[]
    )
    settled(session)


def a_capacity_provider_of_a_name_that_aws_keeps(session):
    on_group(session)
    yield "InvalidParameterException"
    provider(session, "ecs-p")


def a_capacity_provider_of_an_unknown_group(session):
    yield "InvalidParameterException"
    provider(session)


def another_capacity_provider_of_the_group(session):
    on_group(session)
    provider(session)
    yield "InvalidParameterException"
    provider(session, "q")


def protection_where_the_group_protects_nothing(session):
    on_group(session)
    yield "InvalidParameterException"
    provider(session, managedScaling={"status": "ENABLED"}, managedTerminationProtection="ENABLED")


def a_capacity_provider_that_is_not_there(session):
    network(session).ecs.create_cluster(clusterName="c")
    yield "InvalidParameterException"
    associated(session, "p")


def a_capacity_provider_that_a_cluster_has(session):
    on_group(session).ecs.create_cluster(clusterName="c")
    provider(session)
    associated(session, "p")
    yield "InvalidParameterException"
    session.client("ecs").delete_capacity_provider(capacityProvider="p")


def a_capacity_provider_that_a_service_uses(session):
    made = on_group(session)
    provider(session)
    made.ecs.create_cluster(clusterName="c")
    associated(session, "p", "FARGATE")
    service(made, launchType=None, capacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}])
    yield "ResourceInUseException"
    associated(session, "p")


def a_cluster_whose_providers_are_changing(session):
    made = network(session)
    made.ecs.create_cluster(clusterName="c")
    given = {"cluster": "c", "capacityProviders": ["FARGATE"], "defaultCapacityProviderStrategy": []}
    made.ecs.put_cluster_capacity_providers(**given)
    yield "UpdateInProgressException"
    made.ecs.put_cluster_capacity_providers(**given)
