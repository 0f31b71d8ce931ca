"""API: released figures of Kennzahlen marked „Öffentlich“ for programs, read-only, below ``/api/v1/``."""

from __future__ import annotations

from kek_dashboard.web.api.schnittstelle import register_api

__all__ = ["register_api"]
