# The two commands are `make run` and `make test`; `make help` lists the others.
PYTHON ?= python3
VENV := .venv/bin/python

.PHONY: help setup run serve test prove lock messages format
.DEFAULT_GOAL := help

help:
	@echo "make run       prepare everything and serve the portal while developing (HOST, PORT)"
	@echo "make serve     the same under gunicorn, DEBUG off, static files collected"
	@echo "make test      every check, the suite on SQLite and PostgreSQL, and the browser tests"
	@echo "make setup     the preparation alone"
	@echo "make prove     the heavy proofs; writes a dated record to docs/proofs/"
	@echo "make lock      pin the dependencies of pyproject.toml anew (needs the network)"
	@echo "make messages  bring the Russian and Chinese catalogues in step with the code"
	@echo "make format    put code and templates into the house format"

setup:
	@$(PYTHON) -m tools.bootstrap

run: setup
	@$(VENV) -m tools.launch run

serve: setup
	@$(VENV) -m tools.launch serve

test: setup
	@$(VENV) -m tools.suite

prove: setup
	@$(VENV) -m tools.prove

lock: setup
	@$(VENV) -m tools.lock compile

messages: setup
	@$(VENV) -m tools.messages update

format: setup
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format --quiet .
	@find templates -name '*.html' | xargs .venv/bin/djade --target-version 5.2
