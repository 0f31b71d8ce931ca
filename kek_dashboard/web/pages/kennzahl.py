"""Kennzahl: stub."""
from dash import html
from kek_dashboard.web.seite import Seite
SEITE = Seite("/kennzahl/<nr>", "Kennzahl", lambda k: html.Div(html.H1(k.werte["nr"])), bereich="/kennzahlen")
