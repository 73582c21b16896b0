# Every task of this repository. Each target needs nothing prepared: it makes its environment first.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
OPENBEIAN := $(PYTHON) -m openbeian
PYTEST := $(PYTHON) -m pytest
# checks read the settings; they must not touch what `make start` keeps in var/
ASIDE := OPENBEIAN_MODE=test OPENBEIAN_VAR=.state/aside

# pages that are made from the code
PAGES := procedure notices answers glossary

# held to 100 % branch coverage; the import contract keeps the same list free of Django
PURE := numbers workdays codes declaration procedure rulebook wire forms
PURE_FILES := text.py errors.py datafiles.py $(PURE:=/*)
comma := ,
empty :=
INCLUDED := $(subst $(empty) ,$(comma),$(PURE_FILES:%=src/openbeian/%))

CHECKS := format lint types layers messages migrations pages rules
TIERS := slow postgres

.PHONY: help start stop demo test test-all check format lock messages docs bench bench-bulk clean
.PHONY: $(CHECKS:%=check-%) $(TIERS:%=test-%) test-reverse test-random

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

start: .state/base ## set up what is missing, then run everything on loopback; Ctrl-C ends it
	@$(OPENBEIAN) start

stop: .state/base ## end what `make start` runs, from another terminal
	@$(OPENBEIAN) stop

demo: .state/base ## play the whole journey without a person, and print its outcome as JSON
	@$(OPENBEIAN) demo

test: .state/dev ## the tests of a newcomer: SQLite and one browser journey
	@bin/chromium >/dev/null || true
	@rm -f .state/coverage.data*
	$(PYTEST) -n 2 -m "$(QUICK)" --cov --cov-report= --junit-xml=.state/test.xml
	@$(PYTHON) -m coverage report --skip-covered --fail-under=95
	@$(PYTHON) -m coverage report --skip-covered --fail-under=100 --include='$(INCLUDED)'
	$(PYTEST) -m "browser and not slow"

QUICK := not slow and not postgres and not browser
test-all: $(TIERS:%=test-%) ## the rest: every journey, kills, faults, PostgreSQL

test-slow: .state/dev
	@bin/chromium >/dev/null
	$(PYTEST) -m "slow and not postgres"

# no test may lean on one before it
test-reverse test-random: test-%: .state/dev
	$(PYTEST) -n 2 -m "$(QUICK)" --order=$*

test-postgres: .state/dev
	OPENBEIAN_TEST_DATABASE=postgres $(PYTEST) -n 2 -m "not browser and (postgres or not slow)"

check: $(CHECKS:%=check-%) ## format, lint, types, layers, messages, migrations, pages, rules

check-format: .state/dev
	.venv/bin/ruff format --check .

check-lint: .state/dev
	.venv/bin/ruff check .

check-types: .state/dev
	$(ASIDE) $(PYTHON) -m mypy

check-layers: .state/dev
	.venv/bin/lint-imports
	$(PYTEST) -q tests/architecture

check-messages: .state/dev
	$(ASIDE) $(OPENBEIAN) messages check

check-migrations: .state/dev
	$(ASIDE) $(OPENBEIAN) manage makemigrations --check --dry-run

check-pages: .state/dev
	@for page in $(PAGES); do $(ASIDE) $(OPENBEIAN) $$page --check docs/$$page.md || exit 1; done

check-rules: .state/dev
	$(ASIDE) $(OPENBEIAN) rules check

format: .state/dev ## put the code into shape
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

lock: ## resolve requirements/*.in again; UPGRADE=--upgrade takes newer versions
	@uv=$$(bin/bootstrap uv) && locked= && for name in base postgres sms bulk dask dev bench uv; do \
	  "$$uv" pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --universal \
	    --python-version 3.12 --custom-compile-command "make lock" $(UPGRADE) $$locked \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	  locked="$$locked -c requirements/$$name.txt"; \
	done

messages: .state/dev ## collect the interface's sentences into the Chinese catalogue
	$(ASIDE) $(OPENBEIAN) messages collect

docs: .state/dev ## write the generated pages again
	@for page in $(PAGES); do $(ASIDE) $(OPENBEIAN) $$page --write docs/$$page.md || exit 1; done

bench: .state/dev ## how many applications a second, how long a start, a check, a name takes
	$(PYTHON) benchmarks/run.py
	$(PYTHON) benchmarks/start.py
	PYTHONPATH=tests $(PYTHON) benchmarks/pure.py
	$(PYTHON) benchmarks/interface.py

bench-bulk: .state/bench ## host names in bulk, against tldextract and DuckDB, and in lists
	$(PYTHON) benchmarks/gate_bulk.py
	$(PYTHON) benchmarks/gate_batch.py

clean: ## remove what was built; the data in var/ stays
	rm -rf .venv .state .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.state/base: requirements/base.txt .python-version bin/bootstrap
	@bin/bootstrap base
	@touch $@

.state/dev: requirements/base.txt requirements/dev.txt .python-version bin/bootstrap
	@bin/bootstrap dev
	@touch .state/base $@

.state/bench: requirements/bench.txt .state/dev
	@bin/bootstrap bench
	@touch $@
