"""Each correction of moto is still needed, and does what it says."""

from contextlib import nullcontext

import pytest
from accounts import Place, empty_account

EXTRA = {
    "deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 50},
    "healthCheckGracePeriodSeconds": 7,
}
TAGS = [{"Key": "k", "Value": "v"}]
POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


PLACE = Place("123456789012", "us-east-1")


def service_keeps_what_it_was_created_with(session):
    ecs = session.client("ecs")
    ecs.create_cluster(clusterName="c")
    container = {"name": "n", "image": "i", "memory": 128}
    ecs.register_task_definition(family="f", containerDefinitions=[container])
    ecs.create_service(cluster="c", serviceName="s", taskDefinition="f", desiredCount=1, **EXTRA)
    (service,) = ecs.describe_services(cluster="c", services=["s"])["services"]
    return EXTRA.items() <= service.items()


def launch_template_tags_stay_out_of_its_data(session):
    ec2 = session.client("ec2")
    specification = {"ResourceType": "launch-template", "Tags": TAGS}
    data = {"InstanceType": "t2.micro"}
    ec2.create_launch_template(LaunchTemplateName="name", LaunchTemplateData=data, TagSpecifications=[specification])
    (version,) = ec2.describe_launch_template_versions(LaunchTemplateName="name")["LaunchTemplateVersions"]
    (template,) = ec2.describe_launch_templates(LaunchTemplateNames=["name"])["LaunchTemplates"]
    return template["Tags"] == TAGS and version["LaunchTemplateData"] == data


def scalable_targets_keep_their_tags(session):
    service_keeps_what_it_was_created_with(session)
    scaling = session.client("application-autoscaling")
    identity = {"ServiceNamespace": "ecs", "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount"}
    answer = scaling.register_scalable_target(**identity, MinCapacity=1, MaxCapacity=2, Tags={"k": "v"})
    try:
        return scaling.list_tags_for_resource(ResourceARN=answer["ScalableTargetARN"])["Tags"] == {"k": "v"}
    except (NotImplementedError, scaling.exceptions.ClientError):
        return False


def aws_policies_can_be_attached(session):
    iam = session.client("iam")
    iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    try:
        iam.attach_role_policy(RoleName="r", PolicyArn=POLICY)
    except iam.exceptions.NoSuchEntityException:
        return False
    return True


NEEDED = [
    service_keeps_what_it_was_created_with,
    launch_template_tags_stay_out_of_its_data,
    scalable_targets_keep_their_tags,
    aws_policies_can_be_attached,
]


@pytest.mark.parametrize("holds", NEEDED, ids=lambda function: function.__name__)
def test_the_correction_is_needed_and_works(holds):
    with empty_account(PLACE, corrections=nullcontext) as session:
        assert not holds(session), "moto does this by itself now: remove the correction"
    with empty_account(PLACE) as session:
        assert holds(session)


def test_the_policies_are_whole_every_time():
    """They are read once, and what one proof attaches another must not see."""
    for _ in range(2):
        with empty_account(PLACE) as session:
            assert aws_policies_can_be_attached(session)
            policy = session.client("iam").get_policy(PolicyArn=POLICY)["Policy"]
            assert policy["AttachmentCount"] == 1


def test_a_policy_of_no_such_name_is_rejected():
    with empty_account(PLACE) as session:
        iam = session.client("iam")
        iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")
        with pytest.raises(iam.exceptions.NoSuchEntityException):
            iam.attach_role_policy(RoleName="r", PolicyArn=f"{POLICY}s")
