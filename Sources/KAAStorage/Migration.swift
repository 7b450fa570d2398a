/// A step of a schema, applied once to each database and never changed after it was released.
public struct Migration: Sendable {
    /// `<owner>.<verb><Entity>`, for example `outreach.createContactAttempt`.
    public let name: String

    /// What must not change once the migration was applied somewhere.
    let fingerprint: String

    let apply: @Sendable (WriteTransaction) throws -> Void

    /// The part of the name before the first dot; migrations are in order within their owner.
    var owner: Substring {
        self.name.prefix { $0 != "." }
    }

    /// Creates a migration from statements.
    ///
    /// - Parameters:
    ///   - name: `<owner>.<verb><Entity>`.
    ///   - script: Statements separated by semicolons; its text is part of the fingerprint.
    public init(_ name: StaticString, _ script: StaticString) {
        self.name = "\(name)"
        self.fingerprint = Fingerprint.of("\(script)")
        self.apply = { try $0.executeScript(script) }
    }

    /// Creates a migration from a closure, where statements alone cannot do it.
    ///
    /// - Parameters:
    ///   - name: `<owner>.<verb><Entity>`.
    ///   - revision: Part of the fingerprint, since a closure's content cannot be; change neither after a release.
    ///   - body: Changes the schema or rows.
    public init(
        _ name: StaticString,
        revision: Int = 1,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Void
    ) {
        self.name = "\(name)"
        self.fingerprint = Fingerprint.of("\(name) revision \(revision)")
        self.apply = body
    }
}
