"""The least of a system that has everything which can hold something else, for the proofs of moto's corrections."""

from types import SimpleNamespace

TRUST = '{"Version": "2012-10-17", "Statement": []}'
AWSVPC = {"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}


def network(session):
    ec2 = session.client("ec2")
    made = SimpleNamespace(ec2=ec2, elb=session.client("elbv2"), ecs=session.client("ecs"))
    made.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made.subnets = [
        ec2.create_subnet(VpcId=made.vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    made.gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=made.gateway, VpcId=made.vpc)
    made.group = security_group(made, "one")
    return made


def security_group(made, name):
    return made.ec2.create_security_group(GroupName=name, Description=name, VpcId=made.vpc)["GroupId"]


def load_balancer(made, name="lb", **options):
    options = {"Subnets": made.subnets, "SecurityGroups": [made.group], **options}
    (balancer,) = made.elb.create_load_balancer(Name=name, **options)["LoadBalancers"]
    return balancer["LoadBalancerArn"]


def target_group(made, name="tg", **options):
    options = {"Protocol": "HTTP", "Port": 80, "VpcId": made.vpc, "TargetType": "ip", **options}
    (group,) = made.elb.create_target_group(Name=name, **options)["TargetGroups"]
    return group["TargetGroupArn"]


def listener(made, balancer, group, port=80):
    action = {"Type": "forward", "TargetGroupArn": group}
    arguments = {"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": port, "DefaultActions": [action]}
    return made.elb.create_listener(**arguments)["Listeners"][0]["ListenerArn"]


def service(made, **options):
    """A service of the cluster c; what it needs is made where it is not there."""
    made.ecs.create_cluster(clusterName="c", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    container = {"name": "n", "image": "i", "portMappings": [{"containerPort": 80}]}
    made.ecs.register_task_definition(family="f", containerDefinitions=[container], **AWSVPC)
    configuration = {"subnets": made.subnets, "securityGroups": [made.group], "assignPublicIp": "ENABLED"}
    arguments = {
        "cluster": "c",
        "serviceName": "s",
        "taskDefinition": "f",
        "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": configuration},
        **options,
    }
    # An option that is None is left out.
    return made.ecs.create_service(**{k: v for k, v in arguments.items() if v is not None})["service"]


def group_of_instances(session, made, name="g", **given):
    """An auto scaling group of one instance, with what else is given for it."""
    data = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro", "SecurityGroupIds": [made.group]}
    templates = made.ec2.describe_launch_templates()["LaunchTemplates"]
    if not templates:
        made.ec2.create_launch_template(LaunchTemplateName="template", LaunchTemplateData=data)
    scaling = session.client("autoscaling")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=1,
        MaxSize=2,
        VPCZoneIdentifier=",".join(made.subnets),
        LaunchTemplate={"LaunchTemplateName": "template", "Version": "$Latest"},
        **given,
    )
    return scaling
