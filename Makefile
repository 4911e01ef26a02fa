# The two commands a person needs are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 5000
WORKERS ?= 2
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.DEFAULT_GOAL := help
.PHONY: help install demo serve test check format catalogues browser lock permissions

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(STAMP)

%.mo: %.po
	$(BIN)/pybabel -q compile -i $< -o $@

install: $(STAMP) ## make the virtual environment and install everything into it
	@$(MAKE) --no-print-directory catalogues

catalogues: $(STAMP) $(CATALOGUES) ## compile the translations

demo: install ## set up everything with invented people and serve the site on PORT
	PORT=$(PORT) $(BIN)/matchmaker demo

serve: install ## serve the site as it is on PORT
	PORT=$(PORT) $(BIN)/matchmaker serve

browser:
	@./tests/install_browser.sh

test: install browser ## run every test, browser journeys included, in WORKERS processes
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: install ## what CI checks besides the tests: format, lint, types, directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

permissions: install ## write docs/permissions.md from the tables of roles and states
	$(BIN)/python -m tests.web.permissions.page > permissions.new && mv permissions.new docs/permissions.md

lock: $(STAMP) ## write requirements.lock from what is installed
	@{ head -1 requirements.lock; $(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu//'; } > requirements.new && mv requirements.new requirements.lock
