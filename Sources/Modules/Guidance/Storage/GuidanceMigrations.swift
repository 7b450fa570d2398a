import KAAStorage

/// The tables of the module, in the order they were released.
///
/// What is now stands in the tables without `Version`; each state that was ever recorded stays in those with it.
enum GuidanceMigrations {
    static let all = [Self.createSession, Self.createSlussplatsOffering, Self.createSlussplatsBooking]

    private static let createSession = Migration(
        "guidance.createSession",
        """
        CREATE TABLE guidanceSession (
            id BLOB NOT NULL PRIMARY KEY,
            youngPerson BLOB NOT NULL,
            scheduledOn INTEGER NOT NULL,
            topic TEXT NOT NULL,
            state TEXT NOT NULL,
            version INTEGER NOT NULL
        );
        CREATE INDEX guidanceSessionByPerson ON guidanceSession (youngPerson, scheduledOn, id);
        CREATE TABLE guidanceSessionVersion (
            session BLOB NOT NULL REFERENCES guidanceSession (id),
            version INTEGER NOT NULL,
            state TEXT NOT NULL,
            recordedAt BIGINT NOT NULL,
            PRIMARY KEY (session, version)
        )
        """
    )

    private static let createSlussplatsOffering = Migration(
        "guidance.createSlussplatsOffering",
        """
        CREATE TABLE guidanceSlussplatsOffering (
            id BLOB NOT NULL PRIMARY KEY,
            school TEXT NOT NULL,
            schoolName TEXT NOT NULL,
            opensOn INTEGER NOT NULL,
            closesOn INTEGER NOT NULL,
            capacity INTEGER NOT NULL,
            booked INTEGER NOT NULL DEFAULT 0,
            started INTEGER NOT NULL DEFAULT 0,
            CHECK (opensOn <= closesOn),
            CHECK (0 <= started AND started <= booked AND booked <= capacity)
        );
        CREATE INDEX guidanceSlussplatsOfferingBySchool ON guidanceSlussplatsOffering (schoolName, id)
        """
    )

    private static let createSlussplatsBooking = Migration(
        "guidance.createSlussplatsBooking",
        """
        CREATE TABLE guidanceSlussplatsBooking (
            id BLOB NOT NULL PRIMARY KEY,
            offering BLOB NOT NULL REFERENCES guidanceSlussplatsOffering (id),
            youngPerson BLOB NOT NULL,
            bookedOn INTEGER NOT NULL,
            startedOn INTEGER,
            state TEXT NOT NULL,
            version INTEGER NOT NULL,
            CHECK ((state = 'STARTED') = (startedOn IS NOT NULL))
        );
        CREATE UNIQUE INDEX guidanceSlussplatsBookingActive
            ON guidanceSlussplatsBooking (offering, youngPerson) WHERE state <> 'CANCELLED';
        CREATE INDEX guidanceSlussplatsBookingByPerson ON guidanceSlussplatsBooking (youngPerson);
        CREATE TABLE guidanceSlussplatsBookingVersion (
            booking BLOB NOT NULL REFERENCES guidanceSlussplatsBooking (id),
            version INTEGER NOT NULL,
            startedOn INTEGER,
            state TEXT NOT NULL,
            recordedAt BIGINT NOT NULL,
            PRIMARY KEY (booking, version)
        )
        """
    )
}
