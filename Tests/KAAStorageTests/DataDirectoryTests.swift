import Foundation
import KAAStorage
import Testing

struct DataDirectoryTests {
    @Test func refusesASecondHolderWithTheFirstOnesWords() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/data"
            let held = try DataDirectory(path: path, holder: "kaad serve on 127.0.0.1:8443")
            let error = #expect(throws: StorageError.self) { try DataDirectory(path: path, holder: "kaad nightly") }

            #expect(error?.code == .locked)
            #expect(error?.message.contains("is in use by kaad serve on 127.0.0.1:8443, process ") == true)
            #expect(held.path == path)
        }
    }

    @Test func isFreeAgainWhenTheHolderIsGone() async throws {
        try await withTemporaryDirectory { directory in
            _ = try DataDirectory(path: directory, holder: "first")
            let second = try DataDirectory(path: directory, holder: "second")
            #expect(second.path == directory)
        }
    }

    @Test func isReadableByItsOwnerOnly() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/data"
            let held = try DataDirectory(path: path, holder: "test")
            let attributes = try FileManager.default.attributesOfItem(atPath: held.path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func saysWhenItCannotBeUsed() {
        let error = #expect(throws: StorageError.self) { try DataDirectory(path: "/proc/none", holder: "test") }
        #expect(error?.code == .unavailable)
    }
}
