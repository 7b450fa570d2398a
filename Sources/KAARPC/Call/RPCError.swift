public import KAAWire

/// Why a call failed, as its status says it to the other side.
public struct RPCError: Error, Sendable {
    /// The outcome; never ``RPCCode/ok``.
    public var code: RPCCode

    /// A text for developers, sent to the other side; it holds no personal data.
    public var message: String

    /// Typed details, sent as `google.rpc.Status` in `grpc-status-details-bin`.
    public var details: [Google.Protobuf.`Any`]

    /// Metadata that accompanies the status.
    public var metadata: Metadata

    /// What lay behind the failure; logged, never sent.
    public var cause: (any Error)?

    /// Creates a failure.
    ///
    /// - Parameters:
    ///   - code: The outcome.
    ///   - message: A text for developers, without personal data.
    ///   - details: Typed details for the other side.
    ///   - metadata: Metadata that accompanies the status.
    ///   - cause: What lay behind the failure; never sent.
    public init(
        _ code: RPCCode,
        _ message: String,
        details: [Google.Protobuf.`Any`] = [],
        metadata: Metadata = [:],
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.details = details
        self.metadata = metadata
        self.cause = cause
    }
}

extension RPCError: CustomStringConvertible {
    /// The code and the message; neither details nor metadata nor cause, which may hold more than a log should.
    public var description: String {
        "\(self.code): \(self.message)"
    }
}

extension RPCError {
    /// What `error` becomes when it ends a call.
    ///
    /// An error that nobody turned into a status tells the peer nothing, since its text may hold anything.
    init(ending error: any Error) {
        if let error = error as? RPCError {
            self = error
        } else if error is CancellationError {
            self = RPCError(.cancelled, "The call was cancelled.", cause: error)
        } else {
            self = RPCError(.unknown, "internal error", cause: error)
        }
    }
}
