"""The encryptor of examples/ecs-autoscaling answers, loads CPUs, and stops as ECS asks it to."""

import concurrent.futures
import http.client
import json
import os
import re
import signal
import subprocess
import time

import pytest
from specifications import REPOSITORY

APP = REPOSITORY / "examples" / "ecs-autoscaling" / "app"
TICKS = os.sysconf("SC_CLK_TCK")


def spent(process):
    """The seconds of CPU that all threads of a process have had."""
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Encryptor:
    def __init__(self, **environment):
        self.process = subprocess.Popen(
            ["node", APP / "server.mjs"], env={"PATH": os.environ["PATH"], "PORT": "0"} | environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.port = int(re.fullmatch(r"listening on port (\d+)", self.process.stdout.readline().strip())[1])

    def ask(self, path="/", method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            body = response.read()
            return response.status, json.loads(body) if body else None, response
        finally:
            connection.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


@pytest.fixture
def encryptor():
    started = []

    def start(**environment):
        started.append(Encryptor(**environment))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        one.process.stdout.close()
        one.process.stderr.close()


def test_it_answers(encryptor):
    one = encryptor(WORK_FACTOR="1")
    assert one.ask("/health")[:2] == (200, {"status": "ok", "waiting": 0})
    status, body, _ = one.ask()
    assert status == 200 and body["mebibytes"] == 1 and re.fullmatch(r"[0-9a-f]{32}", body["tag"])
    # Each request has a key of its own.
    assert one.ask()[1]["tag"] != body["tag"]
    assert one.ask("/elsewhere")[0] == 404 and one.ask("/", "POST")[0] == 405
    assert one.ask("/", "HEAD")[:2] == (200, None)
    assert one.stop() == 0


def test_the_work_factor_is_work(encryptor):
    """What a request costs grows with the factor: four times the work is at least twice the seconds of CPU."""

    def cost(factor):
        one = encryptor(WORK_FACTOR=str(factor))
        one.ask()
        before = spent(one.process)
        for _ in range(4):
            assert one.ask()[0] == 200
        return spent(one.process) - before

    assert cost(400) > 2 * cost(100) > 0.02


def test_it_loads_a_cpu_and_still_says_that_it_is_healthy(encryptor):
    one = encryptor(WORK_FACTOR="150")
    one.ask()
    before, count, healthy = spent(one.process), 16, 0
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(one.ask) for _ in range(count)]
        while not all(answer.done() for answer in answers):
            assert one.ask("/health")[0] == 200
            healthy += 1
            time.sleep(0.005)
        assert all(answer.result()[0] == 200 for answer in answers)
    used = spent(one.process) - before
    # Other proofs run on the same CPUs: how fast it goes says nothing, but what it had of them was for the requests.
    assert used > 0.3
    # Threads encrypt, and the one that answers waits for none of them: else it would answer once a request at most.
    assert healthy > count
    idle = spent(one.process)
    time.sleep(1)
    assert spent(one.process) - idle < 0.2


def test_it_answers_what_it_has_before_it_stops(encryptor):
    one = encryptor(WORK_FACTOR="600")
    kept = http.client.HTTPConnection("127.0.0.1", one.port, timeout=60)
    kept.request("GET", "/health")
    kept.getresponse().read()
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(one.ask) for _ in range(4)]
        deadline = time.monotonic() + 20
        while one.ask("/health")[1]["waiting"] == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        one.process.send_signal(signal.SIGTERM)
        results = [answer.result() for answer in answers]
    assert [status for status, _, _ in results] == [200] * 4
    # A connection that a load balancer keeps open does not keep it from stopping.
    assert one.process.wait(timeout=20) == 0
    kept.close()
    with pytest.raises(ConnectionRefusedError):
        one.ask("/health")


@pytest.mark.parametrize("environment", [
    {"PORT": "http"}, {"PORT": "65536"}, {"PORT": ""}, {"WORK_FACTOR": "0"}, {"WORK_FACTOR": "1.5"}, {"WORK_FACTOR": "-1"},
])
def test_a_wrong_setting_is_said_at_once(environment):
    done = subprocess.run(["node", APP / "server.mjs"], env={"PATH": os.environ["PATH"]} | environment,
                          capture_output=True, text=True, timeout=20)
    assert done.returncode == 1 and done.stderr.startswith(next(iter(environment)) + " is '") and not done.stdout


def test_a_port_that_is_taken_is_said(encryptor):
    one = encryptor()
    done = subprocess.run(["node", APP / "server.mjs"], env={"PATH": os.environ["PATH"], "PORT": str(one.port)},
                          capture_output=True, text=True, timeout=20)
    assert done.returncode == 1 and f"cannot listen on port {one.port}" in done.stderr


def test_the_image_is_what_the_spec_runs():
    lines = [line for line in (APP / "Dockerfile").read_text().splitlines() if line and not line.startswith("#")]
    words = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}
    assert words["FROM"] == "node:22-alpine" and words["USER"] != "root" and int(words["USER"]) > 0
    # ECS's SIGTERM goes to the program itself.
    assert json.loads(words["CMD"]) == ["node", "server.mjs"]
    assert [path.name for path in sorted(APP.iterdir()) if not path.name.startswith(".")] == ["Dockerfile", "server.mjs"]
    spec = (APP.parent / "lintel.yaml").read_text()
    assert f"port: {words['EXPOSE']}" in spec and "path: /health" in spec
    # Nothing but what every Node has.
    imports = re.findall(r'from "(.*)";', (APP / "server.mjs").read_text())
    assert imports and all(name.startswith("node:") for name in imports)
