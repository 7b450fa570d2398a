/// The value of `grpc-timeout`: one to eight digits and a unit.
///
/// - Note: gRPC over HTTP/2, `PROTOCOL-HTTP2.md`, Timeout.
enum TimeoutField {
    /// Reads a value.
    ///
    /// - Returns: The time, or `nil` if the value is malformed.
    static func parse(_ field: Span<UInt8>) -> Duration? {
        guard (2...9).contains(field.count) else { return nil }
        var number: Int64 = 0
        for index in 0..<field.count - 1 {
            guard (0x30...0x39).contains(field[index]) else { return nil }
            number = number * 10 + Int64(field[index] - 0x30)
        }
        switch field[field.count - 1] {
        case UInt8(ascii: "H"): return .seconds(number * 3600)
        case UInt8(ascii: "M"): return .seconds(number * 60)
        case UInt8(ascii: "S"): return .seconds(number)
        case UInt8(ascii: "m"): return .milliseconds(number)
        case UInt8(ascii: "u"): return .microseconds(number)
        case UInt8(ascii: "n"): return .nanoseconds(number)
        default: return nil
        }
    }

    /// Writes a value in the finest unit whose number has at most eight digits, rounded up.
    ///
    /// - Parameter timeout: More than zero; the largest value that can be written stands for longer times.
    /// - Returns: The value.
    static func format(_ timeout: Duration) -> String {
        let (seconds, attoseconds) = timeout.components
        let fraction = (attoseconds + 999_999_999) / 1_000_000_000
        if seconds < 100_000 {
            let nanoseconds = seconds * 1_000_000_000 + fraction
            for (unit, size) in [("n", 1), ("u", 1_000), ("m", 1_000_000)] as [(String, Int64)] {
                let number = (nanoseconds + size - 1) / size
                if number <= 99_999_999 { return "\(number)\(unit)" }
            }
        }
        for (unit, size) in [("S", 1), ("M", 60), ("H", 3600)] as [(String, Int64)] {
            let number = seconds / size + 1
            if number <= 99_999_999 { return "\(number)\(unit)" }
        }
        return "99999999H"
    }
}
