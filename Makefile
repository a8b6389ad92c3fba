# Two commands for a newcomer: `make demo` and `make test`. Both install what they need.
# Nothing here needs more than Python 3.11 or later, git and make.

PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMP := .venv/.synced
# Where `make demo` writes; it must not exist yet, so a second run needs another or `make clean-demo`.
DEMO ?= demo

.PHONY: bench-scale bench-amend bench-watermark bench-review screens bench-detection model calibration bench-linkage setup system browser demo test check format lint types imports tests lock bench bench-removal soak figures clean clean-demo

setup: $(STAMP)

# System programs are helpful, not needed: Tesseract's English data makes scans five times
# faster than the bundled reader, Poppler and qpdf give the verifier second opinions.
system:
	@sh packaging/system.sh
# Without it the tests of the screens are skipped and say so.
browser:
	@sh packaging/system.sh tests

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "goodcause needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 13; }
	@sh packaging/venv.sh $(PYTHON) .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(STAMP): requirements.lock pyproject.toml | system .tools/bin/uv
	@test -x $(BIN)/python || .tools/bin/uv venv --quiet --python $(PYTHON) .venv
	@VIRTUAL_ENV=.venv .tools/bin/uv pip sync --quiet requirements.lock
	@VIRTUAL_ENV=.venv .tools/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup
	@$(BIN)/goodcause demo $(DEMO)

test: check
check: setup browser
	@$(MAKE) --no-print-directory format lint types imports tests

format:
	@$(BIN)/ruff format --check --quiet . || { echo "run .venv/bin/ruff format ."; exit 1; }
lint:
	@$(BIN)/ruff check --quiet .
types:
	@$(BIN)/mypy --no-error-summary
imports:
	@$(BIN)/lint-imports --no-cache > .importlinter.log || { cat .importlinter.log; exit 1; }
# A file stays on one worker, so that what its tests share is made once.
tests:
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Figures beside their targets; ratios within one run, so the machine's own speed drops out.
bench: setup
	@$(BIN)/python -m benchmarks.pipeline

# Leak classes as pairs of papers that differ only in a secret, through the program and its rivals.
# SECRETS=5 is a quick look; the full table takes about a quarter of an hour on two quiet cores.
SECRETS ?= 25
bench-removal: setup
	@$(BIN)/python -m benchmarks.removal --secrets $(SECRETS)

# A ruling on three applicants of many: exactly their pages are served again.
bench-amend: setup
	@$(BIN)/python -m benchmarks.amend --applications $(SERVED)
SERVED ?= 150

# What the mark costs a reading machine and what is left of it on paper, geometry by geometry.
bench-watermark: setup
	@$(BIN)/python -m benchmarks.watermark

# What a reviewer waits for with 18,000 pages and 100,000 findings in the database.
bench-review: setup browser
	@$(BIN)/python -m benchmarks.review

# The pictures of docs/review.md.
screens: setup browser
	@$(BIN)/python -m benchmarks.screens

# How well donors are linked with applicants, and schedules read, beside the targets.
bench-linkage: setup
	@$(BIN)/python -m benchmarks.linkage
	@$(BIN)/python -m benchmarks.linkage million

# Damaged files by the hundred, and fifty kills at random moments: long, so not part of `make test`.
MOMENTS ?= 50
soak: setup
	@$(BIN)/python -m benchmarks.fuzz
	@$(BIN)/python -m benchmarks.faults --moments $(MOMENTS)
	@$(BIN)/python -m benchmarks.faults --moments $(MOMENTS) --postgresql
	@$(BIN)/python -m benchmarks.netcut

# What a whole case costs at a size, page by page; APPLICATIONS=3000 is the case of the order and
# takes hours. Then the ledger at growing sizes on PostgreSQL, with its figure.
bench-scale: setup
	@$(BIN)/python -m benchmarks.scale --applications $(APPLICATIONS) --out docs/figures/scale-$(APPLICATIONS).json
	@$(BIN)/python -m benchmarks.scale.ledger --figure docs/figures/ledger.svg

# What is found, and what is left, beside the targets: narratives, hard wordings, a made case, TAB.
# APPLICATIONS=0 leaves the made case out.
APPLICATIONS ?= 12
bench-detection: setup
	@$(BIN)/python -m benchmarks.detection --applications $(APPLICATIONS)

# The classifier of running words, trained anew; and the curves that make strengths probabilities.
model: setup
	@$(BIN)/python -m goodcause.findings.narrative.training
calibration: setup
	@$(BIN)/python -m benchmarks.detection.calibrate

# The pictures in README and docs.
figures: setup
	@$(BIN)/python -m benchmarks.figures

# Written without index addresses: the same file serves every mirror.
lock: .tools/bin/uv
	@.tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --group dev pyproject.toml \
	  --output-file requirements.lock

clean-demo:
	rm -rf $(DEMO)
clean: clean-demo
	rm -rf .venv .tools build dist
