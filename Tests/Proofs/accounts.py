"""Where each example is deployed, and an AWS in memory that is that account."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from unittest import mock

import boto3
import moto_patches
from moto import mock_aws
from moto_warmth import warmed


@dataclass(frozen=True)
class Place:
    account: str
    region: str

    @classmethod
    def of(cls, example, environment):
        return PLACES[example, environment]


# What the specs of the examples say.
PLACES = {
    ("ec2-autoscaling", None): Place("123456789012", "ap-northeast-2"),
    ("ecs-autoscaling", "staging"): Place("111111111111", "us-east-1"),
    ("ecs-autoscaling", "production"): Place("222222222222", "us-east-1"),
}


@contextmanager
def empty_account(place, corrections=moto_patches.applied):
    """A session in an account of moto's that holds nothing yet."""
    with mock.patch.dict(os.environ, MOTO_ACCOUNT_ID=place.account):
        # Nothing that a person's shell says about AWS may lead elsewhere.
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
        with corrections(), warmed(), mock_aws():
            session = session_in(place.region)
            identity = session.client("sts").get_caller_identity()
            assert identity["Account"] == place.account, identity
            yield session


class Session(boto3.Session):
    """A session that makes each client once: making one takes longer than most calls to moto."""

    def __init__(self, region):
        super().__init__("testing", "testing", region_name=region)
        self._clients = {}

    def client(self, service):
        if service not in self._clients:
            self._clients[service] = super().client(service)
        return self._clients[service]


# Nothing of an account is in its sessions, so one for each region will do. moto answers whatever account is open.
session_in = cache(Session)
