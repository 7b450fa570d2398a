import KAAKernel
import KAAStorage

/// A table of what a feed says, in versions, and the table in which a snapshot waits to be merged into it.
struct VersionedTable: Sendable {
    let feed: FeedKind
    let name: SQL
    /// The columns that identify a row from one snapshot to the next.
    let key: [SQL]
    /// The columns in which a row can change.
    let payload: [SQL]
    /// Makes the waiting table.
    let createStage: SQL

    static let residence = VersionedTable(
        feed: .folkbokforing,
        name: "outreachResidence",
        key: ["person"],
        payload: [
            "kommun", "registeredOn", "cause", "deregisteredOn", "district", "protection", "givenName", "familyName",
            "street", "postalCode", "postalTown",
        ],
        createStage: """
            CREATE TEMP TABLE stage (
                person BIGINT NOT NULL PRIMARY KEY, kommun TEXT, registeredOn INTEGER, cause TEXT,
                deregisteredOn INTEGER, district TEXT, protection TEXT, givenName TEXT, familyName TEXT, street TEXT,
                postalCode TEXT, postalTown TEXT
            )
            """
    )

    static let enrolment = VersionedTable(
        feed: .elevregister,
        name: "outreachEnrolment",
        key: ["person", "schoolForm", "studyPath", "schoolUnit", "startsOn"],
        payload: ["lastDay"],
        createStage: """
            CREATE TEMP TABLE stage (
                person BIGINT NOT NULL, schoolForm TEXT NOT NULL, studyPath TEXT NOT NULL, schoolUnit TEXT NOT NULL,
                startsOn INTEGER NOT NULL, lastDay INTEGER,
                PRIMARY KEY (person, schoolForm, studyPath, schoolUnit, startsOn)
            )
            """
    )

    static let merit = VersionedTable(
        feed: .meriter,
        name: "outreachMerit",
        key: ["person", "merit", "issuedOn"],
        payload: [],
        createStage: """
            CREATE TEMP TABLE stage (
                person BIGINT NOT NULL, merit TEXT NOT NULL, issuedOn INTEGER NOT NULL,
                PRIMARY KEY (person, merit, issuedOn)
            )
            """
    )
}
