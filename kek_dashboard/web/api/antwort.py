"""Antwort: one answer of the API: rows as JSON or CSV, one page of them, its ETag, and the way to the next page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
from flask import Response, request

from kek_dashboard import __version__
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.offenlegung import open_name
from kek_dashboard.reports.offenedaten.csvdatei import write_tabelle
from kek_dashboard.reports.offenedaten.form import Tabelle
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT, Settings
from kek_dashboard.web.api.listen import Liste
from kek_dashboard.web.api.parameter import PAGE_SIZE

JSON, CSV = "application/json", "text/csv"
#: What holds for a short time may be kept so long (seconds) before it is asked for again.
MAX_AGE = 300
_WITHOUT_BODY = 304


@dataclass(frozen=True, slots=True)
class Rahmen:
    """What holds for all answers of one installation. ``is_open``: strangers may ask too."""

    herausgeber: str
    lizenz: str
    is_open: bool

    @classmethod
    def of(cls, settings: Settings | None) -> Rahmen:
        """As the settings say."""
        if settings is None:
            return cls(DEFAULT_KOERPERSCHAFT, "", is_open=False)
        return cls(settings.koerperschaft, settings.lizenz, is_open=settings.offene_daten)

    def angaben(self, stand: Datenstand) -> dict[str, Any]:
        """What every answer says about its rows."""
        return {
            "zielsystem": open_name(stand),
            "wissensstand": stand.wissensstand.isoformat(),
            "datenstand": stand.version,
            "herausgeber": self.herausgeber,
            "lizenz": self.lizenz,
        }


def wants_csv() -> bool:
    """Whether CSV is asked for: by the address' ending, or by ``Accept`` where it names CSV before JSON."""
    if request.path.endswith(".csv"):
        return True
    return request.accept_mimetypes.best_match([JSON, CSV], JSON) == CSV


def etag(rahmen: Rahmen, stand: Datenstand, *, as_csv: bool) -> str:
    """What changes whenever the answer to this address may change: data, day, program, settings, address."""
    teile = (
        __version__, rahmen.herausgeber, rahmen.lizenz, as_csv, request.path, sorted(request.args.items(multi=True)),
        stand.version, stand.wissensstand.isoformat(), stand.zielsystem.name,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(teile, ensure_ascii=False).encode()).hexdigest()[:32]


def unchanged(marke: str) -> Response | None:
    """304 where the asker has this very answer; ``None`` where it has not."""
    if not request.if_none_match.contains_weak(marke):
        return None
    antwort = Response(status=_WITHOUT_BODY)
    antwort.set_etag(marke, weak=True)
    return antwort


def one(angaben: Mapping[str, Any], schema: ma.Schema, zeile: object) -> Response:
    """One row."""
    return _json({"angaben": dict(angaben), "zeile": schema.dump(zeile)})


def page(
    angaben: Mapping[str, Any],
    liste: Liste,
    schema: ma.Schema,
    zeilen: Sequence[Any],
    werte: Mapping[str, Any],
    *,
    as_csv: bool,
) -> Response:
    """One page of rows of a list; CSV without a page asked for is all of them."""
    is_all = as_csv and not {"page", "page_size"} & set(werte)
    nummer = werte.get("page", 1)
    groesse = max(len(zeilen), 1) if is_all else werte.get("page_size", PAGE_SIZE)
    teil = zeilen[(nummer - 1) * groesse : nummer * groesse]
    seiten = max(1, -(-len(zeilen) // groesse))
    if as_csv:
        antwort = _csv(liste.tabelle, teil, liste.name)
        antwort.headers["X-Wissensstand"] = str(angaben["wissensstand"])
        antwort.headers["X-Datenstand"] = str(angaben["datenstand"])
    else:
        mehr = {"anzahl": len(zeilen), "page": nummer, "page_size": groesse, "seiten": seiten}
        antwort = _json({"angaben": {**angaben, **mehr}, "zeilen": schema.dump(teil, many=True)})
    antwort.headers["X-Total-Count"] = str(len(zeilen))
    if seiten > 1:
        antwort.headers["Link"] = _links(nummer, seiten, groesse)
    return antwort


def _links(nummer: int, seiten: int, groesse: int) -> str:
    """The addresses of the other pages (RFC 8288)."""
    ziele = {"first": 1, "prev": nummer - 1, "next": nummer + 1, "last": seiten}
    gesagt = {name: wert for name, wert in request.args.items() if name not in {"page", "page_size"}}
    return ", ".join(
        f'<{request.path}?{urlencode({**gesagt, "page": ziel, "page_size": groesse})}>; rel="{rel}"'
        for rel, ziel in ziele.items()
        if 1 <= ziel <= seiten
    )


def _json(inhalt: Mapping[str, Any]) -> Response:
    return Response(json.dumps(inhalt, ensure_ascii=False), mimetype=JSON)


def _csv(tabelle: Tabelle, zeilen: Sequence[Any], name: str) -> Response:
    """The very bytes that the package of open data has for these rows."""
    antwort = Response(write_tabelle(tabelle, zeilen), mimetype=CSV)
    antwort.headers["Content-Disposition"] = f'inline; filename="{name}.csv"'
    return antwort
