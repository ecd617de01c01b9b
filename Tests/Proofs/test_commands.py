"""The checker of commands finds planted faults, and finds none in commands that are right."""

import pytest
from accounts import Place
from botocore.loaders import Loader
from commands import faults, faults_by_command
from scripts import run
from shape_check import compiled
from test_harness import SCRIPT

ROLE = ["iam", "create-role", "--role-name", "r", "--assume-role-policy-document", "{}"]
SERVICE = ["ecs", "create-service", "--cluster", "c", "--service-name", "s", "--task-definition", "f"]
NETWORK = "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1],assignPublicIp=%s}"
GROUP = ["elbv2", "create-target-group", "--name", "g", "--port", "80"]
SCALE = ["application-autoscaling", "register-scalable-target", "--service-namespace", "ecs"]
TARGET = ["--resource-id", "service/c/s", "--scalable-dimension", "ecs:service:DesiredCount"]
GOOD = [
    ["--version"],
    ["sts", "get-caller-identity", "--query", "[Account, Arn]", "--output", "text"],
    ["ec2", "describe-vpcs", "--filters", "Name=tag:a,Values=b,c", "--query", "Vpcs[?IsDefault==`false`]|[0].VpcId"],
    ["ec2", "modify-vpc-attribute", "--vpc-id", "vpc-1", "--enable-dns-hostnames"],
    ["ec2", "modify-vpc-attribute", "--vpc-id", "vpc-1", "--enable-dns-support", "Value=true"],
    ["ec2", "modify-subnet-attribute", "--subnet-id", "subnet-1", "--no-map-public-ip-on-launch"],
    ["ec2", "describe-instances", "--query", "Reservations[].Instances[].[InstanceId, State.Name]"],
    ["ec2", "describe-subnets", "--query", "Subnets[].{id: SubnetId, name: Tags[?Key=='Name']|[0].Value}"],
    ["ec2", "describe-subnets", "--query", "sort(Subnets[].SubnetId || `[]`) == ['subnet-1'] || 'Subnets'"],
    ["ec2", "wait", "instance-running", "--instance-ids", "i-1"],
    ROLE,
    ["ecr", "get-login-password", "--region", "us-east-1"],
    [*SERVICE, "--network-configuration", NETWORK % "ENABLED", "--tags", "key=a,value=b"],
    ["ecs", "describe-clusters", "--clusters", "c", "--query", "clusters[?status=='ACTIVE'].clusterName"],
    ["ecs", "wait", "services-stable", "--cluster", "c", "--services", "s"],
    ["ecs", "register-task-definition", "--cli-input-json", "file:///tmp/definition.json"],
    ["logs", "describe-log-groups", "--query", "length(logGroups[?logGroupName=='a'])"],
    [*SCALE, *TARGET, "--min-capacity", "1", "--max-capacity", "2"],
    ["autoscaling", "create-or-update-tags", "--tags", "ResourceId=g,ResourceType=auto-scaling-group,Key=k,Value=v"],
]
FILES = {"/tmp/definition.json": '{"family": "f", "containerDefinitions": [{"name": "n", "image": "i"}]}'}
# With a part of what is to be said about each.
FAULTY = [
    (["ec2", "describe-vpcs", "--vpc-id", "vpc-1"], "Unknown options: --vpc-id"),
    (["ec2", "create-subnets", "--vpc-id", "vpc-1"], "Invalid choice"),
    (["ec2x", "describe-vpcs"], "Invalid choice"),
    (["ec2", "create-subnet", "--cidr-block", "10.0.0.0/24"], "arguments are required: --vpc-id"),
    (["ec2", "describe-vpcs", "vpc-1"], "Unknown options: vpc-1"),
    (["ec2", "describe-vpcs", "--output", "words"], "Invalid choice"),
    (["ec2", "describe-vpcs", "--vpc-ids", "a", "--vpc-ids", "b"], "--vpc-ids is given twice"),
    (["ec2", "modify-vpc-attribute", "--vpc-id", "v", "--enable-dns-support", "yes"], "Expected: '='"),
    (["ec2", "describe-vpcs", "--filters", "Name=a,Value=b"], "Unknown parameter in Filters[0]"),
    (["ec2", "describe-vpcs", "--query", "Vpcs[0"], "Bad value for --query"),
    (["ec2", "describe-vpcs", "--query", "Vpcs[].VpcID"], "there is no VpcID"),
    (["ec2", "describe-vpcs", "--query", "Vpc[0].VpcId"], "there is no Vpc,"),
    (["ec2", "describe-vpcs", "--query", "Vpcs.VpcId"], "VpcId is asked of a list"),
    (["ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId.Id"], "Id is asked of a string"),
    (["ec2", "describe-vpcs", "--query", "size(Vpcs)"], "there is no function size"),
    (["ec2", "describe-vpcs", "--query", "length(Vpcs, Vpcs)"], "length takes 1 arguments"),
    (["ec2", "describe-vpcs", "--query", "Vpcs[?State=='ready']"], "'ready' is none of pending, available"),
    (["ec2", "describe-vpcs", "--query", "Vpcs[?IsDefault=='true']"], "'true' is compared with a boolean"),
    (["ec2", "describe-subnets", "--query", "sort_by(Subnets, &Cidr)"], "there is no Cidr"),
    (["ec2", "describe-subnets", "--query", "{a: Subnets[0].Nowhere}"], "there is no Nowhere"),
    ([*ROLE[:-1], "{}", "--path", "no"], "Path: 'no' does not match"),
    ([*ROLE, "--description", "d" * 1001], "1000 is the most"),
    ([*SERVICE, "--network-configuration", NETWORK % "YES"], "'YES' is none of ENABLED, DISABLED"),
    ([*SERVICE, "--launch-type", "FARGTE"], "'FARGTE' is none of"),
    ([*SERVICE, "--desired-count", "two"], "two"),
    ([*SERVICE, "--load-balancers", '[{"targetGroup": "g"}]'], "Unknown parameter in loadBalancers[0]"),
    (["ecs", "register-task-definition", "--family", "f"], "--container-definitions"),
    (["ecs", "register-task-definition", "--cli-input-json", "file:///tmp/none.json"], "it is not there"),
    (["ecs", "wait", "services-ready", "--services", "s"], "Invalid choice"),
    ([*GROUP, "--protocol", "HTTTP"], "'HTTTP' is none of"),
    ([*GROUP, "--health-check-interval-seconds", "900"], "300 is the most"),
    ([*SCALE[:3], "ec", *TARGET], "'ec' is none of"),
    ([*SCALE, *TARGET, "--min", "1"], "Unknown options: --min"),
    (["autoscaling", "put-scaling-policy", "--policy-name", "p"], "--auto-scaling-group-name"),
    (["cloudwatch", "put-metric-alarm", "--alarm-name", "a", "--comparison-operator", "Greater"], "is none of"),
    (["logs", "put-retention-policy", "--log-group-name", "a"], "required: --retention-in-days"),
]


def test_good_commands_have_no_faults():
    assert faults(GOOD, FILES) == []


@pytest.fixture(scope="module")
def found():
    # In one go, and among good ones: no command may change what is said about another.
    commands = [command for pair in FAULTY for command in (pair[0], GOOD[3])]
    return faults_by_command(commands, FILES)


@pytest.mark.parametrize("index", range(len(FAULTY)), ids=lambda index: " ".join(FAULTY[index][0][:3]))
def test_a_planted_fault_is_found(found, index):
    text = "\n".join(found[2 * index])
    assert FAULTY[index][1] in text
    assert found[2 * index + 1] == []


@pytest.fixture
def place():
    return Place("123456789012", "us-east-1")


def test_recorded_commands_can_be_checked(account, tmp_path):
    result = run(SCRIPT, account=account)
    assert faults(result.aws, result.files) == []
    # The file is gone when the check comes.
    script = tmp_path / "file.sh"
    script.write_text("""
        cd "$TMPDIR" && printf '{"family": "f", "containerDefinitions": []}' >definition
        aws ecs register-task-definition --cli-input-json file://definition >/dev/null && rm definition
    """)
    result = run(script, account=account)
    assert result.files == {"definition": '{"family": "f", "containerDefinitions": []}'}
    assert faults(result.aws, result.files) == []


@pytest.mark.parametrize("service", ["ec2", "ecs", "ecr", "elbv2", "iam", "logs", "autoscaling", "cloudwatch"])
def test_the_patterns_of_a_model_can_be_read(service):
    model = Loader().load_service_model(service, "service-2")
    for shape in model["shapes"].values():
        if "pattern" in shape:
            compiled(shape["pattern"])
