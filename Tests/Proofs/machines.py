"""What a snapshot does not hold: images and their instances, and how often something was made."""

REVISIONS = "revisions of task definitions"


def images(account):
    """The AMIs that a script made, by the parameters that stand for them in a template."""
    owned = account.session.client("ec2").describe_images(Owners=["self"])["Images"]
    tags = {image["ImageId"]: {tag["Key"]: tag["Value"] for tag in image.get("Tags", [])} for image in owned}
    ids = {image: found["lintel:id"].removeprefix("Image") for image, found in tags.items() if "lintel:id" in found}
    return {image: f"parameter {name}ImageId" for image, name in ids.items()}


def machines(account):
    """A template and a script come to an image on different ways."""
    ec2 = account.session.client("ec2")
    reservations = ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running", "pending"]}])
    instances = {one["InstanceId"] for reservation in reservations["Reservations"] for one in reservation["Instances"]}
    owned = {image["ImageId"] for image in ec2.describe_images(Owners=["self"])["Images"]}
    return instances, owned, {one["SnapshotId"] for one in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]}


def amounts(account):
    """How many there are of what a mistake would make twice without a trace in a snapshot."""
    instances, owned, snapshots = machines(account)
    ec2, ecs, ecr = map(account.session.client, ("ec2", "ecs", "ecr"))
    revisions = [arn for status in ("ACTIVE", "INACTIVE") for arn in _revisions(ecs, status)]
    templates = ec2.describe_launch_templates()["LaunchTemplates"]
    repositories = [one["repositoryName"] for one in ecr.describe_repositories()["repositories"]]
    return {
        "instances": len(instances),
        "images": len(owned),
        "snapshots": len(snapshots),
        "versions of launch templates": sum(template["LatestVersionNumber"] for template in templates),
        REVISIONS: len(revisions),
        "images in repositories": sum(len(ecr.list_images(repositoryName=name)["imageIds"]) for name in repositories),
    }


def _revisions(ecs, status):
    return ecs.list_task_definitions(status=status)["taskDefinitionArns"]
