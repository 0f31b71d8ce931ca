"""Seite: what a page is, and the Kontext it is drawn for: address, Berichtsjahr, Wissensstand, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from dash import Dash
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Zielmittel
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.importers.eingang import Lesedienst, Vorschauen
from kek_dashboard.importers.spaltendienst import Spaltendienst
from kek_dashboard.reports.bericht.dienst import Berichtsdienst
from kek_dashboard.settings import DEFAULT_EINWOHNER_KENNZAHL, DEFAULT_KOERPERSCHAFT, Settings
from kek_dashboard.store.session import Store
from kek_dashboard.web.data import Daten
from kek_dashboard.web.zugang import Recht, Zugang, default_zugang

#: What an address says of the figures to show, on every page.
ORT = ("jahr", "stand", "zielsystem")


class NotFoundError(Exception):
    """A page does not know what its address names; the message is a German sentence."""


class RefusedError(Exception):
    """What the address names is not open to whoever asks, though the page is."""

    def __init__(self, aktion: Aktion) -> None:
        """Keep what was asked for."""
        super().__init__(f"Nicht erlaubt: {aktion}")
        self.aktion = aktion


class Eingaenge:
    """Files handed in and not delivered yet: who reads them, what they would do, what their columns are."""

    def __init__(self, store: Store, profil_ordner: Path | None) -> None:
        """Begin with nothing read; no thread runs before the first file."""
        self.leser = Lesedienst(store)
        self.vorschauen = Vorschauen(store, profil_ordner)
        self.spalten = Spaltendienst(store)


@dataclass(frozen=True, slots=True)
class Umgebung:
    """What the pages of one app work with. ``eingaenge`` and ``berichte`` are there where there is a store."""

    daten: Daten
    store: Store | None
    settings: Settings | None
    eingaenge: Eingaenge | None = field(init=False, compare=False, repr=False)
    berichte: Berichtsdienst | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """One service for handed-in files and one for reports for all routes and pages of the app."""
        ordner = None if self.settings is None else self.settings.profil_ordner
        eingaenge = None if self.store is None else Eingaenge(self.store, ordner)
        object.__setattr__(self, "eingaenge", eingaenge)
        object.__setattr__(self, "berichte", None if self.store is None else Berichtsdienst(self.store))


@dataclass(frozen=True, slots=True)
class Kontext:
    """One request for a page. ``werte`` come from the path, ``query`` from the rest of the address.

    ``wissensstand`` is ``None`` for today; ``stand`` is what was known on it. All text here came
    from outside: it is only compared and shown, never trusted. ``zielsystem`` is how the address names that of
    ``stand``, ``None`` where it leaves it open. ``wer`` asks; ``None`` stands for whom
    the mode of the program lets in without signing in.
    """

    umgebung: Umgebung
    pfad: str
    jahr: int
    stand: Datenstand
    wissensstand: date | None = None
    werte: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    wer: Zugang | None = None
    zielsystem: str | None = None

    @property
    def zugang(self) -> Zugang:
        """Who asks, and what is open to them."""
        return self.wer or default_zugang(self.umgebung.settings)

    @property
    def daten(self) -> Daten:
        """The one door to the data."""
        return self.umgebung.daten

    @property
    def koerperschaft(self) -> str:
        """Whose monitor this is, by the settings."""
        settings = self.umgebung.settings
        return DEFAULT_KOERPERSCHAFT if settings is None else settings.koerperschaft

    @property
    def einwohner_kennzahl(self) -> str:
        """Number of the Kennzahl that counts the inhabitants, by the settings."""
        settings = self.umgebung.settings
        return DEFAULT_EINWOHNER_KENNZAHL if settings is None else settings.einwohner_kennzahl

    @property
    def gesamt(self) -> Gesamtbewertung:
        """All judgements at the Berichtsjahr."""
        return self.daten.gesamtbewertung(self.stand, self.jahr)

    def bewertung(self, jahr: int) -> Gesamtbewertung:
        """All judgements at another Berichtsjahr."""
        return self.daten.gesamtbewertung(self.stand, jahr)

    @property
    def spanne(self) -> str:
        """The years of the Zielsystem as headings say them: „2018–2026“."""
        jahre = self.stand.jahre
        return f"{jahre[0]}–{jahre[-1]}"

    @property
    def mittel(self) -> Mitteleinsatz | None:
        """The Haushalt of the year of the Berichtsjahr by goal, in its newest Fassung."""
        return self.daten.mitteleinsatz(self.stand, self.jahr)

    @property
    def zielmittel(self) -> Zielmittel | None:
        """The sums of ``mittel``: enough for a page that shows no line, and much less to keep."""
        return self.daten.zielmittel(self.stand, self.jahr)

    @property
    def rest(self) -> Mapping[str, str]:
        """What the address says beside its ``ort``."""
        return {name: wert for name, wert in self.query.items() if name not in ORT}

    @property
    def ort(self) -> dict[str, str]:
        """Berichtsjahr, Wissensstand and Zielsystem as an address has them: what every form sends along."""
        alle = {"jahr": self.jahr, "stand": self.wissensstand, "zielsystem": self.zielsystem}
        return {name: str(wert) for name, wert in alle.items() if wert}

    def link(self, pfad: str | None = None, /, **query: object) -> str:
        """Address of a page with its ``ort`` kept; ``jahr=``, ``stand=``, ``zielsystem=`` change it.

        ``stand=None`` goes back to today. Without ``pfad`` the page itself.
        """
        alle: dict[str, object] = {
            "jahr": self.jahr, "stand": self.wissensstand, "zielsystem": self.zielsystem, **query,
        }  # fmt: skip
        text = urlencode({name: str(wert) for name, wert in alle.items() if wert is not None and wert != ""})
        return quote(self.pfad if pfad is None else pfad, safe="/.-_~") + (f"?{text}" if text else "")

    def link_kennzahl(self, nr: str) -> str:
        """Address of a Kennzahl."""
        return self.link("/kennzahl/" + quote(nr, safe=""))

    def link_ziel(self, nr: str) -> str:
        """Address of an Unterziel."""
        return self.link("/unterziel/" + quote(nr, safe=""))

    def link_massnahme(self, nr: str) -> str:
        """Address of a Maßnahme."""
        return self.link("/massnahme/" + quote(nr, safe=""))


@dataclass(frozen=True, slots=True)
class Seite:
    """A page: its address (``/kennzahl/<nr>``), its title, and what draws it.

    ``nav`` is its word in the navigation (``None`` = not there); ``bereich`` the path of the entry that is
    marked while it is shown. ``dienst`` is its word in the small bar above, beside one's account; ``fuss`` its
    word in the footer; ``nur_angemeldet``: it means nothing where nobody signs in. ``aktion`` is what it takes
    to open it. ``title`` names the document and may depend on the Kontext. ``register`` wires callbacks and
    routes of its own, each with its right (``tor``).
    """

    path: str
    title: str | Callable[[Kontext], str]
    render: Callable[[Kontext], Component]
    nav: str | None = None
    bereich: str | None = None
    register: Callable[[Dash, Umgebung], None] | None = None
    aktion: Recht = Aktion.LESEN
    dienst: str | None = None
    nur_angemeldet: bool = False
    fuss: str | None = None

    def title_for(self, kontext: Kontext) -> str:
        """Title of the document."""
        return self.title if isinstance(self.title, str) else self.title(kontext)

    def match(self, pfad: str) -> dict[str, str] | None:
        """The values a path gives to the ``<names>`` of the address; ``None`` where it is another page.

        >>> Seite("/kennzahl/<nr>", "", lambda k: None).match("/kennzahl/1.2-03")
        {'nr': '1.2-03'}
        """
        soll, ist = self.path.strip("/").split("/"), pfad.strip("/").split("/")
        if len(soll) != len(ist):
            return None
        werte = {}
        for muster, teil in zip(soll, ist, strict=True):
            if muster.startswith("<") and teil:
                werte[muster.strip("<>")] = teil
            elif muster != teil:
                return None
        return werte
