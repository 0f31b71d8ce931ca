"""Passwort: hashes passwords with argon2id and compares them in constant work."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from kek_dashboard.domain.rechte import fold
from kek_dashboard.store.errors import KontoError

#: Source: OWASP ASVS 5.0.0, 6.2 and its Password Storage Cheat Sheet; length instead of signs and digits.
SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1, type=Type.ID)
# Each comparison takes 64 MiB: a wave of sign-ins waits instead of filling the memory.
_AT_ONCE = threading.BoundedSemaphore(2)
# Letters and digits that nobody mistakes for each other when they are read from paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_DUMMY = _HASHER.hash(secrets.token_urlsafe(16))


def hash_password(passwort: str, name: str) -> str:
    """The hash to keep. Raises ``KontoError`` for a password that is too short, too long or the name itself."""
    text = _normal(passwort)
    if len(text) < SHORTEST:
        raise KontoError(f"Das Passwort braucht mindestens {SHORTEST} Zeichen.")
    if len(text) > LONGEST:
        raise KontoError(f"Das Passwort hat höchstens {LONGEST} Zeichen.")
    if fold(text).replace(fold(name), "").strip("0123456789 !?.,-_") == "" or len(set(text)) < SHORTEST // 3:
        raise KontoError(
            "Das Passwort ist zu leicht zu erraten: nicht der Name, nicht immer dasselbe Zeichen."
        )
    with _AT_ONCE:
        return _HASHER.hash(text)


def verify_password(gespeichert: str, passwort: str) -> bool:
    """Whether the password belongs to the hash; without a hash the same work is done for nothing."""
    text = _normal(passwort[: LONGEST * 4])
    with _AT_ONCE:
        try:
            _HASHER.verify(gespeichert or _DUMMY, text)
        except (VerificationError, InvalidHashError):
            return False
    return bool(gespeichert)


def needs_rehash(gespeichert: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(gespeichert)


def rehash(passwort: str) -> str:
    """A new hash of a password that was just found right, whatever its length."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(passwort))


def make_password() -> str:
    """A password for one sign-in, to be read from paper: five groups of four, 98 bits.

    >>> len(make_password())
    24
    """
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(5))


def _normal(passwort: str) -> str:
    return unicodedata.normalize("NFC", passwort)
