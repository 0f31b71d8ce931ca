# KEK-Monitor: everything a person types. `make` alone lists it.
#
# run and test need Python 3.11 or newer and make; everything else they fetch for themselves.

PY ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP_RUN := $(VENV)/.requirements-run
STAMP_DEV := $(VENV)/.requirements-dev

.DEFAULT_GOAL := help
.PHONY: help run test check format bench load torture fuzz assets screenshots sichtpruefung beispiel clean

help: ## zeigt diese Liste
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(STAMP_RUN) ## startet den KEK-Monitor auf http://127.0.0.1:8050
	$(BIN)/python app.py

test: $(STAMP_DEV) ## prüft alles, auch im Browser und mit PostgreSQL (ARGS="-k name" wählt aus)
	@bash tools/install_browser.sh
	@bash tools/install_libreoffice.sh
	$(BIN)/python -m pytest -n auto --maxprocesses 4 $(ARGS)

check: $(STAMP_DEV) ## prüft Stil, Typen und Aufbau, ohne Tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP_DEV) ## bringt den Code in Form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(STAMP_DEV) ## misst, wie schnell Einlesen, Laden und Seiten sind (ARGS=haushalt wählt aus)
	@bash tools/install_browser.sh
	$(BIN)/python -m tools.bench $(ARGS)

torture: $(STAMP_DEV) ## bricht Einlesen und Freigabe hundertfach ab und sucht Verlorenes (ARGS="--kills 20" kürzt)
	$(BIN)/python -m tools.torture $(ARGS)

fuzz: $(STAMP_DEV) ## wirft 200.000 verdrehte Dateien und Mappen auf Leser und Deutung (ARGS="--runs 5000" kürzt)
	$(BIN)/python -m tools.fuzz $(ARGS)

load: $(STAMP_DEV) ## misst einen Ratsabend: 60 Personen, dann 100 Rückrufe je Sekunde (ARGS="--sekunden 10" kürzt)
	$(BIN)/python -m tools.load $(ARGS)

assets: ## baut das kleine Plotly-Bündel (braucht Node.js)
	@command -v npm >/dev/null || { echo "Dafür fehlt Node.js (npm). Ohne das Bündel läuft alles, nur langsamer."; exit 1; }
	cd tools/plotly && npm install --no-audit --no-fund --no-package-lock --loglevel=error && node build.mjs

screenshots: $(STAMP_DEV) ## nimmt die Bilder in docs/bilder neu auf
	@bash tools/install_browser.sh
	$(BIN)/python -m tools.screenshots

sichtpruefung: $(STAMP_DEV) ## bildet jede Seite ab, auch dunkel und gedruckt, nach instance/sichtpruefung (ARGS=/unterziel/1.2)
	@bash tools/install_browser.sh
	$(BIN)/python -m tools.sichtpruefung $(ARGS)

beispiel: $(STAMP_DEV) ## erzeugt den Beispielbestand in data/beispiel neu
	$(BIN)/python -m tools.make_beispiel

clean: ## löscht Umgebung und Zwischenspeicher, nicht die Daten in instance/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	rm -rf tools/plotly/node_modules
	find . -name __pycache__ -type d -not -path './instance/*' -prune -exec rm -rf {} +

# A stamp is newer than its requirements while nothing has to be installed.
$(STAMP_RUN): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(STAMP_DEV): requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(STAMP_RUN)

$(BIN)/python:
	@bash tools/make_venv.sh "$(PY)" "$(VENV)"
