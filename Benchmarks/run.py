"""Measures `lintel lint` as a whole process, beside a bare libyaml scan of the same file. Linux only.

    make bench

Nothing here passes or fails on a figure. Times are medians of whole processes, start included; K and M are decimal.
"""

import subprocess
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".build/benchmark"
LINTEL = ROOT / ".build/release/lintel"
CFN_LINT = ROOT / ".venv/bin/cfn-lint"
EXAMPLE = ROOT / "examples/ecs-autoscaling/lintel.yaml"
TEMPLATE = WORK / "compiled/production/template.json"

# Size of the made spec, and how often it is linted.
RUNS = {"100K": 100, "1M": 30, "10M": 10}
EXAMPLE_RUNS = 300


def run(*command: object) -> str:
    """What the command prints; ends the benchmark, with that, if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}\n{' '.join(words)}: exit status {done.returncode}")
    return done.stdout


def compile_c(name: str, *libraries: str) -> Path:
    program = WORK / name
    run("clang", "-O2", "-static", "-o", program, ROOT / f"Benchmarks/{name}.c", *libraries)
    return program


def measure(runs: int, *command: object) -> tuple[float, float, float]:
    """Least and median milliseconds of a process, and the most megabytes it held."""
    least, median, peak = run(WORK / "measure", runs, *command).split()
    return float(least) / 1e3, float(median) / 1e3, float(peak) * 1024 / 1e6


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    compile_c("measure")
    scan = compile_c("scan", "-lyaml")

    files = {"example": (EXAMPLE, EXAMPLE_RUNS)}
    for size, runs in RUNS.items():
        path = WORK / f"{size}.yaml"
        path.write_text(generate.spec(generate.parse_size(size)))
        files[size] = (path, runs)

    print(f"{'':8}{'lint ms':>10}{'least':>10}{'scan ms':>10}{'ratio':>8}{'peak MB':>10}{'peak/file':>11}{'ns/byte':>9}")
    per_byte = {}
    for name, (path, runs) in files.items():
        run(LINTEL, "lint", path)
        least, median, peak = measure(runs, LINTEL, "lint", path)
        _, bare, _ = measure(runs, scan, path)
        size = path.stat().st_size
        per_byte[name] = median * 1e6 / size
        print(
            f"{name:8}{median:10.2f}{least:10.2f}{bare:10.2f}{median / bare:8.1f}{peak:10.1f}"
            f"{peak * 1e6 / size:11.1f}{per_byte[name]:9.1f}"
        )
    for small, large in (("100K", "10M"), ("1M", "10M")):
        print(f"time per byte, {large} to {small}: {per_byte[large] / per_byte[small]:.2f} (1.00 is linear)")

    if CFN_LINT.exists():
        run(LINTEL, "compile", EXAMPLE, "--environment", "production", "--output", WORK / "compiled")
        _, median, peak = measure(5, CFN_LINT, TEMPLATE)
        print(f"cfn-lint on the example's template: {median:.0f} ms, {peak:.0f} MB")
    else:
        print("cfn-lint is not measured: `make test` installs it.")


if __name__ == "__main__":
    main()
