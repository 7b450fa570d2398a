import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The private key with which an installation signs tokens of its own, for tests, demonstrations and its own systems.
public struct SigningKey: Sendable {
    let privateKey: P256.Signing.PrivateKey

    /// Makes a new key, kept nowhere.
    public init() {
        self.privateKey = P256.Signing.PrivateKey()
    }

    /// Reads the key at `path`, or makes one there that only this user may read.
    ///
    /// - Parameter path: A PEM file (PKCS #8). Its folder must exist.
    /// - Throws: ``SigningKeyError`` if the file cannot be read or made, is readable by others, or holds no P-256 key.
    public init(at path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor < 0 else {
            self.init()
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do {
                try file.write(contentsOf: Data((self.privateKey.pemRepresentation + "\n").utf8))
                try file.synchronize()
            } catch {
                throw SigningKeyError(.unwritable, path: path)
            }
            return
        }
        guard errno == EEXIST else {
            throw SigningKeyError(.unwritable, path: path)
        }
        try self.init(existing: path)
    }

    private init(existing path: String) throws {
        let text: String
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            guard let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
                throw SigningKeyError(.readableByOthers, path: path)
            }
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch let error as SigningKeyError {
            throw error
        } catch {
            throw SigningKeyError(.unreadable, path: path)
        }
        do {
            self.privateKey = try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            throw SigningKeyError(.notAKey, path: path)
        }
    }

    /// The public half, for whoever verifies.
    public var keySet: KeySet {
        KeySet(keys: [KeySet.Key(self.privateKey.publicKey)])
    }

    var identifier: String {
        KeySet.Key(self.privateKey.publicKey).kid
    }
}
