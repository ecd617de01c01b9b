# demo and test install what is missing; they are also .ci/demo and .ci/test, which need no make.

.PHONY: demo test release man bench scaling copies fuzz format record

# Build, then lint and compile an example.
demo:
	.ci/demo

# Every check: format, build, tests, proofs.
test:
	.ci/test

# The static executable, .build/release/lintel.
release:
	.ci/install
	.ci/release

# The manual page, .build/release/lintel.1, from what the program says of its commands.
man: release
	.ci/manual .build/release/lintel > .build/release/lintel.1

# Time and memory beside a bare libyaml scan.
bench: release
	python3 Benchmarks/run.py

# How time grows with inputs that could be made to hurt.
scaling: release
	python3 Benchmarks/scaling.py

# How lint grows with copies of each fixture. PyYAML comes with the proofs.
copies: release
	.ci/install --proofs
	.venv/bin/python Benchmarks/copies.py

# A million damaged specs. `swift run -c release LintelFuzz --help` says what else it can do.
fuzz:
	swift run -c release LintelFuzz

format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift

# Rewrite expected outputs. A run that records fails, so a second one confirms. Read the change before committing it.
record:
	-LINTEL_RECORD=1 swift test --disable-xctest
	swift test --disable-xctest
