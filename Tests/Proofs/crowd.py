"""An account that many use: how much of everything is there besides the system, made in a moment.

Each kind is made once with moto's own action, and the others are copies of it.
"""

from accounts import session_in
from strangers import CROWD, twins

NOBODY = '{"Version": "2012-10-17", "Statement": []}'
# How many there are; the revisions are of several families.
REVISIONS, FAMILIES = 3000, 30
ROLES = 500
ALARMS = 300
REPOSITORIES = 120
CLUSTERS = 110
LOAD_BALANCERS = 45
TARGET_GROUPS = 430
AUTO_SCALING_GROUPS = 60
SECURITY_GROUPS = 90
LAUNCH_TEMPLATES = 30
INSTANCES = 30


def crowd(strangers):
    _Crowd(strangers).make()


def name(number):
    return f"{CROWD}-{number:03}"


class _Crowd:
    def __init__(self, strangers):
        self.strangers = strangers
        self.client = session_in(strangers.things.place.region).client

    def make(self):
        for part in (self.ecs, self.iam, self.logs, self.alarms, self.ecr, self.network):
            part()

    def one(self, root, operation, **arguments):
        """The thing that an operation makes, taken out of moto again."""
        part = self.strangers.dictionary(root)
        before = set(part)
        getattr(self.client(root[0]), operation)(**arguments)
        (key,) = part.keys() - before
        return part.pop(key)

    def add(self, root, thing, count, key=name, **attributes):
        self.strangers.kept[root].update(twins(thing, count, key, **attributes))

    def ecs(self):
        container = {"name": "c", "image": "i", "memory": 64}
        root = ("ecs", "task_definitions")
        first = self.one(root, "register_task_definition", family=CROWD, containerDefinitions=[container])[1]
        for number in range(FAMILIES):
            family = name(number)
            arn = first.arn.rpartition("/")[0] + f"/{family}:"
            revisions = twins(
                first,
                REVISIONS // FAMILIES,
                lambda n: n + 1,
                family=lambda n, family=family: family,
                revision=lambda n: n + 1,
                arn=lambda n, arn=arn: f"{arn}{n + 1}",
            )
            self.strangers.kept[root][family] = revisions
        cluster = self.one(("ecs", "clusters"), "create_cluster", clusterName=CROWD)
        self.add(("ecs", "clusters"), cluster, CLUSTERS, name=name)

    def iam(self):
        role = self.one(("iam", "roles"), "create_role", RoleName=CROWD, AssumeRolePolicyDocument=NOBODY)
        keys = [f"AROACROWD{number:012}" for number in range(ROLES)]
        self.add(("iam", "roles"), role, ROLES, keys.__getitem__, id=keys.__getitem__, name=name)

    def logs(self):
        self.strangers.log_group = self.one(("logs", "groups"), "create_log_group", logGroupName=CROWD)

    def alarms(self):
        root = ("cloudwatch", "alarms")
        alarm = self.one(
            root,
            "put_metric_alarm",
            AlarmName=CROWD,
            MetricName="m",
            Namespace="n",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            Statistic="Sum",
            ComparisonOperator="LessThanThreshold",
        )
        self.add(root, alarm, ALARMS, name=name, alarm_arn=renamed(alarm.alarm_arn))

    def ecr(self):
        root = ("ecr", "repositories")
        repository = self.one(root, "create_repository", repositoryName=CROWD)
        self.add(root, repository, REPOSITORIES, name=name, arn=renamed(repository.arn))

    def network(self):
        """A VPC of others, and what they run in it."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="172.20.0.0/16")["Vpc"]["VpcId"]
        zone = ec2.describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
        for number in range(SECURITY_GROUPS):
            ec2.create_security_group(GroupName=name(number), Description=CROWD, VpcId=vpc)
        data = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}
        for number in range(LAUNCH_TEMPLATES):
            ec2.create_launch_template(LaunchTemplateName=name(number), LaunchTemplateData=data)
        ec2.run_instances(ImageId=data["ImageId"], MinCount=INSTANCES, MaxCount=INSTANCES)
        root = ("elbv2", "target_groups")
        arguments = {"Protocol": "HTTP", "Port": 80, "VpcId": vpc, "TargetType": "ip"}
        group = self.one(root, "create_target_group", Name=CROWD, **arguments)
        arn = renamed(group.arn)
        self.add(root, group, TARGET_GROUPS, arn, name=name, arn=arn)
        root = ("autoscaling", "autoscaling_groups")
        template = {"LaunchTemplateName": name(0), "Version": "1"}
        arguments = {"MinSize": 0, "MaxSize": 1, "AvailabilityZones": [zone], "LaunchTemplate": template}
        group = self.one(root, "create_auto_scaling_group", AutoScalingGroupName=CROWD, **arguments)
        self.add(root, group, AUTO_SCALING_GROUPS, name=name, arn=renamed(group.arn))
        self.balancers(vpc)

    def balancers(self, vpc):
        ec2, root = self.client("ec2"), ("elbv2", "load_balancers")
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="172.20.0.0/24")["Subnet"]["SubnetId"]
        arguments = {"Subnets": [subnet], "Type": "network", "Scheme": "internal"}
        balancer = self.one(root, "create_load_balancer", Name=CROWD, **arguments)
        # What else a subnet is part of is moto's own; without it the balancer stands nowhere.
        balancer.subnets = []
        ec2.delete_subnet(SubnetId=subnet)
        arn = renamed(balancer.arn)
        self.add(root, balancer, LOAD_BALANCERS, arn, name=name, arn=arn)


def renamed(arn):
    """The ARN of each number, from that of the first."""
    return lambda number: arn.replace(CROWD, name(number))

