"""Suchverzeichnis: what of a Datenstand and of a Haushaltsplan can be found, with the texts it is found by."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme
from kek_dashboard.domain.suche import Eintrag, Suchart
from kek_dashboard.domain.ziele import Ziel

_BEZUG = {
    "unterziel": Suchart.ZIEL,
    "kennzahl": Suchart.KENNZAHL,
    "massnahme": Suchart.MASSNAHME,
    "maßnahme": Suchart.MASSNAHME,
}


def entries_of(stand: Datenstand) -> Iterator[Eintrag]:
    """Goals, Kennzahlen, Maßnahmen, Produkte, units, texts and files of a Datenstand; names of persons stay out."""
    yield from map(_ziel, stand.ziele.values())
    yield from map(_kennzahl, stand.akten.values())
    yield from (_massnahme(stand, massnahme) for massnahme in stand.massnahmen.values())
    for produkt in stand.produkte.values():
        texte = (("Ziele", produkt.ziele), ("Fachbereich", produkt.fachbereich))
        yield Eintrag(
            Suchart.PRODUKT,
            produkt.produkt,
            produkt.bezeichnung,
            _filled(*texte),
            is_beispiel=produkt.herkunft is Herkunft.BEISPIEL,
        )
    for einheit in stand.organisation.values():
        texte = (("Kürzel", einheit.kuerzel), ("gehört zu", einheit.uebergeordnet))
        yield Eintrag(Suchart.FACHBEREICH, einheit.kuerzel, einheit.name, _filled(*texte))
    yield from (
        eintrag for text in stand.erlaeuterungen if (eintrag := _erlaeuterung(stand, text)) is not None
    )
    for lieferung in stand.lieferungen.values():
        yield Eintrag(
            Suchart.LIEFERUNG,
            str(lieferung.nr),
            lieferung.dateiname,
            _filled(("Fachbereich", lieferung.fachbereich)),
            fachbereich=lieferung.fachbereich,
        )


def lines_of(haushalt: Haushalt, bekannt: Collection[str]) -> tuple[Eintrag, ...]:
    """Each Produkt and each differently named line of a plan once; ``nr`` is the Produkt or the Konto.

    ``bekannt``: Produkte that the master data name already.
    """
    produkte: dict[str, str] = {}
    zeilen: dict[tuple[str, str], set[str]] = {}
    beispiel: set[tuple[str, str]] = set()
    for zeile in haushalt.zeilen:
        position = zeile.position
        produkt = position.schluessel.produkt
        if produkt:
            produkte[produkt] = produkte.get(produkt) or position.produktbezeichnung
        key = (position.schluessel.konto, position.bezeichnung)
        if any(key):
            zeilen.setdefault(key, set()).add(produkt)
            if position.herkunft is Herkunft.BEISPIEL:
                beispiel.add(key)
    aus_plan = (
        Eintrag(Suchart.PRODUKT, nr, name or f"Produkt {nr}")
        for nr, name in produkte.items()
        if nr not in bekannt
    )
    return (
        *aus_plan,
        *(
            Eintrag(
                Suchart.ZEILE,
                konto,
                bezeichnung or f"Konto {konto}",
                (("Produkte", ", ".join(sorted(nummern - {""}))),),
                is_beispiel=(konto, bezeichnung) in beispiel,
            )
            for (konto, bezeichnung), nummern in zeilen.items()
        ),
    )


def _ziel(ziel: Ziel) -> Eintrag:
    wortlaut = tuple(("Wortlaut", fassung.wortlaut) for fassung in ziel.fassungen)
    beschluss = tuple(("Beschluss", fassung.beschluss) for fassung in ziel.fassungen)
    ueber = ziel.ueber
    return Eintrag(
        Suchart.ZIEL,
        ziel.nr,
        ziel.kurztitel,
        _filled(*wortlaut, *beschluss),
        bezug=None if ueber is None else (Suchart.ZIEL, ueber),
        worte=ziel.ebene.value,
        is_beispiel=ziel.fassungen[0].herkunft is Herkunft.BEISPIEL,
    )


def _kennzahl(akte: Kennzahlakte) -> Eintrag:
    kennzahl = akte.kennzahl
    unterziele = [zuordnung.unterziel for zuordnung in akte.zuordnungen]
    return Eintrag(
        Suchart.KENNZAHL,
        kennzahl.nr,
        kennzahl.bezeichnung,
        _filled(
            ("Definition", kennzahl.definition),
            ("Quelle", kennzahl.quelle),
            ("Fachbereich", kennzahl.fachbereich),
            ("Einheit", kennzahl.einheit),
            *(("Beschluss", ziel.beschluss) for ziel in akte.zielwerte),
        ),
        bezug=(Suchart.ZIEL, unterziele[0]) if unterziele else None,
        is_beispiel=kennzahl.herkunft is Herkunft.BEISPIEL,
    )


def _massnahme(stand: Datenstand, massnahme: Massnahme) -> Eintrag:
    schritte = stand.meilensteine.get(massnahme.nr, ())
    return Eintrag(
        Suchart.MASSNAHME,
        massnahme.nr,
        massnahme.bezeichnung,
        _filled(
            *(("Meilenstein", schritt.bezeichnung) for schritt in schritte),
            ("Handlungsschwerpunkt", massnahme.handlungsschwerpunkt),
            ("Fachbereich", massnahme.fachbereich),
            ("Status", massnahme.status),
        ),
        bezug=(Suchart.ZIEL, massnahme.unterziel),
        is_beispiel=massnahme.herkunft is Herkunft.BEISPIEL,
    )


def _erlaeuterung(stand: Datenstand, text: Erlaeuterung) -> Eintrag | None:
    """A text hangs on its goal, Kennzahl or Maßnahme; one on something that is not known is not found."""
    art = _BEZUG.get(text.bezug.casefold())
    bekannt = {
        Suchart.ZIEL: stand.ziele,
        Suchart.KENNZAHL: stand.akten,
        Suchart.MASSNAHME: stand.massnahmen,
    }
    if art is None or text.bezug_nr not in bekannt[art]:
        return None
    return Eintrag(
        Suchart.ERLAEUTERUNG,
        f"{text.bezug_nr} {text.zeitraum}",
        f"Erläuterung {text.zeitraum}",
        _filled(("Text", text.text), ("Umfeld", text.umfeld), ("Beurteilung", text.beurteilung)),
        bezug=(art, text.bezug_nr),
        is_beispiel=text.herkunft is Herkunft.BEISPIEL,
    )


def _filled(*texte: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The texts that say something, each once."""
    return tuple(dict.fromkeys((wort, text) for wort, text in texte if text))
