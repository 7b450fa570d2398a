import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.RegisterService`.
struct RegisterService: Kaa.Outreach.V1.RegisterService.Serving {
    private let database: ModuleDatabase
    private let subjects: SubjectDirectory
    private let clock: any KernelClock
    private let calculator: CoverageCalculator

    // One message of so many entries stays well below the limits of any client.
    private static let batchSize = 1_000

    init(context: ModuleContext, calculator: CoverageCalculator) {
        self.database = context.database
        self.subjects = context.subjects
        self.clock = context.clock
        self.calculator = calculator
    }

    func exportRegister(
        _ request: Kaa.Outreach.V1.ExportRegisterRequest,
        context: ServerContext,
        writer: ResponseWriter<Kaa.Outreach.V1.ExportRegisterResponse>
    ) async throws {
        guard try context.caller.districts == .all else {
            throw RPCError.permissionDenied("DISTRICT_NOT_ALLOWED", "The whole register is not for staff of districts.")
        }
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        let rule = self.calculator.rules.rule(on: day)?.id.rawValue ?? ""
        guard let run = try await self.database.read({ try RegisterStorage.latestRun(in: $0) }) else { return }
        var last: IdentityNumber?
        while true {
            let after = last
            let entries = try await self.database.read { transaction in
                try RegisterStorage.covered(
                    on: day,
                    knownAt: run,
                    after: after,
                    limit: Self.batchSize,
                    in: transaction
                )
            }
            guard !entries.isEmpty else { return }
            last = entries.last?.person
            // Not even those who may know of them get protected persons in a file of everyone.
            let open = entries.filter { !self.subjects.isProtected($0.youngPersonID) }
            guard !open.isEmpty else { continue }
            try await writer.write(.init(entries: open.map { .init($0, rule: rule) }))
        }
    }

    func explainCoverage(
        _ request: Kaa.Outreach.V1.ExplainCoverageRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ExplainCoverageResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        guard let person = try? IdentityNumber(parsing: request.personnummer) else {
            throw RPCError.invalid("personnummer", "is not a personnummer of twelve digits")
        }
        // Where the person lives now decides, whatever day is asked for: staff of a former district have no business left.
        let found = try await self.database.read { transaction in
            try RegisterStorage.facts(of: person, if: { try context.mayKnow($0) }, in: transaction)
        }
        guard let found else { throw RPCError.notFound("young person") }
        let explanation = self.calculator.explanation(for: found.facts, on: day)
        return .init(explanation, of: found.youngPersonID)
    }

    func checkCoverage(
        _ request: Kaa.Outreach.V1.CheckCoverageRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.CheckCoverageResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        guard let id = try context.identity.subjects.first else {
            throw RPCError.invalid("young_person_id", "is missing")
        }
        let found = try await self.database.read { try RegisterStorage.isCovered(id, on: day, in: $0) }
        guard let found else { throw RPCError.notFound("young person") }
        return .init(covered: found)
    }
}
