"""The API actions that an account is asked for, as moto receives them."""

import re
from dataclasses import dataclass, field

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.responses import BaseResponse
from moto.core.utils import get_service_model

READING = re.compile(r"(?:Describe|List|Get|BatchGet|BatchCheck|Simulate|Search|Lookup|Filter|Head)(?![a-z])")
# Their parameters hold what was asked about, and their answers a password that is new every time.
READING_BY_ANOTHER_NAME = {"AssumeRole", "DecodeAuthorizationMessage"}


@dataclass
class Action:
    """One request of the API and what became of it."""

    index: int
    # As botocore calls the service: elbv2, cloudwatch.
    service: str
    name: str
    parameters: dict = field(default_factory=dict)
    # None as long as there is no answer, and for ever if none was given.
    status: int | None = None
    error: str | None = None

    def __str__(self):
        result = self.error or ("no answer" if self.status is None else self.status)
        return f"{self.index} {self.service}:{self.name} {self.parameters} -> {result}"

    @property
    def key(self):
        return f"{self.service}:{self.name}"

    @property
    def mutates(self):
        return is_mutating(self.name)


def is_mutating(name):
    """Whether an action of this name can change an account."""
    return not READING.match(name) and name not in READING_BY_ANOTHER_NAME


def name_of(response: BaseResponse):
    return response._get_action() or "?"


def parameters_of(response: BaseResponse):
    """The parameters of a request, whatever the protocol that carries them."""
    model = get_service_model(response.boto3_service_name)
    request = response.normalized_request
    protocol = determine_request_protocol(model, request.content_type)
    parser = PROTOCOL_PARSERS[protocol](model.operation_model(name_of(response)))
    return parser.parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.data,
            "url_path": request.path,
            "url_params": response.uri_match,
        }
    )
