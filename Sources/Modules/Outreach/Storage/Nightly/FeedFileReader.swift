import Foundation
import KAAKernel

/// Reads a feed file row by row.
struct FeedFileReader<Row: FeedRow> {
    /// What a file held.
    struct Count {
        var rows = 0
        var rejected = 0
    }

    // Large enough that the system calls do not matter, small enough to stay in the processor's cache.
    private static var chunkByteCount: Int { 262_144 }

    let file: FeedInbox.File

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - progress: Told how many bytes have been read.
    ///   - receive: Given each row, or why it is left out.
    /// - Returns: How many rows there were.
    /// - Throws: ``KAAKernel/JobFailure`` if the file as a whole is refused, or what `receive` throws.
    func read(
        progress: (Int64) throws -> Void,
        _ receive: (FeedReader<Row>.Outcome) throws -> Void
    ) throws -> Count {
        guard let handle = FileHandle(forReadingAtPath: self.file.path) else {
            throw JobFailure(reason: "FEED_UNREADABLE", message: "\(self.file.name) cannot be opened.")
        }
        defer { try? handle.close() }
        do {
            var reader = try FeedReader<Row>(format: self.file.name.format)
            var position: Int64 = 0
            while let chunk = try handle.read(upToCount: Self.chunkByteCount), !chunk.isEmpty {
                try reader.consume([UInt8](chunk), receive)
                position += Int64(chunk.count)
                try progress(position)
            }
            try reader.finish(receive)
            return Count(rows: reader.rowCount, rejected: reader.rejectedCount)
        } catch let refusal as FeedRefusal {
            throw JobFailure(reason: "FEED_REFUSED", message: "\(self.file.name) is refused: \(refusal).")
        }
    }
}
