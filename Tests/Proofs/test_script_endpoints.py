"""The policy of an endpoint, which EC2 shows in words of its own: a script knows by a seal whether it is what the spec says."""

import json

import pytest
from modes import Modes
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled

SPEC = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
vpcs:
  main: {{ cidr: 10.0.0.0/16, endpoints: [{}] }}
subnets:
  a: {{ vpc: main, availabilityZone: a, cidr: 10.0.0.0/24 }}
"""
READ = "{ service: s3, policy: [{ actions: [s3:GetObject, s3:ListBucket], resources: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'] }] }"
WRITE = READ.replace("s3:ListBucket", "s3:PutObject")


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(endpoint):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "lintel.yaml").write_text(SPEC.format(endpoint))
        return compiled(lintel, folder / "lintel.yaml", None, folder / "build")

    return system


def endpoint(account):
    (found,) = account.session.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
    return found


def actions(account):
    (statement,) = json.loads(endpoint(account)["PolicyDocument"])["Statement"]
    return sorted(statement["Action"])


@pytest.mark.parametrize("late", [0, 2])
def test_a_policy_is_put_changed_and_taken_away(system_of, programs, late):
    read, write, none = system_of(READ), system_of(WRITE), system_of("s3")
    with account_for_scripts(read.place, programs, modes=Modes(late=late)) as account:

        def calls(system):
            result = run(system.deploy, account=account)
            assert result.returncode == 0, result
            return [action.name for action in result.mutations]

        calls(read)
        assert actions(account) == ["s3:GetObject", "s3:ListBucket"]
        assert calls(read) == []
        assert calls(write) == ["ModifyVpcEndpoint", "CreateTags"]
        assert actions(account) == ["s3:GetObject", "s3:PutObject"]
        assert calls(write) == []
        # As a run leaves it that was stopped before it had set the seal.
        owned = {"Resources": [endpoint(account)["VpcEndpointId"]], "Tags": [{"Key": "lintel:policy"}]}
        account.session.client("ec2").delete_tags(**owned)
        assert calls(write) == ["ModifyVpcEndpoint", "CreateTags"]
        assert calls(write) == []
        assert calls(none) == ["ModifyVpcEndpoint", "DeleteTags"]
        assert actions(account) == ["*"]
        assert calls(none) == []
