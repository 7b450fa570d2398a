import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

/// Serves `kaa.kernel.v1.ConsentService`.
struct ConsentService: Kaa.Kernel.V1.ConsentService.Serving {
    private let registry: ConsentRegistry
    private let ages: (any AgeDirectory)?
    private let auditBoards: Set<Board>
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

    /// - Parameters:
    ///   - registry: Where consents are recorded.
    ///   - ages: Tells how old givers are; without it no consent is recorded.
    ///   - auditBoards: The boards whose auditors see every consent.
    ///   - clock: The time of recording and of revocation.
    ///   - identifiers: Gives consents their identifiers.
    init(
        registry: ConsentRegistry,
        ages: (any AgeDirectory)?,
        auditBoards: Set<Board>,
        clock: any KernelClock,
        identifiers: any IdentifierSource
    ) {
        self.registry = registry
        self.ages = ages
        self.auditBoards = auditBoards
        self.clock = clock
        self.identifiers = identifiers
    }

    func recordConsent(
        _ request: Kaa.Kernel.V1.RecordConsentRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.RecordConsentResponse {
        let caller = try context.caller
        let today = self.clock.today
        let terms = try ConsentTerms(request, today: today)
        // The secrecy is of the board that holds the data, and so are the talk with the giver and the risk of error. Who
        // wants the data must not be able to make the ground for getting them.
        guard terms.disclosers.contains(caller.board) else {
            throw RPCError.permissionDenied(
                "BOARD_NOT_DISCLOSING",
                "A consent is recorded by a board that is to tell, and opens what that board holds."
            )
        }
        guard let ages = self.ages else {
            throw RPCError.failedPrecondition("AGE_NOT_KNOWN", "No module here knows the age of the young person.")
        }
        guard let age = try await ages.age(of: terms.person, on: today) else {
            throw RPCError.notFound("young person")
        }
        if let fault = terms.fault(agedYears: age, on: today) { throw fault.error }
        let consent = Consent(
            id: self.identifiers.next(),
            terms: terms,
            handler: caller.account,
            handlerBoard: caller.board,
            recordedAt: self.clock.now
        )
        let path = context.method.path
        return try await self.registry.change(context) { transaction, _ in
            try RequestLedger.once(
                request,
                identifiedBy: \.requestID,
                method: path,
                caller: caller,
                in: transaction
            ) {
                _ = try ConsentStorage.save(consent, in: transaction)
                return .init(consent: .init(consent))
            }
        }
    }

    func getConsent(
        _ request: Kaa.Kernel.V1.GetConsentRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.GetConsentResponse {
        let identity = try context.identity
        let id = try UUID(field: "consent_id", request.consentID)
        let consent = try await self.registry.read { try ConsentStorage.find(id, in: $0) }
        // Asked here as well as by the kernel, so that somebody protected is told from no consent by no word.
        guard let consent, self.mayKnow(consent, identity), identity.vetting.mayTell(of: consent.terms.person) else {
            throw RPCError.notFound("consent")
        }
        return .init(consent: .init(consent))
    }

    func listConsents(
        _ request: Kaa.Kernel.V1.ListConsentsRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.ListConsentsResponse {
        let identity = try context.identity
        let person = YoungPersonID(try UUID(field: "young_person_id", request.youngPersonID))
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [person.description]
        )
        let after = try page.key(UUID.self)
        let consents = try await self.registry.read { try ConsentStorage.consents(about: person, in: $0) }
        let known = consents.filter { consent in
            self.mayKnow(consent, identity) && after.map { $0.uuidString < consent.id.uuidString } ?? true
        }
        let (entries, token) = page.cut(Array(known.prefix(page.limit))) { PageRequest.Key($0.id) }
        return .init(consents: entries.map { .init($0) }, nextPageToken: token)
    }

    func revokeConsent(
        _ request: Kaa.Kernel.V1.RevokeConsentRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.RevokeConsentResponse {
        let identity = try context.identity
        let id = try UUID(field: "consent_id", request.consentID)
        let revocation = Consent.Revocation(
            moment: self.clock.now,
            handler: identity.caller.account,
            board: identity.caller.board
        )
        return try await self.registry.change(context, of: "consent") { transaction, subjects in
            guard var consent = try ConsentStorage.find(id, in: transaction), self.mayKnow(consent, identity) else {
                throw RPCError.notFound("consent")
            }
            subjects.append(consent.terms.person)
            if consent.revocation == nil {
                consent.revoke(revocation)
                _ = try ConsentStorage.save(consent, in: transaction)
            }
            return .init(consent: .init(consent))
        }
    }

    /// Whether a caller may know of a consent: auditors of boards that supervise of all, everyone else of those that concern
    /// the own board.
    private func mayKnow(_ consent: Consent, _ identity: CallIdentity) -> Bool {
        let isAudit =
            identity.purpose == .audit && identity.caller.roles.contains(.auditor)
            && self.auditBoards.contains(identity.caller.board)
        return isAudit || consent.concerns(identity.caller.board)
    }
}
