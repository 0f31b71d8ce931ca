#!/usr/bin/env bash
# Makes the Python environment: make_venv.sh PYTHON FOLDER. Says what is missing, installs it where it may.
set -euo pipefail
python=$1 folder=$2

if ! command -v "$python" >/dev/null 2>&1; then
    echo "Python fehlt ($python). Debian/Ubuntu: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Der KEK-Monitor braucht Python 3.11 oder neuer; $python ist $("$python" -V)." >&2
    echo "Ein anderes Python angeben: make PY=python3.12 …" >&2
    exit 1
fi

make_it() { rm -rf "$folder" && "$python" -m venv "$folder" >/dev/null 2>&1; }

if make_it; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "python3-venv fehlt und wird installiert …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    apt-get install -y -q --no-install-recommends "$version" >/dev/null 2>&1 ||
        apt-get install -y -q --no-install-recommends python3-venv >/dev/null
    if make_it; then exit 0; fi
fi
rm -rf "$folder"
echo "Die Python-Umgebung ließ sich nicht anlegen. Debian/Ubuntu: sudo apt-get install python3-venv" >&2
exit 1
