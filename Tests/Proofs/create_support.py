"""What the rest stands on: image repositories, roles, instance profiles and log groups."""

import json

from creation import Made, boolean, lower_camel


def repository(maker, properties):
    arguments = {
        "repositoryName": properties.take("RepositoryName"),
        **lower_camel(properties.pick("ImageTagMutability", "ImageScanningConfiguration", "EncryptionConfiguration")),
        "tags": properties.take("Tags", []),
    }
    scanning = arguments.get("imageScanningConfiguration")
    if scanning:
        scanning["scanOnPush"] = boolean(scanning["scanOnPush"])
    ecr = maker.client("ecr")
    answer = ecr.create_repository(**arguments)["repository"]
    lifecycle = properties.group("LifecyclePolicy")
    for text in lifecycle.pick("LifecyclePolicyText").values():
        ecr.put_lifecycle_policy(repositoryName=arguments["repositoryName"], lifecyclePolicyText=text)
    lifecycle.finish()
    return Made(answer["repositoryName"], {"Arn": answer["repositoryArn"], "RepositoryUri": answer["repositoryUri"]})


def role(maker, properties):
    iam = maker.client("iam")
    name = properties.take("RoleName", maker.generated_name())
    document = json.dumps(properties.take("AssumeRolePolicyDocument"))
    answer = iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=document, **properties.pick("Path", "Description", "Tags")
    )["Role"]
    for arn in properties.take("ManagedPolicyArns", []):
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
    for policy in properties.take("Policies", []):
        iam.put_role_policy(RoleName=name, **{**policy, "PolicyDocument": json.dumps(policy["PolicyDocument"])})
    return Made(name, {"Arn": answer["Arn"], "RoleId": answer["RoleId"]})


def instance_profile(maker, properties):
    iam = maker.client("iam")
    name = properties.take("InstanceProfileName", maker.generated_name())
    # CloudFormation's type has no tags.
    answer = iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    for role_name in properties.take("Roles"):
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role_name)
    return Made(name, {"Arn": answer["Arn"]})


def log_group(maker, properties):
    logs = maker.client("logs")
    name = properties.take("LogGroupName", maker.generated_name())
    tags = {tag["Key"]: tag["Value"] for tag in properties.take("Tags", [])}
    logs.create_log_group(
        logGroupName=name, **lower_camel(properties.pick("KmsKeyId")), **({"tags": tags} if tags else {})
    )
    for days in properties.pick("RetentionInDays").values():
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    (answer,) = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return Made(name, {"Arn": answer["arn"]})


CREATORS = {
    "AWS::ECR::Repository": repository,
    "AWS::IAM::Role": role,
    "AWS::IAM::InstanceProfile": instance_profile,
    "AWS::Logs::LogGroup": log_group,
}
