import Foundation
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire

/// Keeps the catalogue, and records when interventions start and end.
struct InterventionService: Kaa.Interventions.V1.InterventionService.Serving {
    let database: ModuleDatabase
    let clock: any KernelClock
    private let outbox: Outbox
    private let identifiers: any IdentifierSource
    private let outreach: OutreachPeer

    init(context: ModuleContext) {
        self.database = context.database
        self.clock = context.clock
        self.outbox = context.outbox
        self.identifiers = context.identifiers
        self.outreach = OutreachPeer(context.peers)
    }

    func startIntervention(
        _ request: Kaa.Interventions.V1.StartInterventionRequest,
        context: ServerContext
    ) async throws -> Kaa.Interventions.V1.StartInterventionResponse {
        let start = try InterventionStart(proto: request, today: self.clock.today)
        let isCovered = try await self.outreach.isCovered(start.youngPerson, on: start.day, for: context)
        let caller = try context.caller
        return try await self.database.write(context) { transaction in
            try RequestLedger.once(
                request,
                identifiedBy: \.requestID,
                method: context.method.path,
                caller: caller,
                in: transaction
            ) {
                guard isCovered else {
                    throw RPCError.failedPrecondition("NOT_COVERED", "The young person is not covered on the day.")
                }
                let intervention = try self.begin(start, in: transaction)
                return .init(intervention: .init(intervention))
            }
        }
    }

    func endIntervention(
        _ request: Kaa.Interventions.V1.EndInterventionRequest,
        context: ServerContext
    ) async throws -> Kaa.Interventions.V1.EndInterventionResponse {
        let id = try UUID(field: "intervention_id", request.interventionID)
        let day = request.endedOn.isEmpty ? nil : try CivilDate(field: "ended_on", request.endedOn)
        let reason = try InterventionEndReason(proto: request.endReason)
        let today = self.clock.today
        if let day, day > today { throw RPCError.invalid("ended_on", "is after today") }
        return try await self.database.write(context, of: "intervention") { transaction, subjects in
            guard var intervention = try InterventionStorage.find(id, in: transaction) else {
                throw RPCError.notFound("intervention")
            }
            subjects.append(intervention.youngPerson)
            if try Self.end(&intervention, on: day, because: reason, today: today) {
                let now = self.clock.now
                try InterventionStorage.update(intervention, at: now, in: transaction)
                try self.outbox.publish(intervention, at: now, in: transaction)
            }
            return .init(intervention: .init(intervention))
        }
    }

    func listInterventions(
        _ request: Kaa.Interventions.V1.ListInterventionsRequest,
        context: ServerContext
    ) async throws -> Kaa.Interventions.V1.ListInterventionsResponse {
        let youngPerson = YoungPersonID(try UUID(field: "young_person_id", request.youngPersonID))
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [youngPerson.description]
        )
        let key = try page.key(CivilDate.self, UUID.self)
        let interventions = try await self.database.read { transaction in
            try InterventionStorage.list(of: youngPerson, after: key, limit: page.limit, in: transaction)
        }
        let (entries, token) = page.cut(interventions) { PageRequest.Key($0.startedOn, $0.id) }
        return .init(
            interventions: entries.map(Kaa.Interventions.V1.Intervention.init),
            nextPageToken: token
        )
    }
}

extension InterventionService {
    /// Starts what was asked for, if the catalogue has it on the day and it does not go on already.
    private func begin(_ start: InterventionStart, in transaction: WriteTransaction) throws -> Intervention {
        guard let type = try CatalogueStorage.find(start.type, on: start.day, in: transaction) else {
            guard try CatalogueStorage.knows(start.type, in: transaction) else {
                throw RPCError.notFound("intervention type")
            }
            throw RPCError.failedPrecondition("TYPE_NOT_VALID", "The intervention is not offered on the day.")
        }
        guard try !InterventionStorage.isOngoing(start.youngPerson, start.type, in: transaction) else {
            throw RPCError.failedPrecondition("ALREADY_ONGOING", "The young person takes part in it already.")
        }
        let now = self.clock.now
        let intervention = Intervention(
            id: self.identifiers.next(),
            youngPerson: start.youngPerson,
            type: type.code,
            owner: type.owner,
            startedOn: start.day
        )
        try InterventionStorage.insert(intervention, at: now, in: transaction)
        try self.outbox.publish(intervention, at: now, in: transaction)
        return intervention
    }

    /// Notes an end, or throws the error that tells the caller why not.
    ///
    /// - Returns: Whether anything has changed.
    private static func end(
        _ intervention: inout Intervention,
        on day: CivilDate?,
        because reason: InterventionEndReason,
        today: CivilDate
    ) throws -> Bool {
        do {
            return try intervention.end(on: day, because: reason, today: today)
        } catch .alreadyEnded {
            throw RPCError.failedPrecondition("ALREADY_ENDED", "The intervention has another end.")
        } catch .endsBeforeStart {
            throw RPCError.invalid("ended_on", "is before the first day")
        }
    }
}
