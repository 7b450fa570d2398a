import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The private key with which a log signs its checkpoints, or a witness what it saw.
public struct LedgerKey: Sendable {
    private static let label = "PRIVATE KEY"

    /// What stands before an Ed25519 key's 32 bytes in PKCS #8 (RFC 8410 section 7).
    private static let frame: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key, kept nowhere.
    public init() {
        self.key = Curve25519.Signing.PrivateKey()
    }

    /// Reads the key at `path`, or makes one there that only this user may read.
    ///
    /// - Parameter path: A PEM file (PKCS #8). Its folder must exist.
    /// - Throws: ``LedgerKeyError`` if the file cannot be read or made, is readable by others, or holds no Ed25519 key.
    public init(at path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor < 0 else {
            self.init()
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do {
                let text = PEM.text(Self.label, Self.frame + Array(self.key.rawRepresentation))
                try file.write(contentsOf: Data(text.utf8))
                try file.synchronize()
            } catch {
                throw LedgerKeyError("The key file '\(path)' cannot be written.")
            }
            return
        }
        guard errno == EEXIST else { throw LedgerKeyError("The key file '\(path)' cannot be written.") }
        try self.init(existing: path)
    }

    private init(existing path: String) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard
            let mode = attributes?[.posixPermissions] as? NSNumber,
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { throw LedgerKeyError("The key file '\(path)' cannot be read.") }
        guard mode.intValue & 0o077 == 0 else {
            throw LedgerKeyError("The key file '\(path)' may be read by others: chmod 600 it and think of a new key.")
        }
        guard
            let bytes = PEM.bytes(Self.label, in: text),
            bytes.starts(with: Self.frame),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst(Self.frame.count))
        else { throw LedgerKeyError("The file '\(path)' holds no Ed25519 private key.") }
        self.key = key
    }

    /// The public half, for whoever verifies.
    public var publicKey: LedgerPublicKey { LedgerPublicKey(self.key.publicKey) }

    func signature(for text: String) throws -> [UInt8] {
        Array(try self.key.signature(for: Array(text.utf8)))
    }
}
