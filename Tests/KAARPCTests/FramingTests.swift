import NIOCore
import Testing

@testable import KAARPC

/// The small encodings of the protocol, as values.
struct FramingTests {
    @Test(
        arguments: [
            ("1H", .seconds(3600)), ("1M", .seconds(60)), ("1S", .seconds(1)), ("1m", .milliseconds(1)),
            ("1u", .microseconds(1)), ("1n", .nanoseconds(1)), ("0n", .zero),
            ("99999999H", .seconds(99_999_999 * 3600)),
        ] as [(String, Duration)]
    )
    func readsTimeouts(text: String, duration: Duration) {
        let parsed = TimeoutField.parse(text.utf8.span)
        #expect(parsed == duration)
    }

    @Test(
        arguments: [
            (.nanoseconds(1), "1n"), (.milliseconds(99), "99000000n"), (.milliseconds(100), "100000u"),
            (.seconds(1), "1000000u"), (.seconds(100), "100000m"), (.seconds(1_000_000), "1000001S"),
            (.nanoseconds(100_000_001), "100001u"),
        ] as [(Duration, String)]
    )
    func writesTimeoutsInTheFinestUnitThatFits(duration: Duration, text: String) {
        #expect(TimeoutField.format(duration) == text)
    }

    @Test("7: the longest timeout does not overflow")
    func saturatesTimeouts() throws {
        let parsed = TimeoutField.parse("99999999H".utf8.span)
        let longest = try #require(parsed)
        #expect(TimeAmount(saturating: longest) == .hours(100 * 365 * 24))
    }

    @Test(
        "34: a text is percent-encoded, byte by byte",
        arguments: [
            ("plain text", "plain text"), ("100%", "100%25"), ("\n", "%0A"), ("\u{263A}", "%E2%98%BA"),
            ("~\u{7F}", "~%7F"),
        ]
    )
    func encodesStatusMessages(text: String, encoded: String) {
        #expect(StatusMessage.encode(text) == encoded)
        let decoded = StatusMessage.decode(encoded.utf8.span)
        #expect(decoded == text)
    }

    @Test("34: decoding never fails", arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("a%41%4", "aA%4")])
    func decodesBrokenStatusMessages(encoded: String, text: String) {
        let decoded = StatusMessage.decode(encoded.utf8.span)
        #expect(decoded == text)
    }

    @Test("34: a long text is cut between characters")
    func cutsLongStatusMessages() {
        let encoded = StatusMessage.encode(String(repeating: "\u{263A}", count: 1000))
        #expect(encoded.utf8.count <= StatusMessage.maximumBytes)
        let decoded = StatusMessage.decode(encoded.utf8.span)
        #expect(decoded.allSatisfy { $0 == "\u{263A}" })
    }

    @Test("15: base64 is written without padding and read with or without")
    func codesBase64() {
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8($0 * 37 & 0xFF) }
            let text = Base64.encode(bytes)
            #expect(!text.contains("="))
            let decoded = Base64.decode(text.utf8.span)
            #expect(decoded == bytes)
            let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
            let decodedPadded = Base64.decode(padded.utf8.span)
            #expect(decodedPadded == bytes)
        }
    }

    @Test("15: several values may come in one field, separated by commas")
    func splitsBinaryMetadata() {
        var metadata = Metadata()
        let isWellFormed = metadata.add(field: "x-bin".utf8.span, value: "AQI=,AQ, Ag".utf8.span)
        #expect(isWellFormed)
        #expect(metadata.bytes(for: "x-bin") == [[1, 2], [1], [2]])
    }

    @Test(
        "33: keys of the protocol never get in",
        arguments: ["grpc-status", "grpc-timeout", ":path", "te", "content-type", "connection", "", "a b", "\u{E5}"]
    )
    func refusesReservedKeys(key: String) {
        var metadata = Metadata()
        metadata.add("value", for: key)
        metadata.add(bytes: [1], for: key)
        #expect(metadata.isEmpty)
    }

    @Test("33: keys are compared in lower case, and values are printable ASCII")
    func normalizesMetadata() {
        var metadata: Metadata = ["X-Key": "one"]
        metadata.add("two", for: "x-key")
        #expect(metadata.texts(for: "x-key") == ["one", "two"])
        metadata.add("line\nbreak", for: "x-other")
        metadata.add("text", for: "x-bin")
        #expect(metadata.entries.count == 2)
    }

    @Test("21: every cut of a stream gives the same messages", arguments: 1...23)
    func deframesAnyCut(size: Int) throws {
        let messages: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300), [4]]
        let bytes = messages.flatMap { framed($0) }
        var deframer = MessageDeframer(maximumMessageBytes: 300)
        var found = InboundQueue()
        for start in stride(from: 0, to: bytes.count, by: size) {
            let part = Array(bytes[start..<min(start + size, bytes.count)])
            try deframer.append(part.span, to: &found)
        }
        var read: [[UInt8]] = []
        while let message = found.popFirst() {
            read.append(message.bytes)
        }
        #expect(read == messages)
        #expect(found.receivedBytes == messages.joined().count)
        #expect(!deframer.isIncomplete)
    }

    @Test("24: the limit is exact")
    func limitsMessages() {
        var found = InboundQueue()
        var deframer = MessageDeframer(maximumMessageBytes: 299)
        let bytes = framed([UInt8](repeating: 9, count: 300))
        do {
            try deframer.append(bytes.span, to: &found)
            Issue.record("The message was taken.")
        } catch {
            #expect(error.code == .resourceExhausted)
        }
    }

    @Test(
        "10: gzip is found in a list, and what is not known there is passed over",
        arguments: [
            ("gzip", true), ("identity,deflate,gzip", true), ("identity, gzip", true), ("gzip , br", true),
            (",gzip", true), ("", false), ("identity", false), ("gzipped", false), ("x-gzip", false), ("GZIP", false),
            ("g,zip", false),
            ("gzip;q=1", false), (",,", false), (" ", false),
        ]
    )
    func readsListsOfCompressions(list: String, isListed: Bool) {
        let found = Compression.isGzipListed(in: list.utf8.span)
        #expect(found == isListed)
    }

    @Test("17: fields are counted with 32 bytes each, also empty ones")
    func countsHeaderFields() {
        var budget = HeaderBudget()
        for _ in 0..<128 {
            let verdict = budget.count(name: 0, value: 0)
            #expect(verdict == .fits)
        }
        let oneMore = budget.count(name: 0, value: 0)
        #expect(oneMore == .refusesCall)
        let muchMore = budget.count(name: 65_000, value: 0)
        #expect(muchMore == .endsConnection)
    }
}

extension InboundMessage {
    fileprivate var bytes: [UInt8] {
        switch self {
        case .encoded(let buffer), .compressed(let buffer, _): Array(buffer.readableBytesView)
        case .value: []
        }
    }
}
