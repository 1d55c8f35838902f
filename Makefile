# Polymath's own commands. `make` alone lists them.

PYTHON := .venv/bin/python
export PYTHONUNBUFFERED := 1
export PYTHONDONTWRITEBYTECODE :=
ifdef PORT
export PORT
endif

.DEFAULT_GOAL := help
.PHONY: help demo setup serve test lint bench clean environment development room

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "Variables: PORT=8001 serves there; DEMO=no sets up a site without the demo."

demo: room setup ## Set up everything, with the demo site, and serve it on http://localhost:8000
	@exec $(PYTHON) manage.py serve

setup: environment ## The same without serving; after an upgrade too
	@$(PYTHON) manage.py prepare
ifneq ($(DEMO),no)
	@$(PYTHON) manage.py load_demo --if-empty
endif

serve: ## Serve what is set up, and run its background tasks
	@test -x $(PYTHON) || { echo "Nothing is set up here yet: make setup"; exit 1; }
	@exec $(PYTHON) manage.py serve

test: development ## Run every test: on SQLite, on PostgreSQL, in a browser
	@failed=; \
	echo "== on SQLite"; $(PYTHON) -m pytest -q -n 2 -m "not browser" || failed=1; \
	echo "== on PostgreSQL"; $(PYTHON) -m tests.postgresql $(PYTHON) -m pytest -q -n 2 -m "not browser" || failed=1; \
	echo "== in a browser"; $(PYTHON) -m pytest -q tests/browser || failed=1; \
	test -z "$$failed"

lint: development ## Check style, types, the floors, migrations and the settings of a deployed site
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy .
	@.venv/bin/lint-imports
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@SITE_URL=https://example.org $(PYTHON) manage.py check --deploy --fail-level WARNING
	@$(PYTHON) -m pytest -q tests/test_repository.py

bench: development ## Measure every figure of the README
	@$(PYTHON) -m bench

clean: ## Remove what setup made, but never .env or var/ (your site)
	rm -rf .venv .setup .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

environment:
	@./environment.sh

development:
	@./environment.sh dev

room: environment # a port in use is said before the demo is made, not after
	@$(PYTHON) manage.py serve --check
