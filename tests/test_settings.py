"""Settings: defaults that work, German sentences for what does not, a secret that stays."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kek_dashboard.settings import (
    LARGEST_RECHTSTEXT,
    Anmeldung,
    InvalidSettingError,
    Rechtstext,
    read_settings,
)


def test_without_any_setting_everything_has_a_default(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path / "instance")
    assert settings.database_url == f"sqlite:///{(tmp_path / 'instance' / 'kek.sqlite').as_posix()}"
    assert (settings.host, settings.port, settings.beispiel) == ("127.0.0.1", 8050, True)
    assert settings.profil_ordner is None
    assert (settings.anmeldung, settings.is_lokal) == (Anmeldung.AUS, True)
    assert (settings.oeffentlich, settings.https) == (False, False)
    assert settings.sitzung_minuten == 60
    assert settings.einwohner_kennzahl == "1.1-01"
    settings.require_loopback()


def test_each_setting_is_taken_from_the_environment(tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("\ufeff# Datenschutz\n\nLandkreis", encoding="utf-8")
    given = {
        "KEK_DATABASE_URL": "postgresql+psycopg://kek@localhost/kek",
        "KEK_HOST": "::1",
        "KEK_PORT": "9000",
        "KEK_SECRET_KEY": "lang-genug-und-geheim",
        "KEK_BEISPIEL": "0",
        "KEK_PROFIL_ORDNER": str(tmp_path),
        "KEK_WORKERS": "4",
        "KEK_VERTRAUTE_PROXYS": "127.0.0.1, 10.1.0.0/16",
        "KEK_METRIKEN_TOKEN": "ein-langes-token",
        "KEK_OIDC_ISSUER": "https://anmeldung.kreis.example/realms/kreis",
        "KEK_OIDC_CLIENT_ID": "kek",
        "KEK_OIDC_CLIENT_SECRET": "sehr-geheim",
        "KEK_OIDC_ROLLEN": "kek-controlling=controlling",
        "KEK_OIDC_CLAIM": "roles",
        "KEK_ANMELDUNG": "ein",
        "KEK_OEFFENTLICH": "1",
        "KEK_OFFENE_DATEN": "1",
        "KEK_HTTPS": "1",
        "KEK_VIER_AUGEN": "0",
        "KEK_SITZUNG_MINUTEN": "15",
        "KEK_EINWOHNER_KENNZAHL": "E-7",
        "KEK_IMPRESSUM": "https://www.kreis.example/impressum",
        "KEK_DATENSCHUTZ": str(text),
        "KEK_BARRIEREFREIHEIT": str(text),
        "KEK_KONTAKT": "kek@kreis.example",
        "KEK_ADRESSE": "https://kek.kreis.example/",
        "KEK_KOERPERSCHAFT": "Landkreis Muster",
        "KEK_ABSENDER": "Referat A",
        "KEK_GREMIEN": "Strategieausschuss; Kreistag;",
        "KEK_LIZENZ": "CC-Zero",
        "KEK_AGS": "03151",
        "KEK_API_JE_MINUTE": "30",
    }
    settings = read_settings(given, tmp_path / "instance")
    assert settings.database_url == given["KEK_DATABASE_URL"]
    assert (settings.host, settings.port, settings.beispiel) == ("::1", 9000, False)
    assert settings.secret_key == given["KEK_SECRET_KEY"]
    assert settings.profil_ordner == tmp_path.resolve()
    assert (settings.workers, settings.vertraute_proxys) == (4, ("127.0.0.1/32", "10.1.0.0/16"))
    assert settings.oidc_issuer == given["KEK_OIDC_ISSUER"]
    assert (settings.oidc_client_id, settings.oidc_claim) == ("kek", "roles")
    assert "sehr-geheim" not in repr(settings) and "ein-langes-token" not in repr(settings)
    assert (settings.anmeldung, settings.is_lokal) == (Anmeldung.EIN, False)
    assert (settings.oeffentlich, settings.https, settings.sitzung_minuten) == (True, True, 15)
    assert settings.offene_daten and settings.api_je_minute == 30
    assert (settings.vier_augen, settings.einwohner_kennzahl) == (False, "E-7")
    assert settings.impressum == Rechtstext(adresse="https://www.kreis.example/impressum")
    assert settings.datenschutz == settings.barrierefreiheit == Rechtstext(text="# Datenschutz\n\nLandkreis")
    assert settings.kontakt == "kek@kreis.example"
    assert (settings.adresse, settings.koerperschaft) == ("https://kek.kreis.example", "Landkreis Muster")
    assert (settings.absender, settings.gremien) == ("Referat A", ("Strategieausschuss", "Kreistag"))
    assert (settings.lizenz, settings.ags) == ("cc-zero", "03151")
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEK_DATABASE_URL", "mysql://kek:passwort@localhost/kek"),
        ("KEK_PORT", "0"),
        ("KEK_PORT", "achtzig"),
        ("KEK_PORT", "70000"),
        ("KEK_SECRET_KEY", "kurz"),
        ("KEK_BEISPIEL", "vielleicht"),
        ("KEK_PROFIL_ORDNER", "/gibt/es/nicht"),
        ("KEK_ANMELDUNG", "vielleicht"),
        ("KEK_OEFFENTLICH", "2"),
        ("KEK_OFFENE_DATEN", "vielleicht"),
        ("KEK_HTTPS", "tls"),
        ("KEK_SITZUNG_MINUTEN", "0"),
        ("KEK_SITZUNG_MINUTEN", "1000"),
        ("KEK_WORKERS", "0"),
        ("KEK_WORKERS", "65"),
        ("KEK_VERTRAUTE_PROXYS", "proxy.kreis.example"),
        ("KEK_VERTRAUTE_PROXYS", "10.0.0.1/8"),
        ("KEK_METRIKEN_TOKEN", "kurz"),
        ("KEK_OIDC_ISSUER", "http://anmeldung.kreis.example"),
        ("KEK_OIDC_ISSUER", "https://name:passwort@kreis.example"),
        ("KEK_OIDC_ISSUER", "anmeldung"),
        ("KEK_IMPRESSUM", "/gibt/es/nicht.md"),
        ("KEK_IMPRESSUM", "http://www.kreis.example/impressum"),
        ("KEK_DATENSCHUTZ", "javascript://x"),
        ("KEK_BARRIEREFREIHEIT", "https://"),
        ("KEK_LIZENZ", "alle-rechte-vorbehalten"),
        ("KEK_AGS", "3154"),
        ("KEK_API_JE_MINUTE", "0"),
        ("KEK_AGS", "99154"),
        ("KEK_ADRESSE", "kek.kreis.example"),
        ("KEK_ADRESSE", "https://kek.kreis.example/?jahr=2023"),
    ],
)
def test_an_impossible_value_is_named_in_german(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(
        InvalidSettingError, match=rf"^Die Einstellung {name}=.* ist nicht möglich: "
    ) as caught:
        read_settings({name: value}, tmp_path)
    assert caught.value.name == name


@pytest.mark.parametrize("inhalt", [b"", b" \n", b"\xff\xfe", b"a\0b", b"x" * (LARGEST_RECHTSTEXT + 1)])
def test_a_legal_text_that_is_no_text_is_refused_at_the_start(inhalt: bytes, tmp_path: Path) -> None:
    datei = tmp_path / "impressum.md"
    datei.write_bytes(inhalt)
    with pytest.raises(InvalidSettingError, match="KEK_IMPRESSUM"):
        read_settings({"KEK_IMPRESSUM": str(datei)}, tmp_path)


def test_no_message_and_no_repr_tells_a_secret(tmp_path: Path) -> None:
    for name, value in (("KEK_SECRET_KEY", "geheim"), ("KEK_DATABASE_URL", "mysql://kek:geheim@db/kek")):
        with pytest.raises(InvalidSettingError) as caught:
            read_settings({name: value}, tmp_path)
        assert "geheim" not in str(caught.value)
    assert read_settings({}, tmp_path).secret_key not in repr(read_settings({}, tmp_path))


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_settings({}, tmp_path).secret_key, range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 48
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "kreis-helmstedt.example"])
def test_a_host_that_others_can_reach_is_refused_without_a_sign_in(host: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="keine Anmeldung"):
        read_settings({"KEK_HOST": host}, tmp_path).require_loopback()
    read_settings({"KEK_HOST": host, "KEK_ANMELDUNG": "ein"}, tmp_path).require_loopback()


def test_the_caller_says_whether_people_sign_in_where_the_environment_does_not(tmp_path: Path) -> None:
    assert read_settings({"KEK_ANMELDUNG": ""}, tmp_path, anmeldung=Anmeldung.EIN).anmeldung is Anmeldung.EIN
    assert read_settings({"KEK_ANMELDUNG": "aus"}, tmp_path, anmeldung=Anmeldung.EIN).is_lokal


def test_the_key_of_helmstedt_is_no_default_for_another_county(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path).ags == "03154"
    assert read_settings({"KEK_KOERPERSCHAFT": "Landkreis Muster"}, tmp_path).ags == ""
