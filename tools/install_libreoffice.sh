#!/usr/bin/env bash
# Makes sure that LibreOffice Calc is there for the tests that fill in workbooks; installs Debian's where it may.
set -euo pipefail

speaks() { [ -x "$1" ] && "$1" -c "import uno" >/dev/null 2>&1; }

found() {
    local office=${SOFFICE:-$(command -v soffice || command -v libreoffice || true)}
    if [ -z "$office" ] || ! command -v "$office" >/dev/null 2>&1; then return 1; fi
    speaks "$(dirname "$(readlink -f "$(command -v "$office")")")/python" || speaks /usr/bin/python3
}

if found; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    echo "LibreOffice fehlt und wird installiert (apt-get install libreoffice-calc-nogui python3-uno) …"
    apt-get update -q >/dev/null
    for calc in libreoffice-calc-nogui libreoffice-calc; do
        apt-get install -y -q --no-install-recommends "$calc" python3-uno >/dev/null 2>&1 || continue
        if found; then exit 0; fi
    done
fi

cat >&2 <<'TEXT'
Für die Tests, die Arbeitsmappen wie ein Mensch ausfüllen, fehlt LibreOffice Calc mit seiner Python-Brücke.
  Debian, Ubuntu:  sudo apt-get install libreoffice-calc-nogui python3-uno
  sonst:           den Pfad angeben, zum Beispiel SOFFICE=/opt/libreoffice/program/soffice make test
TEXT
exit 1
