"""Measures how the time of Lintel grows with inputs that could be made to hurt. Linux only.

    make scaling            # or: python3 Benchmarks/scaling.py [--instructions] [SHAPE…]

Each shape is a file that grows with N. The table has the processor milliseconds of each N (the least of three runs, or
millions of instructions under callgrind), the most megabytes, the exponent of the growth from the last but one N to the
last (1.00 is linear, 2.00 quadratic) and what the command ended with. Nothing here passes or fails on a figure.
"""

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".build/benchmark/scaling"
LINTEL = ROOT / ".build/release/lintel"
SIZES = (100, 300, 1_000, 3_000)
RUNS = 3
# No shape needs as long; a shape that does is marked.
LIMIT = 60

HEAD = "lintel: 1\nproject: shapes\nregion: us-east-1\n"
NETWORK = """\
vpcs: { main: { cidr: 10.0.0.0/16 } }
subnets:
  a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/20, public: true }
  b: { vpc: main, availabilityZone: b, cidr: 10.0.16.0/20, public: true }
securityGroups:
  web: { vpc: main, description: Web, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
"""


def lines(count: int, text: str) -> str:
    return "".join(text.replace("@", f"{number:05}") for number in range(count))


def allow_comments(count: int) -> str:
    return HEAD + lines(count, "# lintel: allow moving-image-tag because it is tried out\n") + NETWORK


def load_balancers_on_one_group(count: int) -> str:
    return HEAD + NETWORK + "targetGroups: { web: { vpc: main, port: 80, protocol: HTTP, targetType: ip } }\nloadBalancers:\n" + lines(
        count,
        "  lb-@: { scheme: internet-facing, subnets: [a, b], securityGroups: [web], "
        "listeners: { http: { port: 80, protocol: HTTP, targetGroup: web } } }\n")


def unknown_references(count: int) -> str:
    return HEAD + NETWORK + "clusters: { app: {} }\nservices:\n" + lines(
        count, "  service-@: { cluster: cluster-@, taskDefinition: task-@, subnets: [subnet-@], securityGroups: [sg-@] }\n")


def unknown_variables(count: int) -> str:
    known = "variables:\n" + lines(count, "  known@: a\n")
    return HEAD + NETWORK + known + "clusters:\n" + lines(count, "  app-@: { name: \"${variables.know@}\" }\n")


def instances_of_one_group(count: int) -> str:
    group = NETWORK.replace("cidr: 0.0.0.0/0 }]", "cidr: 0.0.0.0/0 }, { port: 1-65535, securityGroup: web }]")
    return HEAD + group + "instances:\n" + lines(
        count, "  host-@: { ami: ami-0123456789abcdef0, instanceType: t3.micro, subnet: a, securityGroups: [web] }\n")


def services_of_one_group(count: int) -> str:
    group = NETWORK.replace("cidr: 0.0.0.0/0 }]", "securityGroup: web }]")
    return HEAD + group + (
        "clusters: { app: {} }\ntaskDefinitions:\n"
        "  web: { cpu: 256, memory: 512, containers: { web: { image: nginx, port: 80 } } }\nservices:\n") + lines(
            count,
            "  service-@: { cluster: app, taskDefinition: web, subnets: [a, b], securityGroups: [web], assignPublicIp: true }\n")


def endpoints_of_many_vpcs(count: int) -> str:
    vpcs = lines(count, "  vpc-@: { cidr: 10.0.0.0/16, endpoints: [s3, logs] }\n")
    return HEAD + "vpcs:\n" + vpcs + "subnets:\n" + lines(
        count, "  subnet-@: { vpc: vpc-@, availabilityZone: a, cidr: 10.0.0.0/20 }\n")


def scheduled_actions(count: int) -> str:
    service = "  web-@: { cluster: app, taskDefinition: web, subnets: [a, b], securityGroups: [web], assignPublicIp: true, " \
        "autoScaling: { minCapacity: 1, maxCapacity: 4 } }\n"
    return HEAD + NETWORK + (
        "clusters: { app: {} }\ntaskDefinitions:\n"
        "  web: { cpu: 256, memory: 512, containers: { web: { image: nginx, port: 80 } } }\nservices:\n") + lines(
            count, service) + "scheduledActions:\n" + lines(
                count, "  night-@: { service: web-@, schedule: cron(0 20 ? * * *), minCapacity: 0 }\n")


def rules_of_one_group(count: int) -> str:
    return HEAD + NETWORK.replace("ingress: [", "ingress: [" + "".join(
        f"{{ port: {1 + number}, cidr: 10.{number >> 8 & 255}.{number & 255}.0/24 }}, " for number in range(count)))


def groups_in_a_chain(count: int) -> str:
    return HEAD + NETWORK + lines(1, "  g-@: { vpc: main, description: A, ingress: [{ port: 80, securityGroup: web }] }\n") + "".join(
        f"  g-{number:05}: {{ vpc: main, description: A, ingress: [{{ port: 80, securityGroup: g-{number - 1:05} }}] }}\n"
        for number in range(1, count))


def environments_and_entries(count: int) -> str:
    """So many environments of so many entries: the product is what there is to do."""
    side = math.isqrt(count * 10)
    entries = HEAD + NETWORK + "clusters:\n" + lines(side, "  app-@: {}\n")
    return entries + "environments:\n" + "".join(f"  e-{number}: {{ variables: {{ x: a }} }}\n" for number in range(side))


def many_environments(count: int) -> str:
    return HEAD + NETWORK + "clusters: { app: {} }\nenvironments:\n" + lines(count, "  e-@: { account: 1234567@ }\n")


def clusters(count: int) -> str:
    return HEAD + NETWORK + "clusters:\n" + lines(count, "  app-@: {}\n")


def variables_that_double(count: int) -> str:
    chain = "".join(f"  x{n}: \"{'${variables.x' + str(n - 1) + '}'}{'${variables.x' + str(n - 1) + '}'}\"\n" for n in range(1, count))
    return HEAD + NETWORK + "variables:\n  x0: y\n" + chain + f"tags: {{ a: \"${{variables.x{count - 1}}}\" }}\n"


def duplicate_keys(count: int) -> str:
    return HEAD + NETWORK + "clusters:\n" + lines(count, "  app: {}\n")


def duplicate_names(count: int) -> str:
    return HEAD + NETWORK + "clusters:\n" + lines(count, "  app-@: { name: one }\n")


def duplicate_ports(count: int) -> str:
    return HEAD + NETWORK + (
        "targetGroups: { web: { vpc: main, port: 80, protocol: HTTP, targetType: ip } }\nloadBalancers:\n"
        "  lb:\n    scheme: internet-facing\n    subnets: [a, b]\n    securityGroups: [web]\n    listeners:\n") + lines(
            count, "      http-@: { port: 80, protocol: HTTP, targetGroup: web }\n")


def overlapping_blocks(count: int) -> str:
    return HEAD + NETWORK.replace("securityGroups:", lines(
        count, "  s-@: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/20 }\n") + "securityGroups:", 1)


def a_long_line(count: int) -> str:
    return HEAD + NETWORK + "clusters: { app: { nam: " + "x" * (100 * count) + " } }\n"


def many_findings_of_one_line(count: int) -> str:
    return HEAD + NETWORK + "clusters: { " + lines(count, "app-@: { nam: x }, ") + "}\n"


def combining_marks(count: int) -> str:
    return HEAD + NETWORK + "clusters: { app: { nam: a" + "\u0301" * (10 * count) + " } }\n"


def list_of_errors(count: int) -> str:
    return HEAD + NETWORK + "clusters:\n" + lines(33 * count, "  app-@: { nam: x }\n")


def nested_lists(count: int) -> str:
    return HEAD + NETWORK + "x-deep: " + "[" * count + "]" * count + "\n"


def aliases(count: int) -> str:
    return HEAD + NETWORK + "x-tags: &tags { a: b }\nclusters:\n" + lines(count, "  app-@: { tags: *tags }\n")


def merges(count: int) -> str:
    return HEAD + NETWORK + "x-base: &base { tags: { a: b } }\nclusters:\n" + lines(count, "  app-@: { <<: *base }\n")


def scaling_steps(count: int) -> str:
    return services_of_one_group(1).replace("assignPublicIp: true }", "assignPublicIp: true, autoScaling: "
        "{ minCapacity: 1, maxCapacity: 5000 } }") + (
        "scalingPolicies:\n  steps:\n    service: service-00000\n    stepScaling:\n      metric: cpu\n      steps:\n") + "".join(
            f"        - {{ above: {1 + 98 * number / count:.4f}, setCapacity: {number + 2} }}\n" for number in range(count))


def template(name: object) -> str:
    return json.dumps(
        {"Resources": {"Group": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}}}, indent=1)


def nested(count: int, wrap: Callable[[object], object]) -> str:
    """As deep as the reader follows, and so often beside each other that N functions stand there."""
    depth = 12
    name: object = {"Ref": "AWS::Region"}
    for _ in range(depth):
        name = wrap(name)
    return template({"Fn::Join": ["-", [name] * max(1, count // depth)]})


def joins(count: int) -> str:
    return nested(count, lambda inner: {"Fn::Join": ["-", ["a", inner]]})


def subs(count: int) -> str:
    return nested(count, lambda inner: {"Fn::Sub": ["a${x}", {"x": inner}]})


def subs_that_double(count: int) -> str:
    name: object = "a"
    for _ in range(min(count // 20, 25)):
        name = {"Fn::Sub": ["${x}${x}${x}${x}", {"x": name}]}
    return template(name)


def a_long_sub(count: int) -> str:
    return template({"Fn::Sub": "${AWS::Region}-" * count})


# The commands that take each shape.
SHAPES: dict[str, tuple[Callable[[int], str], tuple[str, ...]]] = {
    "allow comments below each other": (allow_comments, ("lint",)),
    "load balancers on one target group": (load_balancers_on_one_group, ("lint",)),
    "unknown references": (unknown_references, ("lint",)),
    "unknown variables": (unknown_variables, ("lint",)),
    "instances of a group that names itself": (instances_of_one_group, ("lint", "reach", "diff", "compile")),
    "services of a group that names itself": (services_of_one_group, ("lint", "reach", "diff", "compile")),
    "endpoints of many VPCs": (endpoints_of_many_vpcs, ("lint", "compile")),
    "scheduled actions": (scheduled_actions, ("lint", "compile")),
    "rules of one group": (rules_of_one_group, ("lint", "reach", "diff", "compile")),
    "groups in a chain": (groups_in_a_chain, ("lint", "reach", "diff")),
    "environments x entries": (environments_and_entries, ("lint", "reach", "diff", "compile")),
    "environments": (many_environments, ("lint", "reach", "diff", "compile")),
    "clusters": (clusters, ("lint", "reach", "diff", "compile")),
    "variables that double": (variables_that_double, ("lint",)),
    "Fn::Join in each other": (joins, ("diff",)),
    "Fn::Sub in each other": (subs, ("diff",)),
    "Fn::Sub that quadruple": (subs_that_double, ("diff",)),
    "a long Fn::Sub": (a_long_sub, ("diff",)),
    "duplicate keys": (duplicate_keys, ("lint",)),
    "duplicate names": (duplicate_names, ("lint",)),
    "listeners on one port": (duplicate_ports, ("lint",)),
    "blocks on top of each other": (overlapping_blocks, ("lint",)),
    "a long line": (a_long_line, ("lint",)),
    "findings of one line": (many_findings_of_one_line, ("lint",)),
    "combining marks": (combining_marks, ("lint",)),
    "errors, 33 N": (list_of_errors, ("lint", "lint --format json")),
    "lists in each other": (nested_lists, ("lint",)),
    "aliases": (aliases, ("lint", "compile")),
    "merge keys": (merges, ("lint", "compile")),
    "steps of a policy": (scaling_steps, ("lint",)),
}


def words_of(command: str, path: Path) -> list[str]:
    words = [str(LINTEL), *command.split(), str(path)]
    if command == "diff":
        # Against the same with other names: everything goes and comes.
        other = path.with_stem(path.stem + "-other")
        text = path.read_text()
        other.write_text(re.sub(r"\b(host|service|app|g|a)-0", r"\1-9", text).replace("a${", "b${").replace("}-", "}+"))
        words.append(str(other))
    if command == "compile":
        words += ["--output", str(WORK / "compiled")]
    return words


def measure(words: list[str]) -> tuple[float, float, int | None]:
    """Processor milliseconds, megabytes, exit status; no status where it took too long."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limit)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    code = process.returncode if process.returncode >= 0 else None
    return (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss * 1024 / 1e6, code


def least(words: list[str]) -> tuple[float, float, int | None]:
    first = measure(words)
    # What takes seconds is not noisy.
    return first if first[0] > 2_000 else min([first, *(measure(words) for _ in range(RUNS - 1))])


def limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def instructions(words: list[str]) -> tuple[float, float, int | None]:
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words], capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    return float(counted[1]) / 1e6 if counted else math.nan, 0, done.returncode


def main() -> None:
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    counts = "--instructions" in sys.argv
    WORK.mkdir(parents=True, exist_ok=True)
    empty = WORK / "empty.yaml"
    empty.write_text(HEAD + NETWORK)
    start = min(measure(words_of("lint", empty)) for _ in range(5))[0]
    print(f"{'':42}{'':9}" + "".join(f"{size:>10}" for size in SIZES) + f"{'MB':>8}{'exponent':>10}  status")
    for name, (make, commands) in SHAPES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        for command in commands:
            figures = []
            for size in SIZES:
                path = WORK / f"shape-{size}.{'json' if make(1).startswith('{') else 'yaml'}"
                path.write_text(make(size))
                words = words_of(command, path)
                figures.append(instructions(words) if counts else least(words))
                if figures[-1][2] is None:
                    break
            times = [figure[0] for figure in figures]
            last, before = (max(time - (0 if counts else start), 0.3) for time in (times[-1], times[-2]))
            exponent = math.log(last / before) / math.log(SIZES[len(times) - 1] / SIZES[len(times) - 2])
            status = ", ".join("killed" if figure[2] is None else str(figure[2]) for figure in figures)
            cells = "".join(f"{time:10.1f}" for time in times).ljust(10 * len(SIZES))
            print(f"{name:42}{command.split()[-1]:9}{cells}{figures[-1][1]:8.0f}{exponent:10.2f}  {status}", flush=True)


if __name__ == "__main__":
    main()
