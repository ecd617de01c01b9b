"""What Lintel says that AWS's managed policies allow is what they allow, as moto collects them from AWS."""

import json

from catalogs import catalog_of
from moto.iam.aws_managed_policies import aws_managed_policies_data


def allowed(document):
    """The actions that a policy allows; a `?` marks those on some resources or on conditions."""
    for statement in document["Statement"]:
        assert statement["Effect"] == "Allow"
        actions, resources = statement["Action"], statement["Resource"]
        everywhere = resources in ("*", ["*"]) and "Condition" not in statement
        for action in [actions] if isinstance(actions, str) else actions:
            yield ("*:*" if action == "*" else action) + ("" if everywhere else "?")


def test_managed_policies(lintel):
    catalog = catalog_of(lintel)
    policies = json.loads(aws_managed_policies_data)
    assert len(catalog["managedPolicies"]) >= 10
    for path, actions in catalog["managedPolicies"].items():
        policy = policies[path.rpartition("/")[2]]
        assert policy["Path"].strip("/") == path.rpartition("/")[0]
        assert sorted(actions) == sorted(set(allowed(policy["Document"]))), path
