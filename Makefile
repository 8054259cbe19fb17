# What people do with the product. GNU make and a POSIX shell; everything else is in Python.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
TEST_PROCESSES ?= 2
PYTEST := $(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadgroup
export PORT

.PHONY: help demo demo-reset venv install install-dev check fix test bench

help:
	@echo 'make demo        start the demonstration on http://127.0.0.1:8000/ (another port: PORT=8001 make demo)'
	@echo 'make demo-reset  remove the data of the demonstration; the next make demo makes them anew'
	@echo 'make install     install what the product runs on, into .venv'
	@echo 'make check       lint, types, layers, migrations, templates: what CI checks'
	@echo 'make fix         mend what can be mended by machine'
	@echo 'make test        the whole test suite; on PostgreSQL and Redis too where DATABASE_URL and REDIS_URL are set'
	@echo 'make bench       speed, side by side with the usual alternatives'

demo: export DEMO = 1
demo: install
	@echo 'Preparing the database.'
	@umask 077 && $(MANAGE) migrate --verbosity 0
	@echo 'Loading the demonstration. It is quick when it is there already.'
	@umask 077 && $(MANAGE) load_demo
	@$(MANAGE) run --port '$(PORT)'

demo-reset: export DEMO = 1
demo-reset: install
	@$(MANAGE) reset_demo

# .venv is made anew when its Python no longer starts: it was removed, or the folder was moved.
venv:
	@$(BIN)/python -c '' 2>/dev/null || { \
	  $(PYTHON) -c '' 2>/dev/null || { \
	    echo '$(PYTHON) was not found. Install Python 3.11 or later, or name yours: PYTHON=python3.12 make demo' >&2; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: PYTHON=python3.12 make demo" >&2; \
	    exit 1; }; \
	  $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo 'The venv module of Python is missing. On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; }; \
	  echo 'Making a place of its own for the packages, in .venv.'; \
	  $(PYTHON) -m venv --clear .venv; }

# A package is fetched only when the list of them has changed since the last time: the stamp is that list.
install: venv
	@cmp -s requirements.txt .venv/installed.txt || { \
	  echo "Installing $$(grep -c == requirements.txt) packages, once: a few minutes on a slow line."; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt || { \
	    echo 'The packages could not be installed: see above. Is this machine on a network that pip may use?' >&2; exit 1; }; \
	  cp requirements.txt .venv/installed.txt; }

install-dev: install
	@cat requirements.txt requirements-dev.txt | cmp -s - .venv/installed-dev.txt || { \
	  echo "Installing $$(grep -c == requirements-dev.txt) packages more for checks and tests, once."; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt || { \
	    echo 'The packages could not be installed: see above. Is this machine on a network that pip may use?' >&2; exit 1; }; \
	  cat requirements.txt requirements-dev.txt > .venv/installed-dev.txt; }

check: export DATA_DIR = build/check
check: export DATABASE_URL =
check: export REDIS_URL =
check: export DEMO =
check: install-dev
	@echo 'Lint'
	@$(BIN)/ruff check .
	@echo 'Format'
	@$(BIN)/ruff format --check .
	@echo 'Types'
	@$(BIN)/mypy .
	@echo 'Layers'
	@$(BIN)/lint-imports --no-cache
	@echo 'System checks'
	@$(MANAGE) check --fail-level WARNING
	@echo 'Migrations'
	@$(MANAGE) makemigrations --check --dry-run
	@echo 'Templates'
	@$(BIN)/djlint --lint --quiet templates

fix: install-dev
	-$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Both lanes run, whatever the first one says; a lane that fails fails the whole.
test: install-dev
	@failed=0; \
	echo 'Tests on SQLite, with messages in files'; \
	DATABASE_URL= REDIS_URL= $(PYTEST) || failed=1; \
	if [ -n "$$DATABASE_URL" ] && [ -n "$$REDIS_URL" ]; then \
	  echo 'Tests on PostgreSQL and Redis, as DATABASE_URL and REDIS_URL say'; \
	  $(PYTEST) || failed=1; \
	else \
	  echo 'Not tested on PostgreSQL and Redis: DATABASE_URL and REDIS_URL are not both set.'; \
	fi; \
	exit $$failed

bench: install-dev
	$(BIN)/python -m benchmarks
