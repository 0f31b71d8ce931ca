"""Ursachenworte: each cause of a difference as a German phrase with its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from kek_dashboard.charts.satzworte import SATZ_WORT, change_text, field_change
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, Reihenbruch, UnterzielZuordnung, Zielwert
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.unterschied import Aenderungsart, Satz, Ursache
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Zielfassung
from kek_dashboard.formats import format_date, format_number, format_zeitraum

_NEU, _WEG = Aenderungsart.NEU, Aenderungsart.ENTFALLEN
BEZUG_WORT = {Bezug.UNTERZIEL: "Unterziel", Bezug.KENNZAHL: "Kennzahl", Bezug.MASSNAHME: "Maßnahme"}
# Names persons: told on the page of the Lieferung, to those who see it.
_PERSON = {"leitung", "email"}


def kennzahl_name(stand: Datenstand, ursache: Ursache) -> str:
    """Number and name of the Kennzahl that a cause belongs to; empty where it belongs to none."""
    satz = ursache.satz
    nr = satz.nr if isinstance(satz, Kennzahl) else str(getattr(satz, "kennzahl_nr", ""))
    akte = stand.akten.get(nr)
    return nr if akte is None else f"{nr} {_plain(akte.kennzahl.bezeichnung)}"


def cause_text(stand: Datenstand, ursache: Ursache, *, with_name: bool = True) -> str:
    """What changed, as a phrase; ``**`` around what counts. Without ``with_name`` a Maßnahme goes unnamed."""
    satz = ursache.satz
    if isinstance(satz, Massnahme) and not with_name:
        return {_NEU: "**neue Maßnahme**", _WEG: "**entfallen**"}.get(ursache.art) or _fields(ursache)
    with_form = _WITH_FORM.get(type(satz))
    if with_form is not None:
        return with_form(ursache, _form(stand, satz))
    return _WITHOUT_FORM.get(type(satz), _other)(ursache)


def reason_texts(stand: Datenstand, ursachen: Iterable[Ursache]) -> tuple[str, ...]:
    """Why the Lieferungen that brought these changes did so, each reason once; nothing for what is gone.

    The Beschluss of the whole Lieferung speaks for a record that names none of its own.
    """
    texte: dict[str, None] = {}
    for ursache in ursachen:
        neu = ursache.neu
        grund = None if neu is None else stand.gruende.get(neu.fundstelle.lieferung)
        if grund is None:
            continue
        beschluss = "" if getattr(neu, "beschluss", "") else _plain(grund.beschluss)
        warum = _plain(grund.grund)
        texte[f"{warum} ({beschluss})" if warum and beschluss else warum or beschluss] = None
    return tuple(text for text in texte if text)


def _form(stand: Datenstand, satz: Satz) -> Werteform:
    nr = getattr(satz, "kennzahl_nr", "")
    akte = stand.akten.get(nr)
    return Werteform("", 0) if akte is None else werteform(akte)


def _value(u: Ursache, form: Werteform) -> str:
    alt, neu = u.alt, u.neu
    wann = format_zeitraum(u.satz.zeitraum) if isinstance(u.satz, Messwert) else ""
    alter, neuer = (x.wert if isinstance(x, Messwert) else None for x in (alt, neu))
    if neu is None:
        return f"Wert {wann} zählt nicht mehr: **{form.wert(alter)}**"
    if alt is None or (alter is None and neuer is not None):
        wort = "ohne Wert geliefert" if neuer is None else f"**{form.wert(neuer)}**"
        return f"neuer Wert {wann}: {wort}"
    if "wert" in u.felder:
        return f"Wert {wann} berichtigt: **{form.wert(alter)} → {form.wert(neuer)}**{_percent(alter, neuer)}"
    return f"zum Wert {wann}: {_fields(u)}"


def _percent(alt: Decimal | None, neu: Decimal | None) -> str:
    text = change_text(alt, neu)
    return f" ({text})" if text else ""


def _target(u: Ursache, form: Werteform) -> str:
    alt, neu = u.alt, u.neu
    if isinstance(alt, Zielwert) and isinstance(neu, Zielwert):
        if "wert" not in u.felder:
            return f"zum Ziel {neu.jahr}: {_fields(u)}"
        wort = "angehoben" if neu.wert > alt.wert else "gesenkt"
        return f"Ziel {neu.jahr} {wort}: **{form.wert(alt.wert)} → {form.wert(neu.wert)}**{_decision(neu)}"
    ziel = u.satz
    assert isinstance(ziel, Zielwert)
    wort = "neues Ziel" if u.art is _NEU else "nicht mehr gültiges Ziel"
    return f"{wort} {ziel.jahr}: **{form.wert(ziel.wert)}**{_decision(ziel)}"


def _decision(ziel: Zielwert) -> str:
    ab = f"gültig ab {format_date(ziel.gueltig_ab)}" if ziel.gueltig_ab else ""
    text = ", ".join(teil for teil in (ziel.beschluss, ab) if teil)
    return f" ({text})" if text else ""


def _break(u: Ursache, form: Werteform) -> str:
    bruch = u.satz
    assert isinstance(bruch, Reihenbruch)
    if u.art is Aenderungsart.GEAENDERT:
        return f"zum Reihenbruch ab {format_zeitraum(bruch.ab)}: {_fields(u)}"
    wort = "**Reihenbruch**" if u.art is _NEU else "kein Reihenbruch mehr"
    basis = "" if bruch.basiswert_neu is None else f", neuer Ausgangswert {form.wert(bruch.basiswert_neu)}"
    return f"{wort} ab {format_zeitraum(bruch.ab)}: {bruch.grund or 'ohne Angabe eines Grundes'}{basis}"


def _mapping(u: Ursache) -> str:
    alt, neu = u.alt, u.neu
    if isinstance(alt, UnterzielZuordnung) and isinstance(neu, UnterzielZuordnung):
        return f"Zuordnung zum Unterziel {neu.unterziel}: {_fields(u)}"
    satz = u.satz
    assert isinstance(satz, UnterzielZuordnung)
    if u.art is _NEU:
        return f"dem Unterziel {satz.unterziel} **zugeordnet** (Gewicht {format_number(satz.gewicht)})"
    return f"dem Unterziel {satz.unterziel} **nicht mehr zugeordnet**"


def _master_data(u: Ursache) -> str:
    if u.art is _NEU:
        return "**neu angelegte Kennzahl**"
    if u.art is _WEG:
        return "**nicht mehr geführte Kennzahl**"
    return f"Stammdaten geändert: {_fields(u)}"


def _budget_rule(u: Ursache) -> str:
    regel = u.satz
    assert isinstance(regel, HaushaltsZuordnung)
    konto = f", Konto {regel.konto}" if regel.konto else ""
    was = f"Haushalt {regel.haushaltsjahr}: Produkt {regel.produkt}{konto} → {BEZUG_WORT[regel.bezug]} {regel.bezug_nr}"
    if u.art is Aenderungsart.GEAENDERT:
        return f"{was}: {_fields(u)}"
    wort = "neu" if u.art is _NEU else "entfallen:"
    return f"{was}: {wort} **{format_number(regel.anteil)} %**"


def _wording(u: Ursache) -> str:
    fassung = u.satz
    assert isinstance(fassung, Zielfassung)
    name = f"{fassung.ebene.value} {fassung.nr} „{fassung.kurztitel}“"
    if u.art is Aenderungsart.GEAENDERT:
        return f"{name}: {_fields(u)}"
    return f"{name}: Wortlaut " + ("**neu**" if u.art is _NEU else "**gilt nicht mehr**")


def _other_region(u: Ursache, form: Werteform) -> str:
    alt, neu = (x.wert if isinstance(x, Vergleichswert) else None for x in (u.alt, u.neu))
    satz = u.satz
    assert isinstance(satz, Vergleichswert)
    was = f"Vergleichswert {satz.region} {format_zeitraum(satz.zeitraum)}"
    if u.art is Aenderungsart.GEAENDERT:
        return (
            f"{was}: **{form.wert(alt)} → {form.wert(neu)}**"
            if "wert" in u.felder
            else f"{was}: {_fields(u)}"
        )
    return (
        f"{was}: **{form.wert(neu)}**" if u.art is _NEU else f"{was} zählt nicht mehr: **{form.wert(alt)}**"
    )


def _deed(u: Ursache) -> str:
    """What is done and what is said about it: Maßnahmen, Meilensteine, Erläuterungen, Sitzungen."""
    name, neu = _deed_name(u)
    if u.art is Aenderungsart.GEAENDERT:
        satz = u.neu
        if isinstance(satz, Meilenstein) and "erreicht" in u.felder and satz.erreicht is not None:
            return f"{name} **erreicht am {format_date(satz.erreicht)}**"
        return f"{name}: {_fields(u)}"
    return f"**{neu}** {name}" if u.art is _NEU else f"{name} **entfallen**"


def _deed_name(u: Ursache) -> tuple[str, str]:
    """What it is called, and the word for a new one before it."""
    match u.satz:
        case Massnahme(nr=nr, bezeichnung=bezeichnung):
            return f"Maßnahme {nr} „{_plain(bezeichnung)}“", "neue"
        case Meilenstein(bezeichnung=bezeichnung, geplant=geplant):
            wann = "" if geplant is None else f", geplant bis {format_date(geplant)}"
            return f"Meilenstein „{_plain(bezeichnung)}“{wann}", "neuer"
        case Erlaeuterung(bezug=bezug, bezug_nr=nr, zeitraum=zeitraum):
            return (
                f"Erläuterung zu {_plain(bezug).capitalize()} {_plain(nr)} für {format_zeitraum(zeitraum)}",
                "neue",
            )
        case Sitzung(datum=datum, gremium=gremium):
            return f"Sitzung {_plain(gremium)} am {format_date(datum)}", "neue"
    return SATZ_WORT.get(u.feld, u.feld), "neu:"


def _plain(text: str) -> str:
    """Text of a file without what would set it strong."""
    return text.replace("**", "")


def _other(u: Ursache) -> str:
    satz = u.satz
    teile = [
        getattr(satz, n, "")
        for n in ("nr", "produkt", "name", "bezug", "bezug_nr", "zeitraum", "bezeichnung")
    ]
    name = " ".join([SATZ_WORT.get(u.feld, u.feld), *(str(teil) for teil in teile if teil)]).replace("**", "")
    if u.art is Aenderungsart.GEAENDERT:
        return f"{name}: {_fields(u)}"
    return f"{name}: " + ("**neu**" if u.art is _NEU else "**entfallen**")


def _fields(u: Ursache) -> str:
    """Fields that differ, old and new."""
    teile = [
        field_change(n, getattr(u.alt, n), getattr(u.neu, n), "**").replace("****", "")
        for n in u.felder
        if n not in _PERSON
    ]
    return "; ".join(teile) or "Angaben zu Personen geändert"


_WITH_FORM: dict[type[Satz], Callable[[Ursache, Werteform], str]] = {
    Messwert: _value,
    Zielwert: _target,
    Reihenbruch: _break,
    Vergleichswert: _other_region,
}
_WITHOUT_FORM: dict[type[Satz], Callable[[Ursache], str]] = {
    UnterzielZuordnung: _mapping,
    Kennzahl: _master_data,
    HaushaltsZuordnung: _budget_rule,
    Zielfassung: _wording,
    Massnahme: _deed,
    Meilenstein: _deed,
    Erlaeuterung: _deed,
    Sitzung: _deed,
}
