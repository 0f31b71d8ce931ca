"""Fortsetzung: what becomes of an Unterziel in the Zielsystem that follows.

The Datenstand holds one Zielsystem and no bridge to a next one; so there is one answer for all, and one place for a
better one.
"""

from __future__ import annotations

from kek_dashboard.reports.bericht.form import Fett, Text


def continuation() -> Text:
    """Whether and how an Unterziel is continued."""
    return (
        Fett(("Noch nicht festgelegt:",)),
        " Ein Zielsystem, das auf dieses folgt, steht noch nicht im Monitor.",
    )


def continuation_of_all() -> Text:
    """The same for all Unterziele together."""
    return (
        *continuation(),
        " Ob ein Unterziel weitergeführt, mit einem anderen zusammengelegt oder beendet wird, ist offen.",
    )
