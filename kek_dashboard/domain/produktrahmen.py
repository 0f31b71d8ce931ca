"""Produktrahmen: official names of Produktbereiche, Produktgruppen and Kontengruppen, each with its years and source.

The Landesamt für Statistik fixes both frames bindingly for Niedersachsen (§ 4 Abs. 2 KomHKVO) and issues
them anew per Haushaltsjahr: a new issue is a new entry with ``ab``, the old one gets its ``bis``. Local
numbers go on behind the official digits in many ways of writing (111-300, 11.1.1.01, P11.1001); only their
digits count here.
"""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.haushalt import Positionsart


@dataclass(frozen=True, slots=True)
class Rahmeneintrag:
    """One number of a frame: its name, the Haushaltsjahre it holds in (``None``: no end known) and its source."""

    nr: str
    bezeichnung: str
    ab: int | None
    bis: int | None
    quelle: str

    def holds_in(self, haushaltsjahr: int) -> bool:
        """Whether the frame of this Haushaltsjahr has the entry."""
        return (self.ab is None or self.ab <= haushaltsjahr) and (
            self.bis is None or haushaltsjahr <= self.bis
        )


#: Where the names come from. „Nicht im Wortlaut geprüft“: true of the scheme, the issue for Niedersachsen not seen.
_SCHEMA = (
    "Produktrahmen nach dem Schema der Innenministerkonferenz, allgemein bekannt; nicht im Wortlaut geprüft"
)
_LISTE = "amtliche Liste der Produktgruppen (Finanzstatistik), gemeinsames Schema der Länder"
_NDS = "Produktrahmen Niedersachsen (§ 4 Abs. 2 KomHKVO)"
_NDS_UNGEPRUEFT = f"{_NDS}; nicht im Wortlaut geprüft"
_KONTEN_NDS = "Kontenrahmen Niedersachsen (§ 4 Abs. 2 KomHKVO)"
_KONTEN = "Kontenrahmen mit denselben Nummern (Baden-Württemberg); Wortlaut in Niedersachsen kann abweichen"
_KONTEN_UNGEPRUEFT = "Kontenrahmen nach dem Schema der Innenministerkonferenz; nicht im Wortlaut geprüft"


def _without_years(quelle: str, *namen: tuple[str, str]) -> tuple[Rahmeneintrag, ...]:
    return tuple(Rahmeneintrag(nr, bezeichnung, None, None, quelle) for nr, bezeichnung in namen)


PRODUKTBEREICHE = _without_years(
    _SCHEMA,
    ("11", "Innere Verwaltung"),
    ("12", "Sicherheit und Ordnung"),
    ("21", "Schulträgeraufgaben"),
    ("22", "Schulträgeraufgaben"),
    ("23", "Schulträgeraufgaben"),
    ("24", "Schulträgeraufgaben"),
    ("25", "Kultur und Wissenschaft"),
    ("26", "Kultur und Wissenschaft"),
    ("27", "Kultur und Wissenschaft"),
    ("28", "Kultur und Wissenschaft"),
    ("29", "Kultur und Wissenschaft"),
    ("31", "Soziale Hilfen"),
    ("32", "Soziale Hilfen"),
    ("33", "Soziale Hilfen"),
    ("34", "Soziale Hilfen"),
    ("35", "Soziale Hilfen"),
    ("36", "Kinder-, Jugend- und Familienhilfe"),
    ("41", "Gesundheitsdienste"),
    ("42", "Sportförderung"),
    ("51", "Räumliche Planung und Entwicklung"),
    ("52", "Bauen und Wohnen"),
    ("53", "Ver- und Entsorgung"),
    ("54", "Verkehrsflächen und -anlagen, ÖPNV"),
    ("55", "Natur- und Landschaftspflege"),
    ("56", "Umweltschutz"),
    ("57", "Wirtschaft und Tourismus"),
    ("61", "Allgemeine Finanzwirtschaft"),
)

PRODUKTGRUPPEN = (
    *_without_years(_NDS, ("111", "Verwaltungssteuerung und -service")),
    *_without_years(
        _LISTE,
        ("121", "Statistik und Wahlen"),
        ("122", "Ordnungsangelegenheiten"),
        ("126", "Brandschutz"),
        ("127", "Rettungsdienst"),
        ("128", "Katastrophenschutz"),
        ("211", "Grundschulen"),
        ("212", "Hauptschulen"),
        ("215", "Realschulen"),
    ),
    *_without_years(_NDS_UNGEPRUEFT, ("216", "Oberschulen")),
    *_without_years(
        _LISTE,
        ("217", "Gymnasien"),
        ("218", "Gesamtschulen"),
        ("221", "Förderschulen"),
        ("231", "Berufsbildende Schulen"),
        ("241", "Schülerbeförderung"),
        ("242", "Fördermaßnahmen für Schülerinnen und Schüler"),
        ("243", "Sonstige schulische Aufgaben"),
    ),
    *_without_years(_NDS_UNGEPRUEFT, ("244", "Kreisschulbaukasse")),
    *_without_years(
        _LISTE,
        ("252", "Museen"),
        ("263", "Musikschulen"),
        ("271", "Volkshochschulen"),
        ("272", "Büchereien"),
        ("281", "Heimat- und sonstige Kulturpflege"),
    ),
    *_without_years(
        _NDS,
        ("311", "Grundversorgung und Hilfen nach dem SGB XII"),
        ("3111", "Hilfe zum Lebensunterhalt"),
        ("3112", "Hilfe zur Pflege"),
    ),
    # The Bundesteilhabegesetz took it out of the SGB XII: until 2019 a part of 311, then a group of its own.
    Rahmeneintrag("3113", "Eingliederungshilfe", None, 2019, _NDS),
    Rahmeneintrag("314", "Eingliederungshilfe (SGB IX)", 2020, None, _NDS_UNGEPRUEFT),
    *_without_years(
        _LISTE,
        ("312", "Grundsicherung für Arbeitsuchende (SGB II)"),
        ("313", "Hilfen für Asylbewerberinnen und Asylbewerber"),
        ("315", "Soziale Einrichtungen"),
        ("341", "Unterhaltsvorschussleistungen"),
        ("343", "Betreuungsleistungen"),
        ("351", "Sonstige soziale Hilfen und Leistungen"),
        ("361", "Förderung von Kindern in Tageseinrichtungen und in Tagespflege"),
        ("362", "Jugendarbeit"),
        ("363", "Sonstige Leistungen der Kinder-, Jugend- und Familienhilfe"),
        ("365", "Tageseinrichtungen für Kinder"),
        ("366", "Einrichtungen der Jugendarbeit"),
        ("367", "Sonstige Einrichtungen der Kinder-, Jugend- und Familienhilfe"),
        ("411", "Krankenhäuser"),
        ("412", "Gesundheitseinrichtungen"),
        ("414", "Gesundheitsschutz und -pflege"),
        ("421", "Förderung des Sports"),
        ("424", "Sportstätten und Bäder"),
        ("511", "Räumliche Planungs- und Entwicklungsmaßnahmen"),
        ("521", "Bau- und Grundstücksordnung"),
        ("522", "Wohnbauförderung"),
        ("523", "Denkmalschutz und -pflege"),
        ("531", "Elektrizitätsversorgung"),
        ("532", "Gasversorgung"),
        ("533", "Wasserversorgung"),
        ("534", "Fernwärmeversorgung"),
        ("535", "Kombinierte Versorgung"),
    ),
    *_without_years(_NDS_UNGEPRUEFT, ("536", "Versorgung mit Breitband und Telekommunikation")),
    *_without_years(
        _LISTE,
        ("537", "Abfallwirtschaft"),
        ("538", "Abwasserbeseitigung"),
        ("542", "Kreisstraßen"),
        ("547", "Öffentlicher Personennahverkehr (ÖPNV)"),
        ("551", "Öffentliches Grün, Landschaftsbau"),
        ("552", "Öffentliche Gewässer, wasserbauliche Anlagen"),
        ("553", "Friedhofs- und Bestattungswesen"),
        ("554", "Naturschutz und Landschaftspflege"),
        ("555", "Land- und Forstwirtschaft"),
        ("561", "Umweltschutzmaßnahmen"),
        ("562", "Immissionsschutz"),
        ("571", "Wirtschaftsförderung"),
        ("573", "Allgemeine Einrichtungen und Unternehmen"),
        ("575", "Tourismus"),
        ("611", "Steuern, allgemeine Zuweisungen, allgemeine Umlagen"),
        ("612", "Sonstige allgemeine Finanzwirtschaft"),
    ),
)

#: Kontengruppen by the kind of money they hold; the same number is another kind in another Land's frame.
KONTENGRUPPEN: dict[Positionsart, tuple[Rahmeneintrag, ...]] = {
    Positionsart.ERTRAEGE: _without_years(
        _KONTEN,
        ("30", "Steuern und ähnliche Abgaben"),
        ("31", "Zuwendungen und allgemeine Umlagen"),
        ("32", "Sonstige Transfererträge"),
        ("33", "Öffentlich-rechtliche Entgelte"),
        ("34", "Privatrechtliche Entgelte, Kostenerstattungen"),
        ("35", "Sonstige ordentliche Erträge"),
        ("36", "Finanzerträge"),
        ("37", "Aktivierte Eigenleistungen, Bestandsveränderungen"),
    ),
    Positionsart.AUFWENDUNGEN: (
        *_without_years(_KONTEN_NDS, ("40", "Personalaufwendungen")),
        *_without_years(
            _KONTEN,
            ("41", "Versorgungsaufwendungen"),
            ("42", "Aufwendungen für Sach- und Dienstleistungen"),
            ("43", "Transferaufwendungen"),
            ("44", "Sonstige ordentliche Aufwendungen"),
            ("45", "Zinsen und sonstige Finanzaufwendungen"),
            ("47", "Bilanzielle Abschreibungen"),
        ),
    ),
    Positionsart.INTERNE_ERTRAEGE: _without_years(
        _KONTEN, ("38", "Erträge aus internen Leistungsbeziehungen")
    ),
    Positionsart.INTERNE_AUFWENDUNGEN: _without_years(
        _KONTEN, ("48", "Aufwendungen aus internen Leistungsbeziehungen")
    ),
    Positionsart.AUSSERORDENTLICHE_ERTRAEGE: _without_years(
        _KONTEN_UNGEPRUEFT, ("50", "Außerordentliche Erträge")
    ),
    Positionsart.AUSSERORDENTLICHE_AUFWENDUNGEN: _without_years(
        _KONTEN_UNGEPRUEFT, ("51", "Außerordentliche Aufwendungen"), ("53", "Außerordentliche Aufwendungen")
    ),
    Positionsart.LAUFENDE_EINZAHLUNGEN: _without_years(
        _KONTEN_UNGEPRUEFT,
        ("60", "Einzahlungen aus Steuern und ähnlichen Abgaben"),
        ("61", "Einzahlungen aus Zuwendungen und allgemeinen Umlagen"),
        ("62", "Sonstige Transfereinzahlungen"),
        ("63", "Einzahlungen aus öffentlich-rechtlichen Entgelten"),
        ("64", "Einzahlungen aus privatrechtlichen Entgelten und Kostenerstattungen"),
        ("65", "Sonstige laufende Einzahlungen"),
        ("66", "Zinsen und sonstige Finanzeinzahlungen"),
    ),
    Positionsart.LAUFENDE_AUSZAHLUNGEN: _without_years(
        _KONTEN_UNGEPRUEFT,
        ("70", "Personalauszahlungen"),
        ("71", "Versorgungsauszahlungen"),
        ("72", "Auszahlungen für Sach- und Dienstleistungen"),
        ("73", "Transferauszahlungen"),
        ("74", "Sonstige laufende Auszahlungen"),
        ("75", "Zinsen und sonstige Finanzauszahlungen"),
    ),
    Positionsart.INVESTIVE_EINZAHLUNGEN: _without_years(
        _KONTEN, ("68", "Einzahlungen aus Investitionstätigkeit")
    ),
    Positionsart.INVESTIVE_AUSZAHLUNGEN: _without_years(
        _KONTEN_NDS, ("78", "Auszahlungen für Investitionstätigkeit")
    ),
    Positionsart.FINANZIERUNG_EINZAHLUNGEN: _without_years(
        _KONTEN, ("69", "Einzahlungen aus Finanzierungstätigkeit")
    ),
    Positionsart.FINANZIERUNG_AUSZAHLUNGEN: _without_years(
        _KONTEN, ("79", "Auszahlungen für Finanzierungstätigkeit")
    ),
    Positionsart.HAUSHALTSUNWIRKSAM: _without_years(
        _KONTEN, ("67", "Haushaltsunwirksame Einzahlungen"), ("77", "Haushaltsunwirksame Auszahlungen")
    ),
}


def produktbereich(produkt: str, haushaltsjahr: int) -> tuple[str, str]:
    """Produktbereich (two digits) of a Produkt with its name; the name is empty where the frame has none.

    >>> produktbereich("P11.1001", 2024)
    ('11', 'Innere Verwaltung')
    >>> produktbereich("99.1", 2024)
    ('99', '')
    """
    return _named(PRODUKTBEREICHE, produkt, 2, haushaltsjahr)


def produktgruppe(produkt: str, haushaltsjahr: int) -> tuple[str, str]:
    """Produktgruppe (three digits) of a Produkt with its name in that year; empty where the frame has none.

    >>> produktgruppe("54.7.0.01", 2024)
    ('547', 'Öffentlicher Personennahverkehr (ÖPNV)')
    >>> produktgruppe("314000", 2019), produktgruppe("314000", 2020)
    (('314', ''), ('314', 'Eingliederungshilfe (SGB IX)'))
    """
    return _named(PRODUKTGRUPPEN, produkt, 3, haushaltsjahr)


def kontengruppe(konto: str, art: Positionsart, haushaltsjahr: int) -> tuple[str, str]:
    """Kontengruppe (two digits) of a Konto with its name.

    The name is empty where Niedersachsen's frame says another kind than ``art``: then the Haushalt is
    kept in another Land's frame, and the number means something else there.

    >>> kontengruppe("4011000", Positionsart.AUFWENDUNGEN, 2024)
    ('40', 'Personalaufwendungen')
    >>> kontengruppe("4011000", Positionsart.ERTRAEGE, 2024)
    ('40', '')
    """
    return _named(KONTENGRUPPEN[art], konto, 2, haushaltsjahr)


def rahmeneintrag(produkt: str, haushaltsjahr: int) -> Rahmeneintrag | None:
    """The most exact entry of the Produktrahmen for a Produkt in that year, with its source.

    >>> eintrag = rahmeneintrag("3113.01", 2019)
    >>> eintrag.bezeichnung, eintrag.bis
    ('Eingliederungshilfe', 2019)
    """
    nr = _digits(produkt)
    treffer = [
        eintrag
        for eintrag in (*PRODUKTBEREICHE, *PRODUKTGRUPPEN)
        if nr.startswith(eintrag.nr) and eintrag.holds_in(haushaltsjahr)
    ]
    return max(treffer, key=lambda eintrag: len(eintrag.nr), default=None)


def _named(rahmen: tuple[Rahmeneintrag, ...], text: str, stellen: int, haushaltsjahr: int) -> tuple[str, str]:
    nr = _digits(text)[:stellen]
    namen = (
        eintrag.bezeichnung for eintrag in rahmen if eintrag.nr == nr and eintrag.holds_in(haushaltsjahr)
    )
    return nr, next(namen, "")


def _digits(text: str) -> str:
    return "".join(zeichen for zeichen in text if zeichen in "0123456789")
