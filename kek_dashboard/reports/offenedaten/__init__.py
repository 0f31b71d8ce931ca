"""Offene Daten: the open figures as CSV, described by a Frictionless Data Package, DCAT-AP.de and a text for people."""
