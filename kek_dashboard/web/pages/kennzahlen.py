"""Kennzahlen: stub."""
from dash import html
from kek_dashboard.web.seite import Seite
SEITE = Seite("/kennzahlen", "Kennzahlen", lambda k: html.Div(html.H1("Kennzahlen")), nav="Kennzahlen")
