import KAAWire
import OutreachContract

/// What came of a nightly run, as the command writes it.
struct NightlyOutcome: Sendable {
    let report: Kaa.Outreach.V1.NightlyReport
    let rejections: [Kaa.Outreach.V1.FeedRejection]

    /// The result for programs.
    var json: JSONValue {
        .object([
            .init("as_of", .string(self.report.asOf)),
            .init("dry_run", .bool(self.report.dryRun)),
            .init(
                "feeds",
                .array(
                    self.report.feeds.map { feed in
                        .object([
                            .init("feed", .string(feed.feed)),
                            .init("file", .string(feed.fileName)),
                            .init("rows", .number("\(feed.rows)")),
                            .init("rejected", .number("\(feed.rejected)")),
                        ])
                    }
                )
            ),
            .init("covered", .number("\(self.report.covered)")),
            .init("opened", .number("\(self.report.opened)")),
            .init("closed", .number("\(self.report.closed)")),
            .init("awaiting_decision", .number("\(self.report.awaitingDecision)")),
            .init(
                "rejections",
                .array(
                    self.rejections.map { rejection in
                        .object([
                            .init("file", .string(rejection.fileName)),
                            .init("line", .number("\(rejection.line)")),
                            .init("column", .string(rejection.column)),
                            .init("reason", .string(rejection.reason)),
                        ])
                    }
                )
            ),
        ])
    }

    /// The result for people.
    var lines: [String] {
        var table = TextTable(["feed", "file", "rows", "rejected"])
        for feed in self.report.feeds { table.add([feed.feed, feed.fileName, "\(feed.rows)", "\(feed.rejected)"]) }
        var lines = table.lines
        for rejection in self.rejections {
            let column = rejection.column.isEmpty ? "" : ", column \(rejection.column)"
            lines.append("rejected: \(rejection.fileName) line \(rejection.line)\(column): \(rejection.reason)")
        }
        lines.append(
            "\(self.report.asOf): \(self.report.covered) covered, \(self.report.opened) opened, \(self.report.closed) closed, "
                + "\(self.report.awaitingDecision) awaiting a decision"
        )
        if self.report.dryRun { lines.append("Nothing was changed: this was a dry run.") }
        return lines
    }
}
