"""Charts: figures and sentences, tested by their data."""
