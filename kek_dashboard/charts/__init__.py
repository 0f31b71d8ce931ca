"""Charts: figures and sentences about the Datenstand, the same on screen and on paper; pure."""
