import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.ProtectedPersonService`.
struct ProtectedPersonService: Kaa.Outreach.V1.ProtectedPersonService.Serving {
    private let database: ModuleDatabase
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

    init(context: ModuleContext) {
        self.database = context.database
        self.clock = context.clock
        self.identifiers = context.identifiers
    }

    func listProtectedPersons(
        _ request: Kaa.Outreach.V1.ListProtectedPersonsRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListProtectedPersonsResponse {
        let page = try PageRequest(size: request.pageSize, token: request.pageToken, of: context.method, filter: [])
        let last = try page.key(YoungPersonID.self)
        let isCleared = try context.isClearedForProtectedPersons
        let rows = try await self.database.read { transaction in
            // Read in any case, so that whoever is not of the group waits as long for nobody.
            let rows = try ProtectionStorage.cases(after: last, limit: page.limit, in: transaction)
            return isCleared ? rows : []
        }
        let (persons, token) = page.cut(rows) { PageRequest.Key($0.outreachCase.youngPersonID) }
        return .init(protectedPersons: persons.map { .init($0.outreachCase, $0.protection) }, nextPageToken: token)
    }

    func revealProtectedPerson(
        _ request: Kaa.Outreach.V1.RevealProtectedPersonRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.RevealProtectedPersonResponse {
        guard let id = try context.identity.subjects.first else {
            throw RPCError.invalid("young_person_id", "is missing")
        }
        let reveal = ProtectedReveal(
            id: self.identifiers.next(),
            youngPersonID: id,
            revealedAt: self.clock.now,
            account: try context.caller.account
        )
        return try await self.database.reveal(context, about: id) { transaction, permit in
            guard let person = try CaseStorage.person(id, in: transaction) else {
                throw RPCError.notFound("young person")
            }
            guard case .guarded(let guarded) = person.address, let address = guarded.reveal(with: permit) else {
                throw RPCError.failedPrecondition("NOT_PROTECTED", "The young person's data is not protected.")
            }
            try ProtectionStorage.insert(reveal, in: transaction)
            return .init(
                youngPersonID: id.description,
                protection: .init(person.protection),
                streetAddress: address.street,
                postalCode: address.postalCode,
                postTown: address.postalTown,
                revealID: reveal.id.uuidString.lowercased()
            )
        }
    }

    func recordCoverageDecision(
        _ request: Kaa.Outreach.V1.RecordCoverageDecisionRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.RecordCoverageDecisionResponse {
        let id = try context.identity.subjects.first
        guard let id, try context.isClearedForProtectedPersons else { throw RPCError.notFound("young person") }
        let decision = ManualCoverageDecision(
            isCovered: request.covered,
            from: try CivilDate(field: "from", request.from, ifEmpty: self.clock.today)
        )
        guard decision.from <= self.clock.today else { throw RPCError.invalid("from", "is after today") }
        let account = try context.caller.account
        let now = self.clock.now
        return try await self.database.write(context) { transaction in
            guard let person = try CaseStorage.person(id, in: transaction) else {
                throw RPCError.notFound("young person")
            }
            guard person.protection == .skyddadFolkbokforing else {
                throw RPCError.failedPrecondition("RULE_DECIDES", "The rule decides about the young person.")
            }
            try CoverageDecisionStorage.insert(decision, of: person.person, by: account, at: now, in: transaction)
            return .init(youngPersonID: id.description, covered: decision.isCovered, from: decision.from.description)
        }
    }

    func listProtectedReveals(
        _ request: Kaa.Outreach.V1.ListProtectedRevealsRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListProtectedRevealsResponse {
        let page = try PageRequest(size: request.pageSize, token: request.pageToken, of: context.method, filter: [])
        let last = try page.key(Int64.self)
        let rows = try await self.database.read { transaction in
            try ProtectionStorage.reveals(before: last, limit: page.limit, in: transaction)
        }
        let (reveals, token) = page.cut(rows) { PageRequest.Key($0.sequence) }
        return .init(protectedReveals: reveals.map { .init($0.reveal) }, nextPageToken: token)
    }
}
