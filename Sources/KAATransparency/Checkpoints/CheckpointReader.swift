import Foundation

/// Reads a file of notes from its beginning, one after the other; an empty line stands after each.
struct CheckpointReader {
    enum Step {
        case note(SignedCheckpoint, offset: UInt64)
        case end
        /// The file ends within a note, as it does when the system stopped while one was written.
        case unfinished(offset: UInt64)
        case malformed(offset: UInt64)
    }

    static let fileName = "checkpoints"

    /// No note is longer, so that a file that holds none isn't read into memory.
    static let maximumNoteByteCount = 8192

    private let file: LogFile
    private let end: UInt64
    private var window: ArraySlice<UInt8> = []

    /// Where the next note begins.
    private(set) var offset: UInt64

    /// Begins at `offset`, where a note begins, and reads no further than `end`.
    init(_ file: LogFile, from offset: UInt64 = 0, to end: UInt64) {
        self.file = file
        self.offset = offset
        self.end = end
    }

    /// Opens the checkpoints of a log.
    ///
    /// - Throws: ``LedgerDamage`` if there are none; ``LedgerError``.
    static func open(in directory: String) throws -> LogFile {
        let path = directory + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerDamage(.checkpoint, file: Self.fileName, "the file is missing")
        }
        return try LogFile(reading: path)
    }

    /// Reads the next note.
    mutating func next() throws(LedgerError) -> Step {
        if self.window.count < Self.maximumNoteByteCount {
            let read = self.offset + UInt64(self.window.count)
            let wanted = min(UInt64(16 * Self.maximumNoteByteCount), self.end - min(read, self.end))
            if wanted > 0 {
                self.window = ArraySlice(Array(self.window) + (try self.file.bytes(at: read, count: Int(wanted))))
            }
        }
        guard !self.window.isEmpty else { return .end }
        let known = self.window.prefix(Self.maximumNoteByteCount)
        guard let bodyEnd = Self.emptyLine(in: known), let noteEnd = Self.emptyLine(in: known[bodyEnd...]) else {
            return known.count < Self.maximumNoteByteCount
                ? .unfinished(offset: self.offset) : .malformed(offset: self.offset)
        }
        guard
            let text = String(validating: known[..<(noteEnd - 1)], as: UTF8.self),
            let note = SignedCheckpoint(text: text)
        else { return .malformed(offset: self.offset) }
        defer {
            self.offset += UInt64(noteEnd - self.window.startIndex)
            self.window = self.window[noteEnd...]
        }
        return .note(note, offset: self.offset)
    }

    /// Where an empty line ends.
    private static func emptyLine(in bytes: ArraySlice<UInt8>) -> Int? {
        let lineFeed = UInt8(ascii: "\n")
        return bytes.indices.dropFirst().first { bytes[$0] == lineFeed && bytes[$0 - 1] == lineFeed }.map { $0 + 1 }
    }
}
