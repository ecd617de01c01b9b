"""A few of many systems that together exercise every row of the tables that any of them exercises.

A row is what the life of a system shows to be right: a property of a type, in one form of value, as the template states
it, and an option of a command of a service, as the script gives it. Rows are read off the compiled files when tests
are collected: that takes a fraction of a second for each spec, and unlike a record of earlier runs it is never stale. A
life then shows that it ran all the making commands that it was chosen for.
"""

import re

from intrinsics import intrinsic

# Where the functions that all scripts share end.
FIRST_STEP = re.compile(r"^step ", re.MULTILINE)
CONTINUED = re.compile(r"\\\n\s*")
# Forms of values that a script has to find out before it uses them.
ELSEWHERE = {"parameter", "pseudo", "dynamic", "Fn::ImportValue"}
COMMAND = re.compile(r"(?:(\w+) )?aws ([a-z][a-z0-9-]*) ([a-z][a-z0-9-]*)(?= |$)(.*)")
OPTION = re.compile(r"(?<= )--[a-z][a-z0-9-]*")


def rows(system):
    """What the life of a compiled system exercises."""
    return set(_rows_of_template(system.template)) | {row for _, row in _commands(system.deploy.read_text())}


def creating(system):
    """The rows of the commands that a first deployment has to run."""
    return {row for function, row in _commands(system.deploy.read_text()) if function == "create"}


def rows_of_call(arguments):
    """The rows of a command that was run, as the stand-in of the AWS CLI writes it down."""
    words = [word for word in arguments if not word.startswith("--")][:2]
    return {(*words, word.partition("=")[0]) for word in arguments if word.startswith("--")} | {(*words, "")}


def _rows_of_template(template):
    parameters = template.get("Parameters", {})
    for resource in template["Resources"].values():
        for path, form in _forms(resource.get("Properties", {}), "", parameters):
            yield resource["Type"], path
            # References inside the system are everywhere. What is looked up elsewhere has commands of its own.
            if form in ELSEWHERE:
                yield resource["Type"], form


def _forms(value, path, parameters):
    """(path, what sort of value stands there); list elements have no numbers."""
    call = intrinsic(value)
    if call:
        name, argument = call
        if name == "Ref":
            name = "parameter" if argument in parameters else "pseudo" if argument.startswith("AWS::") else "Ref"
        yield path, name
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _forms(item, f"{path}/{key}", parameters)
    elif isinstance(value, list):
        for item in value:
            yield from _forms(item, f"{path}/*", parameters)
    else:
        yield path, "dynamic" if "{{resolve:" in str(value) else "literal"


def _commands(script):
    """(the function that runs it or nothing, a row) of each command beside the functions."""
    text = CONTINUED.sub(" ", script[FIRST_STEP.search(script).start() :])
    for function, service, operation, rest in COMMAND.findall(text):
        for option in ["", *OPTION.findall(rest)]:
            yield function, (service, operation, option)


def covering(candidates, chosen=()):
    """Names of candidates ({name: rows}) that together have all rows, those that are chosen anyhow first.

    Each time it is the one with the most rows that none before it has; of equals, the first.
    """
    found = list(chosen)
    missing = set().union(*candidates.values()) - set().union(*(candidates[name] for name in found))
    while missing:
        best = max(candidates, key=lambda name: len(candidates[name] & missing))
        found.append(best)
        missing -= candidates[best]
    return found
