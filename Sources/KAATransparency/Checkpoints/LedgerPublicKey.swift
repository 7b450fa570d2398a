import Crypto
import Foundation

/// The public half of a log's key: all that an auditor needs besides the log.
public struct LedgerPublicKey: Sendable {
    private static let label = "PUBLIC KEY"

    /// What stands before an Ed25519 key's 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4).
    private static let frame: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

    private let key: Curve25519.Signing.PublicKey

    init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
    }

    /// Reads a public key.
    ///
    /// - Parameter pemRepresentation: A PEM text (SubjectPublicKeyInfo), as `openssl pkey -pubout` writes it.
    /// - Throws: ``LedgerKeyError`` if it holds no Ed25519 key.
    public init(pemRepresentation: String) throws {
        guard
            let bytes = PEM.bytes(Self.label, in: pemRepresentation),
            bytes.starts(with: Self.frame),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(Self.frame.count))
        else { throw LedgerKeyError("The text holds no Ed25519 public key.") }
        self.key = key
    }

    /// Reads a public key.
    ///
    /// - Parameter path: A PEM file.
    /// - Throws: ``LedgerKeyError``.
    public init(at path: String) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw LedgerKeyError("The key file '\(path)' cannot be read.")
        }
        do {
            try self.init(pemRepresentation: text)
        } catch {
            throw LedgerKeyError("The file '\(path)' holds no Ed25519 public key.")
        }
    }

    /// The key as a PEM text.
    public var pemRepresentation: String {
        PEM.text(Self.label, Self.frame + Array(self.key.rawRepresentation))
    }

    /// Says which key signed: the first four bytes of the SHA-256 of the name, a line feed, 0x01 and the key.
    ///
    /// - Note: C2SP signed-note.
    func identifier(name: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, 0x01] + Array(self.key.rawRepresentation)).prefix(4))
    }

    func isValid(_ signature: [UInt8], for text: String) -> Bool {
        self.key.isValidSignature(signature, for: Array(text.utf8))
    }
}
