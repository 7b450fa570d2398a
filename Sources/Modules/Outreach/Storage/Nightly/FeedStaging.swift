import KAAKernel
import KAAStorage

/// Puts the rows of a snapshot into the table in which it waits to be merged.
struct FeedStaging {
    let transaction: WriteTransaction
    let horizon: FeedHorizon
    let progress: (FeedInbox.File, Int64) throws -> Void
    let reject: (FeedInbox.File, RowRejection) -> Void

    /// Reads a snapshot of any of the feeds that have versions.
    func stage(_ file: FeedInbox.File, into table: VersionedTable) throws -> (rows: Int, rejected: Int) {
        try self.transaction.execute("DROP TABLE IF EXISTS stage")
        try self.transaction.execute(table.createStage)
        let count =
            switch table.feed {
            case .folkbokforing: try self.stageResidence(file)
            case .elevregister: try self.stageEnrolments(file)
            default: try self.stageMerits(file)
            }
        if let first = self.horizon.firstNewcomer {
            try self.transaction.execute(
                """
                DELETE FROM stage WHERE person < \(first)
                    AND NOT EXISTS (SELECT 1 FROM outreachPerson WHERE outreachPerson.person = stage.person)
                """
            )
        }
        return count
    }

    /// Reads the notices of schools; one that is known already stays as it is.
    func storeNotices(_ file: FeedInbox.File, run: Int64) throws -> (rows: Int, rejected: Int) {
        let transaction = self.transaction
        return try self.read(file) { (row: SchoolNoticeRow) in
            guard self.horizon.admits(row.person) else { return }
            try transaction.execute(
                """
                INSERT INTO outreachSchoolNotice (
                    noticeID, person, kind, schoolUnit, occurredOn, reportedOn, run
                ) VALUES (
                    \(row.noticeID), \(row.person), \(row.kind), \(row.schoolUnit), \(row.occurredOn),
                    \(row.reportedOn), \(run)
                ) ON CONFLICT DO NOTHING
                """
            )
        }
    }

    private func read<Row: FeedRow>(
        _ file: FeedInbox.File,
        _ store: (Row) throws -> Void
    ) throws -> (rows: Int, rejected: Int) {
        let count = try FeedFileReader<Row>(file: file).read(
            progress: { try self.progress(file, $0) },
            { outcome in
                switch outcome {
                case .row(let row): try store(row)
                case .rejected(let rejection): self.reject(file, rejection)
                }
            }
        )
        return (count.rows, count.rejected)
    }

    private func stageResidence(_ file: FeedInbox.File) throws -> (rows: Int, rejected: Int) {
        let columns: [StaticString] = [
            "person", "kommun", "registeredOn", "cause", "deregisteredOn", "district", "protection", "givenName",
            "familyName", "street", "postalCode", "postalTown",
        ]
        var count = (rows: 0, rejected: 0)
        try self.transaction.insertMany(into: "stage", columns: columns) { insertion in
            count = try self.read(file) { (row: FolkbokforingRow) in
                guard self.horizon.admits(row.person) else { return }
                insertion.bind(Int64(row.person.integerValue))
                insertion.bind(row.residence.kommun)
                insertion.bind(row.residence.registeredOn)
                insertion.bind(row.residence.deregistration?.cause)
                insertion.bind(row.residence.deregistration?.date)
                insertion.bind(row.residence.district)
                insertion.bind(row.residence.protection)
                insertion.bind(text: row.givenName.utf8.span)
                insertion.bind(text: row.familyName.utf8.span)
                insertion.bind(text: row.street.utf8.span)
                insertion.bind(row.postalCode?.rawValue)
                insertion.bind(text: row.postalTown.utf8.span)
                try insertion.insert()
            }
        }
        return count
    }

    private func stageEnrolments(_ file: FeedInbox.File) throws -> (rows: Int, rejected: Int) {
        let columns: [StaticString] = ["person", "schoolForm", "studyPath", "schoolUnit", "startsOn", "lastDay"]
        var count = (rows: 0, rejected: 0)
        try self.transaction.insertMany(into: "stage", columns: columns) { insertion in
            count = try self.read(file) { (row: EnrolmentRow) in
                guard self.horizon.admits(row.person) else { return }
                insertion.bind(Int64(row.person.integerValue))
                insertion.bind(row.enrolment.schoolForm)
                // A part of the key, which has no NULL.
                insertion.bind(row.enrolment.studyPath?.rawValue ?? "")
                insertion.bind(row.enrolment.schoolUnit)
                insertion.bind(row.enrolment.start)
                insertion.bind(row.lastDay)
                try insertion.insert()
            }
        }
        return count
    }

    private func stageMerits(_ file: FeedInbox.File) throws -> (rows: Int, rejected: Int) {
        var count = (rows: 0, rejected: 0)
        try self.transaction.insertMany(into: "stage", columns: ["person", "merit", "issuedOn"]) { insertion in
            count = try self.read(file) { (row: MeritRow) in
                guard self.horizon.admits(row.person) else { return }
                insertion.bind(Int64(row.person.integerValue))
                insertion.bind(row.merit)
                insertion.bind(row.issuedOn)
                try insertion.insert()
            }
        }
        return count
    }
}
