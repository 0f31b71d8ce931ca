-- Einmal, als Administrator der Datenbank. Passwörter danach mit \password kek_eigner und \password kek_app.
-- kek_eigner besitzt die Tabellen: für migrate und restore. kek_app ist der laufende Betrieb.
CREATE ROLE kek_eigner LOGIN;
CREATE ROLE kek_app LOGIN CONNECTION LIMIT 60;
CREATE DATABASE kek OWNER kek_eigner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE kek FROM PUBLIC;
GRANT CONNECT ON DATABASE kek TO kek_app;
