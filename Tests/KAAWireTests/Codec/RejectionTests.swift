import KAAWire
import TestContracts
import Testing

/// Bytes that are no message, and what may be said of them.
struct RejectionTests {
    typealias Kinds = Kaa.Testing.V1.Kinds

    @Test(arguments: [
        ("0a", "a tag and nothing more"),
        ("0a0561", "a string that breaks off"),
        ("20", "a number that does not begin"),
        ("2080", "a number that breaks off"),
        ("5501", "four bytes that break off"),
        ("6101020304", "eight bytes that break off"),
        ("8a010208", "a message that breaks off within"),
        ("a2010180", "packed numbers that break off"),
        ("c20103010203 c20103010203", "packed reals of a length that does not fit"),
        ("20ffffffffffffffffffff01", "a number of eleven bytes"),
        ("0001", "a field 0"),
        ("0200", "a field 0 with a length"),
        ("0b0c", "a group"),
        ("23", "the start of a group in place of a number"),
        ("c33ec43e", "a group that is not known"),
        ("0e00", "a wire type that does not exist"),
        ("0c", "the end of a group"),
        ("0801", "a number in place of a string"),
        ("220101", "a string in place of a number"),
        ("0affffffff0f", "a length of four gigabytes"),
        ("0affffffffffffffffff01", "a length over every memory"),
        ("8a01ffffffff07", "a message of two gigabytes"),
    ])
    func refusesWhatIsNoMessage(hex: String, what: String) throws {
        let error = try #require(throws: WireError.self, "\(what)") { try Kinds(decoding: [UInt8](hex: hex)) }
        #expect(error.code == .malformed, "\(what)")
    }

    @Test(arguments: [
        ("80", "a byte that continues nothing"),
        ("c3", "a letter that breaks off"),
        ("c0af", "a letter written longer than needed"),
        ("eda080", "half of a pair"),
        ("f4908080", "a number beyond Unicode"),
        ("6161ff", "a byte that no text has"),
    ])
    func refusesStringsThatAreNotUTF8(text: String, what: String) throws {
        let length = String(text.count / 2, radix: 16)
        for (field, hex) in [
            ("text", "0a0\(length)\(text)"), ("texts", "92010\(length)\(text)"),
            ("maybe_text", "da010\(length)\(text)"), ("chosen_text", "fa010\(length)\(text)"),
        ] {
            let error = try #require(throws: WireError.self) { try Kinds(decoding: [UInt8](hex: hex)) }
            #expect(error.code == .invalidUTF8, "\(what)")
            #expect(error.message == "The field kaa.testing.v1.Kinds.\(field) is not UTF-8.")
        }
    }

    @Test func refusesStringsWithNUL() throws {
        for (field, hex) in [("text", "0a03610062"), ("texts", "9201020061"), ("counts", "ca01030a0100")] {
            let error = try #require(throws: WireError.self) { try Kinds(decoding: [UInt8](hex: hex)) }
            #expect(error == WireError(.containsNUL, "The field kaa.testing.v1.Kinds.\(field) has a NUL."))
        }
        #expect(try Kinds(decoding: [UInt8](hex: "1203610062")).blob == [0x61, 0, 0x62])
    }

    @Test func namesTheInnermostMessage() throws {
        let error = try #require(throws: WireError.self) { try Kinds(decoding: [UInt8](hex: "8a01030a01ff")) }
        #expect(error.message == "The field kaa.testing.v1.Leaf.name is not UTF-8.")
    }

    @Test func neverSaysWhatStandsInAField() throws {
        let secret = "Hemlig"
        let broken = Array(secret.utf8) + [0xFF]
        let encodings = [
            [0x0A, UInt8(broken.count)] + broken, [0x0A, UInt8(secret.utf8.count + 1)] + Array(secret.utf8) + [0],
            [0x0A, 0x20] + Array(secret.utf8), [0x92, 0x01, UInt8(broken.count)] + broken,
        ]
        for bytes in encodings {
            let error = try #require(throws: WireError.self) { try Kinds(decoding: bytes) }
            #expect(!"\(error)".contains(secret))
        }
    }

    @Test func survivesEveryByteBeingChangedOrCutOff() throws {
        let bytes = try Kinds.full.encodedBytes()
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF, bytes[index] ^ 1, bytes[index] &+ 1] as [UInt8] {
                var changed = bytes
                changed[index] = value
                try Self.decodeOrRefuse(changed)
            }
            try Self.decodeOrRefuse(Array(bytes[..<index]))
        }
    }

    /// Decodes, or refuses with an error of ours; what is decoded encodes and decodes to the same.
    private static func decodeOrRefuse(_ bytes: [UInt8]) throws {
        let decoded: Kinds
        do {
            decoded = try Kinds(decoding: bytes)
        } catch is WireError {
            return
        }
        let encoded = try decoded.encodedBytes()
        #expect(try Kinds(decoding: encoded).encodedBytes() == encoded)
    }
}
