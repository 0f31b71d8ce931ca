"""Dienst: makes the reports of the list in the background, one after the other, and keeps their files."""

from __future__ import annotations

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.reports.bericht.quelle import Berichtskopf, Berichtsquelle
from kek_dashboard.store.berichte import (
    Berichtseintrag,
    UnknownBerichtError,
    claim_bericht,
    keep_datei,
    keep_scheitern,
    load_bericht,
    tell_bericht,
)
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Store

log = logging.getLogger(__name__)

#: Between two signs of life while a long step is under way.
PULS_SEKUNDEN: Final = 10.0
GESCHEITERT: Final = (
    "Der Bericht konnte nicht erstellt werden: ein Fehler im Programm, der aufgezeichnet ist. Bitte noch einmal "
    "versuchen; bleibt es dabei, hilft, wer den Monitor betreut."
)


@dataclass(frozen=True, slots=True)
class Fortschritt:
    """Where a report is; ``tell`` may come from two threads, the last word counts."""

    store: Store
    kennung: str

    def tell(self, anteil: float, stufe: str) -> None:
        """Says how far the making is (0 … 1) and what is being done."""
        tell_bericht(self.store, self.kennung, anteil, stufe)


class _Puls:
    """Gives signs of life until it is left, so that a long step is not taken for a dead one."""

    def __init__(self, fortschritt: Fortschritt) -> None:
        self._fortschritt = fortschritt
        self._zuletzt = (0.0, "beginnt")
        self._ende = threading.Event()
        self._faden = threading.Thread(target=self._run, name="bericht-puls", daemon=True)

    def __enter__(self) -> Self:
        self._faden.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ende.set()
        self._faden.join()

    def tell(self, anteil: float, stufe: str) -> None:
        """A new step."""
        self._zuletzt = (anteil, stufe)
        self._fortschritt.tell(anteil, stufe)

    def _run(self) -> None:
        while not self._ende.wait(PULS_SEKUNDEN):
            self._fortschritt.tell(*self._zuletzt)


def make_bericht(store: Store, kennung: str) -> None:
    """Makes one report of the list and keeps its file, or why it cannot be made; once only.

    Raises ``UnknownBerichtError`` where it was taken off the list.
    """
    if not claim_bericht(store, kennung):
        return
    eintrag = load_bericht(store, kennung)
    try:
        with _Puls(Fortschritt(store, kennung)) as puls:
            quelle = Berichtsquelle(store, eintrag.auftrag, read_kopf(eintrag.kopf))
            inhalt = write_bericht(quelle, eintrag.format, puls.tell)
    except (DomainError, StoreError) as error:
        keep_scheitern(store, kennung, str(error))
    except Exception:
        # Nobody awaits this thread: the list has to say it.
        log.exception("Bericht nicht erstellt")
        keep_scheitern(store, kennung, GESCHEITERT)
    else:
        keep_datei(store, kennung, inhalt)


class Berichtsdienst:
    """Makes reports in the background; what another process left halfway is taken up again.

    One at a time: each takes seconds of a processor that pages need too.
    """

    def __init__(self, store: Store) -> None:
        """No thread runs before the first report."""
        self._store = store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="bericht")
        self._laufend: set[str] = set()
        self._schloss = threading.Lock()

    def start(self, eintrag: Berichtseintrag) -> None:
        """Begins to make a report that nobody is making."""
        if not eintrag.is_open:
            return
        with self._schloss:
            if eintrag.id in self._laufend:
                return
            self._laufend.add(eintrag.id)
        self._pool.submit(self._run, eintrag.id)

    def _run(self, kennung: str) -> None:
        try:
            make_bericht(self._store, kennung)
        except UnknownBerichtError:
            log.info("Bericht vor dem Erstellen gelöscht")
        except Exception:
            # The list shows the report as waiting; whoever looks at it starts it again.
            log.exception("Bericht nicht erstellt")
        finally:
            with self._schloss:
                self._laufend.discard(kennung)


def write_kopf(kopf: Berichtskopf, zielsystem: str = "") -> str:
    """What stands on the cover as the list keeps it, and the Zielsystem where the order names one."""
    return json.dumps(
        {
            **({"zielsystem": zielsystem} if zielsystem else {}),
            "koerperschaft": kopf.koerperschaft,
            "absender": kopf.absender,
            "adresse": kopf.adresse,
            "drucksache": kopf.drucksache,
            "datum": None if kopf.datum is None else kopf.datum.isoformat(),
            "gremien": [
                [g.name, None if g.datum is None else g.datum.isoformat(), g.oeffentlich]
                for g in kopf.gremien
            ],
        },
        ensure_ascii=False,
    )


def read_kopf(text: str) -> Berichtskopf:
    """``write_kopf`` back."""
    felder = json.loads(text)
    return Berichtskopf(
        koerperschaft=felder["koerperschaft"],
        absender=felder["absender"],
        adresse=felder["adresse"],
        drucksache=felder["drucksache"],
        datum=_tag(felder["datum"]),
        gremien=tuple(Gremium(name, _tag(tag), offen) for name, tag, offen in felder["gremien"]),
    )


def _tag(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
