import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.OutreachService`.
struct OutreachService: Kaa.Outreach.V1.OutreachService.Serving {
    private let database: ModuleDatabase
    private let outbox: Outbox
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource
    private let routine: OutreachRoutine
    private let subjects: SubjectDirectory

    init(context: ModuleContext, routine: OutreachRoutine) {
        self.database = context.database
        self.outbox = context.outbox
        self.clock = context.clock
        self.identifiers = context.identifiers
        self.routine = routine
        self.subjects = context.subjects
    }

    func listContactQueue(
        _ request: Kaa.Outreach.V1.ListContactQueueRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListContactQueueResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        let filter = ContactQueueFilter(
            district: DistrictCode(rawValue: request.districtCode),
            scope: try context.caller.districts,
            dueOn: request.dueOnly ? day : nil
        )
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: filter.description
        )
        let key = try page.key(CivilDate.self, YoungPersonID.self)
        let (rows, count) = try await self.database.read { transaction in
            (
                try CaseStorage.queue(filter, after: key, limit: page.limit, in: transaction),
                try CaseStorage.queueCount(filter, in: transaction)
            )
        }
        let (entries, token) = page.cut(rows) { entry in
            PageRequest.Key(entry.outreachCase.nextContactOn, entry.outreachCase.youngPersonID)
        }
        return .init(
            entries: entries.map { .init($0, routine: self.routine) },
            nextPageToken: token,
            totalSize: Int32(clamping: count)
        )
    }

    func getYoungPerson(
        _ request: Kaa.Outreach.V1.GetYoungPersonRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.GetYoungPersonResponse {
        let id = try Self.subject(of: context)
        let person = try await self.database.read { try CaseStorage.person(id, in: $0) }
        guard let person else { throw RPCError.notFound("young person") }
        return .init(youngPerson: .init(person))
    }

    func recordContactAttempt(
        _ request: Kaa.Outreach.V1.RecordContactAttemptRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.RecordContactAttemptResponse {
        let id = try Self.subject(of: context)
        let caller = try context.caller
        let today = self.clock.today
        let attempt = try ContactAttempt(
            proto: request,
            id: self.identifiers.next(),
            today: today,
            recordedAt: self.clock.now
        )
        let nextContactOn = try request.nextContactOn.map { try CivilDate(field: "next_contact_on", $0) }
        if let nextContactOn, nextContactOn < attempt.attemptedOn {
            throw RPCError.invalid("next_contact_on", "is before the attempt")
        }
        let method = context.method.path
        let isProtected = self.subjects.isProtected(id)
        return try await self.database.write(context) { transaction in
            try RequestLedger.once(
                request,
                identifiedBy: \.requestID,
                method: method,
                caller: caller,
                in: transaction
            ) {
                guard let found = try CaseStorage.find(id, in: transaction) else {
                    throw RPCError.notFound("young person")
                }
                guard !isProtected || attempt.step.isForProtectedPersons else {
                    throw RPCError.failedPrecondition("STEP_NOT_ALLOWED", "The step is not for protected persons.")
                }
                var outreachCase = found.outreachCase
                do {
                    try outreachCase.record(attempt, nextContactOn: nextContactOn, routine: self.routine)
                } catch {
                    throw RPCError.failedPrecondition("NOT_COVERED", "The young person is not covered.")
                }
                try CaseStorage.insert(attempt, of: found.person, in: transaction)
                try CaseStorage.update(outreachCase, in: transaction)
                // Of protected persons nothing is told, so that no figure has them.
                if !isProtected { try self.publish(attempt, of: id, in: transaction) }
                return .init(attempt, outreachCase)
            }
        }
    }

    func listContactAttempts(
        _ request: Kaa.Outreach.V1.ListContactAttemptsRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListContactAttemptsResponse {
        let id = try Self.subject(of: context)
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.youngPersonID]
        )
        let last = try page.key(Int64.self)
        let rows = try await self.database.read { transaction in
            guard let found = try CaseStorage.find(id, in: transaction) else {
                throw RPCError.notFound("young person")
            }
            return try CaseStorage.attempts(of: found.person, before: last, limit: page.limit, in: transaction)
        }
        let (attempts, token) = page.cut(rows) { PageRequest.Key($0.sequence) }
        return .init(contactAttempts: attempts.map { .init($0.attempt, of: id) }, nextPageToken: token)
    }

    func setNextContact(
        _ request: Kaa.Outreach.V1.SetNextContactRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.SetNextContactResponse {
        let id = try Self.subject(of: context)
        let day = try CivilDate(field: "next_contact_on", request.nextContactOn)
        guard day >= self.clock.today else { throw RPCError.invalid("next_contact_on", "is in the past") }
        return try await self.database.write(context) { transaction in
            guard let found = try CaseStorage.find(id, in: transaction) else {
                throw RPCError.notFound("young person")
            }
            var outreachCase = found.outreachCase
            do {
                try outreachCase.setNextContact(day)
            } catch {
                throw RPCError.failedPrecondition("NOT_COVERED", "The young person is not covered.")
            }
            try CaseStorage.update(outreachCase, in: transaction)
            return .init(nextContactOn: day.description)
        }
    }

    private func publish(
        _ attempt: ContactAttempt,
        of id: YoungPersonID,
        in transaction: WriteTransaction
    ) throws {
        let event = Kaa.Outreach.V1.ContactAttemptRecorded(attempt, of: id)
        try self.outbox.publish(
            type: Kaa.Outreach.V1.ContactAttemptRecorded.wireName,
            payload: try event.encodedBytes(),
            occurredOn: attempt.attemptedOn,
            in: transaction
        )
    }

    /// The person whom the request names.
    private static func subject(of context: ServerContext) throws -> YoungPersonID {
        guard let subject = try context.identity.subjects.first else {
            throw RPCError.invalid("young_person_id", "is missing")
        }
        return subject
    }
}
