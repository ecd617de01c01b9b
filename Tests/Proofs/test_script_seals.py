"""Policies that AWS shows in words of its own: a script knows by a seal whether one is still what the spec says."""

import json

import pytest
from modes import Modes
from script_accounts import account_for_scripts
from scripts import run
from systems import compiled

HEAD = """\
lintel: 1
project: shop
region: us-east-1
account: "123456789012"
"""
NETWORK = (
    HEAD
    + """\
vpcs:
  main: { cidr: 10.0.0.0/16, endpoints: [%s] }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24 }
"""
)
READ = "{ service: s3, policy: [{ actions: [s3:GetObject, s3:ListBucket], resources: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'] }] }"
WRITE = READ.replace("s3:ListBucket", "s3:PutObject")
REPOSITORY = HEAD + "repositories: { web: { name: shop-web%s } }\n"


@pytest.fixture
def system_of(lintel, tmp_path):
    def system(text):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        return compiled(lintel, folder / "lintel.yaml", None, folder / "build")

    return system


def calls(system, account):
    result = run(system.deploy, account=account)
    assert result.returncode == 0, result
    # What is answered with a code is asked again: a new thing is not known everywhere at once.
    return [action.name for action in result.mutations if action.error is None]


def endpoint(account):
    (found,) = account.session.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
    return found


def actions(account):
    (statement,) = json.loads(endpoint(account)["PolicyDocument"])["Statement"]
    return sorted(statement["Action"])


@pytest.mark.parametrize("late", [0, 2])
def test_an_endpoint_s_policy_is_put_changed_and_taken_away(system_of, programs, late):
    read, write, none = (system_of(NETWORK % one) for one in (READ, WRITE, "s3"))
    with account_for_scripts(read.place, programs, modes=Modes(late=late)) as account:
        calls(read, account)
        assert actions(account) == ["s3:GetObject", "s3:ListBucket"]
        assert calls(read, account) == []
        assert calls(write, account) == ["ModifyVpcEndpoint", "CreateTags"]
        assert actions(account) == ["s3:GetObject", "s3:PutObject"]
        assert calls(write, account) == []
        # As a run leaves it that was stopped before it had set the seal.
        owned = {"Resources": [endpoint(account)["VpcEndpointId"]], "Tags": [{"Key": "lintel:policy"}]}
        account.session.client("ec2").delete_tags(**owned)
        assert calls(write, account) == ["ModifyVpcEndpoint", "CreateTags"]
        assert calls(write, account) == []
        assert calls(none, account) == ["ModifyVpcEndpoint", "DeleteTags"]
        assert actions(account) == ["*"]
        assert calls(none, account) == []


@pytest.mark.parametrize("late", [0, 2])
def test_a_repository_s_policy_is_put_changed_and_taken_away_and_that_of_others_left(system_of, programs, late):
    one, two, none = (
        system_of(REPOSITORY % said)
        for said in (", pullableBy: ['210987654321']", ", pullableBy: [o-abcdefghij]", "")
    )
    with account_for_scripts(one.place, programs, modes=Modes(late=late)) as account:
        ecr = account.session.client("ecr")

        def statements():
            return json.loads(ecr.get_repository_policy(repositoryName="shop-web")["policyText"])["Statement"]

        assert calls(one, account)[-2:] == ["SetRepositoryPolicy", "TagResource"]
        assert [statement["Principal"] for statement in statements()] == [{"AWS": "arn:aws:iam::210987654321:root"}]
        assert calls(one, account) == []
        assert calls(two, account) == ["SetRepositoryPolicy", "TagResource"]
        assert [statement["Principal"] for statement in statements()] == ["*"]
        assert calls(two, account) == []
        # Taken away by hand: what is gone is put again, or is no longer there to be taken away.
        ecr.delete_repository_policy(repositoryName="shop-web")
        assert calls(two, account) == ["SetRepositoryPolicy", "TagResource"]
        ecr.delete_repository_policy(repositoryName="shop-web")
        assert calls(none, account) == ["UntagResource"]
        # As Lambda lets itself in.
        statement = {"Sid": "Lambda", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement | {"Action": "ecr:BatchGetImage"}]})
        ecr.set_repository_policy(repositoryName="shop-web", policyText=text)
        assert calls(none, account) == []
        assert [statement["Sid"] for statement in statements()] == ["Lambda"]
        assert calls(one, account) == ["SetRepositoryPolicy", "TagResource"]
        assert calls(none, account) == ["DeleteRepositoryPolicy", "UntagResource"]
