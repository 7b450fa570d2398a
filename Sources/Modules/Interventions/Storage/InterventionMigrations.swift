import KAAStorage

/// The tables of the module, in the order they were released.
///
/// What is now stands in `interventionsIntervention`; each state that was ever recorded stays in the table of versions.
enum InterventionMigrations {
    static let all = [Self.createType, Self.createIntervention]

    private static let createType = Migration(
        "interventions.createType",
        """
        CREATE TABLE interventionsType (
            code TEXT NOT NULL,
            validFrom INTEGER NOT NULL,
            validUntil INTEGER,
            displayName TEXT NOT NULL,
            ownerBoard TEXT NOT NULL,
            provider TEXT NOT NULL,
            recordedAt BIGINT NOT NULL,
            PRIMARY KEY (code, validFrom),
            CHECK (validUntil IS NULL OR validUntil > validFrom)
        )
        """
    )

    private static let createIntervention = Migration(
        "interventions.createIntervention",
        """
        CREATE TABLE interventionsIntervention (
            id BLOB NOT NULL PRIMARY KEY,
            youngPerson BLOB NOT NULL,
            typeCode TEXT NOT NULL,
            ownerBoard TEXT NOT NULL,
            startedOn INTEGER NOT NULL,
            endedOn INTEGER,
            endReason TEXT,
            version INTEGER NOT NULL,
            CHECK (endedOn IS NULL OR endedOn >= startedOn),
            CHECK ((endedOn IS NULL) = (endReason IS NULL))
        );
        CREATE UNIQUE INDEX interventionsInterventionOngoing
            ON interventionsIntervention (youngPerson, typeCode) WHERE endedOn IS NULL;
        CREATE INDEX interventionsInterventionByPerson ON interventionsIntervention (youngPerson, startedOn, id);
        CREATE TABLE interventionsInterventionVersion (
            intervention BLOB NOT NULL REFERENCES interventionsIntervention (id),
            version INTEGER NOT NULL,
            endedOn INTEGER,
            endReason TEXT,
            recordedAt BIGINT NOT NULL,
            PRIMARY KEY (intervention, version)
        )
        """
    )
}
