"""KEK-Monitor: goals, Kennzahlen and the Haushalt of a county in one place."""

__version__ = "0.1.0"
