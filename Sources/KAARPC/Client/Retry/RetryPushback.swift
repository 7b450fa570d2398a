/// What a server says about trying again: `grpc-retry-pushback-ms` in the trailers.
///
/// - Note: gRFC A6, section Pushback.
enum RetryPushback: Hashable, Sendable {
    /// Try again after exactly this time.
    case after(Duration)
    /// Do not try again.
    case never

    /// Reads the field's value: milliseconds; anything that is not a number, or is below 0, means never.
    init(_ value: Span<UInt8>) {
        if let number = Int32(value.text), number >= 0 {
            self = .after(.milliseconds(Int64(number)))
        } else {
            self = .never
        }
    }
}
