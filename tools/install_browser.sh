#!/usr/bin/env bash
# Makes sure that a Chromium is there for the browser tests; installs Debian's where it may.
set -euo pipefail

answers() { command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1; }

found() {
    if [ -n "${CHROMIUM:-}" ]; then answers "$CHROMIUM"; return; fi
    local name
    for name in chromium google-chrome google-chrome-stable chromium-browser chrome; do
        if answers "$name"; then return 0; fi # Ubuntu's chromium-browser may be an empty shell
    done
    compgen -G "$HOME/.cache/ms-playwright/chromium-*/chrome-linux*/chrome" >/dev/null ||
        [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

if found; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    echo "Chromium fehlt und wird installiert (apt-get install chromium) …"
    apt-get update -q >/dev/null
    for package in chromium google-chrome-stable; do
        apt-get install -y -q --no-install-recommends "$package" >/dev/null 2>&1 || continue
        if found; then
            apt-get install -y -q --no-install-recommends chromium-l10n >/dev/null 2>&1 || true # German fields
            exit 0
        fi
    done
fi

cat >&2 <<'TEXT'
Für die Tests im Browser fehlt Chromium oder Google Chrome.
  Debian:  sudo apt-get install chromium
  Ubuntu:  sudo snap install chromium   (oder Google Chrome installieren)
  sonst:   den Pfad angeben, zum Beispiel CHROMIUM=/opt/chrome/chrome make test
TEXT
exit 1
