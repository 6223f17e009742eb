# Everything needs only Python >= 3.11, git and make; each target sets up what it uses.
#   make PYTHON=python3.12 setup        another interpreter
#   make test ARGS="tests/ir -x"        arguments passed on to pytest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
STAMP  := $(VENV)/.installed
ENGINES := build/engines
SITE   := $(VENV)/.installed-site
PIP    := -m pip --disable-pip-version-check --quiet --quiet
ARGS   ?=

# For `make lock` only.
UV     ?= uv

# Half of the time of a small command is spent on compiling the project's modules, if Python may not keep them compiled.
unexport PYTHONDONTWRITEBYTECODE

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help setup test lint format types contracts docs docs-check tables check-policies site browser site-test demo bench mutation soak trust wheel-test editors bundle bundle-test all lock clean

help: ## list the targets
	@echo "rankdsl: make <target>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## create .venv with the locked dependencies and the project itself (once; again when they change)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "rankdsl needs Python 3.11 or newer, and '$(PYTHON)' is: $$($(PYTHON) --version 2>&1 || true)" >&2; \
	  echo "Name another interpreter, for example: make PYTHON=python3.12 $(or $(MAKECMDGOALS),setup)" >&2; \
	  exit 1; }
	@echo "setting up $(VENV) (some 220 MB, about half a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) $(PIP) install --require-hashes -r requirements.lock
	@$(PY) $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

test: setup ## run the tests
	$(PY) -m pytest -n auto --dist worksteal -rs $(ARGS)

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

docs: setup ## write the generated pages of docs/, and what commands write in the pages that are followed
	$(PY) docs/generate.py
	$(PY) -m tests.docs.following docs/tutorial*.md docs/cookbook/*.md

docs-check: setup ## whether the generated pages of docs/ are fresh
	$(PY) docs/generate.py --check

tables: setup ## write the parser's tables again after a change of the grammar
	$(PY) -m rankdsl.syntax.tabulating

editors: setup ## write the grammar for editors again after a change of the keyword tables
	$(PY) editors/generate.py

check-policies: setup ## prove the reference policies
	$(BIN)/rankdsl check policies

$(SITE): requirements-site.lock $(STAMP)
	@echo "setting up what the documentation site needs (some 60 MB)"
	@$(PY) $(PIP) install --require-hashes -r requirements-site.lock
	@touch $@

site: $(SITE) ## build the documentation site, to be opened from site/index.html without a network
	@$(PY) -m docs.site.build

browser: $(SITE)
	@bash tests/site/browser.sh

site-test: browser ## build the documentation site and open it in a browser: search, click (installs Chromium on Debian)
	$(PY) -m pytest tests/site $(ARGS)

demo: setup ## a guided tour, up to one refused 科员 with both articles
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash demo/demo.sh

bench: setup $(ENGINES) ## measure against the figures to reach (JSON); ARGS="--only deciding" one of them
	@PYTHONPATH=$(ENGINES) $(PY) benchmarks/run.py $(ARGS)

# The engines that generated Python is measured against. Where they cannot be had the figure names what it left out.
$(ENGINES): benchmarks/requirements.txt | setup
	@$(PY) $(PIP) install --target $@ -r $< || echo "not installed, and left out: $<" >&2
	@mkdir -p $@ && touch $@

# Long runs; what they count goes to docs/trust/ and from there to docs/trust.md.
mutation: setup ## change clean documents in every way, and see whether exactly what is not permitted is reported
	$(PY) -m tests.mutation --out docs/trust/mutation.json $(ARGS)

N    ?= 100000
SEED ?= 1

soak: setup ## generated programs and documents, up to N of the SEED; goes on where it stopped
	$(PY) -m tests.soak --programs $(N) --seed $(SEED) $(ARGS)

trust: mutation ## count the figures of docs/trust.md anew, and write the page
	$(PY) -m tests.trust
	$(PY) docs/generate.py

# The sdist, then the wheel out of the sdist, so that both are known to be whole; a fresh environment without the
# developers' tools, by its own lock; another folder, with a copy of the policies and nothing else.
wheel-test: setup ## build the wheel, install it elsewhere, check the policies with it there
	@set -euo pipefail; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(PY) -m build --no-isolation --outdir "$$place/dist" . >"$$place/build.log" 2>&1 || { cat "$$place/build.log" >&2; exit 1; }; \
	wheel=$$(echo "$$place"/dist/rankdsl-*.whl); \
	echo "built $$(basename "$$wheel")"; \
	$(PYTHON) -m venv "$$place/venv"; \
	"$$place/venv/bin/python" $(PIP) install --require-hashes -r requirements-runtime.lock; \
	"$$place/venv/bin/python" $(PIP) install --no-deps --no-index "$$wheel"; \
	"$$place/venv/bin/python" -m pip --disable-pip-version-check check; \
	mkdir "$$place/elsewhere"; \
	cp -R policies "$$place/elsewhere/policies"; \
	cd "$$place/elsewhere"; \
	env -u PYTHONPATH "$$place/venv/bin/rankdsl" --version; \
	env -u PYTHONPATH "$$place/venv/bin/rankdsl" check policies

# For offices without a network: a folder and an archive in dist/. By default for this machine and this Python:
#   make bundle PLATFORM=windows PYTHONS="3.11 3.12"     (windows, linux, linux-arm, macos-arm, macos-intel)
#   make site bundle DOCS=site                           (with the documentation site)
PLATFORM ?=
PYTHONS  ?=
DOCS     ?=

bundle: setup ## wheels, checksums and an installer for a place without a network (PLATFORM=, PYTHONS=)
	@$(PY) packaging/bundle.py --platform "$(PLATFORM)" --python $(PYTHONS) $(if $(DOCS),--docs "$(DOCS)")

bundle-test: setup ## make a bundle, install it elsewhere without a network, check the policies with it there
	@bash packaging/try-bundle.sh "$(CURDIR)/$(PY)"

all: lint types contracts docs-check test wheel-test ## everything but the demo and the measurements

# requirements.lock is for work on the project, requirements-runtime.lock for use alone: the same versions, fewer packages.
COMPILE = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock" --quiet

lock: ## renew the lock files from pyproject.toml (needs uv)
	$(COMPILE) --group dev --upgrade --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock --no-annotate --output-file requirements-runtime.lock
	$(subst pip compile pyproject.toml,pip compile --group pyproject.toml:site,$(COMPILE)) --constraint requirements.lock \
	  --upgrade --output-file requirements-site.lock

clean: ## remove .venv, builds and caches
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
