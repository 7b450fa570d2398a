import KAAKernel
import KAAStorage
import KAAWire

/// A nightly run inside its one transaction: reads the feeds, merges them, decides, opens and closes.
struct NightlyTransaction {
    let files: [FeedInbox.File]
    let asOf: CivilDate
    let feedGuard: NightlyGuard
    let calculator: CoverageCalculator
    let routine: OutreachRoutine
    /// The municipality's own policy of purging; 0 if it has none.
    var monthsAfterCoverage = 0
    let outbox: Outbox
    let identifiers: any IdentifierSource
    let clock: any KernelClock
    let progress: @Sendable (JobProgress) -> Void

    /// Applies the feeds.
    ///
    /// - Throws: ``KAAKernel/JobFailure`` if a feed is refused or looks incomplete; the transaction must end then.
    func apply(in transaction: WriteTransaction) throws -> NightlyReport {
        let recordedAt = self.clock.now
        let run = try transaction.value("SELECT COALESCE(MAX(run), 0) + 1 FROM outreachRun", as: Int64.self) ?? 1
        try transaction.execute(
            "INSERT INTO outreachRun (run, asOf, recordedAt) VALUES (\(run), \(self.asOf), \(recordedAt))"
        )
        try transaction.execute("DROP TABLE IF EXISTS changed")
        try transaction.execute("CREATE TEMP TABLE changed (person BIGINT NOT NULL PRIMARY KEY)")
        var report = NightlyReport(asOf: self.asOf)
        let horizon = FeedHorizon(
            day: self.asOf,
            purgedBy: try PurgeStorage.purgedBy(in: transaction),
            monthsAfterCoverage: self.monthsAfterCoverage
        )
        for file in self.files { try self.read(file, horizon, run: run, into: &report, in: transaction) }
        try CoverageDecisionStorage.markChanged(in: transaction)
        try self.decide(run: run, recordTime: .init(recordedAt), in: transaction)
        try CoverageDecisionStorage.markApplied(by: run, in: transaction)
        self.progress(JobProgress(phase: "cases"))
        let count = try CaseUpdate(calculator: self.calculator, routine: self.routine, asOf: self.asOf)
            .apply(in: transaction)
        try transaction.execute("DROP TABLE changed")
        report.covered = count.covered
        report.opened = count.opened
        report.closed = count.closed
        report.awaitingDecision = count.awaitingDecision
        return report
    }

    private func read(
        _ file: FeedInbox.File,
        _ horizon: FeedHorizon,
        run: Int64,
        into report: inout NightlyReport,
        in transaction: WriteTransaction
    ) throws {
        var rejections: [NightlyReport.Rejection] = []
        let room = NightlyReport.rejectionLimit - report.rejections.count
        let staging = FeedStaging(
            transaction: transaction,
            horizon: horizon,
            progress: { file, bytes in
                try transaction.checkCancellation()
                self.progress(JobProgress(phase: "\(file.name)", done: bytes, total: file.byteCount))
            },
            reject: { file, rejection in
                guard rejections.count < room else { return }
                rejections.append(NightlyReport.Rejection(file.name, rejection))
            }
        )
        let count: (rows: Int, rejected: Int)
        if let table = VersionedTable.of(file.name.feed) {
            count = try staging.stage(file, into: table)
            let merge = (rows: count.rows - count.rejected, firstPerson: horizon.firstPerson)
            try self.merge(file, into: table, merge, run: run, in: transaction)
        } else {
            count = try staging.storeNotices(file, run: run)
        }
        report.feeds.append(.init(file: file.name, rowCount: count.rows, rejectedCount: count.rejected))
        report.rejections += rejections
    }

    private func merge(
        _ file: FeedInbox.File,
        into table: VersionedTable,
        _ merge: (rows: Int, firstPerson: Int64),
        run: Int64,
        in transaction: WriteTransaction
    ) throws {
        let feed = file.name.feed
        let snapshot = file.name.snapshot
        let former = try transaction.value(
            """
            SELECT rowCount FROM outreachSnapshot
            WHERE feed = \(feed) AND snapshot < \(snapshot) ORDER BY snapshot DESC LIMIT 1
            """,
            as: Int.self
        )
        do throws(NightlyGuard.Stop) {
            try self.feedGuard.checkSize(of: feed, rows: merge.rows, formerRows: former ?? 0)
        } catch {
            throw JobFailure(error)
        }
        let next = try transaction.value(
            "SELECT MIN(snapshot) FROM outreachSnapshot WHERE feed = \(feed) AND snapshot > \(snapshot)",
            as: CivilDate?.self
        )
        self.progress(JobProgress(phase: "\(file.name): merge"))
        _ = try SnapshotMerge(table, snapshot: snapshot, nextSnapshot: next ?? nil, run: run)
            .apply(from: merge.firstPerson, in: transaction)
        try transaction.execute("DROP TABLE stage")
        try transaction.execute(
            """
            INSERT INTO outreachSnapshot (feed, snapshot, rowCount, run)
            VALUES (\(feed), \(snapshot), \(merge.rows), \(run))
            ON CONFLICT (feed, snapshot) DO UPDATE SET rowCount = excluded.rowCount, run = excluded.run
            """
        )
    }

    private func decide(
        run: Int64,
        recordTime: Google.Protobuf.Timestamp,
        in transaction: WriteTransaction
    ) throws {
        let open = try transaction.value(
            """
            SELECT COUNT(*) FROM outreachCoverage
            WHERE toRun IS NULL AND fromDay <= \(self.asOf) AND untilDay > \(self.asOf)
            """,
            as: Int.self
        )
        let total = try transaction.value("SELECT COUNT(*) FROM changed", as: Int64.self) ?? 0
        try RegisteredPerson.addNew(identifiers: self.identifiers, in: transaction)
        let update = CoverageUpdate(
            calculator: self.calculator,
            asOf: self.asOf,
            run: run,
            outbox: self.outbox,
            recordTime: recordTime,
            progress: { done in
                try transaction.checkCancellation()
                self.progress(JobProgress(phase: "decisions", done: done, total: total))
            }
        )
        let closed = try update.apply(in: transaction)
        do throws(NightlyGuard.Stop) {
            try self.feedGuard.checkClosing(closed, open: open ?? 0)
        } catch {
            throw JobFailure(error)
        }
    }
}

extension VersionedTable {
    /// The table of a feed; `nil` for one that is no snapshot.
    fileprivate static func of(_ feed: FeedKind) -> VersionedTable? {
        switch feed {
        case .folkbokforing: .residence
        case .elevregister: .enrolment
        case .meriter: .merit
        case .skolmeddelanden: nil
        }
    }
}

extension NightlyReport.Rejection {
    fileprivate init(_ file: FeedFileName, _ rejection: RowRejection) {
        self.init(
            fileName: file.description,
            line: rejection.line,
            column: rejection.fault.column?.name,
            reason: rejection.fault.reason
        )
    }
}

extension JobFailure {
    /// The failure of a run that a guard has stopped.
    init(_ stop: NightlyGuard.Stop) {
        switch stop {
        case .feedShrunken(let feed, let rows, let formerRows):
            self.init(
                reason: "FEED_SHRUNKEN",
                message: "\(feed.rawValue) has \(rows) rows, the last one had \(formerRows). Nothing was changed."
                    + " If that is right, run again with --accept-shrunken \(feed.rawValue)."
            )
        case .tooManyClosed(let feed, let closed, let open):
            self.init(
                reason: "FEED_CLOSES_TOO_MANY",
                message: "\(feed.rawValue) would close \(closed) of \(open) open cases. Nothing was changed."
                    + " If that is right, run again with --accept-shrunken \(feed.rawValue)."
            )
        }
    }
}
