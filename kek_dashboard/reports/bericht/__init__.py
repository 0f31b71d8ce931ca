"""Berichte: what lies on the table; first as data, then written as PDF, DOCX and XLSX."""
