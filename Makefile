# Everything an installation or a checkout needs, in two commands: make demo, make test.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_LINK_MODE ?= copy

.PHONY: demo test check fmt bench env env-dev frontend translations clean

demo: env frontend ## load the Lampung example, run the journey, serve
	$(BIN)/wadah demo

test: env-dev frontend ## every test: unit, property, both databases, browser, house
	$(BIN)/python tools/run_tests.py

check: env-dev ## lint, types, import contracts, core tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest tests/core tests/house -q -m "not slow"

fmt: env-dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: env-dev ## each benchmark runs us and a peer in one run and prints a ratio
	set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file; done

env: $(STAMP)-run
env-dev: $(STAMP)-dev
frontend: $(STAMP)-frontend
translations: ## compile the translations after a change
	$(BIN)/python tools/compile_translations.py

$(BIN)/uv:
	tools/make_venv.sh $(PYTHON) $(VENV)
	$(BIN)/python -m pip install -q uv

$(STAMP)-run: requirements/run.txt pyproject.toml hatch_build.py | $(BIN)/uv
	$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install -q -p $(BIN)/python --no-deps -e .
	touch $@

$(STAMP)-dev: requirements/dev.txt pyproject.toml hatch_build.py | $(BIN)/uv
	$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install -q -p $(BIN)/python --no-deps -e .
	touch $@ $(STAMP)-run

$(STAMP)-frontend: package.json package-lock.json tools/build_frontend.py | $(STAMP)-run
	$(BIN)/python tools/build_frontend.py
	touch $@

clean:
	rm -rf $(VENV) node_modules src/wadah/delivery/web/static/vendor
