import Foundation
import KAAKernel
import KAAStorage

/// Keeps the catalogue of interventions.
enum CatalogueStorage {
    /// Saves a line.
    static func insert(_ type: InterventionType, at moment: Date, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO interventionsType (
                code, validFrom, validUntil, displayName, ownerBoard, provider, recordedAt
            ) VALUES (
                \(type.code), \(type.validity.start), \(type.validity.end), \(type.displayName), \(type.owner),
                \(type.provider), \(moment)
            )
            """
        )
    }

    /// Whether a line with the code is valid on a day of the interval.
    static func hasLine(
        _ code: InterventionTypeCode,
        during interval: CivilDateInterval,
        in transaction: ReadTransaction
    ) throws -> Bool {
        let beforeEnd: SQL = interval.end.map { "AND validFrom < \($0)" } ?? ""
        return try transaction.row(
            """
            SELECT 1 FROM interventionsType
            WHERE code = \(code) AND (validUntil IS NULL OR validUntil > \(interval.start)) \(beforeEnd)
            """
        ) != nil
    }

    /// Whether a line with the code was ever valid.
    static func knows(_ code: InterventionTypeCode, in transaction: ReadTransaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM interventionsType WHERE code = \(code)") != nil
    }

    /// The line with the code that is valid on `day`, or `nil`.
    static func find(
        _ code: InterventionTypeCode,
        on day: CivilDate,
        in transaction: ReadTransaction
    ) throws -> InterventionType? {
        try transaction.row(
            """
            SELECT * FROM interventionsType
            WHERE code = \(code) AND validFrom <= \(day) AND (validUntil IS NULL OR validUntil > \(day))
            """
        ).map(InterventionType.init(row:))
    }

    /// The lines valid on `day`, by code.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - code: Only those after this one.
    ///   - limit: How many at most.
    ///   - transaction: Reads.
    /// - Returns: The lines in order.
    /// - Throws: ``KAAStorage/StorageError``.
    static func list(
        on day: CivilDate,
        after code: String?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [InterventionType] {
        let after: SQL = code.map { "AND code > \($0)" } ?? ""
        return try transaction.rows(
            """
            SELECT * FROM interventionsType
            WHERE validFrom <= \(day) AND (validUntil IS NULL OR validUntil > \(day)) \(after)
            ORDER BY code LIMIT \(limit)
            """
        ).map(InterventionType.init(row:))
    }
}
