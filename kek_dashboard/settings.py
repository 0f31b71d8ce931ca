"""Settings: what can be set from outside, read once from the environment, each with a working default."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8050
HIGHEST_PORT = 65_535
SECRET_KEY_FILE = "secret-key"  # noqa: S105 - the name of the file, not the key
SHORTEST_SECRET_KEY = 16
DEFAULT_SITZUNG_MINUTEN = 60
LONGEST_SITZUNG_MINUTEN = 12 * 60
#: Two processes with four threads each fill a small machine.
DEFAULT_WORKERS = 2
MOST_WORKERS = 64
DEFAULT_OIDC_CLAIM = "groups"
#: Two in a second: a script that fetches everything is done in one minute, one that runs wild is felt by nobody.
DEFAULT_API_JE_MINUTE = 120
MOST_API_JE_MINUTE = 100_000
#: More is no legal text; most fit into a tenth of it.
LARGEST_RECHTSTEXT = 256 * 1024
#: „Bevölkerung“ of the Zielsystem of 2018.
DEFAULT_EINWOHNER_KENNZAHL = "1.1-01"
#: Who a report is from where nobody says otherwise: the county this monitor was made for.
DEFAULT_KOERPERSCHAFT = "Landkreis Helmstedt"
#: Its Amtlicher Gemeindeschlüssel (Kreis); nobody else's, so it is no default beside another name.
_AGS_HELMSTEDT = "03154"
#: Licences under which open data may be handed out. Source: dcat-ap.de/def/licenses, „freie Nutzung“.
LIZENZEN = ("dl-de/by-2-0", "dl-de/zero-2-0", "cc-by/4.0", "cc-zero")

_YES = {"1", "ja", "true"}
_NO = {"0", "nein", "false"}


class Anmeldung(StrEnum):
    """Whether people sign in. ``aus`` is the local mode: no sign-in, and this computer alone is served."""

    AUS = "aus"
    EIN = "ein"


class InvalidSettingError(Exception):
    """A setting has a value the program cannot work with; the message is for the person who set it."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        """Keep the name of the setting; the value of a secret is never passed in."""
        super().__init__(f"Die Einstellung {name}={value} ist nicht möglich: {expected}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Rechtstext:
    """What the county itself says on a page the law asks for: where its own page is, or its words.

    ``text`` is simple Markdown (web/components/markdown.py), taken from a file when the program starts.
    """

    adresse: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one run. ``README.md`` lists them; a test holds both together.

    ``instance`` is the folder for what this installation makes and keeps: the SQLite file, the secret
    key. ``profil_ordner`` holds the budget office's own import profiles, ``None`` = only those shipped.
    ``oeffentlich``: who has not signed in may read released figures; ``offene_daten``: may fetch and embed those of
    Kennzahlen marked „Öffentlich“, and no page. ``https``: browsers reach the
    server by TLS alone. ``vier_augen``: who delivered a file may not release it. ``einwohner_kennzahl``: number
    of the Kennzahl that counts the inhabitants. ``impressum``, ``datenschutz``, ``barrierefreiheit`` and
    ``kontakt`` are open to everybody; ``None`` and empty = not said yet. ``adresse`` is where people open the monitor,
    without a slash at its end; ``koerperschaft``, ``absender`` and ``gremien`` stand on the cover of a report.
    ``api_je_minute``: requests of one address to the API that one process answers in a minute.
    ``lizenz``, one of ``LIZENZEN``, is that of the open data; ``ags`` the key of their Kreis, empty = not said.
    """

    database_url: str
    host: str
    port: int
    secret_key: str = field(repr=False)
    beispiel: bool
    profil_ordner: Path | None
    instance: Path
    workers: int = DEFAULT_WORKERS
    vertraute_proxys: tuple[str, ...] = ()
    metriken_token: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_rollen: str = ""
    oidc_claim: str = DEFAULT_OIDC_CLAIM
    anmeldung: Anmeldung = Anmeldung.AUS
    oeffentlich: bool = False
    offene_daten: bool = False
    https: bool = False
    vier_augen: bool = True
    sitzung_minuten: int = DEFAULT_SITZUNG_MINUTEN
    einwohner_kennzahl: str = DEFAULT_EINWOHNER_KENNZAHL
    impressum: Rechtstext | None = None
    datenschutz: Rechtstext | None = None
    barrierefreiheit: Rechtstext | None = None
    kontakt: str = ""
    adresse: str = ""
    koerperschaft: str = DEFAULT_KOERPERSCHAFT
    absender: str = ""
    gremien: tuple[str, ...] = ()
    lizenz: str = LIZENZEN[0]
    ags: str = ""
    api_je_minute: int = DEFAULT_API_JE_MINUTE

    @property
    def is_lokal(self) -> bool:
        """Whether this is the local mode, in which nobody signs in."""
        return self.anmeldung is Anmeldung.AUS

    def require_loopback(self) -> None:
        """Raise ``InvalidSettingError`` if in the local mode other computers could reach the server.

        Nobody signs in there, so whoever reaches it may do everything.
        """
        if self.is_lokal and not is_loopback(self.host):
            expected = (
                "Im lokalen Modus gibt es keine Anmeldung; der KEK-Monitor ist dann nur auf diesem Rechner "
                "erreichbar (127.0.0.1, ::1 oder localhost). Für andere Rechner: KEK_ANMELDUNG=ein."
            )
            raise InvalidSettingError("KEK_HOST", self.host, expected)


def read_settings(
    environ: Mapping[str, str] = os.environ,
    instance: Path | None = None,
    *,
    anmeldung: Anmeldung = Anmeldung.AUS,
) -> Settings:
    """Settings from the environment; an empty value counts as absent.

    ``anmeldung`` is what holds where the environment does not say. Makes the ``instance`` folder and
    the secret key where they are needed and missing. Raises ``InvalidSettingError`` with a German
    sentence for a value that cannot be used.
    """
    folder = (instance or _default_instance()).resolve()
    return Settings(
        database_url=_database_url(environ.get("KEK_DATABASE_URL", "").strip(), folder),
        host=environ.get("KEK_HOST", "").strip() or DEFAULT_HOST,
        port=_number("KEK_PORT", environ.get("KEK_PORT", "").strip(), DEFAULT_PORT, HIGHEST_PORT),
        secret_key=_secret_key(environ.get("KEK_SECRET_KEY", "").strip(), folder),
        beispiel=_switch("KEK_BEISPIEL", environ.get("KEK_BEISPIEL", "").strip(), default=True),
        profil_ordner=_folder("KEK_PROFIL_ORDNER", environ.get("KEK_PROFIL_ORDNER", "").strip()),
        instance=folder,
        workers=_number("KEK_WORKERS", environ.get("KEK_WORKERS", "").strip(), DEFAULT_WORKERS, MOST_WORKERS),
        vertraute_proxys=_networks(environ.get("KEK_VERTRAUTE_PROXYS", "").strip()),
        metriken_token=_secret("KEK_METRIKEN_TOKEN", environ.get("KEK_METRIKEN_TOKEN", "").strip()),
        oidc_issuer=_issuer(environ.get("KEK_OIDC_ISSUER", "").strip()),
        oidc_client_id=environ.get("KEK_OIDC_CLIENT_ID", "").strip(),
        oidc_client_secret=environ.get("KEK_OIDC_CLIENT_SECRET", "").strip(),
        oidc_rollen=environ.get("KEK_OIDC_ROLLEN", "").strip(),
        oidc_claim=environ.get("KEK_OIDC_CLAIM", "").strip() or DEFAULT_OIDC_CLAIM,
        anmeldung=_anmeldung(environ.get("KEK_ANMELDUNG", "").strip(), anmeldung),
        oeffentlich=_switch("KEK_OEFFENTLICH", environ.get("KEK_OEFFENTLICH", "").strip(), default=False),
        offene_daten=_switch("KEK_OFFENE_DATEN", environ.get("KEK_OFFENE_DATEN", "").strip(), default=False),
        https=_switch("KEK_HTTPS", environ.get("KEK_HTTPS", "").strip(), default=False),
        vier_augen=_switch("KEK_VIER_AUGEN", environ.get("KEK_VIER_AUGEN", "").strip(), default=True),
        sitzung_minuten=_number(
            "KEK_SITZUNG_MINUTEN",
            environ.get("KEK_SITZUNG_MINUTEN", "").strip(),
            DEFAULT_SITZUNG_MINUTEN,
            LONGEST_SITZUNG_MINUTEN,
        ),
        einwohner_kennzahl=environ.get("KEK_EINWOHNER_KENNZAHL", "").strip() or DEFAULT_EINWOHNER_KENNZAHL,
        impressum=_rechtstext("KEK_IMPRESSUM", environ.get("KEK_IMPRESSUM", "").strip()),
        datenschutz=_rechtstext("KEK_DATENSCHUTZ", environ.get("KEK_DATENSCHUTZ", "").strip()),
        barrierefreiheit=_rechtstext("KEK_BARRIEREFREIHEIT", environ.get("KEK_BARRIEREFREIHEIT", "").strip()),
        kontakt=environ.get("KEK_KONTAKT", "").strip(),
        adresse=_adresse(environ.get("KEK_ADRESSE", "").strip()),
        koerperschaft=environ.get("KEK_KOERPERSCHAFT", "").strip() or DEFAULT_KOERPERSCHAFT,
        absender=environ.get("KEK_ABSENDER", "").strip(),
        gremien=tuple(teil.strip() for teil in environ.get("KEK_GREMIEN", "").split(";") if teil.strip()),
        api_je_minute=_number(
            "KEK_API_JE_MINUTE",
            environ.get("KEK_API_JE_MINUTE", "").strip(),
            DEFAULT_API_JE_MINUTE,
            MOST_API_JE_MINUTE,
        ),
        lizenz=_lizenz(environ.get("KEK_LIZENZ", "").strip()),
        ags=_ags(environ.get("KEK_AGS", "").strip(), environ.get("KEK_KOERPERSCHAFT", "").strip()),
    )


def _default_instance() -> Path:
    """``instance`` beside ``app.py``; below the working folder where the package was installed."""
    root = Path(__file__).resolve().parent.parent
    return (root if (root / "app.py").exists() else Path.cwd()) / "instance"


def _database_url(text: str, instance: Path) -> str:
    if not text:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{(instance / 'kek.sqlite').as_posix()}"
    if text.partition(":")[0].partition("+")[0] not in {"sqlite", "postgresql"}:
        expected = "Erwartet wird eine Adresse mit sqlite:///… oder postgresql+psycopg://…"
        raise InvalidSettingError("KEK_DATABASE_URL", f"{text.partition(':')[0]}:…", expected)
    return text


def _number(name: str, text: str, default: int, highest: int) -> int:
    if not text:
        return default
    if not (
        text.isascii() and text.isdigit() and len(text) <= len(str(highest)) and 1 <= int(text) <= highest
    ):
        raise InvalidSettingError(name, text, f"Erwartet wird eine Zahl von 1 bis {highest}.")
    return int(text)


def _networks(text: str) -> tuple[str, ...]:
    """Addresses and networks, separated by commas."""
    try:
        return tuple(str(ipaddress.ip_network(part.strip())) for part in text.split(",") if part.strip())
    except ValueError:
        expected = "Erwartet werden Adressen oder Netze, durch Komma getrennt, z. B. 127.0.0.1,10.1.0.0/16."
        raise InvalidSettingError("KEK_VERTRAUTE_PROXYS", text, expected) from None


def _issuer(text: str) -> str:
    """The address of a sign-in service: https, or http on this computer."""
    if not text:
        return ""
    teile = urlsplit(text)
    safe = teile.scheme == "https" or (teile.scheme == "http" and is_loopback(teile.hostname or ""))
    if not safe or not teile.hostname or teile.query or teile.fragment or teile.username:
        expected = "Erwartet wird die Adresse des Anmeldedienstes mit https://."
        raise InvalidSettingError("KEK_OIDC_ISSUER", "…", expected)
    return text


def _adresse(text: str) -> str:
    """Where people open the monitor; https, or http inside the house."""
    if text and not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?(/[^\s?#]*)?", text, re.IGNORECASE):
        expected = (
            "Erwartet wird die Adresse, unter der der Monitor geöffnet wird, z. B. https://kek.kreis.example."
        )
        raise InvalidSettingError("KEK_ADRESSE", text, expected)
    return text.rstrip("/")


def _lizenz(text: str) -> str:
    if text and text.lower() not in LIZENZEN:
        raise InvalidSettingError("KEK_LIZENZ", text, f"Erwartet wird {', '.join(LIZENZEN)}.")
    return text.lower() or LIZENZEN[0]


def _ags(text: str, koerperschaft: str) -> str:
    """Five digits of a Kreis; without any, Helmstedt's own where nobody else is named."""
    if not text:
        return _AGS_HELMSTEDT if koerperschaft in {"", DEFAULT_KOERPERSCHAFT} else ""
    if not re.fullmatch(r"(0[1-9]|1[0-6])\d{3}", text, re.ASCII):
        expected = "Erwartet wird der Amtliche Gemeindeschlüssel des Kreises, fünf Ziffern wie 03154."
        raise InvalidSettingError("KEK_AGS", text, expected)
    return text


def _secret(name: str, text: str) -> str:
    if text and len(text) < SHORTEST_SECRET_KEY:
        raise InvalidSettingError(name, "…", f"Es braucht mindestens {SHORTEST_SECRET_KEY} Zeichen.")
    return text


def _switch(name: str, text: str, *, default: bool) -> bool:
    if not text:
        return default
    if text.lower() not in _YES | _NO:
        raise InvalidSettingError(name, text, "Erwartet wird 1 (ja) oder 0 (nein).")
    return text.lower() in _YES


def _anmeldung(text: str, default: Anmeldung) -> Anmeldung:
    if not text:
        return default
    if text.lower() not in set(Anmeldung):
        raise InvalidSettingError("KEK_ANMELDUNG", text, "Erwartet wird ein (mit Anmeldung) oder aus.")
    return Anmeldung(text.lower())


def _folder(name: str, text: str) -> Path | None:
    if not text:
        return None
    folder = Path(text).expanduser().resolve()
    if not folder.is_dir():
        raise InvalidSettingError(name, text, "Diesen Ordner gibt es nicht.")
    return folder


def _rechtstext(name: str, text: str) -> Rechtstext | None:
    """The address of a page by https, or what stands in a text file."""
    if not text:
        return None
    if "://" in text:
        if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?(/\S*)?", text, re.IGNORECASE):
            raise InvalidSettingError(
                name, text, "Erwartet wird eine Adresse mit https:// oder eine Textdatei."
            )
        return Rechtstext(adresse=text)
    try:
        roh = Path(text).expanduser().read_bytes()
        inhalt = roh.decode("utf-8-sig").strip()
    except OSError:
        raise InvalidSettingError(
            name, text, "Diese Datei gibt es nicht, oder sie ist nicht lesbar."
        ) from None
    except UnicodeDecodeError:
        raise InvalidSettingError(name, text, "Die Datei ist kein Text in UTF-8.") from None
    if not inhalt or len(roh) > LARGEST_RECHTSTEXT or "\0" in inhalt:
        expected = f"Die Datei muss Text enthalten, höchstens {LARGEST_RECHTSTEXT // 1024} KiB."
        raise InvalidSettingError(name, text, expected)
    return Rechtstext(text=inhalt)


def _secret_key(text: str, instance: Path) -> str:
    """The given key, else the one kept in ``instance``, else a new one that is kept there."""
    if text:
        if len(text) < SHORTEST_SECRET_KEY:
            expected = f"Der Schlüssel braucht mindestens {SHORTEST_SECRET_KEY} Zeichen."
            raise InvalidSettingError("KEK_SECRET_KEY", "…", expected)
        return text
    kept = instance / SECRET_KEY_FILE
    if not kept.exists():
        _keep_new_key(kept)
    return kept.read_text(encoding="ascii").strip()


def _keep_new_key(kept: Path) -> None:
    """Write a new key that only this user can read; of several processes at once the first one's stays."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, kept)
    except FileExistsError:
        draft.unlink()
    except OSError:  # a file system without hard links
        draft.replace(kept)
    else:
        draft.unlink()


def is_loopback(host: str) -> bool:
    """Whether a name or address is this computer's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
