import Foundation
import GuidanceContract
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire

/// Serves the counsellors of Skolslussen.
struct GuidanceService: Kaa.Guidance.V1.GuidanceService.Serving {
    let database: ModuleDatabase
    let outbox: Outbox
    let clock: any KernelClock
    let identifiers: any IdentifierSource
    private let outreach: OutreachPeer

    init(context: ModuleContext) {
        self.database = context.database
        self.outbox = context.outbox
        self.clock = context.clock
        self.identifiers = context.identifiers
        self.outreach = OutreachPeer(context.peers)
    }

    func bookGuidanceSession(
        _ request: Kaa.Guidance.V1.BookGuidanceSessionRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.BookGuidanceSessionResponse {
        let session = try GuidanceSession(proto: request, id: self.identifiers.next())
        let requireCoverage = try await self.coverage(of: session.youngPerson, on: self.clock.today, context)
        return try await self.writeOnce(request, identifiedBy: \.requestID, context) { transaction in
            try requireCoverage()
            let now = self.clock.now
            try SessionStorage.insert(session, at: now, in: transaction)
            try self.outbox.publish(session, at: now, in: transaction)
            return .init(guidanceSession: .init(session))
        }
    }

    func resolveGuidanceSession(
        _ request: Kaa.Guidance.V1.ResolveGuidanceSessionRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.ResolveGuidanceSessionResponse {
        let id = try UUID(field: "guidance_session_id", request.guidanceSessionID)
        let outcome = try GuidanceSession.Outcome(proto: request.outcome)
        return try await self.database.write(context, of: "guidance session") { transaction, subjects in
            guard var session = try SessionStorage.find(id, in: transaction) else {
                throw RPCError.notFound("guidance session")
            }
            subjects.append(session.youngPerson)
            if try Self.resolve(&session, outcome, on: self.clock.today) {
                let now = self.clock.now
                try SessionStorage.update(session, at: now, in: transaction)
                try self.outbox.publish(session, at: now, in: transaction)
            }
            return .init(guidanceSession: .init(session))
        }
    }

    func listGuidanceSessions(
        _ request: Kaa.Guidance.V1.ListGuidanceSessionsRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.ListGuidanceSessionsResponse {
        let youngPerson = YoungPersonID(try UUID(field: "young_person_id", request.youngPersonID))
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [youngPerson.description]
        )
        let key = try page.key(CivilDate.self, UUID.self)
        let sessions = try await self.database.read { transaction in
            try SessionStorage.list(of: youngPerson, after: key, limit: page.limit, in: transaction)
        }
        let (entries, token) = page.cut(sessions) { PageRequest.Key($0.scheduledOn, $0.id) }
        return .init(
            guidanceSessions: entries.map(Kaa.Guidance.V1.GuidanceSession.init),
            nextPageToken: token
        )
    }
}

extension GuidanceService {
    /// Asks Outreach about a person.
    ///
    /// The answer is a closure because a repeated request is answered as before, whether or not the person is still covered.
    ///
    /// - Returns: Throws if the person is not covered.
    func coverage(
        of youngPerson: YoungPersonID,
        on day: CivilDate,
        _ context: ServerContext
    ) async throws -> @Sendable () throws -> Void {
        let isCovered = try await self.outreach.isCovered(youngPerson, on: day, for: context)
        return {
            guard isCovered else {
                throw RPCError.failedPrecondition("NOT_COVERED", "The young person is not covered on the day.")
            }
        }
    }

    /// Makes a change once for each request identifier, with its audit entry.
    func writeOnce<Request: WireMessage, Answer: WireMessage>(
        _ request: Request,
        identifiedBy identifier: any WritableKeyPath<Request, String> & Sendable,
        _ context: ServerContext,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Answer
    ) async throws -> Answer {
        let caller = try context.caller
        return try await self.database.write(context) { transaction in
            try RequestLedger.once(
                request,
                identifiedBy: identifier,
                method: context.method.path,
                caller: caller,
                in: transaction
            ) {
                try body(transaction)
            }
        }
    }

    /// Takes a session on to its outcome, or throws the error that tells the caller why not.
    ///
    /// - Returns: Whether anything has changed.
    private static func resolve(
        _ session: inout GuidanceSession,
        _ outcome: GuidanceSession.Outcome,
        on today: CivilDate
    ) throws -> Bool {
        do {
            return try session.resolve(outcome, on: today)
        } catch .alreadyResolved {
            throw RPCError.failedPrecondition("SESSION_ALREADY_RESOLVED", "The session has another outcome.")
        } catch .notYetDue {
            throw RPCError.failedPrecondition("SESSION_NOT_YET_DUE", "The day of the session has not come.")
        }
    }
}
