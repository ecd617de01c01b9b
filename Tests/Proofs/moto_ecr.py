"""ECR: a repository's policy is shown laid out in ECR's own way, accounts as ARNs, and lists in any order.

https://github.com/hashicorp/terraform-provider-aws/issues/19365 and
https://github.com/crossplane-contrib/provider-aws/issues/700 saw it live.
"""

import json
import re

from moto.ecr.models import ECRBackend


def _shown(value):
    if isinstance(value, dict):
        return {name: _shown(item) for name, item in value.items()}
    if isinstance(value, list):
        items = [_shown(item) for item in value]
        # Statements stay where they are.
        return sorted(items, reverse=True) if all(isinstance(item, str) for item in items) else items
    return f"arn:aws:iam::{value}:root" if isinstance(value, str) and re.fullmatch(r"\d{12}", value) else value


def _get_repository_policy(original):
    def get_repository_policy(self, registry_id, repository_name):
        answer = original(self, registry_id, repository_name)
        return answer | {"policyText": json.dumps(_shown(json.loads(answer["policyText"])), indent=2, separators=(",", " : "))}

    return get_repository_policy


PATCHES = ((ECRBackend, "get_repository_policy", _get_repository_policy),)
