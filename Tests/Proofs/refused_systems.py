"""What AWS refuses of services, scaling, roles and repositories, as refused_network.py has it."""

import json

from small_system import TRUST, group_of_instances, network, service, target_group

TARGET = {"ServiceNamespace": "ecs", "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount"}
MANIFEST = {
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"digest": "sha256:0"},
    "layers": [],
}


def a_service_with_an_unknown_security_group(session):
    made = network(session)
    made.group = "sg-0123456789abcdef0"
    yield "InvalidParameterException"
    service(made)


def a_service_in_an_unknown_subnet(session):
    made = network(session)
    made.subnets = ["subnet-0123456789abcdef0"]
    yield "InvalidParameterException"
    service(made)


def a_service_that_places_tasks_on_fargate(session):
    made = network(session)
    yield "InvalidParameterException"
    service(made, placementConstraints=[{"type": "distinctInstance"}])


def a_daemon_with_a_count(session):
    made = network(session)
    yield "InvalidParameterException"
    service(made, launchType="EC2", schedulingStrategy="DAEMON", desiredCount=1)


def another_service_of_the_name(session):
    made = network(session)
    service(made)
    yield "InvalidParameterException"
    service(made, desiredCount=1)


def a_service_behind_a_target_group_without_a_listener(session):
    made = network(session)
    behind = {"targetGroupArn": target_group(made), "containerName": "n", "containerPort": 80}
    yield "InvalidParameterException"
    service(made, loadBalancers=[behind])


def a_change_of_a_deleted_service(session):
    made = network(session)
    service(made)
    made.ecs.delete_service(cluster="c", service="s", force=True)
    yield "ServiceNotActiveException"
    made.ecs.update_service(cluster="c", service="s", desiredCount=1)


def a_cluster_with_a_service(session):
    made = network(session)
    service(made)
    yield "ClusterContainsServicesException"
    made.ecs.delete_cluster(cluster="c")


def a_service_that_still_runs(session):
    made = network(session)
    service(made)
    yield "InvalidParameterException"
    made.ecs.delete_service(cluster="c", service="s")


def another_auto_scaling_group_of_the_name(session):
    made = network(session)
    group_of_instances(session, made)
    yield "AlreadyExists"
    group_of_instances(session, made)


def an_auto_scaling_group_that_has_instances(session):
    made = network(session)
    scaling = group_of_instances(session, made)
    yield "ResourceInUse"
    scaling.delete_auto_scaling_group(AutoScalingGroupName="g")


def steps_with_a_gap(session):
    made = network(session)
    scaling = group_of_instances(session, made)
    steps = [
        {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1},
        {"MetricIntervalLowerBound": 20, "ScalingAdjustment": 2},
    ]
    arguments = {"PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity", "StepAdjustments": steps}
    yield "ValidationError"
    scaling.put_scaling_policy(AutoScalingGroupName="g", PolicyName="p", **arguments)


def a_buffer_above_a_maximum_that_holds(session):
    scaling = group_of_instances(session, network(session))
    pair = {"PredefinedMetricPairSpecification": {"PredefinedMetricType": "ASGCPUUtilization"}, "TargetValue": 50}
    policy = {"MetricSpecifications": [pair], "MaxCapacityBuffer": 10}
    yield "ValidationError"
    scaling.put_scaling_policy(
        AutoScalingGroupName="g", PolicyName="p", PolicyType="PredictiveScaling", PredictiveScalingConfiguration=policy
    )


def a_role_with_an_attached_policy(session):
    iam = session.client("iam")
    iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    arn = iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="r", PolicyArn=arn)
    yield "DeleteConflict"
    iam.delete_role(RoleName="r")


def a_second_service_linked_role(session):
    iam = session.client("iam")
    iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")
    yield "InvalidInput"
    iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")


def an_instance_profile_with_a_role(session):
    iam = session.client("iam")
    iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)
    iam.create_instance_profile(InstanceProfileName="p")
    iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName="r")
    yield "DeleteConflict"
    iam.delete_instance_profile(InstanceProfileName="p")


def a_repository_with_images(session):
    ecr = session.client("ecr")
    ecr.create_repository(repositoryName="web")
    ecr.put_image(repositoryName="web", imageTag="1", imageManifest=json.dumps(MANIFEST))
    yield "RepositoryNotEmptyException"
    ecr.delete_repository(repositoryName="web")


def a_policy_without_a_scalable_target(session):
    service(network(session))
    scaling = session.client("application-autoscaling")
    configuration = {
        "TargetValue": 50.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
    }
    policy = {"PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": configuration}
    yield "ObjectNotFoundException"
    scaling.put_scaling_policy(PolicyName="p", **TARGET, **policy)


def a_scalable_target_of_a_deleted_service(session):
    made = network(session)
    service(made)
    made.ecs.delete_service(cluster="c", service="s", force=True)
    yield "ValidationException"
    session.client("application-autoscaling").register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=2)


def a_scalable_target_that_is_not_there(session):
    yield "ObjectNotFoundException"
    session.client("application-autoscaling").deregister_scalable_target(**TARGET)


def a_least_capacity_above_the_greatest(session):
    service(network(session))
    yield "ValidationException"
    session.client("application-autoscaling").register_scalable_target(**TARGET, MinCapacity=3, MaxCapacity=2)


def tags_of_an_alarm_that_is_gone(session):
    alarms = session.client("cloudwatch")
    alarms.put_metric_alarm(
        AlarmName="a", ComparisonOperator="GreaterThanThreshold", EvaluationPeriods=1, Threshold=1.0, Period=60,
        MetricName="m", Namespace="n", Statistic="Average", Tags=[{"Key": "k", "Value": "v"}],
    )
    (alarm,) = alarms.describe_alarms(AlarmNames=["a"])["MetricAlarms"]
    alarms.delete_alarms(AlarmNames=["a"])
    yield "ResourceNotFoundException"
    alarms.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])


def tags_of_a_log_group_that_is_gone(session):
    logs = session.client("logs")
    logs.create_log_group(logGroupName="g", tags={"k": "v"})
    (group,) = logs.describe_log_groups()["logGroups"]
    logs.delete_log_group(logGroupName="g")
    yield "ResourceNotFoundException"
    logs.list_tags_for_resource(resourceArn=group["arn"].removesuffix(":*"))
