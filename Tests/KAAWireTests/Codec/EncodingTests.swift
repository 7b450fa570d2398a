import KAAWire
import TestContracts
import Testing

/// The bytes that messages are encoded as.
struct EncodingTests {
    typealias Kinds = Kaa.Testing.V1.Kinds

    @Test(arguments: [
        (Kinds(text: "ö"), "0a02c3b6"),
        (Kinds(blob: [0, 1]), "12020001"),
        (Kinds(flag: true), "1801"),
        (Kinds(i32: -1), "20ffffffffffffffffff01"),
        (Kinds(i64: 300), "28ac02"),
        (Kinds(u64: .max), "38ffffffffffffffffff01"),
        (Kinds(s32: -1), "4001"),
        (Kinds(s64: .min), "48ffffffffffffffffff01"),
        (Kinds(f32: 1), "5501000000"),
        (Kinds(sf64: -2), "69feffffffffffffff"),
        (Kinds(real32: 1), "750000803f"),
        (Kinds(real64: -0.0), "790000000000000080"),
        (Kinds(colour: .unrecognized(-1)), "8001ffffffffffffffffff01"),
        (Kinds(leaf: Kaa.Testing.V1.Leaf()), "8a0100"),
        (Kinds(texts: ["", "a"]), "92010092010161"),
        (Kinds(numbers: [1, 300]), "a2010301ac02"),
        (Kinds(counts: ["b": 1, "a": 0]), "ca01030a0161ca01050a01621001"),
        (Kinds(maybeNumber: 0), "e00100"),
        (Kinds(maybeText: ""), "da0100"),
        (Kinds(choice: .chosenNumber(0)), "800200"),
        (Kinds(moment: Google.Protobuf.Timestamp(seconds: 1, nanos: 2)), "9a020408011002"),
    ])
    func hasTheBytesOfTheFormat(message: Kinds, hex: String) throws {
        #expect(try message.encodedBytes().hex == hex)
    }

    @Test func doesNotPackWhatTheContractForbidsToPack() throws {
        #expect(try Kaa.Testing.V1.Lists(unpacked: [1, 2]).encodedBytes().hex == "58015802")
    }

    @Test func encodesEqualMessagesEqually() throws {
        let keys = (0..<200).map { "key \($0)" }
        let encodings = try (0..<10).map { round in
            var message = Kinds()
            for key in keys.shuffled() { message.counts[key] = Int64(key.count + round * 0) }
            return try message.encodedBytes()
        }
        #expect(Set(encodings).count == 1)
    }

    @Test func refusesAStringWithNUL() throws {
        for message in [Kinds(text: "a\0b"), Kinds(texts: ["", "\0"]), Kinds(counts: ["\0": 1])] {
            let error = try #require(throws: WireError.self) { try message.encodedBytes() }
            #expect(error.code == .containsNUL)
            #expect(error.message.contains("kaa.testing.v1.Kinds."))
        }
    }

    @Test func handsOnWhatTheCallerThrows() {
        #expect(throws: CancellationError.self) {
            try Kinds().withWireEncoding { _ in throw CancellationError() }
        }
    }
}
