# Two commands do everything: `make run` and `make test`.
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
FOR ?=

.PHONY: run test lint ledger states frontend lock code doctor clean

run: $(VENV)/.run
	@$(PY) -m portal.launch --port $(PORT)

test: $(VENV)/.test
	@$(PY) -m portal.tests.suite $(ARGS)

lint: $(VENV)/.test
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check -q .
	@$(VENV)/bin/djlint templates --lint --quiet
	@DJANGO_SETTINGS_MODULE=portal.settings.test $(PY) manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=portal.settings.test $(PY) manage.py check --fail-level WARNING
	@$(PY) -m pytest -q -p no:cacheprovider portal/tests/test_floors.py

ledger: $(VENV)/.test
	@$(PY) -m portal.ledger

states: $(VENV)/.run
	@$(PY) -m portal.drawing

frontend:
	@sh static/build.sh

doctor: $(VENV)/.run
	@$(PY) manage.py doctor

code: $(VENV)/.run
	@$(PY) manage.py code $(FOR)

lock: $(VENV)/.test
	@$(PY) -m pip install -q uv
	@for kind in "" dev; do \
	  $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header $${kind:+--extra $$kind} pyproject.toml \
	    -o requirements$${kind:+-$$kind}.txt; done

$(VENV)/.run: requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: apt-get install python3"; exit 1; }
	@python3 -m venv $(VENV) || \
	  { echo "Python cannot make environments here: apt-get install python3-venv"; exit 1; }
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) var .cache
