"""A spec's tags reach the instances that a group starts; those by which a script knows the group are the group's alone."""

from script_accounts import account_for_scripts
from scripts import run
from systems import compiled

SPEC = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
tags: { team: orders }
vpcs:
  main: { cidr: 10.0.0.0/16 }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
securityGroups:
  web: { description: Web, vpc: main }
launchTemplates:
  web: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
autoScalingGroups:
  web: { name: shop-group, launchTemplate: web, subnets: [a], minSize: 0, maxSize: 1 }
"""


def test_a_tag_that_no_longer_reaches_instances_is_put_again(lintel, programs, tmp_path):
    (tmp_path / "lintel.yaml").write_text(SPEC)
    system = compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build")
    with account_for_scripts(system.place, programs) as account:
        scaling = account.session.client("autoscaling")

        def calls():
            result = run(system.deploy, account=account)
            assert result.returncode == 0, result
            return [action.name for action in result.mutations]

        def reaching():
            (group,) = scaling.describe_auto_scaling_groups()["AutoScalingGroups"]
            return {tag["Key"]: tag["PropagateAtLaunch"] for tag in group["Tags"]}

        calls()
        wanted = {"team": True, "lintel:project": False, "lintel:id": False}
        assert reaching() == wanted
        assert calls() == []
        tag = {"ResourceId": "shop-group", "ResourceType": "auto-scaling-group", "Key": "team", "Value": "orders"}
        scaling.create_or_update_tags(Tags=[tag | {"PropagateAtLaunch": False}])
        assert calls() == ["CreateOrUpdateTags"]
        assert reaching() == wanted
