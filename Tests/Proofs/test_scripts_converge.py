"""What a deploy script does about changes, drift, namesakes and mistakes, on the ECS example."""

import shutil

import pytest
from faults import deny
from scripts import run
from snapshot import differing, snapshot
from specifications import REPOSITORY
from systems import SPECS, compiled

ECS = next(path for path in SPECS if path.parent.name == "ecs-autoscaling")


@pytest.fixture
def compile_changed(lintel, tmp_path):
    """Compiles the example's staging with pieces of its text replaced."""

    def compile(*replacements, name="changed", arguments=()):
        text = ECS.read_text()
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new, 1)
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lintel.yaml").write_text(text)
        return compiled(lintel, folder / "lintel.yaml", "staging", folder / "build", *arguments)

    return compile


@pytest.fixture
def system(compile_changed):
    return compile_changed(name="original")


@pytest.fixture
def place(system):
    return system.place


@pytest.fixture
def deploy(account, sources):
    def deploy(system, *arguments, **options):
        return run(system.deploy, *arguments, account=account, directory=sources, **options)

    return deploy


@pytest.fixture
def deployed(deploy, system):
    result = deploy(system)
    assert result.returncode == 0, str(result)
    return system


def test_the_readme_shows_a_run(deploy, system):
    readme = (REPOSITORY / "README.md").read_text()
    sample = readme.split("<!-- sample: deploy -->\n```\n")[1].split("```")[0]
    assert sample in deploy(system).stderr


def names(result):
    return [action.name for action in result.mutations]


# Replacements in the spec, and the mutating calls that they lead to. No two are about the same.
CHANGES = {
    "ingress": (
        [("{ port: 8080, cidr: 0.0.0.0/0 }", "{ port: 8080, cidr: 10.0.0.0/8 }")],
        ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
    ),
    "scan": ([("scanOnPush: true", "scanOnPush: false")], ["PutImageScanningConfiguration"]),
    "policies": (
        [
            (
                "managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]",
                "managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy, CloudWatchLogsReadOnlyAccess]",
            )
        ],
        ["AttachRolePolicy"],
    ),
    "insights": ([("containerInsights: enabled", "containerInsights: disabled")], ["UpdateCluster"]),
    "retention": ([("retentionDays: 14", "retentionDays: 30")], ["PutRetentionPolicy"]),
    "environment": (
        [('PORT: "8080"', "PORT: \"8080\"\n          MODE: '$(date) `id` \"quoted\"'")],
        ["RegisterTaskDefinition"],
    ),
    "health check": ([("path: /health", "path: /ready")], ["ModifyTargetGroup"]),
    "attribute": ([("deregistrationDelay: 30", "deregistrationDelay: 60")], ["ModifyTargetGroupAttributes"]),
    "grace period": ([("healthCheckGracePeriod: 60", "healthCheckGracePeriod: 90")], ["UpdateService"]),
    # A count that scaling owns is given when the service is made, and never again.
    "desired count": ([("desiredCount: 1", "desiredCount: 2")], []),
    "bounds": ([("maxCapacity: 5", "maxCapacity: 6")], ["RegisterScalableTarget"]),
    "target": ([("target: 50", "target: 60")], ["PutScalingPolicy"]),
}


def test_a_changed_spec_changes_what_changed(deployed, deploy, compile_changed):
    replacements = [replacement for pairs, _ in CHANGES.values() for replacement in pairs]
    changed = compile_changed(*replacements)
    result = deploy(changed)
    assert result.returncode == 0, str(result)
    assert names(result) == [call for _, calls in CHANGES.values() for call in calls], str(result)
    assert not deploy(changed).mutations


def test_what_is_no_longer_written_is_undone(deployed, deploy, compile_changed):
    changed = compile_changed(
        ("        logs: { retentionDays: 14 }\n", ""),
        ("managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]", "managedPolicies: [CloudWatchLogsReadOnlyAccess]"),
    )
    result = deploy(changed)
    assert result.returncode == 0, str(result)
    assert names(result) == ["AttachRolePolicy", "DetachRolePolicy", "DeleteRetentionPolicy"], str(result)
    assert not deploy(changed).mutations


def test_what_cannot_change_is_replaced_only_on_request(deployed, deploy, compile_changed, account):
    other = compile_changed(("cidr: 10.0.16.0/20\n    public: true", "cidr: 10.0.32.0/20\n    public: true"))
    refused = deploy(other)
    assert refused.returncode == 2 and not refused.mutations
    assert "--allow-replacement" in refused.stderr and "CidrBlock" in refused.stderr
    result = deploy(other, "--allow-replacement")
    assert result.returncode == 0, str(result)
    subnets = account.session.client("ec2").describe_subnets()["Subnets"]
    blocks = sorted(subnet["CidrBlock"] for subnet in subnets if subnet["CidrBlock"].startswith("10."))
    assert blocks == ["10.0.0.0/20", "10.0.32.0/20"], str(result)
    assert not deploy(other).mutations


def test_orphans_stay_unless_pruned(deployed, deploy, compile_changed, account):
    rule = "      - { port: 8080, securityGroup: lb }"
    spare = "\n  spare:\n    name: my-spare-sg\n    description: Nobody wears it\n    vpc: workspace"
    assert deploy(compile_changed((rule, rule + spare), name="with")).returncode == 0
    listed = deploy(deployed, "--dry-run")
    assert "SecurityGroupSpare" in listed.stderr and not listed.mutations
    assert not deploy(deployed).mutations
    pruned = deploy(deployed, "--prune", "--yes-orphans")
    assert pruned.returncode == 0 and names(pruned) == ["DeleteSecurityGroup"], str(pruned)


def test_a_dry_run_changes_nothing(deploy, system, deployed, compile_changed):
    result = deploy(compile_changed(("path: /health", "path: /ready")), "--dry-run")
    assert result.returncode == 0 and not result.mutations
    assert "--health-check-path /ready" in result.stderr


def test_a_dry_run_of_a_first_deployment(deploy, system):
    result = deploy(system, "--dry-run")
    assert result.returncode == 0, str(result)
    assert not result.mutations and not result.docker
    assert "create-vpc" in result.stderr and "create-service" in result.stderr


def test_parameters_keep_their_last_value(deploy, system, account):
    assert deploy(system, "--parameter", "imageTag=2.0").returncode == 0
    kept = deploy(system)
    assert kept.returncode == 0 and not kept.mutations, str(kept)
    changed = deploy(system, "--parameter", "imageTag=2.1")
    # The image that docker pushes is one of the calls.
    assert [name for name in names(changed) if name != "PutImage"] == ["RegisterTaskDefinition", "UpdateService"]
    (arn,) = account.session.client("ecs").list_services(cluster="my-app-cluster")["serviceArns"]
    (service,) = account.session.client("ecs").describe_services(cluster="my-app-cluster", services=[arn])["services"]
    task = account.session.client("ecs").describe_task_definition(taskDefinition=service["taskDefinition"])
    assert task["taskDefinition"]["containerDefinitions"][0]["image"].endswith(":2.1")


def test_an_image_is_pushed_once(deployed, deploy):
    assert not deploy(deployed).docker
    assert [call[0] for call in deploy(deployed, "--rebuild").docker] == ["login", "build", "push"]


def test_without_a_dockerfile_it_says_what_to_do(system, account, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run(system.deploy, account=account, directory=tmp_path / "empty")
    assert result.returncode == 1
    assert "--image-dir encryptor=" in result.stderr and "--skip-image" in result.stderr
    assert run(system.deploy, "--skip-image", account=account, directory=tmp_path / "empty").returncode == 0


# Untagged things that have names of the spec's, made before the script runs, in the order in which it comes to them.
NAMESAKES = {
    "RepositoryEncryptor": lambda session: session.client("ecr").create_repository(repositoryName="my-app-encryptor"),
    "RoleExecution": lambda session: session.client("iam").create_role(
        RoleName="my-app-encryptor-execution", AssumeRolePolicyDocument='{"Version":"2012-10-17","Statement":[]}'
    ),
    "ClusterApp": lambda session: session.client("ecs").create_cluster(clusterName="my-app-cluster"),
    "TaskDefinitionEncryptorLogGroup": lambda session: session.client("logs").create_log_group(
        logGroupName="/ecs/my-app-encryptor"
    ),
}


def test_an_untagged_namesake_stops_the_run(deploy, system, account):
    for make in NAMESAKES.values():
        make(account.session)
    adopted = []
    for name in NAMESAKES:
        result = deploy(system, *adopted)
        assert result.returncode == 1, str(result)
        assert f"add --adopt {name}" in result.stderr and "existing:" in result.stderr, str(result)
        adopted += ["--adopt", name]
    result = deploy(system, *adopted)
    assert result.returncode == 0, str(result)
    assert not deploy(system).mutations


def test_what_another_system_owns_is_never_adopted(deploy, system, account):
    tags = [{"Key": "lintel:project", "Value": "other"}, {"Key": "lintel:id", "Value": "RepositoryEncryptor"}]
    account.session.client("ecr").create_repository(repositoryName="my-app-encryptor", tags=tags)
    result = deploy(system, "--adopt", "RepositoryEncryptor")
    assert result.returncode != 0 and 'belongs to another project or environment: ["other",' in result.stderr


def test_another_system_is_left_alone(deployed, deploy, compile_changed, account, sources):
    other = [
        ("project: my-app", "project: other"),
        ("name: my-app-autoscaling-alb", "name: my-other-alb"),
        ("name: my-app-autoscaling-tg", "name: my-other-tg"),
        ("name: my-app-encryptor", "name: my-other"),
        ("name: my-app-encryptor-execution", "name: otherRole"),
        ("name: my-app-cluster", "name: my-other-cluster"),
        ("family: my-app-encryptor", "family: my-other"),
    ]
    before = snapshot(account.session)
    second = compile_changed(*other)
    assert deploy(second).returncode == 0
    gone = run(second.destroy, "--yes", "--delete-data", account=account)
    assert gone.returncode == 0, str(gone)
    assert not list(differing(before, snapshot(account.session)))


def test_destroy_asks_and_keeps_data(deployed, account):
    answered = run(deployed.destroy, account=account, tty=True, stdin="n\n")
    assert answered.returncode == 2 and not answered.mutations
    assert "These 17 are removed:" in answered.stdout and "Nothing was changed." in answered.stdout, str(answered)
    unasked = run(deployed.destroy, account=account)
    assert unasked.returncode == 2 and not unasked.mutations and "--yes" in unasked.stderr
    assert run(deployed.destroy, "--yes", account=account).returncode == 0
    kept = snapshot(account.session)
    assert {kind for kind, group in kept.items() if group} == {"log groups", "repositories"}, kept


def test_a_duplicate_is_named(deployed, deploy, account):
    tags = {"lintel:project": "my-app", "lintel:environment": "staging", "lintel:id": "VpcWorkspace"}
    specification = {"ResourceType": "vpc", "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
    second = account.session.client("ec2").create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=[specification])
    result = deploy(deployed)
    assert result.returncode == 2 and not result.mutations
    assert second["Vpc"]["VpcId"] in result.stderr and "twice" in result.stderr


# MARK: Mistakes


def test_without_the_aws_cli(system, account, tmp_path):
    (tmp_path / "bin").mkdir()
    for program in ("bash", "mktemp", "rm", "cat", "grep", "sed", "dirname"):
        (tmp_path / "bin" / program).symlink_to(shutil.which(program))
    result = run(system.deploy, account=account, environment={"PATH": str(tmp_path / "bin")})
    assert result.returncode == 2 and "the AWS CLI is missing" in result.stderr, str(result)


def test_credentials_of_another_account(system, account):
    text = system.deploy.read_text().replace("expected_account='111111111111'", "expected_account='999999999999'")
    system.deploy.write_text(text)
    result = run(system.deploy, account=account)
    assert result.returncode == 2 and not result.mutations
    assert "111111111111" in result.stderr and "999999999999" in result.stderr


@pytest.mark.parametrize("arguments", [["--dryrun"], ["--parameter", "tag=1"], ["--parameter"], ["extra"]])
def test_an_unknown_option(deploy, system, arguments):
    result = deploy(system, *arguments)
    assert result.returncode == 2 and not result.actions and "error:" in result.stderr


def test_a_missing_permission(deploy, system):
    result = deploy(system, before={"DescribeVpcs": deny})
    assert result.returncode == 2 and not result.mutations
    assert "not authorized" in result.stderr or "UnauthorizedOperation" in result.stderr
    assert "Nothing was changed." in result.stderr
