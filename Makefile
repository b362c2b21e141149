# Two commands matter: `make site` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

.PHONY: site serve test lint lock vendor demo bench audit schema clean

site: $(VENV)/run
	$(BIN)/gongkai build

serve: $(VENV)/run
	$(BIN)/gongkai serve

demo: $(VENV)/run
	$(BIN)/gongkai demo --projects 120 --years 2020-2023 --seed 1 --output demo
	$(BIN)/gongkai build --root demo

test: $(VENV)/test lint
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder  # files of few tests take longest: not last

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/faults.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/serve.py

# Needs node (npx), Java and Chromium.
audit: $(VENV)/test
	$(BIN)/python benchmarks/audit.py

schema: $(VENV)/run
	$(BIN)/gongkai schema > content/report.schema.json

# Needs the test environment; writes no host names, so that any package index serves.
lock: $(VENV)/test
	$(UV_LOCK) pyproject.toml --extra build -o requirements.lock
	$(UV_LOCK) pyproject.toml --extra build --extra cluster --extra upload --extra test -o requirements-test.lock

# Libraries that pages load; vendor/VENDORED.txt holds their versions and hashes, and a test compares. Needs npm.
VENDOR := site_templates/theme/assets/javascripts/vendor
SORTABLE := 4.1.7
vendor:
	set -e; into=$$(mktemp -d); trap 'rm -rf "$$into"' EXIT; \
	npm pack --silent --pack-destination "$$into" sortable-tablesort@$(SORTABLE); \
	tar -xzf "$$into"/sortable-tablesort-$(SORTABLE).tgz -C "$$into"; \
	cp "$$into"/package/dist/esm/sortSortable.min.js $(VENDOR)/sortable-tablesort.min.js; \
	cp "$$into"/package/LICENSE $(VENDOR)/sortable-tablesort.LICENSE; \
	sha256sum $(VENDOR)/*.js

$(VENV)/run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test: requirements-test.lock $(VENV)/run
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

clean:
	rm -rf build site .site-next .site-old demo $(VENV)
