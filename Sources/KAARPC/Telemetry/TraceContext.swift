/// Where a call stands in the work that it is part of, across processes: the trace, and one step of it.
///
/// - Note: W3C Trace Context, Level 2.
public struct TraceContext: Hashable, Sendable {
    /// The trace, as 32 hexadecimal digits.
    public var traceID: String {
        Self.hexadecimal(self.high) + Self.hexadecimal(self.low)
    }

    /// The step, as 16 hexadecimal digits.
    public var spanID: String {
        Self.hexadecimal(self.span)
    }

    /// Whether whoever began the trace wants it recorded.
    public var isSampled: Bool {
        self.flags & Self.sampled != 0
    }

    /// What other systems have noted about the trace, as it came; empty for nothing.
    public let state: String

    private let high: UInt64
    private let low: UInt64
    private let span: UInt64
    private let flags: UInt8

    private static let sampled: UInt8 = 0b01
    private static let random: UInt8 = 0b10

    private init(high: UInt64, low: UInt64, span: UInt64, flags: UInt8, state: String) {
        self.high = high
        self.low = low
        self.span = span
        self.flags = flags
        self.state = state
    }

    /// Begins a trace, which nobody has asked to record.
    ///
    /// - Parameter randomNumber: Gives numbers that do not come again.
    /// - Returns: The first step.
    public static func root(_ randomNumber: () -> UInt64) -> TraceContext {
        let high = Self.fit(randomNumber())
        let low = Self.fit(randomNumber())
        return TraceContext(high: high, low: low, span: Self.fit(randomNumber()), flags: Self.random, state: "")
    }

    /// The next step of the same trace.
    ///
    /// - Parameter randomNumber: Gives numbers that do not come again.
    /// - Returns: A step that this one has asked for.
    public func child(_ randomNumber: () -> UInt64) -> TraceContext {
        let span = Self.fit(randomNumber())
        return TraceContext(high: self.high, low: self.low, span: span, flags: self.flags, state: self.state)
    }

    /// A number without many decimal digits in a row, which also means that it is not zero.
    ///
    /// Whatever blanks numbers of persons in logs would take such digits for one.
    private static func fit(_ number: UInt64) -> UInt64 {
        var run = 0
        for shift in stride(from: UInt64(0), through: 60, by: 4) {
            run = (number >> shift) & 0xF < 10 ? run + 1 : 0
            if run == 8 { return number | 0xA000_000A_0000_00A0 }
        }
        return number
    }
}

extension TraceContext {
    /// Where the call that is being handled stands, or `nil` outside of handlers.
    public static var current: TraceContext? {
        ServerCall.current?.trace
    }
}

extension TraceContext {
    /// Reads a `traceparent` field; `nil` comes back for one that is malformed, which is then to be ignored.
    ///
    /// - Parameters:
    ///   - traceparent: The value of the field.
    ///   - state: The value of `tracestate`, several joined with commas; one that is malformed counts as none.
    public init?(traceparent: String, state: String = "") {
        guard let context = TraceContext(fieldBytes: traceparent.utf8.span, state: state) else { return nil }
        self = context
    }

    init?(fieldBytes bytes: Span<UInt8>, state: String = "") {
        guard bytes.count >= 55, let version = Self.number(bytes, 0..<2), version != 0xFF else { return nil }
        // Later versions may add fields, but keep the form of these.
        guard bytes.count == 55 || (version > 0 && bytes[55] == UInt8(ascii: "-")) else { return nil }
        guard [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else { return nil }
        guard let high = Self.number(bytes, 3..<19), let low = Self.number(bytes, 19..<35),
            let span = Self.number(bytes, 36..<52), let flags = Self.number(bytes, 53..<55)
        else { return nil }
        guard high != 0 || low != 0, span != 0 else { return nil }
        self.init(
            high: high,
            low: low,
            span: span,
            flags: UInt8(flags) & (Self.sampled | Self.random),
            state: TraceState.isWellFormed(state) ? state : ""
        )
    }

    /// The same step with another state; a malformed one counts as none.
    func with(state: String) -> TraceContext {
        let state = TraceState.isWellFormed(state) ? state : ""
        return TraceContext(high: self.high, low: self.low, span: self.span, flags: self.flags, state: state)
    }

    /// The value of the `traceparent` field of what this step asks for.
    public var traceparent: String {
        "00-\(self.traceID)-\(self.spanID)-0\(self.flags)"
    }

    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var value: UInt64 = 0
        for index in range {
            switch bytes[index] {
            case let digit where (0x30...0x39).contains(digit): value = value << 4 | UInt64(digit - 0x30)
            case let letter where (0x61...0x66).contains(letter): value = value << 4 | UInt64(letter - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
