"""Corrections of what moto makes of a network; test_moto_patches.py shows that each is needed."""

import json

from small_system import network


def policy_of_endpoint(session):
    made = network(session)
    ec2 = session.client("ec2")
    service = "com.amazonaws.us-east-1.s3"
    statement = {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["*"]}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    endpoint = ec2.create_vpc_endpoint(VpcId=made.vpc, ServiceName=service, PolicyDocument=document)["VpcEndpoint"]
    return ec2, endpoint, document


def endpoints_show_their_policy_in_other_words(session):
    _, endpoint, document = policy_of_endpoint(session)
    shown = json.loads(endpoint["PolicyDocument"])
    (statement,) = shown["Statement"]
    return shown != json.loads(document) and statement["Resource"] == "*" and len(statement["Action"]) == 2


def policies_of_endpoints_can_be_reset(session):
    ec2, endpoint, _ = policy_of_endpoint(session)
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], ResetPolicy=True)
    (shown,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
    return json.loads(shown["PolicyDocument"])["Statement"][0]["Action"] == "*"
