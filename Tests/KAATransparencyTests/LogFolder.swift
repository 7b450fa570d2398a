import Foundation

@testable import KAATransparency

/// A log in a folder of its own, with its key.
struct LogFolder: Sendable {
    static let origin = "example.org/log"

    let path: String
    let key = LedgerKey()

    /// Opens the log with small segments, so that a few leaves fill some.
    func open(_ change: (inout LedgerConfiguration) -> Void = { _ in }) throws -> Ledger {
        var configuration = LedgerConfiguration(origin: Self.origin) { Date(timeIntervalSince1970: 1_763_740_800) }
        configuration.segmentLeafCount = 32
        change(&configuration)
        return try Ledger(opening: self.path, configuration: configuration, key: self.key)
    }
}

/// Lends a folder for a log and removes it.
func withLogFolder<T>(_ body: (LogFolder) async throws -> T) async throws -> T {
    let path = FileManager.default.temporaryDirectory.appending(path: "kaa-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(LogFolder(path: path))
}

extension LogFolder {
    /// The bytes of one of the log's files.
    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self.path + "/" + name)))
    }

    /// Changes one of the log's files.
    func change(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try self.bytes(name)
        change(&bytes)
        try Data(bytes).write(to: URL(filePath: self.path + "/" + name))
    }
}
