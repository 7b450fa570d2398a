-- The yardstick of scripts/bench-nightly: what a person with the sqlite3 shell needs to get from the same files to the
-- same list of persons, by the rule that is in force since 2018-07-01. Nothing is checked, kept apart or explained.
--
-- The shell runs in the folder of the files, which bear the names of the feeds; the parameter :day is set before.
.bail on
.mode csv

CREATE TABLE folkbokforing (
    personnummer TEXT, tilltalsnamn TEXT, efternamn TEXT, gatuadress TEXT, postnummer TEXT, postort TEXT,
    kommunkod TEXT, folkbokforingsdatum TEXT, stadsdel TEXT, skydd TEXT, avregistrering TEXT,
    avregistreringsdatum TEXT
);
CREATE TABLE elevregister (
    personnummer TEXT, skolform TEXT, studievag TEXT, skolenhetskod TEXT, startdatum TEXT, slutdatum TEXT
);
CREATE TABLE meriter (personnummer TEXT, merit TEXT, datum TEXT);

.import --skip 1 folkbokforing.csv folkbokforing
.import --skip 1 elevregister.csv elevregister
.import --skip 1 meriter.csv meriter

-- NOT IN, since the shell then makes one index for each list; NOT EXISTS would read the whole list for each person.
CREATE TABLE register AS
SELECT personnummer FROM folkbokforing
WHERE kommunkod = '0180' AND folkbokforingsdatum <= :day
    AND (avregistrering = '' OR avregistreringsdatum > :day)
    AND skydd <> 'SKYDDAD_FOLKBOKFORING'
    AND :day > (substr(personnummer, 1, 4) + 16) || '-06-30'
    AND :day < (substr(personnummer, 1, 4) + 20) || '-' || substr(personnummer, 5, 2) || '-' || substr(personnummer, 7, 2)
    AND personnummer NOT IN (
        SELECT personnummer FROM elevregister
        WHERE skolform IN ('GY', 'GYS') AND startdatum <= :day AND (slutdatum = '' OR slutdatum >= :day)
    )
    AND personnummer NOT IN (
        SELECT personnummer FROM meriter
        WHERE merit IN ('GYMNASIEEXAMEN', 'YRKESEXAMEN', 'GYMNASIEBEVIS', 'GYMNASIESARSKOLEBEVIS', 'MOTSVARANDE')
            AND datum <= :day
    );

SELECT COUNT(*) FROM register;
