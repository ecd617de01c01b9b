"""Prints a valid spec of about SIZE: many copies of the system in examples/ecs-autoscaling, each in a VPC of its own.

    python3 Benchmarks/generate.py 1M > spec.yaml

SIZE is in bytes, or in thousands (K) or millions (M) of them.
"""

import sys

HEADER = """\
# Made by Benchmarks/generate.py: {copies} copies of one ECS system.
lintel: 1
project: benchmark
region: us-east-1

parameters:
  imageTag: {{ description: Tag of the image to run, default: 1.0.0 }}
"""

# What each copy adds to each section. `@` is the copy's number.
SECTIONS = {
    "vpcs": """\
  workspace-@:
    name: app-@-vpc
    cidr: 10.0.0.0/16
""",
    "subnets": """\
  public-a-@:
    name: app-@-public-a
    vpc: workspace-@
    availabilityZone: a
    cidr: 10.0.0.0/20
    public: true
  public-b-@:
    name: app-@-public-b
    vpc: workspace-@
    availabilityZone: b
    cidr: 10.0.16.0/20
    public: true
""",
    "securityGroups": """\
  lb-@:
    name: app-@-lb-sg
    description: Load balancer, open to the internet on 8080
    vpc: workspace-@
    ingress:
      - { port: 8080, cidr: 0.0.0.0/0 }
  service-@:
    name: app-@-service-sg
    description: Tasks, reachable from the load balancer only
    vpc: workspace-@
    ingress:
      - { port: 8080, securityGroup: lb-@ }
""",
    "repositories": """\
  encryptor-@:
    name: app-@-encryptor
    scanOnPush: true
""",
    "roles": """\
  execution-@:
    name: app-@-execution
    assumedBy: ecs-tasks.amazonaws.com
    managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
""",
    "clusters": """\
  app-@:
    name: app-@-cluster
    containerInsights: enabled
""",
    "taskDefinitions": """\
  encryptor-@:
    family: app-@-encryptor
    cpu: 256
    memory: 512
    executionRole: execution-@
    containers:
      encryptor:
        image: { repository: encryptor-@, tag: "${parameters.imageTag}" }
        port: 8080
        environment:
          PORT: "8080"
        logs: { retentionDays: 14 }
""",
    "loadBalancers": """\
  public-@:
    name: app-@-alb
    scheme: internet-facing
    subnets: [public-a-@, public-b-@]
    securityGroups: [lb-@]
    listeners:
      http:
        port: 8080
        protocol: HTTP
        targetGroup: encryptor-@
""",
    "targetGroups": """\
  encryptor-@:
    name: app-@-tg
    vpc: workspace-@
    port: 8080
    protocol: HTTP
    targetType: ip
    deregistrationDelay: 30
    healthCheck: { path: /health, interval: 15, healthyThreshold: 2 }
""",
    "services": """\
  encryptor-@:
    name: app-@-service
    cluster: app-@
    taskDefinition: encryptor-@
    desiredCount: 1
    subnets: [public-a-@, public-b-@]
    securityGroups: [service-@]
    assignPublicIp: true
    healthCheckGracePeriod: 60
    loadBalancers:
      - { targetGroup: encryptor-@, container: encryptor, port: 8080 }
    autoScaling: { minCapacity: 1, maxCapacity: 5 }
""",
    "scalingPolicies": """\
  cpu-@:
    name: app-@-policy
    service: encryptor-@
    targetTracking:
      metric: cpu                  # ECSServiceAverageCPUUtilization
      target: 50
      scaleOutCooldown: 60
      scaleInCooldown: 300
""",
}


def spec(size: int) -> str:
    """A spec of as many copies as bring it nearest to `size` bytes, and of one at least."""
    copy = "".join(SECTIONS.values())
    each = len(copy) + 5 * copy.count("@")
    copies = max(1, round((size - len(HEADER)) / each))
    parts = [HEADER.format(copies=copies)]
    for section, entry in SECTIONS.items():
        parts.append(f"\n{section}:\n")
        parts.extend(entry.replace("@", f"{number:06}") for number in range(1, copies + 1))
    return "".join(parts)


def parse_size(text: str) -> int:
    unit = {"K": 1_000, "M": 1_000_000}.get(text[-1:].upper(), 1)
    return int(text if unit == 1 else text[:-1]) * unit


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(spec(parse_size(sys.argv[1])))
