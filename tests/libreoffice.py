"""LibreOffice: workbooks filled in, and what leaves the house converted and printed, by a real office, for the tests.

Each run has a profile of its own, so that an open LibreOffice of the person at the computer is left alone,
and an end: what hangs is killed with all its children. Works as root and as anybody else.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

_SECONDS = 180
_INSTALL = (
    "bash tools/install_libreoffice.sh"
    " (Debian: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui python3-uno)"
)
_SCRIPT = Path(__file__).with_name("libreoffice_uno.py")
#: German, as the county's: what is typed is read with a decimal comma.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"><value>de-DE</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun"><value>false</value></prop></item>
</oor:items>
"""


class LibreOfficeError(Exception):
    """LibreOffice is missing, hung, or did not do what was asked."""


def fill(template: Path, values: Mapping[str, float | str], out: Path) -> Path:
    """Open ``template``, type ``values`` and save as ``out`` (.xlsx or .ods); returns ``out``.

    Keys are ``Sheet!E7``. Text is typed as a person does it: ``1.234,5`` becomes a number, ``k. A.`` stays
    text. A locked cell raises ``LibreOfficeError`` that names it.
    """
    python = _find_uno_python()
    with _profile() as (home, environment):
        pipe = f"kek-{uuid4().hex}"
        copy = home / f"vorlage{template.suffix}"  # a file of somebody else would open for reading only
        copy.write_bytes(template.read_bytes())
        office = _start(home, ["--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"], environment)
        try:
            done = subprocess.run(
                [python, str(_SCRIPT), pipe, str(copy), str(out.resolve())],
                input=json.dumps(dict(values)),
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise LibreOfficeError(f"LibreOffice hung over {template.name}") from None
        finally:
            _stop(office)
    if done.returncode or not out.exists():
        raise LibreOfficeError(f"{template.name}: {done.stderr.strip()[-800:] or 'not saved'}")
    return out


def convert(source: Path, ending: str, folder: Path) -> Path:
    """``source`` opened and saved in another format (``xlsx``, ``ods``, ``pdf``) in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _profile() as (home, environment):
        words = ["--convert-to", ending, "--outdir", str(folder.resolve()), str(source.resolve())]
        office = _start(home, words, environment)
        try:
            _, said = office.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise LibreOfficeError(f"LibreOffice hung over {source.name}") from None
        finally:
            _stop(office)
    target = folder / f"{source.stem}.{ending}"
    if not target.exists():
        raise LibreOfficeError(f"{source.name} did not become {ending}: {said.strip()[-800:]}")
    return target


def find_soffice() -> str:
    """The program; ``SOFFICE`` names another one. Raises ``LibreOfficeError`` that says how to get it."""
    candidates = [os.environ.get("SOFFICE", ""), "soffice", "libreoffice"]
    candidates += ["/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice"]
    candidates.append("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    for name in candidates:
        if name and (path := shutil.which(name)):
            return path
    raise LibreOfficeError(f"LibreOffice is missing: {_INSTALL}")


def _find_uno_python() -> str:
    """A Python that can speak to LibreOffice: its own, the system's, or this one."""
    program = Path(find_soffice()).resolve().parent
    for name in (str(program / "python"), "/usr/bin/python3", sys.executable):
        if (path := shutil.which(name)) is None:
            continue
        asked = subprocess.run([path, "-c", "import uno"], capture_output=True, timeout=60, check=False)
        if asked.returncode == 0:
            return path
    raise LibreOfficeError(f"No Python here can import uno: {_INSTALL}")


@contextmanager
def _profile() -> Iterator[tuple[Path, dict[str, str]]]:
    """A home of its own with a German profile, removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="kek-office-"))
    user = home / "profil" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    environment = {name: wert for name, wert in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"HOME": str(home), "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
    try:
        yield home, environment
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(home: Path, words: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    profile = f"-env:UserInstallation={(home / 'profil').as_uri()}"
    return subprocess.Popen(
        [find_soffice(), profile, "--headless", "--norestore", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def _stop(office: subprocess.Popen[str]) -> None:
    """End the program with its children; a group that is gone already is fine."""
    try:
        office.wait(timeout=5)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    if office.stderr is not None:
        office.stderr.close()
