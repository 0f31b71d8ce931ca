"""Factories: a small county with every Zieltyp and every Stand, built by hand without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Wertstatus,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.settings import Settings
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Kontext, Umgebung

BOESE = '<script>alert("x")</script>&\'"'
DRS = "Drucksache 72/2018, Anlage 1"

_ZIELE = (
    ("0", Ebene.LEITBILD, "Willkommenskultur gelebt"),
    (
        "1",
        Ebene.OBERZIEL,
        "Attraktiver Wohnraum, exzellente Infrastruktur, naturnahes Umfeld, gute Anbindung",
    ),
    ("1.1", Ebene.UNTERZIEL, "Attraktiver Wohnraum"),
    ("1.1.1", Ebene.HANDLUNGSFELD, "Generationengerechtes Wohnen"),
    ("1.2", Ebene.UNTERZIEL, "Exzellente und flächendeckende Infrastruktur"),
    ("1.2.1", Ebene.HANDLUNGSFELD, "Bildung und Betreuung"),
    ("1.2.2", Ebene.HANDLUNGSFELD, "Breitband"),
    ("1.3", Ebene.UNTERZIEL, "Naturnahes Umfeld"),
    ("1.4", Ebene.UNTERZIEL, "Anbindung an die benachbarten Großstädte"),
    ("2", Ebene.OBERZIEL, "Attraktive und wettbewerbsfähige Wirtschaftsregion"),
    ("2.1", Ebene.UNTERZIEL, "Gewerbe- und Industriestandort im Strukturwandel"),
    ("2.2", Ebene.UNTERZIEL, "Optimale Standortbedingungen"),
    ("2.3", Ebene.UNTERZIEL, "Mittelstand"),
    ("2.4", Ebene.UNTERZIEL, "Dienstleister für die Wirtschaft"),
    ("3", Ebene.OBERZIEL, "Moderner und serviceorientierter Dienstleister"),
    ("3.1", Ebene.UNTERZIEL, "Finanzielle Handlungsfähigkeit"),
    ("3.2", Ebene.UNTERZIEL, "Lösungen aus einer Hand"),
    ("3.3", Ebene.UNTERZIEL, "Digitaler und persönlicher Service"),
    ("3.4", Ebene.UNTERZIEL, "Zusammenarbeit mit den Gemeinden"),
)

S, D, A = Herkunft.BEISPIEL, Herkunft.INTERN, Herkunft.AMTLICH


def ziel(nr: str, ebene: Ebene, kurztitel: str) -> Ziel:
    fassungen = [Zielfassung(nr, ebene, kurztitel, f"Der Landkreis: {kurztitel}.", DRS, date(2018, 9, 12))]
    if nr == "3":
        fassungen.append(Zielfassung(nr, ebene, kurztitel, "Zweite Fassung des Ziels.", "Drucksache 72/2018"))
    return Ziel(tuple(fassungen))


def akte(
    nr: str,
    zieltyp: Zieltyp = Zieltyp.STEIGERN,
    werte: dict[str, str | None] | None = None,
    *,
    ziele: dict[int, str] | None = None,
    unterziele: tuple[str, ...] | None = None,
    einheit: str = "%",
    bezeichnung: str = "",
    herkunft: Herkunft = S,
    brueche: tuple[Reihenbruch, ...] = (),
    fruehere: tuple[Messwert, ...] = (),
    fruehere_zielwerte: tuple[Zielwert, ...] = (),
    gewicht: str = "1",
    **rest: Any,
) -> Kennzahlakte:
    nr_unterziel = unterziele if unterziele is not None else (nr.partition("-")[0],)
    return Kennzahlakte(
        Kennzahl(nr, bezeichnung or f"Kennzahl {nr}", einheit, zieltyp, herkunft=herkunft, fachbereich="GB Jugend",
                 definition="Was gezählt wird.", quelle="Eigene Erhebung", **rest),
        tuple(
            Zielwert(nr, jahr, Decimal(wert), date(2019, 1, 15), None, "Drs. 31/2021", herkunft=herkunft,
                     fundstelle=Fundstelle("Zielwerte", f"C{zeile}", wert, 1))
            for zeile, (jahr, wert) in enumerate(sorted((ziele or {}).items()), 5)
        ),
        tuple(
            Messwert(nr, Zeitraum.parse(kurz), None if wert is None else Decimal(wert), Wertstatus.ENDGUELTIG,
                     fundstelle=Fundstelle("Quoten", f"E{zeile}", "k. A." if wert is None else wert, 2))
            for zeile, (kurz, wert) in enumerate((werte or {}).items(), 7)
        ),
        brueche,
        tuple(UnterzielZuordnung(nr, ziel_nr, Decimal(gewicht), herkunft=herkunft) for ziel_nr in nr_unterziel),
        fruehere,
        fruehere_zielwerte,
    )  # fmt: skip


def reihe(*werte: str | None, ab: int = 2018) -> dict[str, str | None]:
    return {str(jahr): wert for jahr, wert in enumerate(werte, ab)}


def _akten() -> tuple[Kennzahlakte, ...]:
    weg: dict[str, Any] = {"basisjahr": 2018, "basiswert": Decimal(60)}
    runter: dict[str, Any] = {"basisjahr": 2018, "basiswert": Decimal(120)}
    vorher = Messwert("1.2-03", Zeitraum.parse("2022"), Decimal(69), Wertstatus.VORLAEUFIG,
                      fundstelle=Fundstelle("Quoten", "E10", "69", 1))  # fmt: skip
    altes_ziel = Zielwert("1.2-03", 2026, Decimal(98), date(2019, 1, 15), date(2021, 6, 30), "Drs. 112/2018")
    halten: dict[str, Any] = {"einheit": "Anzahl", "toleranz": Decimal(2000), "ziele": {2026: "90000"}}
    ohne_toleranz: dict[str, Any] = {"einheit": "Anzahl", "ziele": {2026: "90000"}}
    return (
        akte("1.1-01", Zieltyp.MINDESTENS, reihe("92000", "91500", "91200", "90900", "90700", "90400"),
             bezeichnung="Bevölkerung", herkunft=A, **halten),
        akte("1.1-02", Zieltyp.KORRIDOR, reihe("54", "54.5", "55", "55.5", "56"), untergrenze=Decimal(53),
             obergrenze=Decimal("55.5"), toleranz=Decimal(2), einheit="EUR/m²", bezeichnung="Angebotsmiete"),
        akte("1.2-01", Zieltyp.STEIGERN, reihe("60", "64", "69", "73", "78", "82"), ziele={2026: "95"},
             bezeichnung="Haushalte mit Glasfaser", gewicht="2", **weg),
        akte("1.2-03", Zieltyp.STEIGERN, reihe("60", "61.5", "64", "67", "70", "72"), ziele={2022: "75", 2026: "95"},
             bezeichnung="Kinder unter 3 Jahren in Betreuung", fruehere=(vorher,), fruehere_zielwerte=(altes_ziel,),
             **weg),
        akte("1.2-04", Zieltyp.STEIGERN, reihe("40", "42", "45"), ziele={2026: "70"}, basisjahr=2018,
             basiswert=Decimal(40), bezeichnung="Ganztagsplätze"),
        akte("1.3-01", Zieltyp.BEOBACHTEN, reihe("11", "12", "11"), bezeichnung="Waldanteil", herkunft=A),
        akte("1.3-02", Zieltyp.STEIGERN, {}, ziele={2026: "70"}, **weg),
        akte("1.4-01", Zieltyp.STEIGERN, reihe("60", "64", "69", "30", "34"), ziele={2026: "95"},
             brueche=(Reihenbruch("1.4-01", Zeitraum(2021), "Neue Zählweise"),), bezeichnung="Fahrgäste", **weg),
        akte("1.4-02", Zieltyp.STEIGERN, reihe("60", "64", "69", "30", "34", "38"), ziele={2026: "50"},
             brueche=(Reihenbruch("1.4-02", Zeitraum(2021), "Neue Zählweise", Decimal(28)),), **weg),
        akte("2.1-01", Zieltyp.SENKEN, reihe("120", "116", "111", "107", "103", "99"), ziele={2026: "85"},
             einheit="Tage", bezeichnung="Dauer einer Baugenehmigung", **runter),
        akte("2.2-01", Zieltyp.SENKEN, reihe("50", "51", "52", "53", "54", "55"), ziele={2026: "40"}, basisjahr=2018,
             basiswert=Decimal(50)),
        akte("2.3-01", Zieltyp.STEIGERN, reihe("60", "80", "99.3", "99.2", "99", "98.9"), ziele={2026: "95"}, **weg),
        akte("2.4-01", Zieltyp.HOECHSTENS, reihe("8", "9", "7", "8", "9", "11"), ziele={2026: "10"},
             toleranz=Decimal(5), einheit="Tage"),
        akte("3.1-01", Zieltyp.MINDESTENS, reihe("88000", "88400", "88700", "89000", "89300", "89500"), **halten),
        akte("3.1-02", Zieltyp.MINDESTENS, reihe("88000", "88400"), **ohne_toleranz),
        akte("3.2-01", Zieltyp.STEIGERN, {"2021": "1", "2022": "2", "2023": "3"}, ziele={2026: "9"}, basisjahr=2021,
             basiswert=Decimal(1), einheit=""),
        akte("3.3-01", Zieltyp.STEIGERN, {"2018": "60", "2023-Q1": "61", "2023-Q2": "63"}, ziele={2026: "95"},
             frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.SUMME, **weg),
        akte("3.3-02", Zieltyp.STEIGERN, reihe("60", None, "62", "63", "64", "70", "74", "80", "93"),
             ziele={2026: "95"}, **weg),
        akte("9.9-01", Zieltyp.STEIGERN, reihe("60", "61"), ziele={2026: "50"}, unterziele=(), bezeichnung=BOESE,
             einheit="<b>", **weg),
    )  # fmt: skip


def datenstand(wissensstand: date = date(2026, 11, 22), version: int = 3) -> Datenstand:
    """The whole small county."""
    return Datenstand(
        wissensstand=wissensstand,
        version=version,
        ziele=MappingProxyType({nr: ziel(nr, ebene, titel) for nr, ebene, titel in _ZIELE}),
        akten=MappingProxyType({a.nr: a for a in _akten()}),
        massnahmen=MappingProxyType(
            {
                "M-01": Massnahme("M-01", "1.2", "Krippenausbau", "Bildung und Betreuung", "GB Jugend",
                                  date(2019, 4, 1), date(2026, 12, 31), "laufend", Decimal(40), "Kreispolitik", S),
                "M-02": Massnahme("M-02", "1.2", BOESE),
            }
        ),
        erlaeuterungen=(
            Erlaeuterung("unterziel", "1.2", "2023", "Der Ausbau stockt.", "Fachkräfte fehlen.", "Mehr Werbung nötig.",
                         "GB Jugend"),
            Erlaeuterung("kennzahl", "1.2-03", "2023", BOESE, verfasser="GB Jugend"),
        ),
        haushaltszuordnungen=MappingProxyType(
            {2023: (HaushaltsZuordnung(2023, "365100", "", Bezug.UNTERZIEL, "1.2", Decimal(60), S),)}
        ),
        haushalte=MappingProxyType({2023: ("beschlossen",)}),
        lieferungen=MappingProxyType(
            {
                1: Lieferung(1, Lieferart.STAMMDATEN, "Stammdaten-2019.xlsx", "a" * 64, "2019-01-10",
                             freigegeben_am=date(2019, 1, 15)),
                2: Lieferung(2, Lieferart.KENNZAHLEN, BOESE + ".xlsx", "b" * 64, "2024-03-01",
                             freigegeben_am=date(2024, 3, 14)),
            }
        ),
    )  # fmt: skip


def haushalt(jahr: int = 2023) -> Haushalt:
    def zeile(produkt: str, konto: str, art: Positionsart, eur: str) -> Planzeile:
        schluessel = Positionsschluessel("03", "", produkt, konto)
        return Planzeile(Haushaltsposition(jahr, "beschlossen", schluessel, art, herkunft=S), Decimal(eur))

    return Haushalt(
        jahr,
        "beschlossen",
        (
            zeile("365100", "4318000", Positionsart.AUFWENDUNGEN, "61400000.10"),
            zeile("365100", "3141000", Positionsart.ERTRAEGE, "11000000.00"),
            zeile("365100", "7871000", Positionsart.INVESTIVE_AUSZAHLUNGEN, "2500000.00"),
            zeile("111100", "4012000", Positionsart.AUFWENDUNGEN, "900000.00"),
        ),
        ("beschlossen",),
    )


@dataclass
class Buch:
    """A source of data that counts how often it is asked."""

    version: int = 3
    broken: bool = False
    asked: list[str] = field(default_factory=list)

    def data_version(self) -> int:
        if self.broken:
            raise RuntimeError("geheim")
        return self.version

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:
        self.asked.append("datenstand")
        return datenstand(wissensstand or date(2026, 11, 22), self.version)

    def load_haushalt(
        self,
        haushaltsjahr: int,
        fassung: str | None,  # noqa: ARG002
        wissensstand: date | None,  # noqa: ARG002
    ) -> Haushalt | None:
        self.asked.append("haushalt")
        return haushalt(haushaltsjahr) if haushaltsjahr == 2023 else None


def umgebung(buch: Buch | None = None) -> Umgebung:
    return Umgebung(Daten(buch or Buch()), None, settings())


def settings() -> Settings:
    from pathlib import Path

    return Settings("sqlite://", "127.0.0.1", 8050, "x" * 20, True, None, Path("instance"))


def kontext(pfad: str = "/", jahr: int = 2023, wissensstand: date | None = None, **query: str) -> Kontext:
    umg = umgebung()
    return Kontext(umg, pfad, jahr, umg.daten.datenstand(wissensstand), wissensstand, {}, query)
