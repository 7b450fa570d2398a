#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An open file of a log, closed with the last reference to it.
final class LogFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens a file that is there, for reading.
    ///
    /// - Throws: ``LedgerError``.
    init(reading path: String) throws(LedgerError) {
        self.path = path
        self.descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard self.descriptor >= 0 else { throw Self.failure("opened", path) }
    }

    /// Opens a file for adding to its end, and makes it if it isn't there.
    ///
    /// - Throws: ``LedgerError``.
    init(appendingTo path: String) throws(LedgerError) {
        self.path = path
        self.descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard self.descriptor >= 0 else { throw Self.failure("opened", path) }
    }

    deinit {
        _ = close(self.descriptor)
    }

    /// The number of bytes.
    func byteCount() throws(LedgerError) -> UInt64 {
        var status = stat()
        guard unsafe fstat(self.descriptor, &status) == 0 else { throw Self.failure("read", self.path) }
        return UInt64(status.st_size)
    }

    /// Reads at `offset` until `buffer` is full or the file ends.
    ///
    /// - Returns: How many bytes were read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(LedgerError) -> Int {
        var count = 0
        while count < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let read = unsafe pread(self.descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(count))
            if read == 0 { break }
            if read < 0 {
                guard errno == EINTR else { throw Self.failure("read", self.path) }
                continue
            }
            count += read
        }
        return count
    }

    /// The bytes from `offset` on, at most `count`.
    func bytes(at offset: UInt64, count: Int) throws(LedgerError) -> [UInt8] {
        var failure: LedgerError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(LedgerError) {
                initialized = unsafe try self.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Adds bytes at the end, without waiting for the disk.
    func append(_ bytes: [UInt8]) throws(LedgerError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
                return unsafe write(self.descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 {
                guard errno == EINTR else { throw Self.failure("written", self.path) }
                continue
            }
            written += count
        }
    }

    /// Waits until the disk has what was written.
    func synchronize() throws(LedgerError) {
        guard fdatasync(self.descriptor) == 0 else { throw Self.failure("written", self.path) }
    }

    /// Cuts the file.
    func truncate(to byteCount: UInt64) throws(LedgerError) {
        guard ftruncate(self.descriptor, off_t(byteCount)) == 0 else { throw Self.failure("cut", self.path) }
        try self.synchronize()
    }

    /// Takes the file for this process.
    ///
    /// - Returns: Whether it was free.
    func lock() -> Bool {
        flock(self.descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Gives the file back.
    func unlock() {
        _ = flock(self.descriptor, LOCK_UN)
    }

    /// Waits until the disk knows which files a folder has.
    static func synchronizeFolder(_ path: String) throws(LedgerError) {
        let folder = try LogFile(reading: path)
        guard fsync(folder.descriptor) == 0 else { throw Self.failure("written", path) }
    }

    private static func failure(_ action: String, _ path: String) -> LedgerError {
        let reason = unsafe String(cString: strerror(errno))
        return LedgerError(.unavailable, "'\(path)' cannot be \(action): \(reason).")
    }
}
