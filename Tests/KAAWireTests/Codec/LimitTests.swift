import CProtobuf
import KAAWire
import TestContracts
import Testing

/// What a message may cost is bounded, however it was made.
struct LimitTests {
    typealias Kinds = Kaa.Testing.V1.Kinds
    typealias Tree = Kaa.Testing.V1.Tree

    @Test func decodesExactlyAsDeepAsTheLimit() throws {
        var limits = WireLimits.standard
        #expect(Self.depth(of: try Tree(decoding: Self.encodedTree(depth: 100), limits: limits)) == 100)
        let error = try #require(throws: WireError.self) { try Tree(decoding: Self.encodedTree(depth: 101)) }
        #expect(error.code == .tooDeep)
        limits.maximumDepth = 3
        #expect(Self.depth(of: try Tree(decoding: Self.encodedTree(depth: 3), limits: limits)) == 3)
        #expect(throws: WireError.self) { try Tree(decoding: Self.encodedTree(depth: 4), limits: limits) }
    }

    @Test(arguments: [10_000, 200_000])
    func refusesWhatWouldOverflowTheStack(depth: Int) throws {
        let error = try #require(throws: WireError.self) { try Tree(decoding: Self.encodedTree(depth: depth)) }
        #expect(error.code == .tooDeep)
    }

    @Test func encodesNothingThatIsTooDeepToDecode() throws {
        let tree = try Tree(decoding: Self.encodedTree(depth: 100))
        #expect(try tree.encodedBytes() == Self.encodedTree(depth: 100))
        let error = try #require(throws: WireError.self) { try Tree(children: [tree]).encodedBytes() }
        #expect(error.code == .tooDeep)
    }

    @Test func refusesMapEntriesThatCostMoreThanTheyAreWorth() throws {
        let bytes = Array(repeatElement([0xCA, 0x01, 0x00] as [UInt8], count: 1_000_000).joined())
        let error = try #require(throws: WireError.self) { try Kinds(decoding: bytes) }
        #expect(error.code == .tooLarge)
    }

    @Test func refusesMessagesThatCostMoreThanTheyAreWorth() throws {
        let bytes = Array(repeatElement([0x1A, 0x00] as [UInt8], count: 100_000).joined())
        let error = try #require(throws: WireError.self) { try Kaa.Testing.V1.Nest.Nested(decoding: bytes) }
        #expect(error.code == .tooLarge)
    }

    @Test func takesNoMoreThanTheLimitsAllow() throws {
        let bytes = try Kinds(texts: (0..<100).map { "text \($0)" }).encodedBytes()
        let enough = WireLimits(arenaBytesPerWireByte: 0, arenaFloor: 32_768)
        #expect(try Kinds(decoding: bytes, limits: enough).texts.count == 100)
        for limits in [
            WireLimits(arenaBytesPerWireByte: 0, arenaFloor: 4096), WireLimits(arenaCeiling: 4096),
            WireLimits(arenaBytesPerWireByte: 1, arenaFloor: 0),
        ] {
            let error = try #require(throws: WireError.self) { try Kinds(decoding: bytes, limits: limits) }
            #expect(error.code == .tooLarge)
        }
    }

    @Test func decodesOrdinaryMessagesOfEverySize() throws {
        for count in [1, 10, 1000, 20_000] {
            let leaves = (0..<count).map { Kaa.Testing.V1.Leaf(name: "leaf number \($0)", size: Int32($0)) }
            let message = Kinds(leaves: leaves, counts: ["count": Int64(count)])
            #expect(try Kinds(decoding: message.encodedBytes()) == message)
        }
    }

    @Test func survivesLimitsThatMultiplyBeyondNumbers() throws {
        let limits = WireLimits(arenaBytesPerWireByte: .max, arenaFloor: .max)
        #expect(try Kinds(decoding: Kinds.full.encodedBytes(), limits: limits) == .full)
    }

    @Test func countsWhatTheArenaHandsOut() {
        var arena = unsafe kaa_arena()
        unsafe withUnsafeMutablePointer(to: &arena) { arena in
            unsafe kaa_arena_init(arena, 100_000)
            defer { unsafe kaa_arena_destroy(arena) }
            var blocks = 0
            while let block = unsafe kaa_arena_alloc(arena, 9) {
                #expect(Int(bitPattern: block) % 8 == 0)
                unsafe block.initializeMemory(as: UInt8.self, repeating: 0xFF, count: 9)
                blocks += 1
            }
            #expect(blocks == 100_000 / 16)
            #expect(unsafe arena.pointee.used <= 100_000)
            #expect(unsafe arena.pointee.exhausted)
        }
    }

    @Test(arguments: [Int.max, Int.max - 7, 100_001])
    func handsOutNothingOverItsBudget(size: Int) {
        var arena = unsafe kaa_arena()
        unsafe withUnsafeMutablePointer(to: &arena) { arena in
            unsafe kaa_arena_init(arena, 100_000)
            defer { unsafe kaa_arena_destroy(arena) }
            #expect(unsafe kaa_arena_alloc(arena, size) == nil)
            #expect(unsafe kaa_arena_alloc(arena, -1) == nil)
            #expect(unsafe kaa_arena_alloc(arena, 100_000) != nil)
        }
    }

    /// The encoding of a tree where each has one child, built from the innermost outwards.
    private static func encodedTree(depth: Int) -> [UInt8] {
        var reversed: [UInt8] = []
        for _ in 1..<depth {
            var length = reversed.count
            var header: [UInt8] = [0x12]
            repeat {
                header.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
                length >>= 7
            } while length > 0
            reversed += header.reversed()
        }
        return reversed.reversed()
    }

    private static func depth(of tree: Tree) -> Int {
        1 + (tree.children.map(self.depth).max() ?? 0)
    }
}
