import SeededRandomness

/// Header blocks of a client that does anything that RFC 7541 lets it, and often says the same again.
struct RandomHeaderBlocks {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// What is always in the dynamic table, latest first: its numbers are 62 and up.
    private static let indexed: ClosedRange<Int> = 62...67

    private var random: SplitMix
    private var blocks: [[UInt8]] = []

    init(seed: UInt64) {
        self.random = SplitMix(seed: seed)
    }

    /// What the client sends, the preface first, and each frame after it on its own.
    mutating func frames(_ count: Int) -> [[UInt8]] {
        var frames = [Self.preface + RawFrame(type: RawFrame.settings).bytes]
        var stream: UInt32 = 1
        frames.append(self.frame(Self.request + self.filling(), stream: stream))
        for _ in 0..<count {
            if self.random.chance(95) { stream += 2 }
            frames.append(self.frame(self.block(), stream: stream))
        }
        return frames
    }

    private static let request: [UInt8] = [0x83, 0x86, 0x84, 0x41, 0x01, 0x61]

    /// Fields that fill the dynamic table as far as it is referred to.
    private mutating func filling() -> [UInt8] {
        Self.indexed.flatMap { [0x40] + Self.string("n\($0)") + self.string(self.text()) }
    }

    private mutating func block() -> [UInt8] {
        if self.random.chance(60), let last = self.blocks.last { return last }
        if self.random.chance(40), !self.blocks.isEmpty { return self.random.pick(self.blocks.suffix(4)) }
        var block: [UInt8] = []
        if self.random.chance(10) { block = [0x20, 0x3F, 0xE1, 0x1F] }
        let isEmptied = !block.isEmpty
        block += self.random.chance(85) ? [0x83] : [0x82]
        block += self.random.chance(85) ? [0x86] : [0x87]
        block += self.random.chance(50) ? [0x84] : self.literal(name: 4, value: "/" + self.text())
        if self.random.chance(95) { block += self.literal(name: 1, value: self.text()) }
        if isEmptied { block += self.filling() }
        for _ in 0..<self.random.number(in: 0...4) { block += self.field() }
        self.blocks.append(block)
        return block
    }

    private mutating func field() -> [UInt8] {
        switch self.random.number(in: 0...9) {
        case 0...3: [0x80 | UInt8(self.random.number(in: Self.indexed))]
        case 4: self.literal(name: self.random.number(in: Self.indexed), value: self.text())
        case 5: self.literal(name: 28, value: self.random.pick(["0", "5", "x"]))
        case 6: self.literal(named: "priority", value: "u=1")
        case 7: self.literal(named: "Capital", value: self.text())
        default: self.literal(named: "x-\(self.text())", value: self.text())
        }
    }

    private mutating func text() -> String {
        self.random.pick(["a", "bc", "def", String(repeating: "g", count: 130)])
    }

    /// A literal with its name in a table: rarely one that is added.
    private mutating func literal(name: Int, value: String) -> [UInt8] {
        let isAdded = self.random.chance(15)
        let most = isAdded ? 0x3F : 0x0F
        let first = isAdded ? 0x40 : self.random.pick([0x00, 0x10])
        let number = name < most ? [UInt8(first | name)] : [UInt8(first | most), UInt8(name - most)]
        return number + self.string(value)
    }

    private mutating func literal(named name: String, value: String) -> [UInt8] {
        [self.random.chance(15) ? 0x40 : self.random.pick([0x00, 0x10])] + Self.string(name) + self.string(value)
    }

    /// A string as it is, or that of `a`s only in Huffman code, where `a` has five bits: 00011.
    private mutating func string(_ text: String) -> [UInt8] {
        text == "a" && self.random.chance(50) ? [0x81, 0x1F] : Self.string(text)
    }

    private static func string(_ text: String) -> [UInt8] {
        let count = text.utf8.count
        return (count < 127 ? [UInt8(count)] : [127, UInt8(count - 127)]) + Array(text.utf8)
    }

    /// The block in one frame, or rarely in several, or with padding or a priority.
    private mutating func frame(_ block: [UInt8], stream: UInt32) -> [UInt8] {
        var flags = self.random.chance(10) ? RawFrame.endStream : 0
        switch self.random.number(in: 0...19) {
        case 0:
            let cut = self.random.number(in: 0...block.count)
            let rest = RawFrame(type: 9, flags: RawFrame.endHeaders, stream: stream, payload: Array(block[cut...]))
            return RawFrame(type: RawFrame.headers, flags: flags, stream: stream, payload: Array(block[..<cut])).bytes
                + rest.bytes
        case 1:
            flags |= RawFrame.endHeaders | 0x8
            return RawFrame(type: RawFrame.headers, flags: flags, stream: stream, payload: [2] + block + [0, 0]).bytes
        case 2:
            flags |= RawFrame.endHeaders | 0x20
            let payload = [0, 0, 0, 0, 16] + block
            return RawFrame(type: RawFrame.headers, flags: flags, stream: stream, payload: payload).bytes
        default:
            flags |= RawFrame.endHeaders
            return RawFrame(type: RawFrame.headers, flags: flags, stream: stream, payload: block).bytes
        }
    }
}
