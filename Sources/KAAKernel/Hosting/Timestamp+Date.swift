public import Foundation
public import KAAWire

extension Google.Protobuf.Timestamp {
    /// Creates the message for a moment, to the microsecond.
    public init(_ moment: Date) {
        let microseconds = Int64((moment.timeIntervalSince1970 * 1_000_000).rounded())
        let seconds = Int64((Double(microseconds) / 1_000_000).rounded(.down))
        self.init(seconds: seconds, nanos: Int32(microseconds - seconds * 1_000_000) * 1000)
    }

    /// The moment.
    public var moment: Date {
        Date(timeIntervalSince1970: Double(self.seconds) + Double(self.nanos) / 1_000_000_000)
    }
}
