import Foundation
import KAAKernel
import KAAStorage

/// Keeps the rows that nightly runs left out, without what stood in them.
struct RejectionStorage {
    static func insert(
        _ rejections: [NightlyReport.Rejection],
        of nightlyRunID: UUID,
        in transaction: WriteTransaction
    ) throws {
        let columns: [StaticString] = ["nightlyRunID", "ordinal", "fileName", "line", "columnName", "reason"]
        try transaction.insertMany(into: "outreachFeedRejection", columns: columns) { insertion in
            for (ordinal, rejection) in rejections.enumerated() {
                insertion.bind(nightlyRunID)
                insertion.bind(Int64(ordinal))
                insertion.bind(rejection.fileName)
                insertion.bind(rejection.line)
                // A fault of the whole row has no column.
                insertion.bind(rejection.column ?? "")
                insertion.bind(rejection.reason)
                try insertion.insert()
            }
        }
    }

    static func list(
        of nightlyRunID: UUID,
        after ordinal: Int64?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [(ordinal: Int64, rejection: NightlyReport.Rejection)] {
        try transaction.rows(
            """
            SELECT ordinal, fileName, line, columnName, reason FROM outreachFeedRejection
            WHERE nightlyRunID = \(nightlyRunID) AND ordinal > \(ordinal ?? -1)
            ORDER BY ordinal LIMIT \(limit)
            """
        ).map { row in
            let column: String = try row.decode(3)
            let rejection = NightlyReport.Rejection(
                fileName: try row.decode(1),
                line: try row.decode(2),
                column: column.isEmpty ? nil : column,
                reason: try row.decode(4)
            )
            return (try row.decode(0), rejection)
        }
    }
}

extension RejectionReason: SQLConvertible {}
