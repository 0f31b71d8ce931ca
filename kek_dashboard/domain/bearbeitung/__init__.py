"""Bearbeitung: editing on the screen: what can be edited is declared, what was typed becomes rows of a workbook."""
