import KAAStorage
import Testing

struct MigrationTests {
    private static let first = Migration("test.createA", "CREATE TABLE a (id INTEGER)")
    private static let second = Migration("test.createB", "CREATE TABLE b (id INTEGER)")
    private static let kernel = Migration("kernel.createC", "CREATE TABLE c (id INTEGER)")
    private static let kernelLater = Migration("kernel.createD", "CREATE TABLE d (id INTEGER)")

    private func reopen(
        with before: [Migration],
        then after: [Migration]
    ) async throws -> Result<[String], StorageError> {
        try await withTemporaryDirectory { directory in
            let location = DatabaseLocation.file(directory + "/a.sqlite")
            try await Database.open(location, migrations: before).close()
            do {
                let database = try await Database.open(location, migrations: after)
                let names = try await database.read {
                    try $0.values("SELECT name FROM storageMigration ORDER BY position", as: String.self)
                }
                try await database.close()
                return .success(names)
            } catch let error as StorageError {
                return .failure(error)
            }
        }
    }

    @Test func appliesOnlyWhatIsMissing() async throws {
        let names = try await self.reopen(with: [Self.first], then: [Self.first, Self.second]).get()
        #expect(names == ["test.createA", "test.createB"])
    }

    @Test func letsEachOwnerGoOnByItself() async throws {
        let names = try await self.reopen(
            with: [Self.kernel, Self.first],
            then: [Self.kernel, Self.kernelLater, Self.first, Self.second]
        ).get()
        #expect(names == ["kernel.createC", "test.createA", "kernel.createD", "test.createB"])
    }

    @Test(arguments: [
        ([Self.second, Self.first], "must keep their order"),
        ([Self.first], "a newer version"),
        ([Self.first, Migration("test.createB", "CREATE TABLE b (id BIGINT)")], "was changed"),
        ([Self.first, Self.first, Self.second], "declared twice"),
        ([Migration("createA", "CREATE TABLE x (id INTEGER)")], "its owner"),
    ])
    func refusesWhatDoesNotContinueTheDatabase(after: [Migration], reason: String) async throws {
        let result = try await self.reopen(with: [Self.first, Self.second], then: after)

        guard case .failure(let error) = result else {
            Issue.record("The migrations were accepted.")
            return
        }
        #expect(error.code == .migrationRefused)
        #expect(error.message.contains(reason))
    }

    @Test func doesNotMindAnotherLayoutOfTheSameScript() async throws {
        let sameScript = Migration("test.createA", "CREATE TABLE a\n    (id INTEGER)")
        let names = try await self.reopen(with: [Self.first], then: [sameScript]).get()
        #expect(names == ["test.createA"])
    }

    @Test func appliesAllOfThemOrNone() async throws {
        try await withTemporaryDirectory { directory in
            let location = DatabaseLocation.file(directory + "/a.sqlite")
            let broken = Migration("test.break") { _ in throw StorageError(.unavailable, "broken") }
            await #expect(throws: StorageError.self) {
                try await Database.open(location, migrations: [Self.first, broken])
            }
            let database = try await Database.open(location, migrations: [])
            let tables = try await database.read {
                try $0.values("SELECT name FROM sqlite_master WHERE name = 'a'", as: String.self)
            }

            #expect(tables.isEmpty)
            try await database.close()
        }
    }
}
