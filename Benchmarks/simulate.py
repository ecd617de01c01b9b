"""A week at one-minute steps for 100 services: `python3 Benchmarks/simulate.py [PROGRAM]`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ".build/release/lintel"
COUNT = 100

HEAD = """
lintel: 1
project: many
region: eu-central-1
vpcs: { main: { cidr: 10.0.0.0/16 } }
subnets: { a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true } }
clusters: { main: {} }
logGroups: { all: { retentionDays: 30 } }
"""


def section(name, line):
    return f"{name}:\n" + "".join(f"  {line.format(n=n, target=30 + n % 50)}\n" for n in range(COUNT))


def spec():
    image = '"public.ecr.aws/nginx/nginx:1.27"'
    return HEAD + "".join([
        section("taskDefinitions", f"t{{n}}: {{{{ cpu: 256, memory: 512, logs: {{{{ group: all }}}}, containers: {{{{ web: {{{{ image: {image} }}}} }}}} }}}}"),
        section("services", "s{n}: {{ taskDefinition: t{n}, subnets: [a], assignPublicIp: true, autoScaling: {{ minCapacity: 1, maxCapacity: 20 }} }}"),
        section("scalingPolicies", "p{n}: {{ service: s{n}, targetTracking: {{ metric: cpu, target: {target} }} }}"),
        "load:\n  profiles: { week: { daily: { low: 5, high: 150, days: 7, noise: 20 } } }\n  ",
        section("workloads", "  w{n}: {{ service: s{n}, cpuSeconds: 0.02 }}"),
    ])


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "lintel.yaml")
    path.write_text(spec())
    for arguments in (["lint", str(path)], ["simulate", str(path), "--step", "60", "--quiet"]):
        start = time.perf_counter()
        run = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{arguments[0]}: {run.stdout}{run.stderr}")
        print(f"{arguments[0]}: {time.perf_counter() - start:.2f} s")
    print(f"simulate makes each of the {COUNT} runs three times: at both ends of what AWS does not document, and between them")
