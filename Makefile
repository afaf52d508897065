# make site    set up what is missing and build the site into site/
# make test    everything that CI runs: lint, types, the example site built strictly, all tests
# make help    the rest
#
# Needed: Python 3.11 or newer and make; git for contributing. All else is installed into .venv, once,
# exactly as requirements/*.txt list it.

.DEFAULT_GOAL := site
.NOTPARALLEL:
.PHONY: site serve docs test lint types strict pytest browser format lock dist clean distclean help openssh

# Extra words for the command of `make site`, `docs` and `serve`: make site ARGS="--jobs 4"
ARGS ?=
# How the example site is built in `make test`; `make test STRICT=` lets warnings pass.
STRICT ?= --strict
# How the tests are spread over the cores: `make test SPREAD=` runs them one after another.
SPREAD ?= -n auto --dist loadgroup
# What pytest is asked for: make pytest TESTS="tests/pages -k feed"
TESTS ?=
# The Pythons to look for, best first.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python

PY := .venv/bin/python
INSTALL := $(PY) -m pip --disable-pip-version-check --no-input install --quiet
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)
# When the Python that .venv was made with is gone, .venv is made again.
$(shell test -x $(PY) || rm -f .venv/*.stamp)
CODE := $(wildcard build.py vademecum tests benchmarks)

site: .venv/runtime.stamp
	@$(PY) build.py $(ARGS)

# A preview of the example site, which rebuilds while somebody writes.
serve: .venv/runtime.stamp
	@$(PY) -m vademecum serve $(ARGS)

# The manual, a site of its own, into docs/site/.
docs: .venv/runtime.stamp
	@cd docs && PYTHONPATH=.. ../$(PY) -m vademecum build $(ARGS)

test: lint types strict pytest

lint: .venv/dev.stamp
	@echo "lint: ruff check, ruff format --check"
	@status=0; $(PY) -m ruff check --quiet $(CODE) || status=1; \
	$(PY) -m ruff format --check $(CODE) || status=1; exit $$status

types: .venv/dev.stamp
	@echo "types: mypy --strict"
	@$(PY) -m mypy --no-error-summary $(CODE)

strict: .venv/runtime.stamp
	@echo "strict: the example site and the manual with $(STRICT), into a temporary folder"
	@out=$$(mktemp -d) && trap 'rm -rf "$$out"' EXIT && $(PY) build.py --full $(STRICT) --output "$$out/site" && \
	cd docs && PYTHONPATH=.. ../$(PY) -m vademecum build --full $(STRICT) --output "$$out/docs"

pytest: .venv/editable.stamp browser openssh
	@echo "pytest: all tests"
	@$(PY) -m pytest $(SPREAD) $(TESTS)

# Debian's chromium, for the browser tests, where nothing but a missing package stands in the way.
browser:
	@sh tests/browser.sh

# OpenSSH's ssh-keygen, for the tests of signatures.
openssh:
	@sh tests/openssh.sh

format: .venv/dev.stamp
	@$(PY) -m ruff check --fix --quiet $(CODE)
	@$(PY) -m ruff format $(CODE)

# Keeps the versions that still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock: .venv/dev.stamp
	@$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	@$(COMPILE) pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

# Not `python -m build`: build.py in the root would answer.
dist: .venv/dev.stamp
	@$(PY) -m uv build --quiet --offline --no-build-isolation --python $(PY) --out-dir dist

.venv/bin/python:
	@for python in $(PYTHON); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "setting up .venv with $$("$$python" --version)"; exec "$$python" -m venv --clear .venv; \
		fi; \
	done; echo "Vademecum needs Python 3.11 or newer; none of these is: $(PYTHON)" >&2; exit 1

.venv/runtime.stamp: requirements/runtime.txt .venv/bin/python
	@echo "installing requirements/runtime.txt into .venv"
	@$(INSTALL) --require-hashes --requirement requirements/runtime.txt
	@touch $@

# The development lock holds the runtime lock, in the same versions.
.venv/dev.stamp: requirements/dev.txt requirements/runtime.txt .venv/bin/python
	@echo "installing requirements/dev.txt into .venv"
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@ .venv/runtime.stamp

# The package itself, from this folder; the build backend comes from the lock too.
.venv/editable.stamp: pyproject.toml .venv/dev.stamp
	@echo "installing vademecum itself into .venv"
	@$(INSTALL) --no-build-isolation --no-deps --no-index --editable .
	@touch $@

clean:
	@if [ -f .venv/runtime.stamp ]; then $(PY) -c 'from vademecum.cli import main; main(["clean"])'; fi
	@rm -rf dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

distclean: clean
	@rm -rf .venv

help:
	@echo "site       build the site into site/ (ARGS: options of build)"
	@echo "serve      show the site in a browser while you write (ARGS: options of serve)"
	@echo "docs       build the manual into docs/site/"
	@echo "test       lint, types, strict and pytest, as CI runs them"
	@echo "lint       ruff check and ruff format --check"
	@echo "types      mypy"
	@echo "strict     build the example site and the manual into a temporary folder (STRICT: how strictly)"
	@echo "pytest     the tests (TESTS: which; SPREAD: over how many cores)"
	@echo "format     let ruff mend and lay out the code"
	@echo "lock       bring requirements/*.txt in line with pyproject.toml (UPGRADE=--upgrade: newest versions)"
	@echo "dist       sdist and wheel into dist/"
	@echo "clean      remove what builds and tools left; distclean: .venv too"
