"""Measures `lintel lint` as a whole process, beside a bare libyaml scan of the same file, and `lintel diff` beside
`lintel compile`. Linux only.

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
# How often two versions of a made spec are diffed; every task definition differs between them.
DIFF_RUNS = {"100K": 20, "1M": 10, "10M": 3}


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


def measure_diffs() -> None:
    """Diffs two versions of each made spec. CloudFormation takes no template of that size, so compiling ends with 1."""
    print(f"\n{'':8}{'diff ms':>10}{'compile ms':>12}{'of both':>9}{'peak MB':>10}{'ns/byte':>9}")
    per_byte = {}
    for name, runs in DIFF_RUNS.items():
        old, new = WORK / f"{name}.yaml", WORK / f"{name}-new.yaml"
        new.write_text(old.read_text().replace("cpu: 256", "cpu: 512").replace("retentionDays: 14", "retentionDays: 30"))
        _, median, peak = measure(runs, LINTEL, "diff", old, new)
        compile_it = '"$0" compile "$1" --output "$2"; test $? -le 1'
        compiled = sum(
            measure(runs, "sh", "-c", compile_it, LINTEL, path, WORK / "compiled")[1] for path in (old, new))
        per_byte[name] = median * 1e6 / (old.stat().st_size + new.stat().st_size)
        print(f"{name:8}{median:10.1f}{compiled:12.1f}{median / compiled:9.2f}{peak:10.1f}{per_byte[name]:9.1f}")
    print(f"time per byte, 10M to 1M: {per_byte['10M'] / per_byte['1M']:.2f} (1.00 is linear)")


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
    measure_diffs()


if __name__ == "__main__":
    main()
