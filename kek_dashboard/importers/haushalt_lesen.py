"""Haushaltslesen: the rows of one sheet become lines of the plan, stated totals, and Befunde."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from functools import lru_cache

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.importers.haushalt_spalten import (
    Betragsspalte,
    find_betragsspalten,
    sheet_titles,
    titles_above,
)
from kek_dashboard.importers.haushalt_summenworte import names_sum, sort_out_subtotals, speaks_of_sum
from kek_dashboard.importers.haushalt_zeilen import (
    Betragsart,
    Planblatt,
    Planposten,
    Summenzeile,
    Zeilenbetrag,
)
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.profil import SCHLUESSELFELDER, Profil, Seite
from kek_dashboard.importers.sheet import (
    Spalte,
    Tabelle,
    Tabellenart,
    Tabellenzeile,
    cell_befund,
    find_table,
    is_nebenzeile,
    parse_herkunft,
    sheet_herkunft,
    squash,
)
from kek_dashboard.importers.werte import (
    WertError,
    is_kein_wert,
    read_new_schluessel,
    read_text,
    read_zahl,
)

_CENT = Decimal("0.01")


def make_tabellenart(profil: Profil) -> Tabellenart:
    """The table a profile expects; a required column that has a substitute may be missing."""
    return Tabellenart(
        "Haushaltsplan",
        tuple(
            Spalte(
                feld,
                woerter[0],
                woerter[1:],
                pflicht=feld in profil.pflicht and feld not in profil.ersatz,
            )
            for feld, woerter in profil.spalten.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Blattlesung:
    """What one sheet gave: its rows (``None`` without a table), its titles, and Befunde."""

    blatt: Planblatt | None
    titel: tuple[str, ...]
    befunde: tuple[Befund, ...]


def read_planblatt(blatt: Blatt, profil: Profil, produkte: Collection[str] = ()) -> Blattlesung:
    """The rows of one sheet; ``produkte`` are the known ones, asked where Excel made a number of a key."""
    titel = tuple(sheet_titles(blatt))
    if any(fnmatchcase(blatt.name.casefold(), muster.casefold()) for muster in profil.blaetter_auslassen):
        return Blattlesung(None, titel, ())
    art = make_tabellenart(profil)
    tabelle = find_table(blatt, art)
    if blatt.verborgen:
        befund = _blatt_befund(blatt, "blatt_verborgen", "ist ausgeblendet und wird nicht gelesen")
        return Blattlesung(None, (), (befund,) if tabelle else ())
    if tabelle is None:
        befund = _blatt_befund(
            blatt, "blatt_ohne_tabelle", "enthält keine Haushaltszeilen und wird nicht gelesen"
        )
        return Blattlesung(None, titel, (befund,) if blatt.zeilen else ())
    befunde = [
        Befund(
            Schwere.FEHLER,
            "spalte_doppelt",
            f"Blatt „{blatt.name}“: Zwei Spalten heißen wie „{art.spaltenname(feld)}“; erwartet wird eine.",
            blatt.name,
        )
        for feld in tabelle.doppelt
        if feld in SCHLUESSELFELDER
    ]
    leser = Blattleser(
        tabelle,
        profil,
        tuple(find_betragsspalten(tabelle, profil, befunde)),
        sheet_herkunft(blatt, tabelle.kopfzeile) or Herkunft.INTERN,
        produkte,
        befunde,
    )
    planblatt = leser.read()
    return Blattlesung(planblatt, tuple(titles_above(tabelle)), tuple(befunde))


def _blatt_befund(blatt: Blatt, code: str, text: str) -> Befund:
    return Befund(Schwere.HINWEIS, code, f"Das Blatt „{blatt.name}“ {text}.", blatt.name)


@dataclass(frozen=True, slots=True)
class Blattleser:
    """Reads the rows of one table by one profile; what is wrong goes to ``befunde``."""

    tabelle: Tabelle
    profil: Profil
    spalten: tuple[Betragsspalte, ...]
    herkunft: Herkunft
    produkte: Collection[str]
    befunde: list[Befund]

    def read(self) -> Planblatt:
        """All rows that say something, in the order of the file."""
        blatt = self.tabelle.blatt
        felder = set(self.tabelle.spalten)
        felder |= {feld for feld, ersatz in self.profil.ersatz.items() if ersatz in felder}
        zeilen = [zeile for roh in self._rows() if (zeile := self._read_row(roh)) is not None]
        return Planblatt(
            blatt.name,
            frozenset(felder),
            tuple(spalte.art for spalte in self.spalten),
            tuple(sort_out_subtotals(zeilen, self.profil, self.befunde)),
        )

    def _rows(self) -> Iterator[Tabellenzeile]:
        """The table's rows and, in between, those that ``sheet`` leaves out as sums and notes."""
        felder = {spalte: feld for feld, spalte in self.tabelle.spalten.items()}
        gelesen = {zeile.nummer: zeile for zeile in self.tabelle.zeilen()}
        for nummer in sorted(self.tabelle.blatt.zeilen):
            zeile = self.tabelle.blatt.zeilen[nummer]
            if nummer in gelesen:
                yield gelesen[nummer]
            elif nummer >= self.tabelle.datenzeile and is_nebenzeile(zeile):
                yield Tabellenzeile(
                    nummer,
                    {felder[spalte]: zelle for spalte, zelle in zeile.items() if spalte in felder},
                    {spalte: zelle for spalte, zelle in zeile.items() if spalte not in felder},
                )

    def _read_row(self, zeile: Tabellenzeile) -> Planposten | Summenzeile | None:
        texte = {feld: _read_quietly(zelle) for feld, zelle in zeile.zellen.items()}
        fehlend = [feld for feld in self.profil.pflicht if not self._with_substitutes(texte).get(feld)]
        if fehlend or self._is_sum_by_key(texte):
            return self._read_sum(zeile, texte, fehlend)
        return self._read_posten(zeile)

    def _with_substitutes(self, felder: Mapping[str, str]) -> dict[str, str]:
        """Fields with what stands in for empty ones, key parts only where they look as they must."""
        voll = dict(felder)
        for feld, ersatz in self.profil.ersatz.items():
            if not voll.get(feld) and voll.get(ersatz):
                voll[feld] = voll[ersatz]
        for feld, muster in self.profil.muster.items():
            if not any(fnmatchcase(voll.get(feld, ""), eines) for eines in muster):
                voll.pop(feld, None)
        return voll

    def _is_sum_by_key(self, texte: Mapping[str, str]) -> bool:
        """Whether a key cell calls the row a total (``Produkt`` = ``Summe``)."""
        konten = ("produkt", "konto", self.profil.ersatz.get("konto", "konto"))
        if any(names_sum(texte.get(feld, ""), self.profil) for feld in konten):
            return True
        woerter = _squashed(self.profil.summenwoerter)
        return any(squash(texte.get(feld, "")) in woerter for feld in ("teilhaushalt", "amt"))

    def _read_sum(
        self, zeile: Tabellenzeile, texte: Mapping[str, str], fehlend: list[str]
    ) -> Summenzeile | None:
        """A total, or a row with amounts and without key; ``None`` for headings and notes."""
        betraege = self._read_betraege(zeile, eingehend=None)
        if not betraege:
            return None
        spalten = {spalte.spalte for spalte in self.spalten}
        zellen = {zelle.spalte: zelle for zelle in (*zeile.zellen.values(), *zeile.weitere.values())}
        worte = [_read_quietly(zellen[spalte]) for spalte in sorted(zellen) if spalte not in spalten]
        text = " ".join(wort for wort in worte if wort)
        felder = {feld: wert for feld, wert in self._with_substitutes(texte).items() if wert}
        ohne_schluessel = not any(felder.get(feld) for feld in SCHLUESSELFELDER)
        sicher = any(names_sum(wort, self.profil) for wort in worte) or (
            ohne_schluessel and speaks_of_sum(text, self.profil)
        )
        return Summenzeile(
            self.tabelle.blatt.name,
            zeile.nummer,
            zellen[min(zellen)].name,
            text or "ohne Bezeichnung",
            felder,
            betraege,
            "" if sicher else fehlend[0] if fehlend else "konto",
        )

    def _read_posten(self, zeile: Tabellenzeile) -> Planposten | None:
        felder = {feld: self._read_feld(feld, zelle) for feld, zelle in zeile.zellen.items()}
        felder = {feld: wert for feld, wert in self._with_substitutes(felder).items() if wert}
        if any(not felder.get(feld) for feld in self.profil.pflicht):
            return None  # a key cell could not be read, which _read_feld has told
        seite = self._find_seite(zeile, felder)
        if seite is None:
            return None
        ersatz = self.profil.ersatz.get("konto", "konto")
        zelle = zeile.zellen.get("konto") or zeile.zellen.get(ersatz) or next(iter(zeile.zellen.values()))
        return Planposten(
            self.tabelle.blatt.name,
            zeile.nummer,
            zelle.name,
            felder,
            seite,
            self._read_betraege(zeile, eingehend=seite.eingehend),
            self._read_herkunft(zeile),
        )

    def _read_feld(self, feld: str, zelle: Zelle) -> str:
        """Text of a cell; a key that Excel may have changed is a ``fehler``."""
        if feld not in SCHLUESSELFELDER and feld not in self.profil.ersatz.values():
            return _read_quietly(zelle)
        try:
            text = read_text(zelle)
            if isinstance(zelle.wert, str) or not text:
                return "" if is_kein_wert(text) else " ".join(text.split()).lstrip("'")
            text = read_new_schluessel(zelle, self.produkte if feld == "produkt" else ())
        except WertError as error:
            self._tell(error.code, zelle, error.text)
            return ""
        aehnlich = [nr for nr in self.produkte if nr.lstrip("0") == text] if feld == "produkt" else []
        if aehnlich and text not in self.produkte:
            self._tell(
                "schluessel_als_zahl",
                zelle,
                f"als Zahl hat das Produkt keine führenden Nullen; gemeint ist vielleicht „{aehnlich[0]}“, "
                "bitte als Text eingeben",
            )
        return text

    def _find_seite(self, zeile: Tabellenzeile, felder: Mapping[str, str]) -> Seite | None:
        konto, rahmen = felder.get("konto", ""), self.profil.kontenrahmen
        if konto and rahmen is not None:
            seite = rahmen.seite(konto)
            if seite is None:
                ersatz = self.profil.ersatz.get("konto", "konto")
                zelle = zeile.zellen.get("konto") or zeile.zellen[ersatz]
                self._tell(
                    "konto_unbekannt", zelle, f"dieses Konto kennt der Kontenrahmen {rahmen.titel} nicht"
                )
            return seite
        text = felder.get("art", "").casefold()
        for muster, seite in self.profil.art.items():
            if text and fnmatchcase(text, muster.casefold()):
                return seite
        zelle = zeile.zellen.get("art") or next(iter(zeile.zellen.values()))
        erwartet = ", ".join(self.profil.art) or "ein Konto"
        self._tell(
            "art_unbekannt",
            zelle,
            f"daraus folgt nicht, ob es Ertrag oder Aufwand ist; erwartet wird {erwartet}",
        )
        return None

    def _read_betraege(
        self, zeile: Tabellenzeile, *, eingehend: bool | None
    ) -> dict[Betragsart, Zeilenbetrag]:
        """Amounts of a row; of a total (``eingehend`` is ``None``) only those that can be read."""
        betraege: dict[Betragsart, Zeilenbetrag] = {}
        vorzeichen = 1 if eingehend is None else self.profil.sign(eingehend=eingehend)
        for spalte in self.spalten:
            zelle = zeile.weitere.get(spalte.spalte)
            if zelle is None:
                continue
            try:
                zahl = read_zahl(zelle, "€" if spalte.einheit == 1 else "T€", spalte.zeichen)
            except WertError as error:
                if eingehend is not None:
                    self._tell(error.code, zelle, error.text)
                continue
            if zahl is None:
                continue
            eur = (zahl * spalte.einheit).quantize(_CENT, ROUND_HALF_UP)
            if spalte.einheit == 1 and eur != zahl and eingehend is not None:
                self._tell(
                    "bruchteile_von_cent", zelle, "ein Betrag in Euro hat höchstens zwei Nachkommastellen"
                )
                continue
            betraege[spalte.art] = Zeilenbetrag(vorzeichen * eur, eur, zelle.name, zelle.roh)
        return betraege

    def _read_herkunft(self, zeile: Tabellenzeile) -> Herkunft:
        zelle = zeile.zellen.get("herkunft")
        if zelle is None or not (text := _read_quietly(zelle)):
            return self.herkunft
        herkunft = parse_herkunft(text)
        if herkunft is None:
            self._tell("herkunft_unbekannt", zelle, "erwartet wird amtlich, intern oder beispiel")
            return self.herkunft
        return herkunft

    def _tell(self, code: str, zelle: Zelle, text: str) -> None:
        self.befunde.append(cell_befund(Schwere.FEHLER, code, self.tabelle.blatt, zelle, text))


@lru_cache(maxsize=32)
def _squashed(woerter: tuple[str, ...]) -> frozenset[str]:
    return frozenset(squash(wort) for wort in woerter)


def _read_quietly(zelle: Zelle) -> str:
    """Text of a cell in which nothing must stand; empty for error values and "no value"."""
    try:
        text = read_text(zelle)
    except WertError:
        return ""
    return "" if is_kein_wert(text) else " ".join(text.split())
