"""The templates of the examples can be made in an order, and in two stages when something waits for an image."""

from graphlib import TopologicalSorter

from intrinsics import references
from orders import closure, dependencies, depends_on, of_type


def test_there_is_an_order_and_nothing_waits_for_what_is_not_there(template):
    graph = dependencies(template)
    assert set().union(*graph.values()) <= set(template["Resources"])
    assert set(TopologicalSorter(graph).static_order()) == set(template["Resources"])


def test_no_dependency_is_written_that_another_implies(template):
    graph = dependencies(template)
    redundant = [
        (name, below)
        for name, item in template["Resources"].items()
        for below in depends_on(item)
        if below in references(item.get("Properties", {})) or below in closure(graph, name, without=(name, below))
    ]
    assert not redundant


def of_subnets(template, subnets):
    """Default routes and associations of the route tables of the subnets."""
    resources = template["Resources"]
    associations = {
        name: item["Properties"]
        for name, item in of_type(template, "AWS::EC2::SubnetRouteTableAssociation").items()
        if references(item["Properties"]["SubnetId"]) <= subnets
    }
    tables = set().union(*(references(item["RouteTableId"]) for item in associations.values()))
    routes = {
        name
        for name, item in of_type(template, "AWS::EC2::Route").items()
        if item["Properties"].get("DestinationCidrBlock") == "0.0.0.0/0"
        and references(item["Properties"]["RouteTableId"]) <= tables
    }
    assert len(associations) == len(subnets) == len(routes) and subnets <= set(resources)
    return set(associations) | routes


def test_what_runs_waits_for_its_network(template):
    graph = dependencies(template)
    services = of_type(template, "AWS::ECS::Service")
    groups = of_type(template, "AWS::AutoScaling::AutoScalingGroup")
    assert len(services) + len(groups) == 1
    for name, item in {**services, **groups}.items():
        properties = item["Properties"]
        network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {})
        subnets = references(network.get("Subnets") or properties["VPCZoneIdentifier"])
        assert of_subnets(template, subnets) <= closure(graph, name)


def test_a_service_waits_for_the_listeners_of_its_target_groups(templates):
    for environment in ("staging", "production"):
        template = templates["ecs-autoscaling", environment]
        graph = dependencies(template)
        for name, item in of_type(template, "AWS::ECS::Service").items():
            groups = references([one["TargetGroupArn"] for one in item["Properties"]["LoadBalancers"]])
            listeners = {
                listener
                for listener, what in of_type(template, "AWS::ElasticLoadBalancingV2::Listener").items()
                if references(what["Properties"]["DefaultActions"]) & groups
            }
            assert listeners and listeners <= closure(graph, name)


def test_what_faces_the_internet_waits_for_the_gateway(template):
    graph = dependencies(template)
    attachments = set(of_type(template, "AWS::EC2::VPCGatewayAttachment"))
    waiting = {**of_type(template, "AWS::EC2::Route"), **of_type(template, "AWS::ElasticLoadBalancingV2::LoadBalancer")}
    assert len(attachments) == 1 and len(waiting) == 3
    for name in waiting:
        assert attachments <= closure(graph, name), name


# Stages.

# What waits for the image, written by hand; everything else is made before there is one.
WAITING = {
    "ecs-autoscaling": {"AWS::ECS::TaskDefinition", "AWS::ECS::Service", "AWS::ApplicationAutoScaling::ScalableTarget",
                        "AWS::ApplicationAutoScaling::ScalingPolicy", "AWS::CloudWatch::Alarm"},
    "ec2-autoscaling": {"AWS::EC2::LaunchTemplate", "AWS::AutoScaling::AutoScalingGroup",
                        "AWS::AutoScaling::ScalingPolicy"},
}


def images(template):
    """Resources that run an image: one of a repository of the template, or an AMI that is a parameter."""
    repositories = set(of_type(template, "AWS::ECR::Repository"))
    machines = {
        name for name, item in template["Parameters"].items() if item["Type"] == "AWS::EC2::Image::Id"
    }
    for name, item in template["Resources"].items():
        properties = item.get("Properties", {})
        containers = [container["Image"] for container in properties.get("ContainerDefinitions", [])]
        if references(containers) & repositories or references(properties) & machines:
            yield name


def waiting(template):
    """What runs an image, and everything that depends on that."""
    graph = dependencies(template)
    running = set(images(template))
    return running | {name for name in graph if closure(graph, name) & running}


def test_the_base_stage_leaves_out_exactly_what_waits_for_an_image(case, template):
    assert template["Parameters"]["Stage"]["Default"] == "all"
    assert sorted(template["Parameters"]["Stage"]["AllowedValues"]) == ["all", "base"]
    assert template["Conditions"] == {"StageIsAll": {"Fn::Equals": [{"Ref": "Stage"}, "all"]}}
    resources = template["Resources"]
    conditional = {name for name, item in resources.items() if item.get("Condition") == "StageIsAll"}
    assert conditional == {name for name, item in resources.items() if "Condition" in item}
    assert conditional == waiting(template)
    types = {resources[name]["Type"] for name in conditional}
    if case != ("ecs-autoscaling", "staging"):
        assert types == WAITING[case[0]]
    else:
        assert types == WAITING[case[0]] - {"AWS::CloudWatch::Alarm"}, "target tracking makes its own alarms"


def test_outputs_are_left_out_with_what_they_tell_of(template):
    absent = waiting(template)
    assert template["Outputs"]
    for name, output in template["Outputs"].items():
        told = references(output["Value"])
        assert told <= set(template["Resources"]), name
        assert output.get("Condition") == ("StageIsAll" if told & absent else None), name


def test_an_image_that_is_yet_to_be_made_has_no_default(templates):
    template = templates["ec2-autoscaling", None]
    (image,) = (item for item in template["Parameters"].values() if item["Type"] == "AWS::EC2::Image::Id")
    assert "Default" not in image
