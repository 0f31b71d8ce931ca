"""Unterziel: stub."""
from dash import html
from kek_dashboard.web.seite import Seite
SEITE = Seite("/unterziel/<nr>", "Unterziel", lambda k: html.Div(html.H1(k.werte["nr"])), bereich="/")
