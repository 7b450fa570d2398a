import Foundation
import KAAStorage
import Logging

@testable import KAAKernel

/// A registry with the replicas of some modules, on a clock that only the test moves.
struct ConsentFixture {
    let clock = ManualClock("2026-11-20")
    let registry: ConsentRegistry

    init() async throws {
        let clock = self.clock
        self.registry = ConsentRegistry(
            database: try await Database.open(.memory, migrations: ConsentRegistry.migrations),
            clock: clock,
            identifiers: SeededIdentifiers(seed: 3),
            pause: { clock.advance(bySeconds: $0 / .seconds(1)) }
        )
    }

    /// A module's replica, which the registry does not know of unless it is added.
    func replica(
        of database: Database? = nil,
        through feed: (any ConsentFeed)? = nil
    ) async throws -> ConsentReplica {
        let database =
            if let database { database } else { try await Self.moduleDatabase() }
        return ConsentReplica(
            feed: feed ?? self.registry.feed,
            database: database,
            clock: self.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pause: { _ in try Task.checkCancellation() }
        )
    }

    static func moduleDatabase() async throws -> Database {
        try await Database.open(.memory, migrations: ConsentReplica.migrations)
    }

    /// Records a consent as it stands, or its revocation, without telling anyone.
    @discardableResult
    func save(_ consent: Consent) async throws -> Int64 {
        try await self.registry.database.write { try ConsentStorage.save(consent, in: $0) }
    }

    /// Revokes a consent without telling anyone.
    func revoke(_ id: UUID = .sampleOfConsent) async throws {
        let now = self.clock.now
        try await self.registry.database.write { transaction in
            guard var consent = try ConsentStorage.find(id, in: transaction) else { return }
            consent.revoke(.init(moment: now, handler: "sample-coach", board: .amn))
            _ = try ConsentStorage.save(consent, in: transaction)
        }
    }
}

extension ConsentDirectory {
    /// Why a question is refused, or `nil`.
    func refusal(of question: ConsentQuestion = .sample) -> ConsentRefusal? {
        do {
            _ = try self.check(question)
            return nil
        } catch {
            return error
        }
    }
}
