import Foundation

/// A file that is written piece by piece and appears under its name only when it is whole.
///
/// A nightly run that reads the folder meanwhile never meets half a file.
struct OutputFile: ~Copyable {
    /// How many bytes are collected before they are written; more than this only costs memory.
    private static let chunkSize = 1 << 20

    private let url: URL
    private let partialURL: URL
    private let handle: FileHandle
    private var pending: [UInt8] = []
    /// How many bytes the file has so far.
    private(set) var byteCount = 0

    /// Starts a file in `folder`.
    ///
    /// - Throws: ``DemonstrationError`` with the code `fileNotWritten`, or what the file system says.
    init(named name: String, in folder: URL) throws {
        self.url = folder.appending(path: name)
        self.partialURL = folder.appending(path: ".\(name).partial")
        guard FileManager.default.createFile(atPath: self.partialURL.path, contents: nil) else {
            throw DemonstrationError(.fileNotWritten, "The file '\(name)' can't be created in the folder given.")
        }
        self.handle = try FileHandle(forWritingTo: self.partialURL)
        self.pending.reserveCapacity(Self.chunkSize * 2)
    }

    /// Adds bytes.
    ///
    /// - Throws: What the file system says, for instance that the disk is full.
    mutating func write(_ bytes: [UInt8]) throws {
        self.pending.append(contentsOf: bytes)
        if self.pending.count >= Self.chunkSize {
            try self.flush()
        }
    }

    /// Adds bytes by letting `body` append them, without a copy.
    ///
    /// - Throws: What the file system says.
    mutating func write(_ body: (inout [UInt8]) -> Void) throws {
        body(&self.pending)
        if self.pending.count >= Self.chunkSize {
            try self.flush()
        }
    }

    /// Writes the rest and gives the file its name, in place of an older one.
    ///
    /// - Returns: The size in bytes.
    /// - Throws: What the file system says.
    consuming func finish() throws -> Int {
        try self.flush()
        try self.handle.close()
        if FileManager.default.fileExists(atPath: self.url.path) {
            try FileManager.default.removeItem(at: self.url)
        }
        try FileManager.default.moveItem(at: self.partialURL, to: self.url)
        return self.byteCount
    }

    private mutating func flush() throws {
        try self.handle.write(contentsOf: self.pending)
        self.byteCount += self.pending.count
        self.pending.removeAll(keepingCapacity: true)
    }
}
