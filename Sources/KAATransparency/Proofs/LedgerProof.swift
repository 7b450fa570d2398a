import Foundation

/// The proof that one leaf stands in a log, as a text that needs nothing but the log's public key to be checked.
///
/// The lines are `kaa-inclusion-proof 1`, `index` and the leaf's index, `leaf` and its bytes in Base64, `path` and a
/// hash in Base64 for each hash of the path from the leaf upwards, an empty line, and the note of the checkpoint.
public struct LedgerProof: Hashable, Sendable {
    private static let title = "kaa-inclusion-proof 1"
    private static let indexLabel = "index "
    private static let leafLabel = "leaf "
    private static let pathLabel = "path "

    /// The leaf.
    public let leaf: [UInt8]

    /// The way from the leaf to the checkpoint's root.
    public let inclusion: InclusionProof

    /// The checkpoint under which the leaf is.
    public let note: SignedCheckpoint

    init(leaf: [UInt8], inclusion: InclusionProof, note: SignedCheckpoint) {
        self.leaf = leaf
        self.inclusion = inclusion
        self.note = note
    }

    /// Reads a proof.
    ///
    /// - Returns: `nil` unless `text` is exactly what ``text`` gives. Nothing is verified.
    public init?(text: String) {
        guard let border = text.range(of: "\n\n"), let note = SignedCheckpoint(text: String(text[border.upperBound...]))
        else { return nil }
        let lines = text[..<border.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        guard
            lines.count >= 3,
            lines[1].hasPrefix(Self.indexLabel),
            let index = UInt64(lines[1].dropFirst(Self.indexLabel.count)),
            lines[2].hasPrefix(Self.leafLabel),
            let leaf = Data(base64Encoded: String(lines[2].dropFirst(Self.leafLabel.count)))
        else { return nil }
        let path = lines.dropFirst(3).compactMap { line in
            Data(base64Encoded: String(line.dropFirst(Self.pathLabel.count))).flatMap { MerkleHash(bytes: $0) }
        }
        let inclusion = InclusionProof(index: index, size: note.checkpoint.size, path: path)
        self.init(leaf: Array(leaf), inclusion: inclusion, note: note)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// The proof as a text.
    public var text: String {
        let head = [
            Self.title,
            Self.indexLabel + String(self.inclusion.index),
            Self.leafLabel + Data(self.leaf).base64EncodedString(),
        ]
        let path = self.inclusion.path.map { Self.pathLabel + Data($0.bytes).base64EncodedString() }
        return (head + path).map { "\($0)\n" }.joined() + "\n" + self.note.text
    }

    /// Whether the log with this key had the leaf at its index.
    public func holds(for key: LedgerPublicKey) -> Bool {
        self.note.isSigned(with: key)
            && self.inclusion.holds(for: MerkleHash(leaf: self.leaf), under: self.note.checkpoint.root)
    }
}
