"""Vorlauf: the pages most people look at are drawn before anybody asks, after the start and after each release.

Only pages of ``vorrat.NUR_ZAHLEN``, which say nothing about who looks: for a reader, and for strangers where
released figures are open to them. One thread in each process of the server; it rests as long as it drew, waits
while anybody is being answered, and begins anew as soon as other data count or another day begins.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from flask import Flask

from kek_dashboard.domain.rechte import Akteur, Aktion, Rolle
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.store.load import today
from kek_dashboard.store.sammelpause import put_aside
from kek_dashboard.web.anfrage import read_kontext
from kek_dashboard.web.seite import Kontext, Seite, Umgebung
from kek_dashboard.web.vorrat import NUR_ZAHLEN
from kek_dashboard.web.zugang import Zugang, default_zugang

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

#: Seconds between two looks at whether other data count by now.
BLICK = 5.0
#: Seconds until the next try where the database does not answer.
NACH_FEHLER = 60.0
#: So many pages at most: a third of what is kept (``Daten``), the rest is for what people ask for themselves.
MEISTE = 240
#: Of every page the Berichtsjahr to open with and these years around it; of the Überblick all years.
NACHBARJAHRE = 2
_SHORTEST_REST = 0.01
_LESER = Zugang(Akteur("", frozenset({Rolle.LESER})), is_angemeldet=True)

Zustand = tuple[int, date]


class Vorlauf:
    """Draws ahead for one app; ``seiten`` are its pages as ``with_vorrat`` keeps them."""

    def __init__(self, umgebung: Umgebung, seiten: tuple[Seite, ...]) -> None:
        """Nothing runs before ``start``."""
        self._umgebung = umgebung
        self._seiten = tuple(seite for seite in seiten if seite.path in NUR_ZAHLEN)
        self._halt = threading.Event()
        self._betrieb = Betrieb()

    def start(self, server: Flask) -> None:
        """Draws in a thread that goes with the process, and lets every request of ``server`` go first."""
        server.wsgi_app = self._betrieb.around(server.wsgi_app)  # type: ignore[method-assign, assignment]
        threading.Thread(target=self._run, name="vorlauf", daemon=True).start()

    def stop(self) -> None:
        """Draws nothing more after the page under way."""
        self._halt.set()

    def draw(self) -> int:
        """Draws what the data of this moment ask for and returns how many pages; stops where other data count."""
        zustand, gezeichnet = self._look(), 0
        for wer, adresse in islice(self._plan(), MEISTE):
            if not self._may_go_on() or self._look() != zustand:
                break
            begonnen = time.monotonic()
            self._draw_one(adresse, wer)
            gezeichnet += 1
            self._halt.wait(max(_SHORTEST_REST, time.monotonic() - begonnen))
        return gezeichnet

    def _run(self) -> None:
        fertig: Zustand | None = None
        while not self._halt.is_set():
            pause = BLICK
            try:
                zustand = self._look()
                if zustand != fertig:
                    self.draw()
                    put_aside()  # it all stays: to look through it for garbage made one request in many slow
                    fertig = zustand
                    pause = 0.0 if self._look() != zustand else BLICK
            except Exception:
                log.exception(
                    "Vorlauf: Der Datenstand ist nicht zu lesen; neuer Versuch in %.0f s", NACH_FEHLER
                )
                pause = NACH_FEHLER
            self._halt.wait(pause)

    def _look(self) -> Zustand:
        return self._umgebung.daten.version(), today()

    def _may_go_on(self) -> bool:
        self._betrieb.wait_until_calm(self._halt)
        return not self._halt.is_set()

    def _readers(self) -> Iterator[Zugang]:
        ohne_anmeldung = default_zugang(self._umgebung.settings)
        if ohne_anmeldung.darf(Aktion.LESEN):
            yield ohne_anmeldung
        if not ohne_anmeldung.is_lokal:
            yield _LESER

    def _plan(self) -> Iterator[tuple[Zugang, str]]:
        """Who looks at which address, what most people look at first; years by their distance."""
        kontext = read_kontext(self._umgebung, "/", "")
        stand, jahr = kontext.stand, kontext.jahr
        jahre = sorted(
            (j for j in stand.jahre if j <= stand.wissensstand.year), key=lambda j: (abs(j - jahr), -j)
        )
        ueberblicke = ["/", *(kontext.link("/", jahr=j) for j in jahre)]
        yield from product(self._readers(), ueberblicke)
        for j in jahre[: 1 + NACHBARJAHRE]:
            yield from product(self._readers(), _pages_of(replace(kontext, jahr=j)))

    def _draw_one(self, adresse: str, wer: Zugang) -> None:
        """One page into the Vorrat. What fails is told and left to whoever asks for it."""
        pfad, _, suche = adresse.partition("?")
        kontext = read_kontext(self._umgebung, pfad, suche, wer)
        seite, werte = self._find(kontext)
        if seite is None:
            return
        try:
            seite.render(replace(kontext, werte=werte))
        except Exception:
            log.exception("Vorlauf: Eine Seite %s ließ sich nicht zeichnen", seite.path)

    def _find(self, kontext: Kontext) -> tuple[Seite | None, dict[str, str]]:
        for seite in self._seiten:
            werte = seite.match(kontext.pfad)
            if werte is not None and kontext.zugang.darf(seite.aktion):
                return seite, werte
        return None, {}


def _pages_of(kontext: Kontext) -> list[str]:
    """Addresses of a Berichtsjahr beside the Überblick."""
    stand = kontext.stand
    return [
        *(kontext.link(pfad) for pfad in ("/haushalt", "/kennzahlen", "/massnahmen", "/messbarkeit")),
        *(kontext.link_ziel(ziel.nr) for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL)),
        *(kontext.link_kennzahl(akte.nr) for akte in stand.eigene_akten.values()),
    ]


class Betrieb:
    """How many requests are being answered."""

    def __init__(self) -> None:
        """None yet."""
        self._offen = 0
        self._ruhe = threading.Condition()

    def around(self, app: Callable[[Any, Any], Iterable[bytes]]) -> Callable[[Any, Any], Iterable[bytes]]:
        """The same WSGI app, counted."""

        def counted(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            with self._ruhe:
                self._offen += 1
            try:
                return app(environ, start_response)
            finally:
                with self._ruhe:
                    self._offen -= 1
                    self._ruhe.notify_all()

        return counted

    def wait_until_calm(self, halt: threading.Event) -> None:
        """Comes back when nobody is being answered, or ``halt`` is set."""
        with self._ruhe:
            while self._offen and not halt.is_set():
                self._ruhe.wait(1.0)
