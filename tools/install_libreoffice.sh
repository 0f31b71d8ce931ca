#!/usr/bin/env bash
# Makes sure that LibreOffice is there for the tests: Calc fills in workbooks, Writer opens reports; installs Debian's
# where it may.
set -euo pipefail

speaks() { [ -x "$1" ] && "$1" -c "import uno" >/dev/null 2>&1; }

# Debian keeps Writer in a package of its own; elsewhere it comes with the rest.
writes() { [ ! -e "$1/libsclo.so" ] || [ -e "$1/libswlo.so" ]; }

found() {
    local office=${SOFFICE:-$(command -v soffice || command -v libreoffice || true)} folder
    if [ -z "$office" ] || ! command -v "$office" >/dev/null 2>&1; then return 1; fi
    folder=$(dirname "$(readlink -f "$(command -v "$office")")")
    writes "$folder" && { speaks "$folder/python" || speaks /usr/bin/python3; }
}

if found; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    echo "LibreOffice fehlt und wird installiert (apt-get install libreoffice-{calc,writer}-nogui python3-uno) …"
    apt-get update -q >/dev/null
    for art in -nogui ""; do
        apt-get install -y -q --no-install-recommends "libreoffice-calc$art" "libreoffice-writer$art" python3-uno >/dev/null 2>&1 || continue
        if found; then exit 0; fi
    done
fi

cat >&2 <<'TEXT'
Für die Tests, die Arbeitsmappen ausfüllen und Berichte öffnen, fehlt LibreOffice (Calc, Writer, Python-Brücke).
  Debian, Ubuntu:  sudo apt-get install libreoffice-calc-nogui libreoffice-writer-nogui python3-uno
  sonst:           den Pfad angeben, zum Beispiel SOFFICE=/opt/libreoffice/program/soffice make test
TEXT
exit 1
