public import Foundation

/// What a log was at one time: how many leaves it had, and the root of their tree.
///
/// The text has five lines: the origin; the number of leaves; the root in Base64; `time` and the second in UTC;
/// `previous` and the SHA-256 in Base64 of the note before it in the log, or `none`.
///
/// - Note: The first three lines are those of C2SP tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
    private static let timeLabel = "time "
    private static let previousLabel = "previous "
    private static let none = "none"

    /// Which log it is.
    public let origin: String

    /// How many leaves the log had.
    public let size: UInt64

    /// The root of the tree over the leaves.
    public let root: MerkleHash

    /// When it was signed, to the second.
    public let time: Date

    /// The hash of the whole note that came before it in the log, which ties it to all before.
    public let previous: MerkleHash?

    init(origin: String, size: UInt64, root: MerkleHash, time: Date, previous: MerkleHash?) {
        self.origin = origin
        self.size = size
        self.root = root
        self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        self.previous = previous
    }

    /// Reads a checkpoint.
    ///
    /// - Returns: `nil` unless `text` is exactly what ``text`` gives.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard
            lines.count == 6,
            Self.isName(lines[0]),
            let size = UInt64(lines[1]),
            let root = Data(base64Encoded: String(lines[2])).flatMap({ MerkleHash(bytes: $0) }),
            lines[3].hasPrefix(Self.timeLabel),
            let time = try? Date(String(lines[3].dropFirst(Self.timeLabel.count)), strategy: .iso8601),
            lines[4].hasPrefix(Self.previousLabel)
        else { return nil }
        let previousText = String(lines[4].dropFirst(Self.previousLabel.count))
        let previous = Data(base64Encoded: previousText).flatMap { MerkleHash(bytes: $0) }
        guard previous != nil || previousText == Self.none else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root, time: time, previous: previous)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// When it was signed, in UTC as ISO 8601 has it.
    public var timeText: String { self.time.formatted(.iso8601) }

    /// The checkpoint as it is signed.
    public var text: String {
        let root = Data(self.root.bytes).base64EncodedString()
        let previous = self.previous.map { Data($0.bytes).base64EncodedString() } ?? Self.none
        return """
            \(self.origin)
            \(self.size)
            \(root)
            \(Self.timeLabel)\(self.timeText)
            \(Self.previousLabel)\(previous)

            """
    }

    /// Whether a text can name a log or a witness: visible ASCII, without spaces and plus signs.
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }
    }
}
