import KAAWire
import TestContracts
import Testing

/// Encodings that differ from ours and mean the same, and what the last of several values does.
struct DecodingTests {
    typealias Kinds = Kaa.Testing.V1.Kinds
    typealias Nest = Kaa.Testing.V1.Nest

    @Test(arguments: [
        ("a2010301ac02", [1, 300]),
        ("a00101a001ac02", [1, 300]),
        ("a20101 01 a001ac02 a20100 a2010102", [1, 300, 2]),
        ("a20100", []),
    ])
    func readsPackedAndUnpacked(hex: String, numbers: [Int32]) throws {
        #expect(try Kinds(decoding: [UInt8](hex: hex)).numbers == numbers)
    }

    @Test func readsManyUnpackedNumbers() throws {
        let bytes = Array(repeatElement([0xA0, 0x01, 0x07] as [UInt8], count: 200_000).joined())
        #expect(try Kinds(decoding: bytes).numbers.count == 200_000)
        let short = Array(repeatElement([0x58, 0x07] as [UInt8], count: 200_000).joined())
        #expect(try Kaa.Testing.V1.Lists(decoding: short).unpacked.count == 200_000)
    }

    @Test func takesTheLastOfSeveralValues() throws {
        #expect(try Kinds(decoding: [UInt8](hex: "2001 2002")).i32 == 2)
        #expect(try Kinds(decoding: [UInt8](hex: "2001 2000")).i32 == 0)
        #expect(try Kinds(decoding: [UInt8](hex: "0a0161 0a0162")).text == "b")
        #expect(try Kinds(decoding: [UInt8](hex: "fa010161 800205")).choice == .chosenNumber(5))
        #expect(try Kinds(decoding: [UInt8](hex: "800205 fa010161")).choice == .chosenText("a"))
    }

    @Test func readsMapEntries() throws {
        let kinds = { (hex: String) in try Kinds(decoding: [UInt8](hex: hex)) }
        #expect(try kinds("ca01050a01611001 ca01050a01611002").counts == ["a": 2])
        #expect(try kinds("ca0100").counts == ["": 0])
        #expect(try kinds("ca01021005").counts == ["": 5])
        #expect(try kinds("ca01030a0161").counts == ["a": 0])
        #expect(try kinds("ca010510020a0161").counts == ["a": 2])
        #expect(try kinds("d201020807").leavesByNumber == [7: Kaa.Testing.V1.Leaf()])
        #expect(try kinds("ca01080a016110011a0178").counts == ["a": 1])
    }

    @Test func keepsEnumNumbersThatItDoesNotKnow() throws {
        #expect(try Kinds(decoding: [UInt8](hex: "80014d")).colour == .unrecognized(77))
        #expect(try Kinds(decoding: [UInt8](hex: "8001ffffffffffffffffff01")).colour == .unrecognized(-1))
        let colours = try Kinds(decoding: [UInt8](hex: "aa0103034d00")).colours
        #expect(colours == [.darkBlue, .unrecognized(77), .unspecified])
        #expect(Kaa.Testing.V1.Colour(rawValue: 3) == .darkBlue)
        #expect(Kaa.Testing.V1.Colour(mnemonic: "DARK_BLUE") == .darkBlue)
        #expect(Kaa.Testing.V1.Colour(mnemonic: "77") == nil)
        #expect(Kaa.Testing.V1.Colour.unrecognized(77).mnemonic == "77")
    }

    @Test(arguments: ["c03e05", "c13e0102030405060708", "c53e01020304", "c23e03010203", "c23e00"])
    func skipsFieldsThatItDoesNotKnow(hex: String) throws {
        let decoded = try Kinds(decoding: [UInt8](hex: "2001\(hex)1801"))
        #expect(decoded == Kinds(flag: true, i32: 1))
        #expect(try decoded.encodedBytes().hex == "18012001")
    }

    @Test func mergesTheParts() throws {
        let leaf = try Kinds(decoding: [UInt8](hex: "8a01030a0161 8a01021005")).leaf
        #expect(leaf == Kaa.Testing.V1.Leaf(name: "a", size: 5))
        // The sub-message has oneofs that are not set, of which libprotobuf-c alone makes an error.
        let kinds = try Nest(decoding: [UInt8](hex: "0a022007 0a021801 0a038a0100")).kinds
        #expect(kinds == Kinds(flag: true, i32: 7, leaf: Kaa.Testing.V1.Leaf()))
        let deep = try Nest(decoding: [UInt8](hex: "0a068a01030a0161 0a058a01021005")).kinds?.leaf
        #expect(deep == Kaa.Testing.V1.Leaf(name: "a", size: 5))
        let inEntry = try Kinds(decoding: [UInt8](hex: "d2010b 0801 12030a0161 12021005")).leavesByNumber
        #expect(inEntry == [1: Kaa.Testing.V1.Leaf(name: "a", size: 5)])
    }

    @Test func mergesThePartsOfAChoiceUnlessAnotherStandsBetween() throws {
        let parts = ["8a02030a0161", "8a02021005"]
        let merged = try Kinds(decoding: [UInt8](hex: parts.joined())).choice
        #expect(merged == .chosenLeaf(Kaa.Testing.V1.Leaf(name: "a", size: 5)))
        let parted = try Kinds(decoding: [UInt8](hex: parts.joined(separator: "800201"))).choice
        #expect(parted == .chosenLeaf(Kaa.Testing.V1.Leaf(size: 5)))
        let replaced = try Kinds(decoding: [UInt8](hex: parts.joined() + "800201")).choice
        #expect(replaced == .chosenNumber(1))
    }

    @Test func readsNumbersWrittenLongerThanNeeded() throws {
        #expect(try Kinds(decoding: [UInt8](hex: "2081808080808080808000")).i32 == 1)
        #expect(try Kinds(decoding: [UInt8](hex: "a08080800005")).i32 == 5)
        #expect(try Kinds(decoding: [UInt8](hex: "18808002")).flag)
    }

    @Test func keepsNoPointerIntoTheBytes() throws {
        var bytes = try Kinds.full.encodedBytes()
        let decoded = try Kinds(decoding: bytes)
        for index in bytes.indices { bytes[index] = 0xFF }
        #expect(decoded == .full)
    }
}
