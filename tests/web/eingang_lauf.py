"""Eingang-Lauf: hands every file of a folder in, waits for its reading, looks at its preview, discards it.

Run as a program of its own over a database, so that its memory is that of a web worker; prints JSON:
memory before, its peak and after (KiB), and for each file what came of it.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from kek_dashboard.settings import read_settings
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.eingang import EINGANG
from tests.web.personen import call

#: Fewer than one person may have lying there.
AUF_EINMAL = 10


def memory(name: str = "VmRSS") -> int:
    """Of this process, in KiB."""
    return int(Path("/proc/self/status").read_text(encoding="ascii").split(f"{name}:")[1].split()[0])


def bring(client: FlaskClient, dateiname: str, inhalt: bytes) -> Any:
    """The answer to one file handed in."""
    daten = {"datei": (io.BytesIO(inhalt), dateiname)}
    return client.post(EINGANG, data=daten, content_type="multipart/form-data")


def finish(client: FlaskClient, kennung: str) -> dict[str, Any]:
    """What came of a file: how its reading ended, every status on the way, and what the page says."""
    status, ende = set(), time.monotonic() + 200
    while True:
        antwort = client.get(f"{EINGANG}/{kennung}/stand")
        status.add(antwort.status_code)
        stand = antwort.get_json()
        if not stand["laeuft"] or time.monotonic() > ende:
            break
        time.sleep(0.02)
    seite = client.post("/_dash-update-component", json=call(f"{EINGANG}/{kennung}"))
    text = seite.get_data(as_text=True)
    fehlerseite = "hat nicht geklappt" in text
    status |= {seite.status_code, client.get(f"{EINGANG}/{kennung}/kopie").status_code}
    status |= {client.post(f"{EINGANG}/{kennung}/abgeben", data={"merkmal": "x"}).status_code}
    status |= {client.post(f"{EINGANG}/{kennung}/verwerfen").status_code}
    return {
        "zustand": stand["zustand"],
        "satz": stand["satz"],
        "status": sorted(status),
        "fehlerseite": fehlerseite,
        "vorschau": "Was erkannt wurde" in text,
        "bytes": len(text),
    }


def run(client: FlaskClient, ordner: Path, faelle: list[list[str]]) -> Iterator[dict[str, Any]]:
    """Each file of the folder, several lying there at a time."""
    for anfang in range(0, len(faelle), AUF_EINMAL):
        offen = []
        for nummer, (name, dateiname) in enumerate(faelle[anfang : anfang + AUF_EINMAL], anfang):
            antwort = bring(client, dateiname, (ordner / str(nummer)).read_bytes())
            if antwort.status_code == 200:
                offen.append((name, antwort.get_json()["id"]))
            else:
                satz = antwort.get_json()["satz"]
                yield {"name": name, "zustand": "abgelehnt", "satz": satz, "status": [antwort.status_code]}
        for name, kennung in offen:
            yield {"name": name, **finish(client, kennung)}


def main(ordner: Path) -> None:
    """Warm up with an honest file, then everything."""
    url = f"sqlite:///{(ordner / 'kek.sqlite').as_posix()}"
    store = open_store(url)
    settings = read_settings({"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "nur-fuer-diesen-lauf"}, ordner)
    client = create_app(store, settings).server.test_client()
    for mal in range(3):
        finish(
            client, bring(client, f"ehrlich-{mal}.xlsx", (ordner / "ehrlich").read_bytes()).get_json()["id"]
        )
    gc.collect()
    vorher, hoechstens, ergebnisse = memory(), 0, []
    for ergebnis in run(client, ordner, json.loads((ordner / "faelle.json").read_text(encoding="utf-8"))):
        ergebnisse.append(ergebnis)
        hoechstens = max(hoechstens, memory())
    gc.collect()
    json.dump(
        {"vorher": vorher, "hoechstens": hoechstens, "nachher": memory(), "faelle": ergebnisse}, sys.stdout
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
