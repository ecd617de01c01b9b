"""Whatever text a spec holds, or somebody gives on the command line, is text to a script and nothing else."""

import base64
import json
import os
import re
import subprocess
import unicodedata

import hostile
import pytest
from accounts import Place
from scripts import run
from specifications import one_of_each
from systems import System

PLACE = Place("123456789012", "us-east-1")
# In each round a field has another value.
ROUNDS = 6 if os.environ.get("LINTEL_ALL") else 1
# Fields that no call of a script carries, and why.
ELSEWHERE = {
    "FlowLogs": "takes the ARN of a bucket",
    "ServiceEndpoint": "names a service of AWS's; its policy has statements, as those of roles",
    "Allowance": "says what lint passes over",
    "Environment": "is merged over the spec: its fields are those of the spec",
    "Lookup": "refers to something: here there is nothing",
    "Target": "names a container of the spec",
    "VolumeSource": "names a container of the spec",
    "Certificate": "is issued only where a zone is: certificates.yaml has its life",
    "Record": "is made only where a zone is: records.yaml has its life",
    "AliasTarget": "the same",
    "Listener": "takes an ARN and the name of a policy, and HTTPS wants a certificate that is there",
    "UserDataFile": "names a file beside the spec: user-data.yaml has its life",
    "Others": "takes numbers and \"off\", though the schema takes any text",
    "DeploymentHook": "takes the ARN of a function: traffic-shifts.yaml has its life",
    "RegistryCredentials": "name a secret, which a role has to be allowed to read",
    "Expose": "is the short form's: short.yaml and its like have their lives",
    "NamingConvention": "says how names are checked, and they have patterns of their own",
}
UNUSED = {
    "existing": "refers to something: here there is nothing",
    "amiParameter": "stands in place of an image, behind `resolve:ssm:`",
    "export": "is the business of stacks",
    "secrets": "would have the names of the variables, which AWS refuses",
    "kmsKey": "takes an ARN",
    "addresses": "takes the id of an address",
    "notificationTarget": "takes an ARN",
    "function": "takes an ARN",
    "topic": "takes an ARN",
    "repositoryCredentials": "names a secret, which a role has to be allowed to read",
    "schedule": "has words of its own",
    "environmentFiles": "takes ARNs",
    "portName": "names a port of the spec",
    "container": "names a container of the spec",
    "sourceVolume": "names a volume of the spec",
    "managedPolicies": "names policies: AWS refuses one that there is not",
    "allowedValues": "is for a value that it allows",
    "pattern": "is for a value that it matches",
}
# What a service has in place of a task definition goes where that has it.
SHORT = {"image", "build", "command", "environment", "secrets", "expose", "scale", "taskRole"}
# What AWS takes in every tag. moto's answers in XML turn a carriage return into a line's end.
TAG = re.compile(r"[\w \t\n.:/=+\-@]{0,256}\Z")


@pytest.fixture
def place():
    return PLACE


def is_placed(kind, path):
    """Text, and maps of text. A list of text takes what a single one does."""
    return kind not in ELSEWHERE and 0 not in path and not (kind == "Service" and path[0] in SHORT)


class Specification:
    """Every kind of resource, with hostile values in it; each stands in a line of its own."""

    def __init__(self, number):
        self.spec = one_of_each()
        # (kind, path, value) by the mark that stands for it.
        self.placed = {}
        self.fields = [field for field in hostile.fields(hostile.schema()) if is_placed(*field[:2])]
        self.parameters = {f"p{index}": value for index, value in enumerate(hostile.VALUES)}
        shifted = hostile.VALUES[1:] + hostile.VALUES[:1]
        self.spec["parameters"] = {name: {"default": None} for name in self.parameters}
        container = self.spec["taskDefinitions"]["web"]["containers"]["web"]
        container["environment"] = {name.upper(): f"${{parameters.{name}}}" for name in self.parameters}
        self.spec["repositories"]["web"]["build"] = {}
        self.spec["taskDefinitions"]["derived"]["containers"]["web"]["image"] = "none"
        self._add_what_takes_text()
        for kind, objects in self._objects().items():
            for place, one in enumerate(objects):
                for field, path, values in self.fields:
                    if field == kind:
                        self._place(one, kind, path, values, number * 5 + place)
        for (name, _), value in zip(self.parameters.items(), shifted, strict=True):
            self._mark(self.spec["parameters"][name], "default", ("ParameterDeclaration", ("default",), value))

    def _add_what_takes_text(self):
        """What no fixture of these has, each in the smallest form that there is."""
        container = self.spec["taskDefinitions"]["derived"]["containers"]["web"]
        container["secrets"] = {"STORED": {"ssm": "x"}, "KEPT": {"secretsManager": "x"}}
        for task in self.spec["taskDefinitions"].values():
            task["containers"]["web"]["healthCheck"] = {"command": "true"}
        container.pop("port")
        container["ports"] = [{"port": 80}]
        container["logs"] = {"driver": "awsfirelens"}
        router = {"image": "none", "firelens": {"type": "fluentbit"}}
        self.spec["taskDefinitions"]["derived"]["containers"]["router"] = router
        self.spec["logGroups"]["other"] = {"retentionDays": 30}
        policies = {"other": [{"actions": "s3:GetObject", "resources": "*"}]}
        self.spec["roles"]["other"] = {"assumedBy": "ecs-tasks.amazonaws.com", "policies": policies}
        self.spec["routeTables"] = {"shared": {"vpc": "main"}}
        balancer = self.spec["loadBalancers"]["main"]
        balancer["accessLogs"] = {"bucket": "each-logs"}
        rules = balancer["listeners"]["instances"]["rules"]
        rules["old"] = {"priority": 30, "host": "old.example.com", "redirect": {"statusCode": "HTTP_301"}}
        for rule in rules.values():
            rule.update({"header": {"x-one": "1"}, "query": {"x-one": "1"}})
        self.spec["launchTemplates"]["web"].update({"blockDevices": {"/dev/sdf": {"sizeGiB": 8}}, "placement": {}})
        self.user_data = "#!/bin/sh\n" + "|".join(self.parameters.values())
        text = "#!/bin/sh\n" + "|".join(f"${{parameters.{name}}}" for name in self.parameters)
        self.spec["launchTemplates"]["given"] = {**self.spec["launchTemplates"]["web"], "userData": text}
        # The groups of another fixture let the load balancer out to the port of requests only.
        self.spec["targetGroups"]["tasks"]["healthCheck"].pop("port")
        self.spec["targetGroups"]["tasks"]["stickiness"] = {"type": "app_cookie", "cookieName": "session"}

    def _objects(self):
        found = {kind: list(self.spec[section].values()) for section, kind in hostile.SECTIONS.items()}
        found["Build"] = [self.spec["repositories"]["web"]["build"]]
        found["Container"] = [one["containers"]["web"] for one in self.spec["taskDefinitions"].values()]
        found["ContainerHealthCheck"] = [one["healthCheck"] for one in found["Container"]]
        found["ContainerPort"] = self.spec["taskDefinitions"]["derived"]["containers"]["web"]["ports"]
        containers = self.spec["taskDefinitions"]["derived"]["containers"]
        web = self.spec["taskDefinitions"]["web"]
        web["volumes"] = {"files": {"efs": {"fileSystem": "fs-01234567"}}}
        found["FileSystem"] = [web["volumes"]["files"]["efs"]]
        web["containers"]["web"]["mountPoints"] = [{"sourceVolume": "files", "containerPath": "/files"}]
        placed = self.spec["taskDefinitions"]["placed"]
        placed["volumes"] = {"bound": {"host": "/proc"}, "kept": {"docker": {"scope": "shared"}}}
        found["Volume"], found["DockerVolume"] = [placed["volumes"]["bound"]], [placed["volumes"]["kept"]["docker"]]
        found["MountPoint"] = web["containers"]["web"]["mountPoints"]
        web["containers"]["web"]["linuxParameters"] = {"tmpfs": [{"containerPath": "/run", "size": 16}]}
        found["TemporaryFileSystem"] = web["containers"]["web"]["linuxParameters"]["tmpfs"]
        found["Logs"] = [containers["web"]["logs"]]
        found["Firelens"] = [containers["router"]["firelens"]]
        found["RepositoryImage"] = [self.spec["taskDefinitions"]["web"]["containers"]["web"]["image"]]
        found["HealthCheck"] = [one["healthCheck"] for one in self.spec["targetGroups"].values() if "healthCheck" in one]
        rules = [one for it in self.spec["loadBalancers"]["main"]["listeners"].values() for one in it.get("rules", {}).values()]
        found["ListenerRule"] = rules
        found["FixedResponse"] = [one["fixedResponse"] for one in rules if "fixedResponse" in one]
        found["Redirect"] = [one["redirect"] for one in rules if "redirect" in one]
        found["LoadBalancerLogs"] = [self.spec["loadBalancers"]["main"]["accessLogs"]]
        found["Stickiness"] = [self.spec["targetGroups"]["tasks"]["stickiness"]]
        found["BlockDevice"] = [self.spec["launchTemplates"]["web"]["blockDevices"]["/dev/sdf"]]
        found["Placement"] = [self.spec["launchTemplates"]["web"]["placement"]]
        found["LifecycleHook"] = list(self.spec["autoScalingGroups"]["fixed"]["lifecycleHooks"].values())
        found["Notification"] = self.spec["autoScalingGroups"]["fixed"]["notifications"]
        found["ServiceVolume"] = list(self.spec["services"]["scaled"]["volumeConfigurations"].values())
        constraints = [one for place in ("taskDefinitions", "services") for one in self.spec[place]["placed"]["placementConstraints"]]
        found["PlacementConstraint"] = [one for one in constraints if one["type"] == "memberOf"]
        service = self.spec["services"]["fixed"]
        connect = service["serviceConnect"]
        found["Endpoint"], found["ProxyLogs"] = connect["services"], [connect["logs"]]
        found["ClientAlias"] = [alias for one in connect["services"] for alias in one["clientAliases"]]
        found["ServiceDiscovery"] = [service["serviceDiscovery"]]
        secrets = self.spec["taskDefinitions"]["derived"]["containers"]["web"]["secrets"]
        found["Secret"] = list(secrets.values())
        # Not those of groups: moto's answers in XML turn a carriage return into a line's end.
        scaling = [one for one in self.spec["scalingPolicies"].values() if "service" in one]
        policies = [one.get("stepScaling") or one["targetTracking"] for one in scaling if "predictiveScaling" not in one]
        found["CustomMetric"] = [one["metric"] for one in policies if isinstance(one["metric"], dict)]
        terms = [one for metric in found["CustomMetric"] for one in metric.get("metrics", {}).values()]
        found["MetricTerm"] = [*terms, {"expression": "1"}]
        next(one for one in found["CustomMetric"] if "metrics" in one)["metrics"]["also"] = found["MetricTerm"][-1]
        groups = self.spec["securityGroups"].values()
        for kind, side in (("IngressRule", "ingress"), ("EgressRule", "egress")):
            found[kind] = [rule for group in groups for rule in group.get(side, [])]
        # Of a role that nothing needs: those of others have to allow what they do.
        found["Statement"] = self.spec["roles"]["other"]["policies"]["other"]
        found["OutputDeclaration"] = list(self.spec["outputs"].values())
        found["ParameterDeclaration"] = list(self.spec["parameters"].values())
        assert not {kind for kind, _, _ in self.fields} - found.keys(), "a kind that nothing here places"
        return found

    def _place(self, one, kind, path, values, number):
        name, *inner = path
        if name in UNUSED or (kind, name) == ("ParameterDeclaration", "default"):
            return
        if name == "userData" and name in one:
            return
        if kind == "Secret" and (name == "ssm") != ("ssm" in one):
            return
        if kind == "ParameterDeclaration" and name == "ssm":
            return
        # One metric, or what an expression makes of several: each has keys of its own.
        if kind in ("CustomMetric", "MetricTerm") and (kind, name) != ("MetricTerm", "label"):
            if (name in ("expression", "label")) != ("expression" in one):
                return
        if kind == "ListenerRule":
            # AWS takes five values a rule.
            into, key = (one.setdefault(name, {}), "x-one") if inner else (one, name)
            self._mark(into, key, (kind, path, values[number % len(values)]))
        elif inner:
            into = one.setdefault(name, {})
            if len(inner) == 2:
                # Conditions: an operator, what it compares, and the value.
                into = into.setdefault("StringLike", {})
                values = {f"aws:RequestTag/{index}": value for index, value in enumerate(values)}
                for key, value in values.items():
                    self._mark(into, key, (kind, path, value))
                return
            for index, value in enumerate(values):
                if name != "tags" or TAG.match(value):
                    self._mark(into, f"KEY_{index}", (kind, path, value))
        elif not isinstance(one.get(name), dict):
            self._mark(one, name, (kind, path, values[number % len(values)]))

    def _mark(self, into, key, placed):
        mark = f"@@{len(self.placed)}@@"
        self.placed[mark] = (*placed, into, key, into.get(key))
        into[key] = mark

    def take_back(self, mark):
        *_, into, key, before = self.placed.pop(mark)
        into.pop(key)
        if before is not None:
            into[key] = before

    def text(self):
        """The spec, and the marks by line."""
        lines, marks = [], {}
        for number, line in enumerate(json.dumps(self.spec, indent=1).splitlines(), start=1):
            mark = re.search(r"@@\d+@@", line)
            if mark:
                marks[number] = mark[0]
                line = line.replace(f'"{mark[0]}"', quoted(hostile.written(self.placed[mark[0]][2])))
            lines.append(line)
        return "\n".join(lines), marks

    def compile(self, lintel, folder):
        """Compiles it without the values that Lintel does not let through."""
        file = folder / "lintel.yaml"
        for _ in range(5):
            text, marks = self.text()
            file.write_text(text)
            command = [str(lintel), "lint", str(file), "--format", "json"]
            found = json.loads(subprocess.run(command, capture_output=True, timeout=60).stdout)["findings"]
            wrong = [one for one in found if one["severity"] == "error"]
            refused = {marks.get(one["place"]["start"]["line"]) for one in wrong}
            assert None not in refused, wrong
            if not wrong:
                break
            for mark in refused:
                self.take_back(mark)
        command = [str(lintel), "compile", str(file), "--output", str(folder / "build")]
        made = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert made.returncode == 0, made.stderr
        assert not controls(made.stdout + made.stderr)
        return System("each", PLACE, folder / "build")


def quoted(text):
    """As JSON and YAML both take it."""
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if unicodedata.category(sign) == "Cc" else sign for sign in escaped)


def controls(text):
    """What would command a terminal."""
    return {sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in "\n\t"}


def leaves(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *leaves(item))
            if key == "UserData" and isinstance(item, str):
                yield base64.b64decode(item).decode()
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str):
        yield value


def sources_for(specification, folder):
    """Where the images are built, by the names that the spec gives."""
    builds = [one for one in specification.placed.values() if one[0] == "Build"]
    context, file = (next((one[2] for one in builds if one[1] == (name,)), None) for name in ("context", "dockerfile"))
    place = folder / (context or ".") / (file or "Dockerfile")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("FROM scratch\n")


def is_possible_in(folder, placed):
    """A file of this name can be in the folder."""
    kind, path, value, *_ = placed
    if (kind, path) not in ((("Build"), ("context",)), ("Build", ("dockerfile",))):
        return True
    return not value.startswith("/") and all(0 < len(part.encode()) < 256 for part in value.rstrip("/").split("/") if part)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_values_arrive_as_they_are_written(lintel, account, tmp_path, number):
    specification = Specification(number)
    for mark in [mark for mark, placed in specification.placed.items() if not is_possible_in(tmp_path, placed)]:
        specification.take_back(mark)
    system = specification.compile(lintel, tmp_path)
    sources = tmp_path / "sources"
    sources.mkdir()
    sources_for(specification, sources)
    given = [word for name, value in specification.parameters.items() for word in ("--parameter", f"{name}={value}")]
    arguments = ["--account", PLACE.account, *given]
    first = run(system.deploy, *arguments, account=account, directory=sources, timeout=300)
    assert first.returncode == 0, str(first)
    carried = set(leaves([action.parameters for action in first.actions]))
    pushed = [word for call in first.docker for word in call]
    missing = []
    for kind, path, value, *_ in specification.placed.values():
        if path == ("description",) and kind == "ParameterDeclaration" or path == ("default",):
            continue
        if kind in ("Build", "RepositoryImage"):
            if not any(value in word for word in pushed):
                missing.append((kind, path, value))
        elif value not in carried:
            missing.append((kind, path, value))
    missing += [("parameter", name, value) for name, value in specification.parameters.items() if value not in carried]
    assert not missing, missing
    assert specification.user_data in carried

    template = set(leaves(system.template))
    kept = [placed for placed in specification.placed.values() if placed[0] not in ("Build", "Image", "Instance")]
    absent = [placed[:3] for placed in kept if placed[2] not in template and placed[1] != ("tag",)]
    assert not absent, absent

    second = run(system.deploy, *arguments, account=account, directory=sources, timeout=300)
    assert second.returncode == 0 and not second.mutations, str(second)
    shown = run(system.deploy, "--help", account=account)
    dry = run(system.deploy, *arguments, "--dry-run", "--allow-replacement", account=account, directory=sources, timeout=300)
    gone = run(system.destroy, "--account", PLACE.account, "--yes", "--delete-data", account=account, timeout=300)
    for result in (first, second, shown, dry, gone):
        assert result.returncode == 0, str(result)
        assert not controls(result.stdout + result.stderr), str(result)
    assert not list(tmp_path.rglob(hostile.MARKER)) and not list(account.directory.rglob(hostile.MARKER))


def test_every_field_is_let_through_somewhere(lintel, tmp_path):
    """The proof above is about all fields that take such text: none is left out because Lintel refuses all its values."""
    through, wanted = set(), set()
    for number in range(len(hostile.VALUES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        specification = Specification(number)
        wanted |= {placed[:2] for placed in specification.placed.values()}
        specification.compile(lintel, folder)
        through |= {placed[:2] for placed in specification.placed.values()}
        # Each round takes seconds, and a field has other values in each.
        if not wanted - through:
            break
    assert wanted - through == set()
    assert len(through) > 30, through
