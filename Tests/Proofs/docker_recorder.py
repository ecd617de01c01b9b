"""What the stand-in of docker does: it keeps images by name, and a push puts one into the account's repository."""

import hashlib
import json
import re
from pathlib import Path

from botocore.exceptions import ClientError

REGISTRY = re.compile(r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$")
# Options that stand before or after a value of their own, of the commands that are imitated.
WITH_VALUE = {
    *("-t", "--tag", "-f", "--file", "--target", "--build-arg", "--platform", "--progress", "--provenance"),
    *("-u", "--username", "-p", "--password", "--format", "--label", "--builder", "-o", "--output"),
}


class Refused(Exception):
    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


class Docker:
    """One machine's docker. It outlives the runs, as a person's does."""

    def __init__(self, account):
        self.account = account
        # Name with tag -> id, a digest of what the image was built from.
        self.images = {}
        self.signed_in = set()
        # The commands that fail: "build", "push", "login", or all of them where docker does not run.
        self.failing = set()
        self.running = True
        # Of the run that goes on, or else the last one: the arguments of each call.
        self.calls = []
        # For each sign-in, whether there was a password.
        self.passwords = []

    def call(self, directory, has_password, arguments):
        """The exit status, output and error output of a call."""
        self.calls.append(arguments)
        command, options, operands = parsed(arguments)
        self.account.meet("before", None, f"docker {command}")
        answer = self.answer(directory, has_password, command, options, operands)
        self.account.meet("after", None, f"docker {command}")
        return answer

    def answer(self, directory, has_password, command, options, operands):
        try:
            if not self.running:
                raise Refused("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.")
            if command in self.failing:
                raise Refused(f"docker {command} fails in this proof.")
            method = getattr(self, command.replace(" ", "_"), None)
            if not method:
                raise Refused(f"docker: the stand-in has no command {command!r}", 64)
            if command == "login":
                self.passwords.append(has_password)
            return 0, method(Path(directory), options, operands), ""
        except Refused as error:
            return error.status, "", f"{error}\n"

    def login(self, directory, options, operands):
        if not self.passwords[-1]:
            raise Refused("Error: Password Required")
        self.signed_in.update(operands)
        return "Login Succeeded\n"

    def logout(self, directory, options, operands):
        self.signed_in.difference_update(operands)
        return "Removing login credentials\n"

    def version(self, directory, options, operands):
        return "27.0.0\n"

    info = version

    def build(self, directory, options, operands):
        context = directory / operands[-1]
        if not context.is_dir():
            raise Refused(f'ERROR: unable to prepare context: path "{operands[-1]}" not found')
        file = directory / options["--file"][-1] if "--file" in options else context / "Dockerfile"
        if not file.is_file():
            raise Refused("ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory")
        digest = hashlib.sha256(repr(sorted(options.get("--build-arg", []))).encode())
        for part in sorted(context.rglob("*")):
            if part.is_file():
                digest.update(f"{part.relative_to(context)}\0".encode() + part.read_bytes())
        for name in options.get("--tag", []):
            self.images[tagged(name)] = f"sha256:{digest.hexdigest()}"
            if "--push" in options:
                self.push(directory, {}, [name])
        return ""

    buildx_build = build

    def tag(self, directory, options, operands):
        source, target = operands
        self.images[tagged(target)] = self.image(source)
        return ""

    def image_inspect(self, directory, options, operands):
        form = options.get("--format", [""])[-1]
        ids = [self.image(name) for name in operands]
        return "".join(f"{one}\n" for one in ids) if ".Id" in form else json.dumps([{"Id": one} for one in ids])

    def push(self, directory, options, operands):
        name = tagged(operands[-1])
        digest = self.image(name)
        address, _, tag = name.rpartition(":")
        host, _, repository = address.partition("/")
        registry = REGISTRY.match(host)
        if not registry or registry.groups() != (self.account.place.account, self.account.place.region):
            raise Refused(f"push access denied, {address} is not of this proof's account")
        if host not in self.signed_in:
            raise Refused("no basic auth credentials")
        ecr = self.account.session.client("ecr")
        config = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": digest}
        layer = {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 1, "digest": digest}
        media_type = "application/vnd.docker.distribution.manifest.v2+json"
        manifest = {"schemaVersion": 2, "mediaType": media_type, "config": config, "layers": [layer]}
        try:
            ecr.put_image(
                repositoryName=repository,
                imageTag=tag,
                imageManifest=json.dumps(manifest),
                imageManifestMediaType=media_type,
            )
        except ecr.exceptions.ImageAlreadyExistsException:
            # Pushing the same again is no error to docker.
            pass
        except ClientError as error:
            raise Refused(f"error from registry: {error}") from error
        return f"{tag}: digest: {digest} size: 1\n"

    def image(self, name):
        try:
            return self.images[tagged(name)]
        except KeyError:
            raise Refused(f"Error response from daemon: No such image: {name}") from None


def tagged(name):
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def parsed(arguments):
    """The command, {long option: values}, and the operands."""
    long = {"-t": "--tag", "-f": "--file", "-u": "--username", "-p": "--password", "-o": "--output"}
    options, words = {}, []
    rest = iter(arguments)
    for word in rest:
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        name, equals, value = word.partition("=")
        if not equals and name in WITH_VALUE:
            value = next(rest, "")
        options.setdefault(long.get(name, name), []).append(value)
    count = 2 if words[:1] in (["image"], ["buildx"]) else 1
    return " ".join(words[:count]), options, words[count:]
