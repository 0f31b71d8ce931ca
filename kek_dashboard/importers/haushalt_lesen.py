"""Haushaltslesen: the rows of one sheet become lines of the plan, stated totals, and Befunde."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from functools import lru_cache

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.importers.haushalt_felder import Feldleser, read_quietly
from kek_dashboard.importers.haushalt_seiten import SEITENWORT, check_salden, list_seiten
from kek_dashboard.importers.haushalt_spalten import Betragsspalte, rounding_steps
from kek_dashboard.importers.haushalt_summenworte import names_sum, sort_out_subtotals, speaks_of_sum
from kek_dashboard.importers.haushalt_zeilen import (
    Betragsart,
    Planblatt,
    Planposten,
    Summenzeile,
    Zeilenbetrag,
)
from kek_dashboard.importers.mappe import Zelle
from kek_dashboard.importers.profil import SALDO, SCHLUESSELFELDER, ZUSCHUSSBEDARF, Profil
from kek_dashboard.importers.profil_rahmen import SEITENNAME, Kontenrahmen, Seite, make_seite
from kek_dashboard.importers.profil_summen import Summenregel
from kek_dashboard.importers.sheet import (
    Tabelle,
    Tabellenzeile,
    cell_befund,
    is_nebenzeile,
    parse_herkunft,
    sheet_herkunft,
    squash,
)
from kek_dashboard.importers.werte import WertError

_CENT = Decimal("0.01")


def read_planblatt(
    tabelle: Tabelle,
    spalten: tuple[Betragsspalte, ...],
    profil: Profil,
    haushaltsjahr: int | None,
    produkte: Collection[str],
    befunde: list[Befund],
) -> Planblatt:
    """The rows of one table; what is wrong goes to ``befunde``.

    ``haushaltsjahr`` says which Fassung of the account frame holds; ``produkte`` are the known ones,
    asked where Excel made a number of a key.
    """
    herkunft = sheet_herkunft(tabelle.blatt, tabelle.kopfzeile) or Herkunft.INTERN
    felder = Feldleser(tabelle.blatt, profil, produkte, befunde)
    return Blattleser(tabelle, profil, spalten, herkunft, haushaltsjahr, felder, befunde).read()


@dataclass(frozen=True, slots=True)
class Blattleser:
    """Reads the rows of one table by one profile; what is wrong goes to ``befunde``."""

    tabelle: Tabelle
    profil: Profil
    spalten: tuple[Betragsspalte, ...]
    herkunft: Herkunft
    haushaltsjahr: int | None
    felder: Feldleser
    befunde: list[Befund]
    arten: dict[str, Seite | None] = field(default_factory=dict)

    def read(self) -> Planblatt:
        """All rows that say something, in the order of the file."""
        felder = set(self.tabelle.spalten) | self.profil.abgeleitet
        felder |= {feld for feld, ersatz in self.profil.ersatz.items() if ersatz in felder}
        zeilen = [zeile for roh in self._rows() for zeile in self._read_row(roh)]
        return Planblatt(
            self.tabelle.blatt.name,
            frozenset(felder),
            tuple(dict.fromkeys(spalte.art for spalte in self.spalten)),
            tuple(sort_out_subtotals(zeilen, self.profil, self.befunde)),
            rounding_steps(self.spalten),
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

    def _read_row(self, zeile: Tabellenzeile) -> Iterator[Planposten | Summenzeile]:
        texte = {feld: read_quietly(zelle) for feld, zelle in zeile.zellen.items()}
        bezeichnung = texte.get(self.profil.zeilennummer, "")
        regel = next((regel for regel in self.profil.summen if regel.fits(bezeichnung)), None)
        gefuellt = self.felder.complete(texte)
        fehlend = [
            feld
            for feld in self.profil.pflicht
            if not gefuellt.get(feld) and not (self.profil.seiten and feld == "konto")
        ]
        if regel is not None or fehlend or self._is_sum_by_key(texte):
            yield from self._read_sums(zeile, texte, fehlend, regel)
        else:
            yield from self._read_posten(zeile)

    def _is_sum_by_key(self, texte: Mapping[str, str]) -> bool:
        """Whether a key cell calls the row a total (``Produkt`` = ``Summe``)."""
        konten = ("produkt", "konto", self.profil.ersatz.get("konto", "konto"))
        if any(names_sum(texte.get(feld, ""), self.profil) for feld in konten):
            return True
        woerter = _squashed(self.profil.summenwoerter)
        return any(squash(texte.get(feld, "")) in woerter for feld in ("teilhaushalt", "amt"))

    def _read_sums(
        self, zeile: Tabellenzeile, texte: Mapping[str, str], fehlend: list[str], regel: Summenregel | None
    ) -> Iterator[Summenzeile]:
        """A total (of each side), or a row with amounts and without key; nothing for headings and notes."""
        spalten = {spalte.spalte for spalte in self.spalten}
        zellen = {zelle.spalte: zelle for zelle in (*zeile.zellen.values(), *zeile.weitere.values())}
        worte = [read_quietly(zellen[spalte]) for spalte in sorted(zellen) if spalte not in spalten]
        text = " ".join(wort for wort in worte if wort)
        felder = {feld: wert for feld, wert in self.felder.complete(texte).items() if wert}
        ohne_schluessel = not any(felder.get(feld) for feld in SCHLUESSELFELDER)
        sicher = (
            regel is not None
            or any(names_sum(wort, self.profil) for wort in worte)
            or (ohne_schluessel and speaks_of_sum(text, self.profil))
        )
        if regel is not None:
            felder.pop("konto", None)
            text = texte[self.profil.zeilennummer]
        for seite in list_seiten(self.spalten):
            betraege = self._read_betraege(zeile, seite, eingehend=None)
            if betraege:
                yield Summenzeile(
                    self.tabelle.blatt.name,
                    zeile.nummer,
                    zellen[min(zellen)].name,
                    f"{text or 'ohne Bezeichnung'} ({SEITENWORT[seite]})"
                    if seite
                    else text or "ohne Bezeichnung",
                    felder,
                    betraege,
                    "" if sicher else fehlend[0] if fehlend else "konto",
                    None if regel is None else regel.faktoren,
                )

    def _read_posten(self, zeile: Tabellenzeile) -> Iterator[Planposten]:
        """The line of a row, or one for each of its sides."""
        felder = self.felder.read(zeile)
        if any(not felder.get(feld) for feld in self.profil.pflicht if not self._is_side_key(feld)):
            return  # a key cell could not be read, which ``felder`` has told
        if self.profil.seiten:
            yield from self._read_sides(zeile, felder)
            return
        seite = self._find_seite(zeile, felder)
        if seite is None:
            return
        ersatz = self.profil.zeilennummer or self.profil.ersatz.get("konto", "konto")
        zelle = zeile.zellen.get("konto") or zeile.zellen.get(ersatz) or next(iter(zeile.zellen.values()))
        yield Planposten(
            self.tabelle.blatt.name,
            zeile.nummer,
            zelle.name,
            felder,
            seite,
            self._read_betraege(zeile, "", eingehend=seite.eingehend),
            self._read_herkunft(zeile),
            zelle.roh if self.profil.zeilennummer else felder.get("konto", ""),
        )

    def _is_side_key(self, feld: str) -> bool:
        """Whether a key field is filled by the side of a column."""
        return feld == "konto" and bool(self.profil.seiten)

    def _read_sides(self, zeile: Tabellenzeile, felder: Mapping[str, str]) -> Iterator[Planposten]:
        """A line for each side that has an amount; what the row states as their Saldo is checked."""
        posten: list[Planposten] = []
        salden: dict[str, Mapping[Betragsart, Zeilenbetrag]] = {}
        for name in list_seiten(self.spalten):
            if name in {SALDO, ZUSCHUSSBEDARF}:
                salden[name] = self._read_betraege(zeile, name, eingehend=None)
                continue
            if name not in SEITENNAME:  # a table without any amount column
                continue
            seite = make_seite(name)
            betraege = self._read_betraege(zeile, name, eingehend=seite.eingehend)
            if betraege:
                erster = next(iter(betraege.values()))
                eigene = {**felder, "konto": SEITENNAME[name]}
                eigene.setdefault("bezeichnung", SEITENNAME[name])
                posten.append(
                    Planposten(
                        self.tabelle.blatt.name,
                        zeile.nummer,
                        erster.zelle,
                        eigene,
                        seite,
                        betraege,
                        self._read_herkunft(zeile),
                        erster.roh,
                    )
                )
        self.befunde.extend(check_salden(salden, posten, rounding_steps(self.spalten)))
        yield from posten

    def _find_seite(self, zeile: Tabellenzeile, felder: Mapping[str, str]) -> Seite | None:
        konto, rahmen = felder.get("konto", ""), self.profil.kontenrahmen
        if konto and rahmen is not None:
            seite = self._find_in_frame(konto, rahmen)
            if seite is None:
                ersatz = self.profil.zeilennummer or self.profil.ersatz.get("konto", "konto")
                zelle = zeile.zellen.get("konto") or zeile.zellen[ersatz]
                self._tell(
                    "konto_unbekannt", zelle, f"dieses Konto kennt der Kontenrahmen {rahmen.titel} nicht"
                )
            return seite
        text = felder.get("art", "").casefold()
        for muster, seite in self.profil.art.items():
            if text and fnmatchcase(text, muster.casefold()):
                return seite
        zelle = (
            zeile.zellen.get("art")
            or zeile.zellen.get(self.profil.ersatz.get("art", "art"))
            or next(iter(zeile.zellen.values()))
        )
        erwartet = ", ".join(self.profil.art) or "ein Konto"
        self._tell(
            "art_unbekannt",
            zelle,
            f"daraus folgt nicht, ob es Ertrag oder Aufwand ist; erwartet wird {erwartet}",
        )
        return None

    def _find_in_frame(self, konto: str, rahmen: Kontenrahmen) -> Seite | None:
        """The kind of a Konto, each looked up once: thousands of lines share some hundred Konten."""
        if konto not in self.arten:
            self.arten[konto] = rahmen.seite(konto, self.haushaltsjahr)
        return self.arten[konto]

    def _read_betraege(
        self, zeile: Tabellenzeile, seite: str, *, eingehend: bool | None
    ) -> dict[Betragsart, Zeilenbetrag]:
        """Amounts of one side of a row; of a total (``eingehend`` is ``None``) only those that can be read."""
        betraege: dict[Betragsart, Zeilenbetrag] = {}
        vorzeichen = 1 if eingehend is None else self.profil.sign(eingehend=eingehend)
        for spalte in self.spalten:
            zelle = zeile.weitere.get(spalte.spalte)
            if zelle is None or spalte.seite != seite:
                continue
            try:
                zahl = spalte.read(zelle)
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
        if zelle is None or not (text := read_quietly(zelle)):
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
