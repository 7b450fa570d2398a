import KAAStorage

/// The tables of the module.
///
/// A person is kept under the twelve digits of the identity number; other modules know the opaque identifier only. What
/// the feeds say stands in versions on two axes: `snapshot` is the feed's date from which it was said, and `fromRun` and
/// `toRun` are the nightly runs between which we knew it so. A correction ends a version and adds another.
enum OutreachMigrations {
    static let all = [
        Migration(
            "outreach.createRegister",
            """
            CREATE TABLE outreachRun (
                run BIGINT NOT NULL PRIMARY KEY,
                asOf INTEGER NOT NULL,
                recordedAt BIGINT NOT NULL
            );
            CREATE TABLE outreachSnapshot (
                feed TEXT NOT NULL,
                snapshot INTEGER NOT NULL,
                rowCount BIGINT NOT NULL,
                run BIGINT NOT NULL REFERENCES outreachRun (run),
                PRIMARY KEY (feed, snapshot)
            );
            CREATE TABLE outreachPerson (
                person BIGINT NOT NULL PRIMARY KEY,
                youngPersonID BLOB NOT NULL UNIQUE,
                publishedFingerprint BIGINT NOT NULL DEFAULT 0
            );
            CREATE TABLE outreachResidence (
                person BIGINT NOT NULL,
                snapshot INTEGER NOT NULL,
                isPresent INTEGER NOT NULL,
                kommun TEXT,
                registeredOn INTEGER,
                cause TEXT,
                deregisteredOn INTEGER,
                district TEXT,
                protection TEXT,
                givenName TEXT,
                familyName TEXT,
                street TEXT,
                postalCode TEXT,
                postalTown TEXT,
                fromRun BIGINT NOT NULL,
                toRun BIGINT,
                PRIMARY KEY (person, snapshot, fromRun)
            );
            CREATE TABLE outreachEnrolment (
                person BIGINT NOT NULL,
                schoolForm TEXT NOT NULL,
                studyPath TEXT NOT NULL,
                schoolUnit TEXT NOT NULL,
                startsOn INTEGER NOT NULL,
                snapshot INTEGER NOT NULL,
                isPresent INTEGER NOT NULL,
                lastDay INTEGER,
                fromRun BIGINT NOT NULL,
                toRun BIGINT,
                PRIMARY KEY (person, schoolForm, studyPath, schoolUnit, startsOn, snapshot, fromRun)
            );
            CREATE TABLE outreachMerit (
                person BIGINT NOT NULL,
                merit TEXT NOT NULL,
                issuedOn INTEGER NOT NULL,
                snapshot INTEGER NOT NULL,
                isPresent INTEGER NOT NULL,
                fromRun BIGINT NOT NULL,
                toRun BIGINT,
                PRIMARY KEY (person, merit, issuedOn, snapshot, fromRun)
            );
            CREATE TABLE outreachSchoolNotice (
                noticeID TEXT NOT NULL PRIMARY KEY,
                person BIGINT NOT NULL,
                kind TEXT NOT NULL,
                schoolUnit TEXT NOT NULL,
                occurredOn INTEGER NOT NULL,
                reportedOn INTEGER NOT NULL,
                run BIGINT NOT NULL REFERENCES outreachRun (run)
            );
            CREATE INDEX outreachSchoolNoticeByPerson ON outreachSchoolNotice (person);
            CREATE TABLE outreachCoverage (
                person BIGINT NOT NULL REFERENCES outreachPerson (person),
                fromDay INTEGER NOT NULL,
                untilDay INTEGER NOT NULL,
                openingReason TEXT NOT NULL,
                openingRule TEXT NOT NULL,
                closingReason TEXT NOT NULL,
                closingRule TEXT NOT NULL,
                closingFeed TEXT,
                fromRun BIGINT NOT NULL,
                toRun BIGINT,
                PRIMARY KEY (person, fromDay, fromRun)
            )
            """
        ),
        Migration(
            "outreach.createCase",
            """
            CREATE TABLE outreachCase (
                person BIGINT NOT NULL PRIMARY KEY REFERENCES outreachPerson (person),
                youngPersonID BLOB NOT NULL UNIQUE,
                state TEXT NOT NULL,
                coveredSince INTEGER,
                district TEXT,
                nextContactOn INTEGER,
                attemptCount INTEGER NOT NULL,
                latestAttemptOn INTEGER,
                reachedOn INTEGER,
                revision BIGINT NOT NULL
            );
            CREATE INDEX outreachCaseByNextContact ON outreachCase (nextContactOn, youngPersonID);
            CREATE TABLE outreachContactAttempt (
                sequence BIGINT NOT NULL PRIMARY KEY,
                contactAttemptID BLOB NOT NULL UNIQUE,
                person BIGINT NOT NULL REFERENCES outreachPerson (person),
                step TEXT NOT NULL,
                result TEXT NOT NULL,
                attemptedOn INTEGER NOT NULL,
                occupation TEXT,
                recordedAt BIGINT NOT NULL
            );
            CREATE INDEX outreachContactAttemptByPerson ON outreachContactAttempt (person, sequence);
            CREATE TABLE outreachFeedRejection (
                nightlyRunID BLOB NOT NULL,
                ordinal BIGINT NOT NULL,
                fileName TEXT NOT NULL,
                line BIGINT NOT NULL,
                columnName TEXT NOT NULL,
                reason TEXT NOT NULL,
                PRIMARY KEY (nightlyRunID, ordinal)
            )
            """
        ),
        Migration(
            "outreach.addProtection",
            """
            ALTER TABLE outreachPerson ADD COLUMN protection TEXT NOT NULL DEFAULT 'NONE';
            UPDATE outreachPerson SET protection = COALESCE(
                (
                    SELECT version.protection FROM outreachResidence AS version
                    WHERE version.person = outreachPerson.person AND version.toRun IS NULL AND version.isPresent = 1
                    ORDER BY version.snapshot DESC LIMIT 1
                ),
                'NONE'
            );
            UPDATE outreachCase SET district = NULL WHERE EXISTS (
                SELECT 1 FROM outreachPerson
                WHERE outreachPerson.person = outreachCase.person AND outreachPerson.protection <> 'NONE'
            );
            CREATE INDEX outreachPersonByProtection ON outreachPerson (person) WHERE protection <> 'NONE';
            CREATE TABLE outreachProtectedReveal (
                sequence BIGINT NOT NULL PRIMARY KEY,
                revealID BLOB NOT NULL UNIQUE,
                youngPersonID BLOB NOT NULL,
                revealedAt BIGINT NOT NULL,
                account TEXT NOT NULL
            )
            """
        ),
        Migration(
            "outreach.createCoverageDecision",
            """
            CREATE TABLE outreachCoverageDecision (
                sequence BIGINT NOT NULL PRIMARY KEY,
                person BIGINT NOT NULL REFERENCES outreachPerson (person),
                isCovered INTEGER NOT NULL,
                fromDay INTEGER NOT NULL,
                account TEXT NOT NULL,
                recordedAt BIGINT NOT NULL,
                appliedRun BIGINT
            );
            CREATE INDEX outreachCoverageDecisionByPerson ON outreachCoverageDecision (person, sequence)
            """
        ),
        Migration(
            "outreach.createPurge",
            """
            CREATE TABLE outreachPurge (
                id BLOB NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                dueBy INTEGER NOT NULL,
                monthsAfterCoverage INTEGER NOT NULL,
                ruleVersion TEXT NOT NULL,
                byStatute BIGINT NOT NULL,
                byPolicy BIGINT NOT NULL,
                proposedAt BIGINT NOT NULL,
                doneAt BIGINT
            );
            CREATE TABLE outreachPurgeApproval (
                purge BLOB NOT NULL REFERENCES outreachPurge (id),
                caller TEXT NOT NULL,
                roles TEXT NOT NULL,
                approvedAt BIGINT NOT NULL,
                PRIMARY KEY (purge, caller)
            );
            CREATE TABLE outreachPurgeItem (
                purge BLOB NOT NULL REFERENCES outreachPurge (id),
                ordinal BIGINT NOT NULL,
                person BIGINT NOT NULL,
                youngPersonID BLOB,
                reason TEXT NOT NULL,
                PRIMARY KEY (purge, ordinal)
            );
            CREATE INDEX outreachPurgeItemByPerson ON outreachPurgeItem (purge, person)
            """
        ),
    ]
}
