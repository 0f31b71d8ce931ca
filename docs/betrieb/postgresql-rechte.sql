-- Nach jedem migrate, als kek_eigner in der Datenbank kek. Darf wiederholt werden.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kek_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kek_app;

-- Was nur angehängt wird: kein UPDATE, kein DELETE, kein TRUNCATE.
GRANT SELECT, INSERT ON
    datei, lieferung, befund, ereignis, erlaeuterung, fachbereich, haushaltszuordnung, kennzahl, massnahme,
    messwert, produkt, reihenbruch, unterzielzuordnung, ziel, zielwert, haushaltsposition, haushaltsbetrag,
    satzungssumme, haushaltsstatus, stichtagsbetrag, meilenstein, sitzung, vergleichswert, bestaetigung,
    zielsystem, zielebene, zielnachfolge, ausgangswert, verfahrensschritt, aenderungsgrund,
    spaltenprofil, protokoll
TO kek_app;

-- Was sich ändert, aber nie verschwindet.
GRANT SELECT, INSERT, UPDATE ON konto, protokollstand TO kek_app;

-- Gezählte Fehlversuche der Anmeldung, Dateien, die noch niemand abgegeben hat, Entwürfe und Szenarien, Berichte.
GRANT SELECT, INSERT, UPDATE, DELETE ON anmeldeversuch, eingang, arbeitsstand, bericht TO kek_app;

-- Welches Schema die Datenbank hat.
GRANT SELECT ON alembic_version TO kek_app;
