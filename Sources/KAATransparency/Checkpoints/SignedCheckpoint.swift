import Crypto
import Foundation

/// A checkpoint and who signed it, as a text that can be kept, sent and printed.
///
/// After the checkpoint's lines come an empty line and one line for each signature: an em dash, a space, the signer's
/// name, a space, and in Base64 four bytes that say which key and the 64 bytes of the Ed25519 signature of the
/// checkpoint's lines. The log signs first, with its origin as its name; witnesses may sign below.
///
/// - Note: C2SP signed-note.
public struct SignedCheckpoint: Hashable, Sendable {
    private static let dash = "\u{2014} "

    /// What was signed.
    public let checkpoint: Checkpoint

    private let signatures: [Signature]

    /// The whole note.
    public var text: String {
        self.checkpoint.text + "\n" + self.signatures.map { "\($0.line)\n" }.joined()
    }

    /// Who signed below the log.
    public var witnesses: [String] { self.signatures.dropFirst().map(\.name) }

    /// Signs a checkpoint with the log's own key.
    init(signing checkpoint: Checkpoint, with key: LedgerKey) throws {
        self.checkpoint = checkpoint
        self.signatures = [try Signature(of: checkpoint, by: checkpoint.origin, with: key)]
    }

    private init(_ checkpoint: Checkpoint, _ signatures: [Signature]) {
        self.checkpoint = checkpoint
        self.signatures = signatures
    }

    /// Reads a note.
    ///
    /// - Returns: `nil` unless `text` is exactly what ``text`` gives. No signature is verified.
    public init?(text: String) {
        guard let border = text.range(of: "\n\n") else { return nil }
        let lines = text[border.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true, let checkpoint = Checkpoint(text: text[..<border.lowerBound] + "\n") else {
            return nil
        }
        let signatures = lines.dropLast().compactMap { Signature(line: String($0)) }
        guard !signatures.isEmpty, signatures.count == lines.count - 1 else { return nil }
        self.init(checkpoint, signatures)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// Whether the log with this key signed it.
    public func isSigned(with key: LedgerPublicKey) -> Bool {
        self.signatures[0].name == self.checkpoint.origin && self.signatures[0].isValid(for: self.checkpoint, key)
    }

    /// Whether a witness signed it.
    public func isWitnessed(by name: String, with key: LedgerPublicKey) -> Bool {
        self.signatures.dropFirst().contains { $0.name == name && $0.isValid(for: self.checkpoint, key) }
    }

    /// The note with a witness's signature below the others.
    ///
    /// - Throws: ``LedgerError`` if `name` cannot be a signer's name.
    public func witnessed(by name: String, with key: LedgerKey) throws -> SignedCheckpoint {
        guard Checkpoint.isName(name) else {
            throw LedgerError(.invalidArgument, "A witness's name is ASCII without spaces and plus signs.")
        }
        return Self(self.checkpoint, self.signatures + [try Signature(of: self.checkpoint, by: name, with: key)])
    }

    /// The hash by which the next checkpoint of the log names this one.
    var noteHash: MerkleHash {
        let bytes = Array(self.text.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe MerkleHash(body: $0) }
    }
}

extension SignedCheckpoint {
    private struct Signature: Hashable, Sendable {
        let name: String
        let identifier: [UInt8]
        let bytes: [UInt8]

        init(of checkpoint: Checkpoint, by name: String, with key: LedgerKey) throws {
            self.name = name
            self.identifier = key.publicKey.identifier(name: name)
            self.bytes = try key.signature(for: checkpoint.text)
        }

        init?(line: String) {
            guard line.hasPrefix(SignedCheckpoint.dash) else { return nil }
            let parts = line.dropFirst(SignedCheckpoint.dash.count).split(separator: " ")
            guard
                parts.count == 2,
                Checkpoint.isName(parts[0]),
                let data = Data(base64Encoded: String(parts[1])),
                data.count == 68
            else { return nil }
            self.name = String(parts[0])
            self.identifier = Array(data.prefix(4))
            self.bytes = Array(data.dropFirst(4))
        }

        var line: String {
            SignedCheckpoint.dash + self.name + " " + Data(self.identifier + self.bytes).base64EncodedString()
        }

        func isValid(for checkpoint: Checkpoint, _ key: LedgerPublicKey) -> Bool {
            self.identifier == key.identifier(name: self.name) && key.isValid(self.bytes, for: checkpoint.text)
        }
    }
}
