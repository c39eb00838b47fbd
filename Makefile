# make run    the whole of Guichet with its demo site, on http://127.0.0.1:8000/
# make test   every test          make check  lint, types, layout, migrations, deployment settings, translations
# make lock   pin the packages again (needs uv)

ENVIRONMENT := .venv/bin/python
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: run test check lock runtime dev

run: runtime
	$(ENVIRONMENT) manage.py serve --demo

test: dev
	$(ENVIRONMENT) .ci/suite.py $(ARGS)

check: dev
	$(ENVIRONMENT) .ci/checks.py

runtime dev:
	@$(if $(PYTHON),:,echo "guichet: Python 3.11 or later is needed and was not found (Debian, Ubuntu: apt install python3 python3-venv)." >&2; exit 1)
	@$(PYTHON) .ci/bootstrap.py $@

LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --quiet pyproject.toml
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock
