/// What a caller decides for one call.
public struct CallOptions: Sendable {
    /// The time the whole call may take, connecting included; `nil` for any time.
    public var timeout: Duration?

    /// Metadata sent with the request.
    public var metadata: Metadata

    /// The largest answer message accepted, in bytes; `nil` for the channel's own limit.
    public var maximumResponseBytes: Int?

    /// Creates options.
    ///
    /// - Parameters:
    ///   - timeout: The time the whole call may take.
    ///   - metadata: Metadata sent with the request.
    ///   - maximumResponseBytes: The largest answer message accepted, in bytes.
    public init(timeout: Duration? = nil, metadata: Metadata = [:], maximumResponseBytes: Int? = nil) {
        self.timeout = timeout
        self.metadata = metadata
        self.maximumResponseBytes = maximumResponseBytes
    }

    /// No time limit, no metadata.
    public static let standard = CallOptions()
}
