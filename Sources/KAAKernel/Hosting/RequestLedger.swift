import Foundation
public import KAAStorage
public import KAAWire

/// Remembers the answers to calls that carry a request identifier, so that a repeated call changes nothing (AIP-155).
public enum RequestLedger {
    /// The table of the answers.
    package static let migrations = [
        Migration(
            "kernel.createRequest",
            """
            CREATE TABLE kernelRequest (
                method TEXT NOT NULL,
                caller TEXT NOT NULL,
                requestID TEXT NOT NULL,
                answer BLOB NOT NULL,
                PRIMARY KEY (method, caller, requestID)
            )
            """
        )
    ]

    /// The answer given before, or what `body` answers now.
    ///
    /// - Parameters:
    ///   - requestID: A UUID chosen by the caller; empty to answer anew in any case.
    ///   - method: The path of the method.
    ///   - caller: Who calls: nobody gets the answer to another's request.
    ///   - transaction: The transaction in which `body` makes its change.
    ///   - body: Makes the change and answers.
    /// - Returns: The answer.
    /// - Throws: ``KAARPC/RPCError`` that names `request_id` if it is not a UUID, ``KAAStorage/StorageError``, or what
    ///   `body` throws.
    public static func once<Answer: WireMessage>(
        _ requestID: String,
        method: String,
        caller: Caller,
        in transaction: WriteTransaction,
        _ body: () throws -> Answer
    ) throws -> Answer {
        guard !requestID.isEmpty else { return try body() }
        let requestID = try UUID(field: "request_id", requestID).uuidString
        let former = try transaction.value(
            """
            SELECT answer FROM kernelRequest
            WHERE method = \(method) AND caller = \(caller.subject) AND requestID = \(requestID)
            """,
            as: [UInt8].self
        )
        if let former { return try Answer(decoding: former) }
        let answer = try body()
        try transaction.execute(
            """
            INSERT INTO kernelRequest (method, caller, requestID, answer)
            VALUES (\(method), \(caller.subject), \(requestID), \(try answer.encodedBytes()))
            """
        )
        return answer
    }
}
