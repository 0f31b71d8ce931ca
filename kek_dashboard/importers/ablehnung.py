"""Ablehnung: why the child process does not open a file."""

from __future__ import annotations


class RefusedError(Exception):
    """The file may not be opened; ``grund`` is one of the codes the parent knows a sentence for."""

    def __init__(self, grund: str, detail: str = "") -> None:
        """Keep the code and what it is about."""
        super().__init__(grund, detail)
        self.grund, self.detail = grund, detail
