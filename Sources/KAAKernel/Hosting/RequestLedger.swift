import Crypto
import Foundation
import KAARPC
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

    /// What was added to the table later; databases record it after the other migrations of its time.
    package static let laterMigrations = [
        Migration("kernel.bindRequest", "ALTER TABLE kernelRequest ADD COLUMN requestDigest BLOB")
    ]

    /// The answer given before to the same request, or what `body` answers now.
    ///
    /// What is told of the answer was decided by what the request says, so the answer to one request is never given to
    /// another that has its identifier.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - identifier: Its field with a UUID chosen by the caller; empty to answer anew in any case.
    ///   - method: The path of the method.
    ///   - caller: Who calls: nobody gets the answer to another's request.
    ///   - transaction: The transaction in which `body` makes its change.
    ///   - body: Makes the change and answers.
    /// - Returns: The answer.
    /// - Throws: ``KAARPC/RPCError`` that names `request_id` if it is not a UUID or came with another request,
    ///   ``KAAStorage/StorageError``, or what `body` throws.
    public static func once<Request: WireMessage, Answer: WireMessage>(
        _ request: Request,
        identifiedBy identifier: WritableKeyPath<Request, String>,
        method: String,
        caller: Caller,
        in transaction: WriteTransaction,
        _ body: () throws -> Answer
    ) throws -> Answer {
        guard !request[keyPath: identifier].isEmpty else { return try body() }
        let requestID = try UUID(field: "request_id", request[keyPath: identifier]).uuidString
        // Written in other letters it is the same identifier, so it is no part of what is compared.
        var content = request
        content[keyPath: identifier] = ""
        let digest = [UInt8](SHA256.hash(data: try content.encodedBytes()))
        let former = try transaction.row(
            """
            SELECT answer, requestDigest FROM kernelRequest
            WHERE method = \(method) AND caller = \(caller.account) AND requestID = \(requestID)
            """
        )
        if let former {
            // Nobody knows any more what a row of an earlier version answered.
            guard try former.decode("requestDigest", as: [UInt8]?.self) == digest else {
                throw RPCError.requestIDReused()
            }
            return try Answer(decoding: try former.decode("answer", as: [UInt8].self))
        }
        let answer = try body()
        try transaction.execute(
            """
            INSERT INTO kernelRequest (method, caller, requestID, answer, requestDigest)
            VALUES (\(method), \(caller.account), \(requestID), \(try answer.encodedBytes()), \(digest))
            """
        )
        return answer
    }
}
