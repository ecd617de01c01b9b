"""For each section of the examples: the resources that an entry becomes, and the values they have."""

from translation import enabled, group_ids, logical, pascal, ports, reference, subnet_ids

EVERYWHERE = "0.0.0.0/0"


def vpc(system, identifier, name, entry):
    shown = entry.take("name")
    system.add(name, "AWS::EC2::VPC", {
        "CidrBlock": entry.take("cidr"),
        "EnableDnsSupport": True,
        "EnableDnsHostnames": True,
        "Tags": system.tags(name, shown),
    })
    subnets = system.specification["subnets"].values()
    if any(one["vpc"] == identifier and one.get("public") for one in subnets):
        gateway = f"{name}InternetGateway"
        system.add(gateway, "AWS::EC2::InternetGateway", {"Tags": system.tags(gateway, shown)})
        attachment = {"VpcId": f"{{{name}}}", "InternetGatewayId": f"{{{gateway}}}"}
        system.add(f"{gateway}Attachment", "AWS::EC2::VPCGatewayAttachment", attachment)


def subnet(system, identifier, name, entry):
    shown, network = entry.take("name"), entry.take("vpc")
    assert entry.take("public") is True, "the examples have public subnets only"
    system.add(name, "AWS::EC2::Subnet", {
        "VpcId": reference("vpcs", network),
        "AvailabilityZone": "{AWS::Region}" + entry.take("availabilityZone"),
        "CidrBlock": entry.take("cidr"),
        "MapPublicIpOnLaunch": True,
        "Tags": system.tags(name, shown),
    })
    table = f"{name}RouteTable"
    system.add(table, "AWS::EC2::RouteTable", {
        "VpcId": reference("vpcs", network),
        "Tags": system.tags(table, shown),
    })
    system.add(f"{name}DefaultRoute", "AWS::EC2::Route", {
        "RouteTableId": f"{{{table}}}",
        "DestinationCidrBlock": EVERYWHERE,
        "GatewayId": f"{{{logical('vpcs', network)}InternetGateway}}",
    })
    association = {"SubnetId": f"{{{name}}}", "RouteTableId": f"{{{table}}}"}
    system.add(f"{table}Association", "AWS::EC2::SubnetRouteTableAssociation", association)


def security_group(system, identifier, name, entry):
    written = []
    for rule in entry.take("ingress"):
        rule = dict(rule)
        text, source, cidr = rule.pop("port"), rule.pop("securityGroup", None), rule.pop("cidr", None)
        assert not rule and (source is None) != (cidr is None), f"{identifier}: {rule}"
        first, last = ports(text)
        permission = {"IpProtocol": "tcp", "FromPort": first, "ToPort": last}
        if cidr:
            written.append({**permission, "CidrIp": cidr})
        else:
            # A rule that names a group is a resource of its own.
            system.add(f"{name}Ingress{pascal(source)}Tcp{first}", "AWS::EC2::SecurityGroupIngress", {
                "GroupId": f"{{{name}.GroupId}}",
                "SourceSecurityGroupId": reference("securityGroups", source, "GroupId"),
                **permission,
            })
    system.add(name, "AWS::EC2::SecurityGroup", {
        "GroupName": entry.take("name"),
        "GroupDescription": entry.take("description"),
        "VpcId": reference("vpcs", entry.take("vpc")),
        **({"SecurityGroupIngress": written} if written else {}),
        "Tags": system.tags(name),
    })


def repository(system, identifier, name, entry):
    system.add(name, "AWS::ECR::Repository", {
        "RepositoryName": entry.take("name"),
        "ImageScanningConfiguration": {"ScanOnPush": entry.take("scanOnPush")},
        "Tags": system.tags(name),
    })


def role(system, identifier, name, entry):
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": entry.take("assumedBy")},
        "Action": "sts:AssumeRole",
    }
    policies = [f"arn:{{AWS::Partition}}:iam::aws:policy/{path}" for path in entry.take("managedPolicies")]
    system.add(name, "AWS::IAM::Role", {
        "RoleName": entry.take("name"),
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "ManagedPolicyArns": policies,
        "Tags": system.tags(name),
    })


def load_balancer(system, identifier, name, entry):
    system.add(name, "AWS::ElasticLoadBalancingV2::LoadBalancer", {
        "Name": entry.take("name"),
        "Type": "application",
        "Scheme": entry.take("scheme"),
        "Subnets": subnet_ids(entry.take("subnets")),
        "SecurityGroups": group_ids(entry.take("securityGroups")),
        "Tags": system.tags(name),
    })
    listeners = entry.group("listeners")
    for one in system.specification["loadBalancers"][identifier]["listeners"]:
        listener, its_name = listeners.group(one), f"{name}Listeners{pascal(one)}"
        forward = {"Type": "forward", "TargetGroupArn": reference("targetGroups", listener.take("targetGroup"))}
        system.add(its_name, "AWS::ElasticLoadBalancingV2::Listener", {
            "LoadBalancerArn": f"{{{name}}}",
            "Port": listener.take("port"),
            "Protocol": listener.take("protocol"),
            "DefaultActions": [forward],
            "Tags": system.tags(its_name),
        })
        listener.finish()
    listeners.finish()


# healthCheck's fields, and what AWS calls them.
HEALTH_CHECK = {
    "path": "HealthCheckPath",
    "interval": "HealthCheckIntervalSeconds",
    "healthyThreshold": "HealthyThresholdCount",
}


def target_group(system, identifier, name, entry):
    check = entry.take("healthCheck")
    delay = entry.take("deregistrationDelay", None)
    attributes = [{"Key": "deregistration_delay.timeout_seconds", "Value": delay}]
    system.add(name, "AWS::ElasticLoadBalancingV2::TargetGroup", {
        "Name": entry.take("name"),
        "VpcId": reference("vpcs", entry.take("vpc")),
        "Port": entry.take("port"),
        "Protocol": entry.take("protocol"),
        "TargetType": entry.take("targetType"),
        **{HEALTH_CHECK[key]: value for key, value in check.items()},
        **({"TargetGroupAttributes": attributes} if delay is not None else {}),
        "Tags": system.tags(name),
    })


def cluster(system, identifier, name, entry):
    system.add(name, "AWS::ECS::Cluster", {
        "ClusterName": entry.take("name"),
        "ClusterSettings": [{"Name": "containerInsights", "Value": entry.take("containerInsights")}],
        "Tags": system.tags(name),
    })


def task_definition(system, identifier, name, entry):
    family, group = entry.take("family"), f"{name}LogGroup"
    containers, retentions = entry.group("containers"), set()
    described = []
    for one in system.specification["taskDefinitions"][identifier]["containers"]:
        container = containers.group(one)
        retentions.add(container.take("logs")["retentionDays"])
        described.append(_container(one, container, group))
        container.finish()
    containers.finish()
    (days,) = retentions
    system.add(name, "AWS::ECS::TaskDefinition", {
        "Family": family,
        "Cpu": entry.take("cpu"),
        "Memory": entry.take("memory"),
        "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"],
        "ExecutionRoleArn": reference("roles", entry.take("executionRole"), "Arn"),
        "ContainerDefinitions": described,
        "Tags": system.tags(name),
    })
    system.add(group, "AWS::Logs::LogGroup", {
        "LogGroupName": f"/ecs/{family}",
        "RetentionInDays": days,
        "Tags": system.tags(group),
    })


def _container(name, container, group):
    image = container.take("image")
    repository_uri = reference("repositories", image["repository"], "RepositoryUri")
    # A parameter of the spec is one of the template.
    parameter = image["tag"].removeprefix("${parameters.").removesuffix("}")
    assert image.keys() == {"repository", "tag"} and image["tag"] == f"${{parameters.{parameter}}}"
    environment = container.take("environment")
    return {
        "Name": name,
        "Image": f"{repository_uri}:{{{parameter[:1].upper()}{parameter[1:]}}}",
        "Essential": True,
        "PortMappings": [{"ContainerPort": container.take("port"), "Protocol": "tcp"}],
        "Environment": [{"Name": key, "Value": value} for key, value in environment.items()],
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": f"{{{group}}}",
                "awslogs-region": "{AWS::Region}",
                "awslogs-stream-prefix": name,
            },
        },
    }


def service(system, identifier, name, entry):
    # Scaling owns the count, so the template leaves it out.
    entry.take("desiredCount")
    its_cluster = entry.take("cluster")
    system.add(name, "AWS::ECS::Service", {
        "ServiceName": entry.take("name"),
        "Cluster": reference("clusters", its_cluster),
        "TaskDefinition": reference("taskDefinitions", entry.take("taskDefinition")),
        "LaunchType": "FARGATE",
        "DeploymentConfiguration": {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "Subnets": subnet_ids(entry.take("subnets")),
                "SecurityGroups": group_ids(entry.take("securityGroups")),
                "AssignPublicIp": enabled(entry.take("assignPublicIp")),
            }
        },
        "LoadBalancers": [_target(one) for one in entry.take("loadBalancers")],
        "HealthCheckGracePeriodSeconds": entry.take("healthCheckGracePeriod"),
        "PropagateTags": "SERVICE",
        "EnableECSManagedTags": True,
        "Tags": system.tags(name),
    })
    bounds, target = entry.group("autoScaling"), f"{name}ScalableTarget"
    system.add(target, "AWS::ApplicationAutoScaling::ScalableTarget", {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": f"service/{reference('clusters', its_cluster)}/{{{name}.Name}}",
        "MinCapacity": bounds.take("minCapacity"),
        "MaxCapacity": bounds.take("maxCapacity"),
        "Tags": system.tags(target),
    })
    bounds.finish()


def _target(one):
    group, container, port = (one[key] for key in ("targetGroup", "container", "port"))
    assert len(one) == 3
    return {"TargetGroupArn": reference("targetGroups", group), "ContainerName": container, "ContainerPort": port}
