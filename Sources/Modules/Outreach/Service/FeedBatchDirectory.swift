import Foundation
import KAAKernel
import KAARPC

/// The folders in which uploaded feed files wait for their run.
struct FeedBatchDirectory: Sendable {
    /// What one call may carry: a quarter of the usual limit of a message.
    static let maximumChunkBytes = 1_048_576

    /// What one file may hold: several times a feed of a million persons.
    private static let maximumFileBytes: Int64 = 4_294_967_296

    let path: String

    /// Makes the folder of a batch.
    func create(_ id: UUID) async throws {
        let folder = self.folder(id)
        try await BlockingWork.run {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
    }

    /// The folder of a batch that is there.
    ///
    /// - Throws: ``KAARPC/RPCError`` if there is none.
    func existing(_ id: UUID) async throws -> String {
        let folder = self.folder(id)
        guard try await BlockingWork.run({ FileManager.default.fileExists(atPath: folder) }) else {
            throw RPCError.notFound("feed batch")
        }
        return folder
    }

    /// Writes a piece of a file.
    ///
    /// - Returns: The size of the file afterwards.
    /// - Throws: ``KAARPC/RPCError`` if there is no such batch, or bytes before the piece are missing.
    func write(_ content: [UInt8], at offset: Int64, of name: FeedFileName, in id: UUID) async throws -> Int64 {
        let file = try await self.existing(id) + "/\(name)"
        return try await BlockingWork.run {
            if !FileManager.default.fileExists(atPath: file) {
                guard
                    FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
                else { throw RPCError(.resourceExhausted, "There is no room for the file.") }
            }
            guard let handle = FileHandle(forUpdatingAtPath: file) else {
                throw RPCError(.internalError, "The file cannot be opened.")
            }
            defer { try? handle.close() }
            let size = Int64(try handle.seekToEnd())
            guard (0...size).contains(offset) else { throw RPCError.invalid("offset", "leaves a gap") }
            let end = offset + Int64(content.count)
            guard end <= Self.maximumFileBytes else {
                throw RPCError(.resourceExhausted, "The file is larger than 4 GiB.")
            }
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: content)
            return max(size, end)
        }
    }

    private func folder(_ id: UUID) -> String {
        self.path + "/" + id.uuidString.lowercased()
    }
}
