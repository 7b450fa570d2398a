import KAAStorage

/// The tables of the module, in the order they were released.
///
/// Every row of a fact says from when to when it was the latest that was known; rows are added and never changed but for
/// the end of that time. The indexes hold all that a report reads, so it never touches the tables.
enum ReportingMigrations {
    static let all = [
        Self.createPerson, Self.createCode, Self.createCoverage, Self.createAttempt, Self.createSession,
        Self.createIntervention,
    ]

    private static let createPerson = Migration(
        "reporting.createPerson",
        """
        CREATE TABLE reportingPerson (
            number INTEGER NOT NULL PRIMARY KEY,
            youngPerson BLOB NOT NULL UNIQUE
        )
        """
    )

    private static let createCode = Migration(
        "reporting.createCode",
        """
        CREATE TABLE reportingCode (
            number INTEGER NOT NULL PRIMARY KEY,
            code TEXT NOT NULL UNIQUE
        )
        """
    )

    private static let createCoverage = Migration(
        "reporting.createCoverage",
        """
        CREATE TABLE reportingCoverage (
            person INTEGER NOT NULL,
            recordedFrom BIGINT NOT NULL,
            position BIGINT NOT NULL,
            segment INTEGER NOT NULL,
            recordedUntil BIGINT NOT NULL,
            startDay INTEGER NOT NULL,
            endDay INTEGER NOT NULL,
            district INTEGER NOT NULL,
            sex INTEGER NOT NULL,
            PRIMARY KEY (person, recordedFrom, position, segment)
        );
        CREATE INDEX reportingCoverageByEnd
            ON reportingCoverage (recordedUntil, endDay, startDay, person, district, sex, recordedFrom)
        """
    )

    private static let createAttempt = Migration(
        "reporting.createAttempt",
        """
        CREATE TABLE reportingAttempt (
            attempt BLOB NOT NULL,
            recordedFrom BIGINT NOT NULL,
            position BIGINT NOT NULL,
            recordedUntil BIGINT NOT NULL,
            person INTEGER NOT NULL,
            day INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            result INTEGER NOT NULL,
            PRIMARY KEY (attempt, recordedFrom, position)
        );
        CREATE INDEX reportingAttemptByDay
            ON reportingAttempt (day, recordedUntil, recordedFrom, person, channel, result)
        """
    )

    private static let createSession = Migration(
        "reporting.createSession",
        """
        CREATE TABLE reportingSession (
            session BLOB NOT NULL,
            recordedFrom BIGINT NOT NULL,
            position BIGINT NOT NULL,
            recordedUntil BIGINT NOT NULL,
            person INTEGER NOT NULL,
            day INTEGER NOT NULL,
            isHeld INTEGER NOT NULL,
            PRIMARY KEY (session, recordedFrom, position)
        );
        CREATE INDEX reportingSessionByDay
            ON reportingSession (isHeld, day, recordedUntil, recordedFrom, person)
        """
    )

    private static let createIntervention = Migration(
        "reporting.createIntervention",
        """
        CREATE TABLE reportingIntervention (
            intervention BLOB NOT NULL,
            recordedFrom BIGINT NOT NULL,
            position BIGINT NOT NULL,
            recordedUntil BIGINT NOT NULL,
            person INTEGER NOT NULL,
            type INTEGER NOT NULL,
            startDay INTEGER NOT NULL,
            lastDay INTEGER NOT NULL,
            endReason INTEGER,
            PRIMARY KEY (intervention, recordedFrom, position)
        );
        CREATE INDEX reportingInterventionByEnd
            ON reportingIntervention (recordedUntil, lastDay, startDay, person, type, endReason, recordedFrom)
        """
    )
}
