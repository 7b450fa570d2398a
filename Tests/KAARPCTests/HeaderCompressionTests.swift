import Testing

@testable import KAARPC

@Suite
struct HeaderCompressionTests {
    /// Blocks of RFC 7541 appendix C and their like, and whether they leave the table as it is.
    private static let blocks: [(block: [UInt8], leavesTable: Bool)] = [
        ([], true),
        // C.2.4: an indexed field.
        ([0x82], true),
        ([0xFF, 0x00], true),
        // C.2.1: a literal that is added, with its name here, in the static table and in the dynamic one.
        ([0x40, 0x01, 0x61, 0x01, 0x62], false),
        ([0x41, 0x01, 0x62], false),
        ([0x7E, 0x01, 0x62], false),
        // C.2.2 and C.2.3: literals that are not added, and never.
        ([0x04, 0x0C] + Array("/sample/path".utf8), true),
        ([0x10, 0x08] + Array("password".utf8) + [0x06] + Array("secret".utf8), true),
        ([0x0F, 0x00, 0x01, 0x62], true),
        // A string of 130 bytes in Huffman code, whose bytes look like fields.
        ([0x10, 0x01, 0x61, 0xFF, 0x03] + Array(repeating: 0x41, count: 130), true),
        ([0x10, 0x01, 0x61, 0xFF, 0x03] + Array(repeating: 0x41, count: 130) + [0x82, 0x40, 0x00, 0x00], false),
        // The size of the table, section 6.3.
        ([0x20], false),
        ([0x3F, 0xE1, 0x1F], false),
        ([0x82, 0x87, 0x20], false),
    ]

    private static func leavesTable(_ block: [UInt8]) -> Bool {
        HeaderCompression.leavesTableAsItIs(block.span)
    }

    @Test func findsWhatChangesTheTable() {
        for (block, leavesTable) in Self.blocks {
            #expect(Self.leavesTable(block) == leavesTable, "\(block)")
        }
    }

    @Test func trustsNoBlockThatIsCut() {
        let block: [UInt8] = [0x10, 0x01, 0x61, 0xFF, 0x03] + Array(repeating: 0x41, count: 130)
        for end in 1..<block.count {
            #expect(!Self.leavesTable(Array(block[..<end])), "\(end)")
        }
    }

    @Test(arguments: [[0xFF, 0x80, 0x80, 0x80, 0x80, 0x01], [0x10, 0x01, 0x61, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]])
    func trustsNoNumberLongerThanAnyBlock(block: [UInt8]) {
        #expect(!Self.leavesTable(block))
    }
}
