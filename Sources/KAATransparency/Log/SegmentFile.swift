import Foundation

/// A segment file that is there, with its header.
struct SegmentFile: Sendable {
    let name: String
    let path: String
    let header: SegmentHeader
    let byteCount: UInt64

    /// The segment files of a log in order, none missing.
    ///
    /// - Throws: ``LedgerDamage`` if a file has no header, or one that isn't in its place; ``LedgerError``.
    static func all(in directory: String) throws -> [SegmentFile] {
        let names = try Self.names(in: directory)
        let segments = try names.map { try Self(named: $0, in: directory) }
        var expected: UInt64 = 0
        for segment in segments {
            guard segment.header.firstIndex == expected, segment.name == SegmentHeader.fileName(firstIndex: expected)
            else {
                let what = "a segment that begins with entry \(segment.header.firstIndex) instead of \(expected)"
                throw LedgerDamage(.segment, file: segment.name, offset: 0, index: expected, what)
            }
            guard segment.header.capacity == segments[0].header.capacity else {
                throw LedgerDamage(.segment, file: segment.name, offset: 0, index: expected, "another capacity")
            }
            expected += segment.header.capacity
        }
        return segments
    }

    /// The names of the segment files in order.
    static func names(in directory: String) throws(LedgerError) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            return names.filter { $0.hasSuffix(SegmentHeader.fileNameSuffix) }.sorted()
        } catch {
            throw LedgerError(.unavailable, "The folder '\(directory)' cannot be read.")
        }
    }

    private init(named name: String, in directory: String) throws {
        self.name = name
        self.path = directory + "/" + name
        let file = try LogFile(reading: self.path)
        self.byteCount = try file.byteCount()
        guard let header = SegmentHeader(bytes: try file.bytes(at: 0, count: SegmentHeader.byteCount)) else {
            throw LedgerDamage(.segment, file: name, offset: 0, "the beginning is no segment's")
        }
        self.header = header
    }
}
