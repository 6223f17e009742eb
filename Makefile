# Everything needs only Python >= 3.11, git and make; each target sets up what it uses.
#   make PYTHON=python3.12 setup        another interpreter
#   make test ARGS="tests/ir -x"        arguments passed on to pytest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
STAMP  := $(VENV)/.installed
PIP    := -m pip --disable-pip-version-check --quiet --quiet
ARGS   ?=

# For `make lock` only.
UV     ?= uv

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help setup test lint format types contracts docs docs-check check-policies demo bench wheel-test all lock clean

help: ## list the targets
	@echo "rankdsl: make <target>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## create .venv with the locked dependencies and the project itself (once; again when they change)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "rankdsl needs Python 3.11 or newer, and '$(PYTHON)' is: $$($(PYTHON) --version 2>&1 || true)" >&2; \
	  echo "Name another interpreter, for example: make PYTHON=python3.12 $(or $(MAKECMDGOALS),setup)" >&2; \
	  exit 1; }
	@echo "setting up $(VENV) (some 60 MB, about half a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) $(PIP) install --require-hashes -r requirements.lock
	@$(PY) $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

test: setup ## run the tests
	$(PY) -m pytest $(ARGS)

lint: setup ## style and likely bugs, and whether every file is formatted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup ## repair what lint can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup ## mypy, strict
	$(BIN)/mypy

contracts: setup ## which room may import which (import-linter)
	$(BIN)/lint-imports

docs: setup ## write the generated pages of docs/
	$(PY) docs/generate.py

docs-check: setup ## whether the generated pages of docs/ are fresh
	$(PY) docs/generate.py --check

check-policies: setup ## prove the reference policies
	$(BIN)/rankdsl check policies

demo: setup ## a guided tour, up to one refused 科员 with both articles
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash demo/demo.sh

bench: setup ## measure against the figures to reach (JSON)
	@$(PY) benchmarks/run.py

# The sdist, then the wheel out of the sdist, so that both are known to be whole; a fresh environment that holds only
# what the wheel declares, at the locked versions; another folder, with a copy of the policies and nothing else.
wheel-test: setup ## build the wheel, install it elsewhere, check the policies with it there
	@place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(PY) -m build --no-isolation --outdir "$$place/dist" . >"$$place/build.log" 2>&1 || { cat "$$place/build.log" >&2; exit 1; }; \
	wheel=$$(echo "$$place"/dist/rankdsl-*.whl); \
	echo "built $$(basename "$$wheel")"; \
	$(PYTHON) -m venv "$$place/venv"; \
	"$$place/venv/bin/python" $(PIP) install --constraint requirements.lock "$$wheel"; \
	mkdir "$$place/elsewhere"; \
	cp -R policies "$$place/elsewhere/policies"; \
	cd "$$place/elsewhere"; \
	env -u PYTHONPATH "$$place/venv/bin/rankdsl" --version; \
	env -u PYTHONPATH "$$place/venv/bin/rankdsl" check policies

all: lint types contracts docs-check test wheel-test ## everything but the demo and the measurements

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean: ## remove .venv, builds and caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
