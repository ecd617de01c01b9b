"""`lintel reach` answers on the command line as its help says."""

import json

import pytest
from command_line import EC2, ECS, changed, run  # noqa: F401, fixtures


def test_the_overview_of_the_examples(run):  # noqa: F811
    for path, line in ((ECS, "internet → loadBalancers.public 8080 → services.encryptor 8080"),
                       (EC2, "internet → loadBalancers.public 80 → autoScalingGroups.web 80")):
        done = run("reach", path)
        assert (done.returncode, done.stderr) == (0, b"")
        outside = done.stdout.decode().split("From outside\n")[1].split("\n\n")[0]
        assert [part.strip() for part in outside.splitlines() if "internet" in part] == [line]


def test_two_ends(run, changed):  # noqa: F811
    done = run("reach", ECS, "internet", "encryptor", "--environment", "staging")
    assert done.returncode == 0 and ": yes" in done.stdout.decode() and ":50:29" in done.stdout.decode()
    closed = changed(("cidr: 0.0.0.0/0", "cidr: 198.51.100.0/24"))
    done = run("reach", closed, "internet", "services.encryptor")
    assert done.returncode == 0 and "198.51.100.0/24 → loadBalancers.public" in done.stdout.decode()
    done = run("reach", closed, "203.0.113.9", "services.encryptor")
    text = done.stdout.decode()
    assert done.returncode == 0 and ": no" in text and "help: in securityGroups.lb.ingress:" in text


def test_the_file_may_be_left_out(run, tmp_path):  # noqa: F811
    (tmp_path / "lintel.yaml").write_bytes(ECS.read_bytes())
    assert run("reach", "internet", "encryptor").stdout == run("reach", "lintel.yaml", "internet", "encryptor").stdout
    assert b"services.encryptor" in run("reach", "encryptor").stdout
    assert run("reach").stdout == run("reach", "-", input=ECS.read_bytes()).stdout.replace(b"<stdin>", b"lintel.yaml")


def test_json(run):  # noqa: F811
    systems = json.loads(run("reach", ECS, "--format", "json").stdout)["systems"]
    assert [system["environment"] for system in systems] == ["staging", "production"]
    found = {(one["from"], one["to"], tuple(one["ports"])) for one in systems[0]["connections"]}
    assert found == {
        ("internet", "loadBalancers.public", (8080, 8080)),
        ("loadBalancers.public", "services.encryptor", (8080, 8080)),
        ("services.encryptor", "internet", (0, 65535)),
        ("services.encryptor", "repositories.encryptor", (443, 443)),
        ("services.encryptor", "taskDefinitions.encryptor/logGroup", (443, 443)),
    }
    links = [link for one in systems[0]["connections"] for link in one["links"]]
    assert links and all(link["answer"] == "yes" and link["place"]["start"]["line"] > 0 for link in links)
    answer = json.loads(run("reach", ECS, "loadBalancers.public", "internet", "--format", "json").stdout)
    assert [(system["answer"], system["ways"]) for system in answer["systems"]] == [("no", []), ("no", [])]


@pytest.mark.parametrize("arguments, said", [
    (["bogus"], "services.encryptor"), (["encryptr", "internet"], "did you mean 'encryptor'"),
    (["internet", "10.0.0.0/33"], "10.0.0.0/33"), (["a", "b", "c"], "two ends"),
    (["--environment", "nowhere"], "nowhere"), (["--format", "xml"], "xml"),
])
def test_what_cannot_be_answered_is_two(run, arguments, said):  # noqa: F811
    done = run("reach", ECS, *arguments)
    assert done.returncode == 2 and said in done.stderr.decode() and not done.stdout


def test_a_spec_that_does_not_read_is_one(run, changed):  # noqa: F811
    done = run("reach", changed(("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33")))
    assert done.returncode == 1 and b"10.0.0.0/33" in done.stderr and not done.stdout
    # What a rule finds is no obstacle.
    beside = changed(("{ port: 8080, securityGroup: lb }", "{ port: 8080, cidr: 0.0.0.0/0 }"))
    done = run("reach", beside)
    assert done.returncode == 0 and "internet → services.encryptor 8080" in done.stdout.decode()
