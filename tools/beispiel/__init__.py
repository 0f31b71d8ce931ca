"""Beispielbestand: the workbooks in data/ made again from the small tables in quellen/."""
