"""Things of others whose tags, names and descriptions a script could take for its own, or for more than text.

Where AWS allows any sign (tags of EC2 and of Auto Scaling, names of Auto Scaling groups and of alarms) there are line
ends, tabs and quotes; elsewhere what AWS allows: IAM, ECS and load balancing take letters, digits and _.:/=+-@ in tags.
"""

import itertools
from dataclasses import dataclass

from accounts import session_in

NOBODY = '{"Version": "2012-10-17", "Statement": []}'
# Values that no service refuses.
PLAIN = ["None", "null", "Anything.replaced", "VpcOther"]
# Values of the tag lintel:id where anything goes.
ANY = [
    *PLAIN,
    "None\nX.replaced\tvictim\nNone",
    'None"\n["X","victim"]\n',
    'a"],["X","victim',
    "back\\slash\\",
    "\ttab\t",
    "'; touch was-run; #",
    "$(touch was-run)",
    "",
]


@dataclass(frozen=True)
class Owner:
    """Whose things they claim to be."""

    project: str
    environment: str | None = None


def forgeries(owner):
    return lambda strangers: _Forger(strangers, owner).make()


class _Forger:
    def __init__(self, strangers, owner):
        self.owner = owner
        self.client = session_in(strangers.things.place.region).client
        self.numbers = itertools.count(1)

    def make(self):
        for part in (self.network, self.scaling, self.ecs, self.others):
            part()

    def sets(self, values):
        """The tags of each thing, as a dictionary."""
        mine = {"lintel:project": self.owner.project}
        if self.owner.environment:
            mine["lintel:environment"] = self.owner.environment
        for value in values:
            yield mine | {"lintel:id": value, "Name": value}
        # A stranger's, which looks like the system's own where it is split at tabs.
        if values is ANY:
            text = "\t".join([self.owner.project, self.owner.environment or "None", "X"])
            yield {"lintel:project": text, "Name": text}
            yield {"lintel:project": f"{self.owner.project}\n", "lintel:id": "X"}
        yield {"lintel:project": f"{self.owner.project}-2", "lintel:id": "VpcWorkspace"}

    def name(self):
        return f"forged-{next(self.numbers)}"

    def network(self):
        ec2 = self.client("ec2")

        def tags(kind, values):
            pairs = [{"Key": key, "Value": value} for key, value in values.items()]
            return [{"ResourceType": kind, "Tags": pairs}]

        data = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}
        for one in self.sets(ANY):
            vpc = ec2.create_vpc(CidrBlock="172.21.0.0/16", TagSpecifications=tags("vpc", one))["Vpc"]["VpcId"]
            ec2.create_internet_gateway(TagSpecifications=tags("internet-gateway", one))
            group = tags("security-group", one)
            ec2.create_security_group(GroupName=self.name(), Description="d", VpcId=vpc, TagSpecifications=group)
            ec2.create_launch_template(
                LaunchTemplateName=self.name(), LaunchTemplateData=data, TagSpecifications=tags("launch-template", one)
            )
            ec2.run_instances(
                ImageId=data["ImageId"], MinCount=1, MaxCount=1, TagSpecifications=tags("instance", one)
            )

    def scaling(self):
        scaling, ec2 = self.client("autoscaling"), self.client("ec2")
        zone = ec2.describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
        template = ec2.describe_launch_templates()["LaunchTemplates"][0]["LaunchTemplateName"]
        names = ["victim", "two\nlines", "None", "tab\tX", '"],["X","victim']
        for one in self.sets(ANY):
            name = names.pop() if names else self.name()
            scaling.create_auto_scaling_group(
                AutoScalingGroupName=name,
                MinSize=0,
                MaxSize=1,
                AvailabilityZones=[zone],
                LaunchTemplate={"LaunchTemplateName": template, "Version": "1"},
                Tags=[{"Key": key, "Value": value, "PropagateAtLaunch": False} for key, value in one.items()],
            )
        for one in self.sets(ANY):
            self.client("cloudwatch").put_metric_alarm(
                AlarmName=f"{self.name()}\n{one['lintel:project']}\t",
                AlarmDescription=one.get("lintel:id", "None\n"),
                MetricName="m",
                Namespace="n",
                Period=60,
                EvaluationPeriods=1,
                Threshold=1,
                Statistic="Sum",
                ComparisonOperator="LessThanThreshold",
                Tags=[{"Key": key, "Value": value} for key, value in one.items()],
            )

    def ecs(self):
        ecs = self.client("ecs")
        for one in self.sets(PLAIN):
            tags = [{"key": key, "value": value} for key, value in one.items()]
            ecs.create_cluster(clusterName=self.name(), tags=tags)
            container = {"name": "c", "image": "i", "memory": 64}
            ecs.register_task_definition(family=self.name(), containerDefinitions=[container], tags=tags)

    def others(self):
        for one in self.sets(PLAIN):
            tags = [{"Key": key, "Value": value} for key, value in one.items()]
            self.client("iam").create_role(RoleName=self.name(), AssumeRolePolicyDocument=NOBODY, Tags=tags)
            self.client("ecr").create_repository(repositoryName=self.name(), tags=tags)
            self.client("logs").create_log_group(logGroupName=self.name(), tags=one)
            self.client("elbv2").create_target_group(Name=self.name(), TargetType="lambda", Tags=tags)
