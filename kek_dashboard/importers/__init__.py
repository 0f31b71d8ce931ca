"""Importers: workbooks of the Fachbereiche in, records and Befunde out."""
