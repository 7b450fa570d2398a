import Testing

@testable import KAARPC

/// The fields of W3C Trace Context, Level 2, as they come and as they go.
@Suite
struct TraceContextTests {
    private static let traceID = "0af7651916cd43dd8448eb211c80319c"
    private static let spanID = "b7ad6b7169203331"
    private static let field = "00-\(Self.traceID)-\(Self.spanID)-01"

    @Test
    func readsWhatItWrites() throws {
        let trace = try #require(TraceContext(traceparent: Self.field, state: "vendor=1,tenant@other=x y"))
        #expect(trace.traceID == Self.traceID)
        #expect(trace.spanID == Self.spanID)
        #expect(trace.isSampled)
        #expect(trace.state == "vendor=1,tenant@other=x y")
        #expect(trace.traceparent == Self.field)
    }

    @Test(arguments: [
        ("", "empty"),
        ("00-\(traceID)-\(spanID)", "no flags"),
        ("00-\(traceID)-\(spanID)-1", "one digit of flags"),
        ("00-\(traceID)-\(spanID)-01-", "more in version 00"),
        ("00-\(traceID)-\(spanID)-01-extra", "a field more in version 00"),
        ("ff-\(traceID)-\(spanID)-01", "the version that stands for none"),
        ("0-\(traceID)-\(spanID)-001", "a short version"),
        ("FF-\(traceID)-\(spanID)-01", "upper case"),
        ("00-\(traceID.uppercased())-\(spanID)-01", "upper case"),
        ("00-\(traceID)-\(spanID.uppercased())-01", "upper case"),
        ("00-\(traceID)-\(spanID)-0A", "upper case"),
        ("00-00000000000000000000000000000000-\(spanID)-01", "a trace of zeros"),
        ("00-\(traceID)-0000000000000000-01", "a step of zeros"),
        ("00-\(traceID.dropLast())g-\(spanID)-01", "no hexadecimal digit"),
        ("00_\(traceID)_\(spanID)_01", "other separators"),
        (" 00-\(traceID)-\(spanID)-01", "a space before"),
        ("00-\(traceID)-\(spanID)-01 ", "a space after"),
        ("cc-\(traceID)-\(spanID)-01.extra", "a later version with another separator"),
    ])
    func refuses(field: String, because reason: String) {
        #expect(TraceContext(traceparent: field) == nil, "\(reason)")
    }

    @Test(arguments: ["cc-\(traceID)-\(spanID)-01", "cc-\(traceID)-\(spanID)-01-what-the-future-will-be-like"])
    func readsLaterVersionsAsFarAsItKnowsThem(field: String) throws {
        #expect(try #require(TraceContext(traceparent: field)).traceparent == Self.field)
    }

    @Test(arguments: [("00", "00"), ("01", "01"), ("02", "02"), ("03", "03"), ("04", "00"), ("ff", "03")])
    func passesOnTheFlagsItKnows(came: String, goes: String) throws {
        let trace = try #require(TraceContext(traceparent: "00-\(Self.traceID)-\(Self.spanID)-\(came)"))
        #expect(trace.traceparent.hasSuffix("-\(goes)"))
    }

    @Test(arguments: [
        "novalue", "=1", "Upper=1", "a=1,a=2", "a=\u{7F}", "a=b=c", "-a=1", "a=",
        (0...32).map { "k\($0)=1" }.joined(separator: ","), "a=\(String(repeating: "x", count: 511))",
    ])
    func dropsAStateThatIsMalformedAndKeepsTheTrace(state: String) throws {
        let trace = try #require(TraceContext(traceparent: Self.field, state: state))
        #expect(trace.state.isEmpty)
        #expect(trace.traceID == Self.traceID)
    }

    @Test(arguments: [
        "a=1", "a=1, b=2", "a=1,,b=2", "0a=1", "a=1,b*/-_=!~", "", "a=\(String(repeating: "x", count: 256))",
    ])
    func keepsAStateThatIsWellFormed(state: String) throws {
        #expect(try #require(TraceContext(traceparent: Self.field, state: state)).state == state)
    }

    @Test
    func aChildIsAnotherStepOfTheSameTrace() throws {
        let parent = try #require(TraceContext(traceparent: Self.field, state: "a=1"))
        let child = parent.child { 0xABCD_EF00_1234_ABCD }
        #expect(child.traceparent == "00-\(Self.traceID)-abcdef001234abcd-01")
        #expect(child.state == "a=1")
    }

    @Test(arguments: [0, 1, 0x1212_1212_1212_1212, 0x0000_1990_0101_2380, UInt64.max])
    func ownIdentifiersNeverLookLikeNumbersOfPersons(number: UInt64) throws {
        let trace = TraceContext.root { number }
        #expect(try #require(TraceContext(traceparent: trace.traceparent)).traceID == trace.traceID)
        for text in [trace.traceID, trace.spanID] {
            #expect(!text.contains(#/\d{10}/#), "\(text)")
        }
    }

    @Test
    func twoFieldsOfOneNameAreNone() {
        var fields = TraceFields()
        let name = Array("traceparent".utf8)
        let value = Array(Self.field.utf8)
        let isTaken = fields.take(name.span, value.span)
        #expect(isTaken)
        #expect(fields.context?.traceID == Self.traceID)
        _ = fields.take(name.span, value.span)
        #expect(fields.context == nil)
    }
}
