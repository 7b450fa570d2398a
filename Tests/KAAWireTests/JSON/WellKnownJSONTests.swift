import KAAWire
import TestContracts
import Testing

/// The messages that JSON writes in a way of their own.
struct WellKnownJSONTests {
    typealias Nest = Kaa.Testing.V1.Nest
    typealias Timestamp = Google.Protobuf.Timestamp
    typealias Duration = Google.Protobuf.Duration

    @Test(arguments: [
        (Timestamp(), "1970-01-01T00:00:00Z"),
        (Timestamp(seconds: -62_135_596_800), "0001-01-01T00:00:00Z"),
        (Timestamp(seconds: 253_402_300_799, nanos: 999_999_999), "9999-12-31T23:59:59.999999999Z"),
        (Timestamp(seconds: -1, nanos: 500_000_000), "1969-12-31T23:59:59.500Z"),
        (Timestamp(seconds: 951_782_400, nanos: 1000), "2000-02-29T00:00:00.000001Z"),
        (Timestamp(seconds: 4_107_542_400, nanos: 1), "2100-03-01T00:00:00.000000001Z"),
        (Timestamp(seconds: 1_782_856_800), "2026-06-30T22:00:00Z"),
    ])
    func writesAndReadsMoments(moment: Timestamp, text: String) throws {
        #expect(try moment.jsonString() == "\"\(text)\"")
        #expect(try Timestamp(jsonString: "\"\(text)\"") == moment)
    }

    @Test(arguments: [
        ("2026-07-01T00:00:00+02:00", 1_782_856_800), ("2026-06-30T17:30:00-04:30", 1_782_856_800),
        ("1970-01-01T00:00:00.0Z", 0), ("1970-01-01T00:00:00+00:00", 0), ("1970-01-01T00:00:00-00:00", 0),
    ])
    func readsMomentsWithAnyOffset(text: String, seconds: Int64) throws {
        #expect(try Timestamp(jsonString: "\"\(text)\"") == Timestamp(seconds: seconds))
    }

    @Test(arguments: [
        "", "2026-07-01", "2026-07-01T00:00:00", "2026-07-01 00:00:00Z", "2026-07-01t00:00:00Z",
        "2026-07-01T00:00:00z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-07-32T00:00:00Z", "2026-07-01T24:00:00Z", "2026-07-01T00:60:00Z", "2026-07-01T00:00:60Z",
        "2026-07-01T00:00:00.Z", "2026-07-01T00:00:00.1234567890Z", "2026-07-01T00:00:00+2:00",
        "2026-07-01T00:00:00+24:00", "2026-07-01T00:00:00Z ", "0000-12-31T23:59:59Z", "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "٢٠٢٦-07-01T00:00:00Z", "26-07-01T00:00:00Z",
    ])
    func refusesOtherMoments(text: String) throws {
        let error = try #require(throws: WireError.self) { try Timestamp(jsonString: "\"\(text)\"") }
        #expect(error == WireError(.invalidJSON, "The message is not an RFC 3339 time."))
    }

    @Test(arguments: [
        (Duration(), "0s"), (Duration(seconds: 1), "1s"), (Duration(seconds: -1, nanos: -500_000_000), "-1.500s"),
        (Duration(nanos: -1), "-0.000000001s"), (Duration(nanos: 1000), "0.000001s"),
        (Duration(seconds: 315_576_000_000, nanos: 999_999_999), "315576000000.999999999s"),
    ])
    func writesAndReadsSpans(span: Duration, text: String) throws {
        #expect(try span.jsonString() == "\"\(text)\"")
        #expect(try Duration(jsonString: "\"\(text)\"") == span)
    }

    @Test(arguments: ["", "1", "s", "1 s", "1.s", ".5s", "+1s", "1.0000000001s", "315576000001s", "1S", "--1s", "1e3s"])
    func refusesOtherSpans(text: String) {
        #expect(throws: WireError.self) { try Duration(jsonString: "\"\(text)\"") }
    }

    @Test func refusesToWriteWhatIsOutOfRange() {
        for moment in [
            Timestamp(seconds: .max), Timestamp(seconds: .min), Timestamp(nanos: -1), Timestamp(nanos: .max),
        ] {
            #expect(throws: WireError.self) { try moment.jsonString() }
        }
        for span in [
            Duration(seconds: .max), Duration(seconds: .min), Duration(nanos: .min), Duration(nanos: .max),
            Duration(seconds: 1, nanos: -1), Duration(seconds: -1, nanos: 1),
        ] {
            #expect(throws: WireError.self) { try span.jsonString() }
        }
    }

    @Test func writesAndReadsAnyMessage() throws {
        let url = "type.googleapis.com/kaa.testing.v1.Leaf"
        let leaf = try Kaa.Testing.V1.Leaf(name: "a", size: 1).encodedBytes()
        try Self.expect(Google.Protobuf.`Any`(typeUrl: url, value: leaf), #"{"@type":"\#(url)","name":"a","size":1}"#)
        try Self.expect(Google.Protobuf.`Any`(), "{}")

        let span = "type.googleapis.com/google.protobuf.Duration"
        let second = Google.Protobuf.`Any`(typeUrl: span, value: try Duration(seconds: 1).encodedBytes())
        try Self.expect(second, #"{"@type":"\#(span)","value":"1s"}"#)

        let any = "type.googleapis.com/google.protobuf.Any"
        let nested = Google.Protobuf.`Any`(typeUrl: any, value: try second.encodedBytes())
        try Self.expect(nested, #"{"@type":"\#(any)","value":{"@type":"\#(span)","value":"1s"}}"#)
    }

    @Test(arguments: [
        #"{"name": "a"}"#, #"{"@type": 1}"#, #"{"@type": "x/kaa.testing.v1.Hemlig"}"#,
        #"{"@type": "x/kaa.testing.v1.Leaf", "nosuch": 1}"#, #"{"@type": "x/google.protobuf.Duration"}"#,
        #"{"@type": "x/google.protobuf.Duration", "value": "1s", "more": 1}"#,
        #"{"@type": "x/google.protobuf.Duration", "value": "Hemlig"}"#, "[]",
    ])
    func refusesOtherFormsOfAnyMessage(json: String) throws {
        let error = try #require(throws: WireError.self) { try Nest(jsonString: "{\"anything\": \(json)}") }
        #expect(error.code == .invalidJSON)
        #expect(error.message.hasPrefix("The field 'anything"))
        #expect(!error.message.contains("Hemlig"))
    }

    @Test func doesNotNameATypeThatItDoesNotKnow() throws {
        let any = Google.Protobuf.`Any`(typeUrl: "type.googleapis.com/Hemlig", value: [])
        let error = try #require(throws: WireError.self) { try Nest(anything: any).jsonString() }
        #expect(!error.message.contains("Hemlig"))
    }

    @Test func boundsTheDepthOfAnyWithinAny() throws {
        let url = "type.googleapis.com/google.protobuf.Any"
        var any = Google.Protobuf.`Any`()
        var json = "{}"
        for _ in 0..<200 {
            any = Google.Protobuf.`Any`(typeUrl: url, value: try any.encodedBytes())
            json = #"{"@type":"\#(url)","value":\#(json)}"#
        }
        let deep = any
        let writing = try #require(throws: WireError.self) { try Nest(anything: deep).jsonString() }
        #expect(writing.code == .tooDeep)
        let reading = try #require(throws: WireError.self) { try Nest(jsonString: "{\"anything\": \(json)}") }
        #expect(reading.code == .tooDeep)
    }

    private static func expect(_ any: Google.Protobuf.`Any`, _ json: String) throws {
        #expect(try Nest(anything: any).jsonString() == "{\"anything\":\(json)}")
        #expect(try Nest(jsonString: "{\"anything\":\(json)}") == Nest(anything: any))
    }
}
