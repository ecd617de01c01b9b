"""AWS's closed vocabularies as the packaged data of botocore, cfn-lint and moto have them.

Run by itself it writes them into Sources/LintelAWS/Vocabularies; test_vocabularies.py holds the files to it.
"""

import json
import re
import textwrap
from collections import defaultdict
from pathlib import Path

import botocore
import botocore.session
from dateutil.zoneinfo import get_zonefile_instance
from cfnlint.helpers import AVAILABILITY_ZONES, REGIONS
from moto.ec2.models.instance_types import INSTANCE_TYPE_OFFERINGS, INSTANCE_TYPES
from moto.elbv2.ssl_policies import SSL_POLICIES
from moto.iam.aws_managed_policies import aws_managed_policies_data

FOLDER = Path(__file__).resolve().parents[2] / "Sources" / "LintelAWS" / "Vocabularies"

# From the IAM user guide's listing and the user guides of the services: moto's policies do not name these.
GUIDE_PRINCIPALS = """
    acm apigateway ops.apigateway appsync batch billing budgets chatbot channels.lex cloudfront cloudhsm
    cloudsearch codebuild codecommit codedeploy codestar-notifications cognito-identity cognito-sync connect
    continuousexport.discovery cost-optimization-hub databrew datapipeline datasync dax delivery.logs directconnect dlm
    dms ds ec2fleet ec2scheduled ecr ecr-public ecs.application-autoscaling edgelambda eks-fargate-pods
    eks-nodegroup elasticache elastictranscoder email es export.rds finspace firehose forecast frauddetector
    gamelift glacier globalaccelerator greengrass health iam inspector internetmonitor ivs kafka kafkaconnect kendra
    kinesis kinesisanalytics kms lightsail location machinelearning managedblockchain mediaconvert
    medialive mediapackage mediastore memorydb monitoring monitoring.rds mq network-firewall opensearchservice
    opsworks organizations outposts personalize pipes pods.eks polly qldb quicksight rekognition
    replicator.lambda replication.dynamodb replication.ecr rolesanywhere route53 route53resolver s3 secretsmanager
    serverlessrepo servicecatalog servicediscovery ses shield signer signin sms sns sqs states storagegateway sts
    support swf synthetics tagging textract timestream transcribe transfer verified-access vmie vpc-flow-logs waf
    workdocs workmail workspaces xray
""".split()


# From the page of an Application Load Balancer's security policies, and from when there were fewer: moto has only some.
GUIDE_TLS_POLICIES = """
    FS-2018-06:1.0 FS-1-1-2019-08:1.1 FS-1-2-2019-08:1.2 FS-1-2-Res-2019-08:1.2
    TLS13-1-0-FIPS-2023-04:1.0 TLS13-1-1-FIPS-2023-04:1.1 TLS13-1-2-FIPS-2023-04:1.2 TLS13-1-2-Res-FIPS-2023-04:1.2
    TLS13-1-2-Ext0-FIPS-2023-04:1.2 TLS13-1-2-Ext1-FIPS-2023-04:1.2 TLS13-1-2-Ext2-FIPS-2023-04:1.2
    TLS13-1-3-FIPS-2023-04:1.3 TLS13-1-2-FIPS-PQ-2025-09:1.2 TLS13-1-2-Res-FIPS-PQ-2025-09:1.2
    TLS13-1-2-Ext0-FIPS-PQ-2025-09:1.2 TLS13-1-2-Ext1-FIPS-PQ-2025-09:1.2 TLS13-1-2-Ext2-FIPS-PQ-2025-09:1.2
    TLS13-1-3-FIPS-PQ-2025-09:1.3
""".split()

# From the CloudWatch pages of the services' guides. What scales a system, or tells of it, is among these.
GUIDE_METRICS = {
    "AWS/ApplicationELB": """
        ActiveConnectionCount AnomalousHostCount BYoIPUtilPercentage ClientTLSNegotiationErrorCount ConsumedLCUs
        DesyncMitigationMode_NonCompliant_Request_Count DroppedInvalidHeaderRequestCount ELBAuthError ELBAuthFailure
        ELBAuthLatency ELBAuthRefreshTokenSuccess ELBAuthSuccess ELBAuthUserClaimsSizeExceeded
        ForwardedInvalidHeaderRequestCount GrpcRequestCount HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count
        HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count
        HTTPCode_ELB_5XX_Count HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count
        HTTPCode_Target_5XX_Count HTTP_Fixed_Response_Count HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count
        HealthyHostCount HealthyStateDNS HealthyStateRouting IPv6ProcessedBytes IPv6RequestCount LambdaInternalError
        LambdaTargetProcessedBytes LambdaUserError LowReputationPacketsDropped LowReputationRequestsDenied
        MitigatedHostCount NewConnectionCount NonStickyRequestCount PeakLCUs ProcessedBytes RejectedConnectionCount
        RequestCount RequestCountPerTarget ReservedLCUs RuleEvaluations StandardProcessedBytes
        TargetConnectionErrorCount TargetResponseTime TargetTLSNegotiationErrorCount UnHealthyHostCount
        UnhealthyRoutingRequestCount UnhealthyStateDNS UnhealthyStateRouting ZonalShiftedHostCount
    """,
    "AWS/AutoScaling": """
        GroupAndWarmPoolDesiredCapacity GroupAndWarmPoolTotalCapacity GroupDesiredCapacity GroupInServiceCapacity
        GroupInServiceInstances GroupMaxSize GroupMinSize GroupPendingCapacity GroupPendingInstances
        GroupStandbyCapacity GroupStandbyInstances GroupTerminatingCapacity GroupTerminatingInstances
        GroupTerminatingRetainedCapacity GroupTerminatingRetainedInstances GroupTotalCapacity GroupTotalInstances
        PredictiveScalingCapacityForecast PredictiveScalingLoadForecast PredictiveScalingMetricPairCorrelation
        WarmPoolDesiredCapacity WarmPoolMinSize WarmPoolPendingCapacity WarmPoolPendingRetainedCapacity
        WarmPoolTerminatingCapacity WarmPoolTerminatingRetainedCapacity WarmPoolTotalCapacity WarmPoolWarmedCapacity
    """,
    "AWS/EC2": """
        CPUCreditBalance CPUCreditUsage CPUSurplusCreditBalance CPUSurplusCreditsCharged CPUUtilization
        DedicatedHostCPUUtilization DiskReadBytes DiskReadOps DiskWriteBytes DiskWriteOps EBSByteBalance%
        EBSIOBalance% EBSReadBytes EBSReadOps EBSWriteBytes EBSWriteOps InstanceEBSIOPSExceededCheck
        InstanceEBSThroughputExceededCheck MetadataNoToken MetadataNoTokenRejected NetworkIn NetworkOut
        NetworkPacketsIn NetworkPacketsOut StatusCheckFailed StatusCheckFailed_AttachedEBS StatusCheckFailed_Instance
        StatusCheckFailed_System
    """,
    "AWS/ECS": """
        ActiveConnectionCount CPUReservation CPUUtilization ClientTLSNegotiationErrorCount EBSFilesystemUtilization
        GPUReservation GrpcRequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count
        HTTPCode_Target_5XX_Count MemoryReservation MemoryUtilization NewConnectionCount ProcessedBytes RequestCount
        RequestCountPerTarget TargetProcessedBytes TargetResponseTime TargetTLSNegotiationErrorCount
    """,
    "AWS/NetworkELB": """
        ActiveFlowCount ActiveFlowCount_TCP ActiveFlowCount_TLS ActiveFlowCount_UDP ActiveZonalShiftHostCount
        ClientTLSNegotiationErrorCount ConsumedLCUs ConsumedLCUs_TCP ConsumedLCUs_TLS ConsumedLCUs_UDP HealthyHostCount
        NewFlowCount NewFlowCount_TCP NewFlowCount_TLS NewFlowCount_UDP PeakBytesPerSecond PeakPacketsPerSecond
        PortAllocationErrorCount ProcessedBytes ProcessedBytes_TCP ProcessedBytes_TLS ProcessedBytes_UDP
        ProcessedPackets RejectedFlowCount RejectedFlowCount_TCP ReservedLCUs SecurityGroupBlockedFlowCount_Inbound_ICMP
        SecurityGroupBlockedFlowCount_Inbound_TCP SecurityGroupBlockedFlowCount_Inbound_UDP
        SecurityGroupBlockedFlowCount_Outbound_ICMP SecurityGroupBlockedFlowCount_Outbound_TCP
        SecurityGroupBlockedFlowCount_Outbound_UDP TCP_Client_Reset_Count TCP_ELB_Reset_Count TCP_Target_Reset_Count
        TargetTLSNegotiationErrorCount UnHealthyHostCount UnhealthyRoutingFlowCount ZonalHealthStatus
    """,
    "AWS/SQS": """
        ApproximateAgeOfOldestMessage ApproximateNumberOfGroupsWithInflightMessages ApproximateNumberOfMessagesDelayed
        ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesVisible NumberOfDeduplicatedSentMessages
        NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived NumberOfMessagesSent SentMessageSize
    """,
}


def regions():
    """Those that cfn-lint and botocore's endpoints have: botocore's partitions hold announced ones as well."""
    endpoints = json.loads((Path(botocore.__file__).parent / "data" / "endpoints.json").read_text())
    return sorted(set(REGIONS) | {region for part in endpoints["partitions"] for region in part["regions"]})


def partitions():
    """{prefix of regions: (partition, suffix of names)} of all but the first partition."""
    data = json.loads((Path(botocore.__file__).parent / "data" / "partitions.json").read_text())["partitions"]
    known = regions()
    found = {}
    for part in data:
        inside = [region for region in known if re.match(part["regionRegex"], region)]
        if part["id"] != "aws":
            prefixes = {re.match(r"[a-z]+-(?:gov|iso[a-z]?)-|[a-z]+-", region)[0] for region in inside}
            assert len(prefixes) == 1, (part["id"], prefixes)
            found[prefixes.pop()] = (part["id"], part["outputs"]["dnsSuffix"])
    return found


def zones():
    """{region: letters}: those that either source has, since the letters differ from account to account."""
    found = defaultdict(set)
    for region, names in AVAILABILITY_ZONES.items():
        found[region] |= {name.removeprefix(region) for name in names}
    for region, offers in INSTANCE_TYPE_OFFERINGS["availability-zone"].items():
        found[region] |= {offer["Location"].removeprefix(region) for offer in offers}
    return {region: "".join(sorted(letter for letter in found[region] if len(letter) == 1)) for region in regions()}


def managed_policies():
    """Paths below `policy/`. Those of service-linked roles cannot be attached to any other."""
    policies = json.loads(aws_managed_policies_data)
    paths = ((policy["Path"] + name).strip("/") for name, policy in policies.items())
    return sorted(path for path in paths if not path.startswith("aws-service-role/"))


def instance_types():
    model = botocore.session.get_session().get_service_model("ec2")
    return sorted(set(INSTANCE_TYPES) | set(model.shape_for("InstanceType").enum))


def sized_instance_types():
    """With what moto's packaged answers of EC2 say of them: processors, MiB of memory, network interfaces, NVIDIA's GPUs."""
    found = []
    for name in instance_types():
        says = INSTANCE_TYPES.get(name)
        if says is None:
            found.append(name)
            continue
        network = says["NetworkInfo"]
        # Of a type with several cards ECS uses the first.
        card = network["NetworkCards"][network["DefaultNetworkCardIndex"]]["MaximumNetworkInterfaces"]
        size = f"{name}:{says['VCpuInfo']['DefaultVCpus']}/{says['MemoryInfo']['SizeInMiB']}/{card}"
        # Of a type with a part of one EC2 says that it has none.
        gpus = sum(max(1, one["Count"]) for one in says.get("GpuInfo", {}).get("Gpus", []) if one["Manufacturer"] == "NVIDIA")
        found.append(f"{size}/{gpus}" if gpus else size)
    return found


def service_principals():
    """Without `.amazonaws.com`."""
    policies = json.loads(aws_managed_policies_data)
    named = set()
    for policy in policies.values():
        for statement in policy["Document"]["Statement"]:
            for keys in statement.get("Condition", {}).values() if isinstance(statement, dict) else []:
                for key, values in keys.items():
                    if key.lower() in ("iam:passedtoservice", "iam:awsservicename"):
                        named |= {values} if isinstance(values, str) else set(values)
    words = {name.removesuffix(".amazonaws.com") for name in named if name.endswith(".amazonaws.com")}
    return sorted({word for word in words if re.fullmatch(r"[a-z0-9.-]+", word)} | set(GUIDE_PRINCIPALS))


def tls_policies():
    """Each with the oldest version of TLS that it allows."""
    oldest = {name: min(policy["ssl_protocols"]).removeprefix("TLSv") for name, policy in SSL_POLICIES.items()}
    known = {f"{name}:{'1.0' if version == '1' else version}" for name, version in oldest.items()}
    words = known | {f"ELBSecurityPolicy-{word}" for word in GUIDE_TLS_POLICIES}
    # In the order of the names: a colon comes after a hyphen.
    return sorted(words, key=lambda word: word.split(":")[0])


def metrics():
    """`AWS/ECS/CPUUtilization`."""
    return sorted(f"{namespace}/{name}" for namespace, names in GUIDE_METRICS.items() for name in names.split())


def time_zones():
    """The zones of IANA's database as dateutil packs them, old names with them."""
    return sorted(name for name in get_zonefile_instance().zones if re.fullmatch(r"[A-Za-z0-9_+/-]+", name))


def swift(kind, name, words, summary):
    lines = textwrap.wrap(" ".join(words), 112, break_long_words=False, break_on_hyphens=False)
    body = "\n".join(f"    {line}" for line in lines)
    return (
        "// Written by Tests/Proofs/vocabularies.py.\n\n"
        f"extension {kind} {{\n  /// {summary}\n  package static let {name} = {kind}(\n    \"\"\"\n{body}\n    \"\"\")\n}}\n"
    )


def sources():
    """{file: text} of what is generated."""
    areas = [f"{region}:{letters}" for region, letters in zones().items()]
    return {
        "RegionNames.swift": swift("Vocabulary", "regions", areas, "Regions, each with the letters of its zones."),
        "ManagedPolicyNames.swift": swift(
            "Vocabulary", "managedPolicies", managed_policies(), "AWS's managed policies by their paths below `policy/`."
        ),
        "InstanceTypeNames.swift": swift(
            "Vocabulary",
            "instanceTypes",
            sized_instance_types(),
            "EC2's instance types, each with its processors, MiB of memory and network interfaces, and with its GPUs where it has any.",
        ),
        "TLSPolicyNames.swift": swift(
            "Vocabulary", "tlsPolicies", tls_policies(), "Security policies of listeners, each with its oldest version of TLS."
        ),
        "MetricNames.swift": swift(
            "Vocabulary", "metrics", metrics(), "Metrics of some services, each behind its namespace."
        ),
        "TimeZoneNames.swift": swift("Vocabulary", "timeZones", time_zones(), "Time zones of IANA's database."),
        "ServicePrincipalNames.swift": swift(
            "Vocabulary", "servicePrincipals", service_principals(), "Services by their principals without `.amazonaws.com`."
        ),
    }


if __name__ == "__main__":
    for name, text in sources().items():
        (FOLDER / name).write_text(text)
