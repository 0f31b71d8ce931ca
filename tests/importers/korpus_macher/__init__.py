"""Korpus: writes the departmental workbooks in ``tests/importers/korpus`` again, each by a named means."""
