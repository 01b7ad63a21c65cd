# make serve and make test do all the set-up themselves; a second run does none of it again.
.DEFAULT_GOAL := help
.PHONY: help setup serve test lint format bench bench-start bench-ask bench-add bench-streams soak eval measure-figures train-pairing calibrate lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# A file in the environment for each step that is done: an interrupted set-up goes on at the first that is missing.
PYTHON_READY := .venv/.python
TORCH_READY := .venv/.torch
PACKAGES_READY := .venv/.packages
PROJECT_READY := .venv/.project
BYTECODE_READY := .venv/.bytecode
MODEL_READY := .venv/.model
TOOLS_READY := .venv/.tools
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCKED := $(PIP) install -qq --no-deps --require-hashes

help:
	@echo "make serve        set up what is missing, then serve the sample documents on http://127.0.0.1:8765"
	@echo "make setup        only set up: .venv with the locked packages, and the model compiled"
	@echo "make test         lint, types, import contracts and tests (make lint: without the tests)"
	@echo "make bench        the three benchmarks below, one after the other"
	@echo "make bench-start  how long a second start takes to its first answer"
	@echo "make bench-ask    each stage's share of an ask"
	@echo "make bench-streams  how soon streamed answers begin and end, fifty at once"
	@echo "make bench-add    documents and sentences a second, and each stage's share of adding"
	@echo "make soak         half an hour of mixed load: errors, memory, p50 to p99 (MINUTES=2: shorter)"
	@echo "make eval         asks every eval set and writes eval/RECORD.md; hours where the shared data is there"
	@echo "make measure-figures  every number that figures and conflicts are held to, in one table"
	@echo "make train-pairing    learn again, from articles without labels, what makes two amounts one measure"
	@echo "make calibrate        learn again, from judgements, how sure conflicts are (fetches 55 MB of news); prints a table"
	@echo "make lock         resolve the locks again (needs uv)"

setup: $(PROJECT_READY) $(BYTECODE_READY) $(MODEL_READY)

serve: setup
	@$(BIN)/crosscheck serve --sample

lint: setup $(TOOLS_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest

format: $(TOOLS_READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: bench-start bench-ask bench-add

bench-start: setup
	$(BIN)/python -m eval.benchmarks.start

bench-ask: setup
	$(BIN)/python -m eval.benchmarks.ask

bench-streams: setup
	$(BIN)/python -m eval.benchmarks.streams

bench-add: setup
	$(BIN)/python -m eval.benchmarks.adding

MINUTES ?= 30
soak: setup
	@$(BIN)/python -m eval.benchmarks.soak --minutes $(MINUTES)

eval: setup
	@$(BIN)/python -m eval.record

measure-figures: setup
	@$(BIN)/python -m eval.measure_figures

CROSSCHECK_SHARED ?= ../shared
train-pairing: setup
	@$(BIN)/python -m eval.train_pairing $(CROSSCHECK_SHARED)/data/realtimeqa_2022/corpus.jsonl

NEWSWIRE := .newswire
NEWSWIRE_READY := $(NEWSWIRE)/.ready
$(NEWSWIRE_READY): eval/newswire.py | setup
	@$(BIN)/python -m eval.newswire $(NEWSWIRE)
	@touch $@

calibrate: setup $(NEWSWIRE_READY)
	@$(BIN)/python -m eval.calibration $(CROSSCHECK_SHARED)/data/realtimeqa_2022/corpus.jsonl $(addprefix $(NEWSWIRE)/,lee.jsonl reuters_development.jsonl reuters_final.jsonl papers_first.jsonl papers_second.jsonl papers_third.jsonl) corpus/sample tests/rewordings/development/* --write

clean:
	rm -rf .venv

$(PYTHON_READY):
	@test -n "$(PYTHON)" || { echo "Crosscheck needs Python 3.11 or newer: no python3 was found"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Crosscheck needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) -V): make setup PYTHON=/path/to/python3.11"; exit 1; }
	@echo "making .venv with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv .venv || \
		{ echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian: python3-venv)"; exit 1; }
	@touch $@

# torch is needed once, to compile the model; serving never imports it. Where pip is given a folder with torch's CPU
# file, that one is taken first (asked for both, pip prefers the registry's, whose hash it knows before the download).
# The registry's for Linux on x86_64 is the CUDA build: it does not start without libraries of several GB, which are
# fetched only then.
$(TORCH_READY): locks/torch.txt $(PYTHON_READY)
	@echo "installing torch"
	@sed -n '/^torch==/,/[^\\]$$/p' locks/torch.txt > .venv/torch-alone.txt
	@$(LOCKED) --no-index -r .venv/torch-alone.txt >/dev/null 2>&1 || true
	@$(LOCKED) -r locks/torch.txt
	@$(BIN)/python -W ignore -c "import torch" 2>/dev/null || { \
		echo "this build of torch needs CUDA's libraries: fetching them, about 3 GB"; $(PIP) install torch==2.13.0; }
	@touch $@

$(PACKAGES_READY): locks/requirements.txt $(TORCH_READY)
	@echo "installing the locked packages"
	@$(LOCKED) -r locks/requirements.txt
	@touch $@

$(PROJECT_READY): pyproject.toml $(PACKAGES_READY)
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

# Where PYTHONDONTWRITEBYTECODE is set, every start would compile our sources again; pip did it for the packages.
$(BYTECODE_READY): $(shell find corpus index service eval -name '*.py') $(PROJECT_READY)
	@$(BIN)/python -m compileall -q corpus index service eval
	@touch $@

$(MODEL_READY): index/compiling.py index/exporting.py index/compiled.py $(PROJECT_READY)
	@$(BIN)/python -m index.compiling
	@touch $@

$(TOOLS_READY): locks/dev.txt $(PACKAGES_READY)
	@echo "installing the tools"
	@$(LOCKED) -r locks/dev.txt
	@touch $@

# Versions move only here. torch comes with two kinds of hashes: the registry's, which uv writes, and that of its CPU
# file (torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl), which pip may be given by a folder of wheels.
UV ?= uv
TORCH_CPU_SHA256 := 6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
COMPILE := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"

lock:
	$(COMPILE) pyproject.toml --group build --override locks/no-torch.txt -o locks/requirements.txt
	$(COMPILE) locks/torch.in --no-deps -c locks/requirements.txt -o locks/torch.txt
	sed -i.bak 's/^torch==[^ ]* .*/&\n    --hash=sha256:$(TORCH_CPU_SHA256) \\/' locks/torch.txt && rm locks/torch.txt.bak
	$(COMPILE) --group dev -c locks/requirements.txt -o locks/dev.txt
