import Foundation

/// A folder of one fixture's own, which goes away with the last copy of the fixture.
final class FixtureDirectory: Sendable {
    let path: String

    init() {
        self.path = FileManager.default.temporaryDirectory.appending(path: "kaa-\(UUID().uuidString)").path
    }

    deinit {
        // Most fixtures never write a file, and then there is no folder to remove.
        try? FileManager.default.removeItem(atPath: self.path)
    }
}
