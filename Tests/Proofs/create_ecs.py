"""ECS: clusters, task definitions and services."""

from creation import Made, lower_camel, lower_tags


def cluster(maker, properties):
    answer = maker.client("ecs").create_cluster(
        clusterName=properties.take("ClusterName", maker.generated_name()),
        settings=lower_camel(properties.take("ClusterSettings", [])),
        **lower_tags(properties),
    )["cluster"]
    return Made(answer["clusterName"], {"Arn": answer["clusterArn"]})


def task_definition(maker, properties):
    answer = maker.client("ecs").register_task_definition(
        **lower_camel(
            properties.pick(
                "Family",
                "Cpu",
                "Memory",
                "NetworkMode",
                "RequiresCompatibilities",
                "ExecutionRoleArn",
                "TaskRoleArn",
                "RuntimePlatform",
                "ContainerDefinitions",
            )
        ),
        **lower_tags(properties),
    )["taskDefinition"]
    arn = answer["taskDefinitionArn"]
    return Made(arn, {"TaskDefinitionArn": arn})


def service(maker, properties):
    answer = maker.client("ecs").create_service(
        serviceName=properties.take("ServiceName", maker.generated_name()),
        # CloudFormation's default; the API wants the number.
        desiredCount=int(properties.take("DesiredCount", 1)),
        **lower_camel(
            properties.pick(
                "Cluster",
                "TaskDefinition",
                "LaunchType",
                "PlatformVersion",
                "DeploymentConfiguration",
                "NetworkConfiguration",
                "LoadBalancers",
                "HealthCheckGracePeriodSeconds",
                "EnableExecuteCommand",
                "EnableECSManagedTags",
                "PropagateTags",
                "AvailabilityZoneRebalancing",
            )
        ),
        **lower_tags(properties),
    )["service"]
    arn = answer["serviceArn"]
    return Made(arn, {"Name": answer["serviceName"], "ServiceArn": arn})


CREATORS = {
    "AWS::ECS::Cluster": cluster,
    "AWS::ECS::TaskDefinition": task_definition,
    "AWS::ECS::Service": service,
}
