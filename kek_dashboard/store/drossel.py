"""Drossel: slows guessing of passwords, by account and by address, across all processes."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.rechte import fold
from kek_dashboard.store import schema

#: So many failures are free; an office shares one address, so it has more of them.
FREE_KONTO, FREE_ADRESSE = 5, 30
#: The first wait, doubled with each further failure up to the longest. Source: OWASP ASVS 5.0.0, 6.3.1.
FIRST_WAIT_S, LONGEST_WAIT_S = 15, 900
# After so long without a further failure all is forgotten.
_FORGET_S = 24 * 3600
_IPV6 = 6


def now() -> int:
    """Seconds of the clock all processes share."""
    return int(datetime.now(UTC).timestamp())


def wait_seconds(fehler: int, zuletzt: int, jetzt: int, free: int) -> int:
    """How long the next try must wait after so many failures, the last of them then.

    >>> [wait_seconds(n, 1000, 1000, 5) for n in (0, 4, 5, 6, 11, 50)]
    [0, 0, 15, 30, 900, 900]
    >>> wait_seconds(5, 1000, 1010, 5)
    5
    """
    if fehler < free or jetzt - zuletzt > _FORGET_S:
        return 0
    dauer: int = min(FIRST_WAIT_S * 2 ** min(fehler - free, 20), LONGEST_WAIT_S)
    return max(0, min(dauer, zuletzt + dauer - jetzt))


def take_try(connection: Connection, name: str, adresse: str) -> int:
    """Takes one try: 0 where it is free, counted as a failure until ``forgive``; else seconds to wait.

    Counting first keeps many tries at the same moment from passing together. Whether the account
    exists plays no part. Keys are hashes: what somebody types into the name may be a password.
    """
    jetzt = now()
    t = schema.anmeldeversuch
    connection.execute(sa.delete(t).where(t.c.zuletzt < jetzt - _FORGET_S))
    staende = []
    for schluessel, free in _keys(name, adresse):
        row = connection.execute(
            sa.select(t.c.fehler, t.c.zuletzt).where(t.c.schluessel == schluessel)
        ).first()
        staende.append((schluessel, free, row))
    warten = max(
        0 if row is None else wait_seconds(row.fehler, row.zuletzt, jetzt, free) for _, free, row in staende
    )
    if warten:
        return warten
    for schluessel, _, row in staende:
        if row is None:
            connection.execute(sa.insert(t).values(schluessel=schluessel, fehler=1, zuletzt=jetzt))
        else:
            connection.execute(
                sa.update(t).where(t.c.schluessel == schluessel).values(fehler=row.fehler + 1, zuletzt=jetzt)
            )
    return 0


def forgive(connection: Connection, name: str, adresse: str) -> None:
    """After the right password: the account begins anew, the address gets this one try back."""
    t = schema.anmeldeversuch
    konto, ort = (schluessel for schluessel, _ in _keys(name, adresse))
    connection.execute(sa.delete(t).where(t.c.schluessel == konto))
    connection.execute(
        sa.update(t).where(t.c.schluessel == ort, t.c.fehler > 0).values(fehler=t.c.fehler - 1)
    )


def forget(connection: Connection, name: str) -> None:
    """The account begins anew; for somebody who manages accounts."""
    t = schema.anmeldeversuch
    connection.execute(sa.delete(t).where(t.c.schluessel == _key("konto", fold(name))))


def _keys(name: str, adresse: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (_key("konto", fold(name)), FREE_KONTO), (_key("adresse", network(adresse)), FREE_ADRESSE)


def network(adresse: str) -> str:
    """What counts as one address: of IPv6 the /64 that one subscriber has to choose from.

    >>> network("2001:db8:1:2:aaaa::1"), network("10.0.0.7"), network("?")
    ('2001:db8:1:2::/64', '10.0.0.7', '?')
    """
    try:
        ip = ipaddress.ip_address(adresse)
    except ValueError:
        return adresse
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == _IPV6 else str(ip)


def _key(art: str, wort: str) -> str:
    return hashlib.sha256(f"{art}:{wort}".encode(errors="surrogatepass")).hexdigest()
