import Foundation
import KAAKernel
import KAAStorage

/// A table whose rows are versions of facts, each the latest that was known from one moment to another.
///
/// A later version takes the place of an earlier one from the moment it was recorded, in whichever order the two arrive.
struct FactTable {
    static let coverage = Self(name: "reportingCoverage", key: "person")
    static let attempt = Self(name: "reportingAttempt", key: "attempt")
    static let session = Self(name: "reportingSession", key: "session")
    static let intervention = Self(name: "reportingIntervention", key: "intervention")

    /// The end of the time of a version that nothing has taken the place of.
    static let always = Int64.max

    private let name: StaticString
    private let key: StaticString

    /// Ends the time of the version before a new one.
    ///
    /// - Parameters:
    ///   - key: The fact's key.
    ///   - record: When the new version was recorded.
    ///   - transaction: The transaction in which the new version is inserted next.
    /// - Returns: The end of the new version's time, in microseconds since 1970.
    /// - Throws: ``KAAStorage/StorageError``.
    func makeRoom(for key: SQLValue, at record: RecordPlace, in transaction: WriteTransaction) throws -> Int64 {
        let next: Int64? = try transaction.requiredValue(
            """
            SELECT MIN(recordedFrom) FROM \(raw: self.name)
            WHERE \(raw: self.key) = \(key) AND (recordedFrom, position) > (\(record.moment), \(record.position))
            """
        )
        try transaction.execute(
            """
            UPDATE \(raw: self.name) SET recordedUntil = \(record.moment)
            WHERE \(raw: self.key) = \(key) AND recordedUntil > \(record.moment)
                AND (recordedFrom, position) < (\(record.moment), \(record.position))
            """
        )
        return next ?? Self.always
    }

    /// The condition on rows that were the latest known before `horizon`, the first moment that does not count; for
    /// `nil`, on those that are the latest known now.
    static func known(before horizon: Date?) -> SQL {
        guard let horizon else { return "recordedUntil = \(Self.always)" }
        return "recordedUntil >= \(horizon) AND recordedFrom < \(horizon)"
    }
}
