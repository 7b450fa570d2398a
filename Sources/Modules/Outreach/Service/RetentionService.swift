import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.RetentionService`.
struct RetentionService: Kaa.Outreach.V1.RetentionService.Serving {
    private let context: ModuleContext
    private let jobRunner: JobRunner

    init(context: ModuleContext, jobRunner: JobRunner) {
        self.context = context
        self.jobRunner = jobRunner
    }

    func proposePurge(
        _ request: Kaa.Outreach.V1.ProposePurgeRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ProposePurgeResponse {
        try Self.requireWholeCity(context)
        let today = self.context.clock.today
        let dueBy = try CivilDate(field: "due_on", request.dueOn, ifEmpty: today)
        guard dueBy.year <= today.year else { throw RPCError.invalid("due_on", "is after this year") }
        let list = PurgeList(
            purge: self.context.identifiers.next(),
            dueBy: dueBy,
            monthsAfterCoverage: self.context.configuration.monthsAfterCoverage
        )
        let now = self.context.clock.now
        let purge = try await self.context.database.write(context) { transaction in
            guard try PurgeStorage.underWay(in: transaction) == nil else {
                throw RPCError.failedPrecondition("PURGE_UNDER_WAY", "A purge is being carried out.")
            }
            try PurgeStorage.dropWaiting(in: transaction)
            let count = try list.count(in: transaction)
            let purge = Purge(
                id: list.purge,
                state: .proposed,
                dueBy: dueBy,
                monthsAfterCoverage: list.monthsAfterCoverage,
                ruleVersion: GallringRule.version,
                byStatute: count.byStatute,
                byPolicy: count.byPolicy,
                proposedAt: now,
                doneAt: nil,
                approvals: []
            )
            try PurgeStorage.insert(purge, in: transaction)
            try list.store(in: transaction)
            return purge
        }
        return .init(purge: .init(purge))
    }

    func getPurge(
        _ request: Kaa.Outreach.V1.GetPurgeRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.GetPurgeResponse {
        let id = request.purgeID.isEmpty ? nil : try UUID(field: "purge_id", request.purgeID)
        let purge = try await self.context.database.read { try PurgeStorage.find(id, in: $0) }
        return .init(purge: .init(try Self.known(purge)))
    }

    func listPurgeItems(
        _ request: Kaa.Outreach.V1.ListPurgeItemsRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListPurgeItemsResponse {
        try Self.requireWholeCity(context)
        let id = try UUID(field: "purge_id", request.purgeID)
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.purgeID],
            default: 100
        )
        let last = try page.key(Int64.self)
        let rows = try await self.context.database.read { transaction in
            _ = try Self.known(try PurgeStorage.find(id, in: transaction))
            return try PurgeStorage.items(of: id, after: last, limit: page.limit, in: transaction)
        }
        let (items, token) = page.cut(rows) { PageRequest.Key($0.ordinal) }
        return .init(items: items.map { .init($0) }, nextPageToken: token)
    }

    func approvePurge(
        _ request: Kaa.Outreach.V1.ApprovePurgeRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ApprovePurgeResponse {
        try Self.requireWholeCity(context)
        let id = try UUID(field: "purge_id", request.purgeID)
        let caller = try context.caller
        let now = self.context.clock.now
        let purge = try await self.context.database.write(context) { transaction in
            var purge = try Self.known(try PurgeStorage.find(id, in: transaction))
            do throws(Purge.ApprovalError) {
                try purge.approve(by: caller, at: now)
            } catch {
                throw RPCError(error)
            }
            try PurgeStorage.update(purge, in: transaction)
            return purge
        }
        return .init(purge: .init(purge))
    }

    func runPurge(
        _ request: Kaa.Outreach.V1.RunPurgeRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.RunPurgeResponse {
        try Self.requireWholeCity(context)
        let id = try UUID(field: "purge_id", request.purgeID)
        let absent = try self.context.erasure.absentConsumers(of: Kaa.Outreach.V1.YoungPersonsPurged.wireName)
        guard absent.isEmpty else {
            throw RPCError.failedPrecondition(
                "MODULE_NOT_HERE",
                "Modules that hold data about the persons do not run here: \(absent.joined(separator: ", "))."
            )
        }
        try await self.context.database.write(context) { transaction in
            var purge = try Self.known(try PurgeStorage.find(id, in: transaction))
            switch purge.state {
            case .approved: purge.state = .running
            case .running, .recordsDeleted, .figuresTold, .erased: return
            case .proposed:
                throw RPCError.failedPrecondition("PURGE_NOT_APPROVED", "The purge needs two approvals.")
            case .done, .dropped:
                throw RPCError.failedPrecondition("PURGE_OVER", "The purge is done, or a later list replaced it.")
            }
            try PurgeStorage.update(purge, in: transaction)
        }
        let order = PurgeOrder(purge: id, caller: try context.caller)
        return .init(jobRunID: try await self.run(order).id.uuidString.lowercased())
    }

    /// The run that carries out a purge: the one there is, or a new one.
    private func run(_ order: PurgeOrder) async throws -> JobRun {
        for run in try await self.jobRunner.jobRuns(of: PurgeJob.name, limit: 100) where !run.state.isFinal {
            let other = try JSONDecoder().decode(PurgeOrder.self, from: Data(run.arguments))
            if other.purge == order.purge { return run }
        }
        return try await self.jobRunner.enqueue(
            PurgeJob.name,
            arguments: [UInt8](try JSONEncoder().encode(order))
        )
    }

    private static func known(_ purge: Purge?) throws -> Purge {
        guard let purge else { throw RPCError.notFound("purge") }
        return purge
    }

    /// A purge is about the whole register.
    private static func requireWholeCity(_ context: ServerContext) throws {
        guard try context.caller.districts == .all else {
            throw RPCError.permissionDenied("DISTRICT_NOT_ALLOWED", "A purge is not for staff of districts.")
        }
    }
}

extension RPCError {
    fileprivate init(_ error: Purge.ApprovalError) {
        switch error {
        case .notProposed:
            self = .failedPrecondition("PURGE_NOT_PROPOSED", "The purge does not wait for approvals.")
        case .sameCaller:
            self = .failedPrecondition("SAME_CALLER", "The caller has approved already; it takes another one.")
        case .otherRoleRequired:
            self = .failedPrecondition(
                "OTHER_ROLE_REQUIRED",
                "It takes a register coordinator and a KAA coordinator, and the former approval came from the same."
            )
        }
    }
}
