"""No script needs more than bash 3.2, and the check that says so finds each thing that would."""

import subprocess

import pytest
from bash_versions import NEWER, QUOTED, newer_than
from systems import SYSTEMS, compiled, name_of_system

# One use of each, as somebody would write it.
PLANTED = {
    "associative array": "declare -A map",
    "mapfile or readarray": "mapfile -t lines <file",
    "change of case": 'echo "${name,,}"',
    "coproc": "coproc cat",
    "|&": "make |& tee log",
    "&>>": "make &>>log",
    ";& or ;;&": "case x in x) echo x ;& y) echo y ;; esac",
    "globstar": "shopt -s globstar",
    "BASHPID": 'kill "$BASHPID"',
    "read -i or -N": "read -r -N 1 key",
    "fraction in read -t": "read -t 0.5 -r line",
    "zero in read -t": "read -t 0",
    "padded braces": "echo {01..10}",
    "declare -g": "declare -g total=1",
    "declare -l, -u or -c": "local -u name",
    "[[ -v": "[[ -v name ]] && echo there",
    "negative index": 'echo "${items[-1]}"',
    "negative length": 'echo "${name:0:-1}"',
    "printf %(..)T": "printf '%(%s)T' -1",
    "\\u in quotes": "echo $'\\u00e9'",
    "named descriptor": "exec {lock}>file",
    "BASH_XTRACEFD": "BASH_XTRACEFD=3",
    "[[ -R or name reference": "local -n reference=$1",
    "wait -n or -p": "wait -n",
    "transformation": 'echo "${name@Q}"',
    "mapfile -d": "read -d '' -a items",
    "local -": "local -",
    "epoch": 'echo "$EPOCHSECONDS"',
    "substitution in the shell": 'echo "${ date; }"',
    "empty array": 'run "${options[@]}"',
}
# What looks like one of them and is not.
INNOCENT = [
    "# declare -A in a comment",
    "echo 'mapfile ${x,,} |& '",
    "cat <<'END'\nmapfile\nEND",
    'run ${options[@]+"${options[@]}"}',
    "wait \"$process\"",
    'echo "${name:-none}" "${name: -3}" "${#name}" "${@:1:20}"',
    "read -r -t 5 line",
    "local name=1 -- other",
    "printf '%s\\n' \"$(date +%s)\"",
    "answer=$(case $1 in (a) echo 1 ;; (*) echo 2 ;; esac)",
    "make >>log 2>&1 && echo done",
    "[[ -n $name && ! -v_is_no_option ]]",
]


def test_every_fault_is_planted():
    assert PLANTED.keys() == NEWER.keys() | QUOTED.keys()


@pytest.mark.parametrize("what", sorted(PLANTED))
def test_what_is_newer_is_found(what):
    text = f"f() {{\n{PLANTED[what]}\n}}\n"
    assert any(f":2: {what} (" in found for found in newer_than(text)), newer_than(text)
    assert not newer_than(f"# {PLANTED[what]}\n: '{PLANTED[what]}'\n" if "'" not in PLANTED[what] else "")


def test_an_unbalanced_case_is_found():
    assert newer_than("x=$(\n  case $1 in\n  a) echo 1 ;;\n  esac\n)\n") == [
        "script:1: case in $(…) with unbalanced parentheses (bash 4.0)"
    ]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_not_newer_is_not_found(text):
    assert not newer_than(text + "\n")


@pytest.mark.parametrize("system", SYSTEMS, ids=name_of_system)
def test_no_script_needs_more(lintel, tmp_path, system):
    made = compiled(lintel, *system, tmp_path)
    scripts = sorted(made.folder.glob("*.sh"))
    assert scripts
    for script in scripts:
        text = script.read_text()
        assert not newer_than(text, script.name), "\n".join(newer_than(text, script.name))
        assert subprocess.run(["bash", "-n", script]).returncode == 0
