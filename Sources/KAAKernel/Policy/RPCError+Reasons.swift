public import KAARPC
public import KAAWire

/// The errors that methods answer with, each with a stable reason (AIP-193).
extension RPCError {
    /// The domain in which reasons are unique.
    private static let reasonDomain = "kaa.kernel"

    /// An error that says what is wrong with one field of a request.
    ///
    /// - Parameters:
    ///   - field: The field in the contract, as a dotted path.
    ///   - fault: What is wrong, as the end of a sentence that begins with the field; never the value.
    /// - Returns: An error with the code `INVALID_ARGUMENT`.
    public static func invalid(_ field: String, _ fault: String) -> RPCError {
        let violation = Google.Rpc.BadRequest.FieldViolation(field: field, description: "'\(field)' \(fault).")
        let badRequest = Google.Rpc.BadRequest(fieldViolations: [violation])
        return RPCError(
            .invalidArgument,
            "'\(field)' \(fault).",
            details: Self.details(reason: "FIELD_INVALID") + Self.packed(badRequest)
        )
    }

    /// An error that says that a free text has what may not be kept about anybody.
    ///
    /// - Parameters:
    ///   - field: The field in the contract, as a dotted path.
    ///   - classes: The classes of what was found, such as `HEALTH`; never the text.
    /// - Returns: An error with the code `INVALID_ARGUMENT`.
    static func textNotAllowed(_ field: String, _ classes: [String]) -> RPCError {
        let fault = "has what may not be kept: \(classes.joined(separator: ", "))"
        var error = RPCError.invalid(field, fault)
        error.details = Self.details(reason: "TEXT_NOT_ALLOWED") + error.details.dropFirst()
        return error
    }

    /// An error that says that an identifier came before with another request (AIP-155).
    ///
    /// - Returns: An error with the code `INVALID_ARGUMENT`.
    static func requestIDReused() -> RPCError {
        var error = RPCError.invalid("request_id", "has come with another request before")
        error.details = Self.details(reason: "REQUEST_ID_REUSED") + error.details.dropFirst()
        return error
    }

    /// An error that says that there is no such thing, or none that the caller may know of.
    ///
    /// - Parameter thing: What was asked for, such as `young person`.
    /// - Returns: An error with the code `NOT_FOUND`.
    public static func notFound(_ thing: String) -> RPCError {
        RPCError(.notFound, "There is no such \(thing).", details: Self.details(reason: "NOT_FOUND"))
    }

    /// An error that says that the state of things does not allow the call.
    ///
    /// - Parameters:
    ///   - reason: A stable reason in capitals.
    ///   - message: A sentence without personal data.
    /// - Returns: An error with the code `FAILED_PRECONDITION`.
    public static func failedPrecondition(_ reason: String, _ message: String) -> RPCError {
        RPCError(.failedPrecondition, message, details: Self.details(reason: reason))
    }

    /// An error that says that the caller may not do that.
    ///
    /// - Parameters:
    ///   - reason: A stable reason in capitals.
    ///   - message: A sentence without personal data.
    /// - Returns: An error with the code `PERMISSION_DENIED`.
    public static func permissionDenied(_ reason: String, _ message: String) -> RPCError {
        RPCError(.permissionDenied, message, details: Self.details(reason: reason))
    }

    /// The detail that carries a reason to programs.
    public static func details(reason: String) -> [Google.Protobuf.`Any`] {
        Self.packed(Google.Rpc.ErrorInfo(reason: reason, domain: Self.reasonDomain))
    }

    /// The reason that the details carry; `nil` if none does.
    var statedReason: String? {
        let url = "type.googleapis.com/\(Google.Rpc.ErrorInfo.wireName)"
        let detail = self.details.first { $0.typeUrl == url }
        return detail.flatMap { try? Google.Rpc.ErrorInfo(decoding: $0.value).reason }
    }

    private static func packed(_ message: some WireMessage) -> [Google.Protobuf.`Any`] {
        // Our own details have no NUL, the only thing that cannot be encoded.
        (try? message.encodedBytes()).map { bytes in
            [.init(typeUrl: "type.googleapis.com/\(type(of: message).wireName)", value: bytes)]
        } ?? []
    }
}
