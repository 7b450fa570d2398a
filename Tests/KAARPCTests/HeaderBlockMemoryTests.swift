import SeededRandomness
import Testing

@testable import KAARPC

/// A connection remembers the last header block as it came; no request may be taken for another one by it.
@Suite
struct HeaderBlockMemoryTests {
    /// What a session tells of bytes that come in reads.
    private func events(of reads: [[UInt8]]) throws -> [String] {
        let session = try RecordingSession()
        for read in reads { session.receive(read) }
        return session.events
    }

    /// Cut into single bytes no frame comes whole, so that every block is decoded: that is what is right.
    @Test(arguments: 0..<400)
    func tellsTheSameHoweverTheBytesAreCut(seed: UInt64) throws {
        var blocks = RandomHeaderBlocks(seed: seed)
        let frames = blocks.frames(60)
        let decoded = try self.events(of: frames.joined().map { [$0] })
        #expect(!decoded.isEmpty)
        #expect(try self.events(of: frames) == decoded)
        #expect(try self.events(of: [Array(frames.joined())]) == decoded)
        var random = SplitMix(seed: seed)
        #expect(try self.events(of: Self.cut(Array(frames.joined()), &random)) == decoded)
    }

    private static func cut(_ bytes: [UInt8], _ random: inout SplitMix) -> [[UInt8]] {
        var reads: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + random.number(in: 1...400))
            reads.append(Array(bytes[start..<end]))
            start = end
        }
        return reads
    }

    private static let plain: [UInt8] = [0x83, 0x86, 0x84, 0x01, 0x01, 0x61, 0x10, 0x01, 0x62, 0x01, 0x63]

    private static func fields(_ extra: (String, String)...) -> HeaderFields {
        var fields = HeaderFields(maximumBytes: 16_384)
        for (name, value) in requestFields(adding: extra) {
            var (name, value) = (name, value)
            let isAdded = name.withUTF8 { name in value.withUTF8 { unsafe fields.add(name: name, value: $0) } }
            precondition(isAdded)
        }
        return fields
    }

    private static func holds(_ memory: HeaderBlockMemory, _ block: [UInt8]) -> Bool {
        memory.holds(block.span)
    }

    private static func isWorthKeeping(_ block: [UInt8]) -> Bool {
        HeaderBlockMemory.isWorthKeeping(block.span)
    }

    @Test func holdsTheBlockThatItRemembersAndNoOther() {
        var memory = HeaderBlockMemory()
        #expect(!Self.holds(memory, Self.plain))
        #expect(!Self.holds(memory, []))
        memory.remember(Self.plain.span, saying: Self.fields(("content-length", "5")))
        #expect(Self.holds(memory, Self.plain))
        #expect(!Self.holds(memory, Array(Self.plain.dropLast())))
        #expect(!Self.holds(memory, (Self.plain + [0x82])))
        #expect(!Self.holds(memory, (Self.plain.dropLast() + [0x64])))
        memory.forget()
        #expect(!Self.holds(memory, Self.plain))
    }

    @Test func keepsNoBlockThatIsLargeOrChangesTheTable() {
        let value = [UInt8](repeating: 0x61, count: 4_094)
        #expect(Self.isWorthKeeping(Self.plain))
        #expect(!Self.isWorthKeeping((Self.plain + [0x41, 0x01, 0x62])))
        #expect(Self.isWorthKeeping([0x82]))
        #expect(!Self.isWorthKeeping(([0x04, 0x7F, 0xFF, 0x1E] + value)))
    }

    @Test(arguments: [("priority", "u=1"), (":method", "PUT"), ("content-length", "000000000000000000005")])
    func keepsNoBlockOfWhichTheLibraryKeepsMore(name: String, value: String) {
        var memory = HeaderBlockMemory()
        memory.remember(Self.plain.span, saying: Self.fields((name, value)))
        #expect(!Self.holds(memory, Self.plain))
    }

    /// A request whose length is stated is held to it each time.
    @Test func holdsEachBodyToTheLengthStated() throws {
        let block = Self.plain + [0x0F, 0x0D, 0x01, 0x35]
        let flags = [RawFrame.endHeaders, RawFrame.endHeaders, RawFrame.endHeaders | RawFrame.endStream]
        let frames = zip([1, 3, 5], flags).map { stream, flags in
            RawFrame(type: RawFrame.headers, flags: flags, stream: stream, payload: block).bytes
        }
        let start = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + RawFrame(type: RawFrame.settings).bytes
        let events = try self.events(of: [start] + frames)
        #expect(events.filter { $0.contains("content-length=5") }.count == 2)
        #expect(events.allSatisfy { !$0.contains("end") })
    }
}
