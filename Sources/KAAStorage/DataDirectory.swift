import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A data directory that this process alone uses, until the last reference to it is gone.
///
/// The lock is the kernel's (`flock`), so it ends with the process however that ends, and a left-over file locks nothing.
public final class DataDirectory: Sendable {
    /// The folder, as it was given.
    public let path: String

    private let lock: Int32

    /// Creates the folder if needed, readable by its owner only, and locks it.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - holder: Who holds it, for whoever is refused meanwhile; one line, for example `kaad serve on 127.0.0.1:8443`.
    /// - Throws: ``StorageError``: ``StorageError/Code/locked`` with the holder's own words if another process (or
    ///   another instance in this one) holds it, ``StorageError/Code/unavailable`` if the folder cannot be used.
    public init(path: String, holder: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StorageError(.unavailable, "The data directory '\(path)' cannot be created.")
        }
        let lockPath = path + "/lock"
        let descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(
                .unavailable,
                "The data directory '\(path)' cannot be used: \(unsafe String(cString: strerror(errno)))."
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            _ = Glibc.close(descriptor)
            throw StorageError(.locked, "The data directory '\(path)' is in use by \(holder).")
        }
        self.lock = descriptor
        try Self.write("\(holder), process \(getpid())\n", to: descriptor)
    }

    deinit {
        _ = ftruncate(self.lock, 0)
        _ = close(self.lock)
    }

    /// The place of a database in this folder.
    ///
    /// - Parameter name: The database's name, from the program's own literals; the file is `<name>.sqlite`.
    /// - Returns: Where to open it.
    public func database(named name: String) -> DatabaseLocation {
        .file("\(self.path)/\(name).sqlite")
    }

    private static func holder(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = unsafe pread(descriptor, &buffer, buffer.count, 0)
        let text = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        let line = text.prefix { $0 != "\n" }
        return line.isEmpty ? "another process" : String(line)
    }

    private static func write(_ text: String, to descriptor: Int32) throws {
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0, unsafe pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw StorageError(.unavailable, "The lock file of the data directory cannot be written.")
        }
    }
}
