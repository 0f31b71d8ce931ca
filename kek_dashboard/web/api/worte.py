"""Worte: what each field of the API's rows means, for its description."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORTE: Mapping[str, str] = MappingProxyType({})
