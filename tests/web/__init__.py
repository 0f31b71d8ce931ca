"""Web: the screen, with callbacks called as plain functions."""
