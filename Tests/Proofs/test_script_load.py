"""The commands that load an instance, as a deployment prints them: they find one, and reach it."""

import re

import pytest
from scripts import run
from systems import SPECS, compiled, place_of

EC2 = next(path for path in SPECS if path.parent.name == "ec2-autoscaling")
ROLE = "roles:\n  web: { assumedBy: ec2.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }\n\n"
TEMPLATE = "    image: wordpress                 # an entry"
KEY = "    keyPair: wordpress\n    securityGroups: [web]\n\nloadBalancers"


@pytest.fixture
def place():
    return place_of(EC2, None)


@pytest.fixture
def printed(lintel, account, tmp_path):
    """A script of what a deployment of the example, changed like this, prints at its end; nothing where that is nothing."""

    def printed(*replacements):
        text = EC2.read_text()
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new, 1)
        (tmp_path / "lintel.yaml").write_text(text)
        system = compiled(lintel, tmp_path / "lintel.yaml", None, tmp_path / "build")
        result = run(system.deploy, "--account", account.place.account, account=account)
        assert result.returncode == 0, result
        found = re.search(r"\nTo see it scale, load an instance of group 'web':\n((?:  .*\n)+)", result.stderr)
        if not found:
            return None
        (tmp_path / "load.sh").write_text(f"set -euo pipefail\n{found[1]}")
        return tmp_path / "load.sh"

    return printed


def running(account):
    (group,) = account.session.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return group["Instances"][0]["InstanceId"]


def test_by_ssh(printed, account, programs, tmp_path):
    script = printed()
    (tmp_path / "ssh").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "ssh").chmod(0o755)
    result = run(script, account=account, environment={"PATH": f"{tmp_path}:{programs.path}"})
    assert result.returncode == 0, result
    key, file, address, load = result.stdout.splitlines()
    ec2 = account.session.client("ec2")
    (instance,) = ec2.describe_instances(InstanceIds=[running(account)])["Reservations"][0]["Instances"]
    assert (key, file) == ("-i", "wordpress.pem") and address == f"ec2-user@{instance['PublicIpAddress']}"
    assert load.endswith("&& stress-ng --cpu 0 --timeout 10m")


def test_by_systems_manager(printed, account):
    script = printed(("instances:\n", f"{ROLE}instances:\n"), (TEMPLATE, f"    role: web\n{TEMPLATE}"))
    result = run(script, account=account)
    assert result.returncode == 0, result
    (sent,) = [action.parameters for action in result.actions if action.name == "SendCommand"]
    assert sent["DocumentName"] == "AWS-RunShellScript" and sent["InstanceIds"] == [running(account)]
    (load,) = sent["Parameters"]["commands"]
    assert load.endswith("&& stress-ng --cpu 0 --timeout 10m")


def test_without_a_way_in_nothing_is_printed(printed):
    assert printed((KEY, KEY.replace("    keyPair: wordpress\n", ""))) is None
