# Two commands from nothing: `make run` (a running demonstration) and `make test` (a green suite).
# Needs Python 3.11 or newer with venv, and make. See README.md.

PYTHON ?= python3
PORT ?= 8000
DATA ?= data
UV_VERSION := 0.13.8
BIN := .venv/bin
CATALOGUE := src/tuquan/locale/vi/LC_MESSAGES/django.po
SAY := @printf '\033[1m%s\033[0m\n'

export UV_PYTHON_DOWNLOADS := never
export TUQUAN_DATA := $(abspath $(DATA))

.PHONY: run setup check test test-long bench screenshots messages clean help

help:
	@printf '%s\n' 'make run [PORT=8123] [DATA=folder]  the demonstration on http://127.0.0.1:8000' \
	  'make test       install what tests need and run them on SQLite, PostgreSQL and Chromium' \
	  'make setup      .venv with everything, so that .venv/bin/tuquan works' \
	  'make check      style, types, layers, migrations, translations (under a minute)' \
	  'make test-long  faults and the large browser sets' \
	  'make bench      measurements, as ratios against a named limit' \
	  'make screenshots  the pictures of the README and the leaflets of docs/vi' \
	  'make messages   collect the texts to translate into the catalogue' \
	  'make clean      remove what these commands made (not the data)'

run: setup
	$(SAY) 'The demonstration commune…'
	@$(BIN)/tuquan demo
	@exec $(BIN)/tuquan serve --port $(PORT)

setup: .venv/.ready $(CATALOGUE:.po=.mo)

.venv/.ready: requirements/dev.txt pyproject.toml
	$(SAY) 'Installing what is locked into .venv…'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; this is' `$(PYTHON) --version`. ; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv \
	  || { echo 'Python lacks venv. On Debian or Ubuntu: apt install python3-venv'; exit 1; }
	@if $(BIN)/python -m pip install -q --disable-pip-version-check 'uv==$(UV_VERSION)'; then \
	  $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --no-build-isolation --no-deps -e . ; \
	else \
	  $(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt && \
	  $(BIN)/python -m pip install -q --no-build-isolation --no-deps -e . ; \
	fi
	@touch $@

$(CATALOGUE:.po=.mo): .venv/.ready $(CATALOGUE)
	@$(BIN)/pybabel -q compile -l vi -i $(CATALOGUE) -o $@

check: setup
	$(SAY) 'Style…';            $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .
	$(SAY) 'Types…';            $(BIN)/mypy
	$(SAY) 'Layers…';           $(BIN)/lint-imports > .venv/layers.txt || { cat .venv/layers.txt; exit 1; }
	$(SAY) 'Migrations…';       TUQUAN_DATA=$(abspath .venv/check) $(BIN)/python -m django makemigrations \
	  --check --dry-run -v0 --settings tuquan.project.settings
	$(SAY) 'Translations…';     $(BIN)/python scripts/messages.py --check
	$(SAY) 'Schemas…';          $(BIN)/python -m scripts.pack_schema --check

# Tests keep away from the data of a running demonstration. They start many programs: what Python makes
# of the sources is kept, or each would begin with translating them for three seconds.
test test-long: export TUQUAN_DATA := $(abspath .venv/test-data)
test test-long: export PYTHONPYCACHEPREFIX := $(abspath .venv/bytecode)
test test-long: export PYTHONDONTWRITEBYTECODE :=

test: setup
	$(SAY) 'System parts…';     $(BIN)/python scripts/system_parts.py
	$(SAY) 'The core, alone…';  $(BIN)/python -m pytest -n 2 tests/core --cov --cov-fail-under=100 \
	  --cov-report=term-missing:skip-covered
	$(SAY) 'Everything, on SQLite…'; $(BIN)/python -m pytest -n 2 -m 'not long and not browser' \
	  --ignore=tests/core
	$(SAY) 'In a browser…'; $(BIN)/python -m pytest -n 2 --dist loadfile -m 'browser and not long' \
	  tests/e2e
	$(SAY) 'Everything, on PostgreSQL…'; $(BIN)/python scripts/with_postgres.py \
	  $(BIN)/python -m pytest -n 2 -m 'not long and not browser' --ignore=tests/core

test-long: setup
	$(SAY) 'System parts…';     $(BIN)/python scripts/system_parts.py --long
	$(SAY) 'Every example of every property…'; TUQUAN_DEEP=1 $(BIN)/python -m pytest -n 2 tests/core
	$(SAY) 'Faults and large sets, on SQLite…'; $(BIN)/python -m pytest -m long
	$(SAY) 'The same, on PostgreSQL…'; $(BIN)/python scripts/with_postgres.py \
	  $(BIN)/python -m pytest -m long

bench: setup
	$(BIN)/python bench/rollup.py
	$(BIN)/python bench/packs.py
	$(BIN)/python bench/reform.py
	$(BIN)/python scripts/with_postgres.py $(BIN)/python bench/search.py
	$(BIN)/python scripts/with_postgres.py $(BIN)/python bench/households.py
	$(BIN)/python bench/assess.py
	$(BIN)/python bench/assess_province.py
	$(BIN)/python bench/proposer.py
	$(BIN)/python bench/papers.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/consolidate.py
	$(BIN)/python scripts/with_postgres.py --durable $(BIN)/python bench/submit.py

screenshots: setup
	$(BIN)/python -m scripts.screenshots

messages: setup
	$(BIN)/python scripts/messages.py
	@$(MAKE) -s setup

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find src tests bench scripts -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(CATALOGUE:.po=.mo)
