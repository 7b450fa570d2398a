import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Synchronization

/// Stands in for Outreach: knows some persons and covers some of those, on every day or until one.
final class OutreachStandIn: KernelModule {
    static let manifest = ModuleManifest(
        name: "outreach",
        owner: .amn,
        provides: ["kaa.outreach.v1"],
        publishes: [Kaa.Outreach.V1.YoungPersonsPurged.wireName],
        events: Kaa.Outreach.V1.outreachEventsPolicies,
        migrations: []
    )

    private let lastDays = Mutex<[YoungPersonID: CivilDate]>([:])

    /// Whom the kernel asks about everyone, once a test has filled it.
    let subjects: SubjectDirectory

    private let context: ModuleContext

    init(context: ModuleContext) async throws {
        self.subjects = context.subjects
        self.context = context
    }

    /// Tells the others, in one event, to delete what they hold of persons.
    func purge(_ youngPersons: [YoungPersonID], _ stage: Kaa.Outreach.V1.PurgeStage) async throws {
        let event = Kaa.Outreach.V1.YoungPersonsPurged(youngPersonIds: youngPersons.map(\.description), stage: stage)
        let payload = try event.encodedBytes()
        try await self.context.database.writeForJob { transaction in
            try self.context.outbox.publish(
                type: Kaa.Outreach.V1.YoungPersonsPurged.wireName,
                payload: payload,
                occurredOn: "2026-11-20",
                in: transaction
            )
        }
    }

    var services: [any PolicedService] {
        [Register(standIn: self)]
    }

    /// Makes persons known, and covered up to and including a day.
    func cover(_ youngPersons: YoungPersonID..., through day: CivilDate = "9999-12-31") {
        self.lastDays.withLock { days in
            for youngPerson in youngPersons { days[youngPerson] = day }
        }
    }

    private struct Register: Kaa.Outreach.V1.RegisterService.Serving {
        let standIn: OutreachStandIn

        func exportRegister(
            _ request: Kaa.Outreach.V1.ExportRegisterRequest,
            context: ServerContext,
            writer: ResponseWriter<Kaa.Outreach.V1.ExportRegisterResponse>
        ) async throws {
            throw RPCError(.unimplemented, "The stand-in has no register to export.")
        }

        func explainCoverage(
            _ request: Kaa.Outreach.V1.ExplainCoverageRequest,
            context: ServerContext
        ) async throws -> Kaa.Outreach.V1.ExplainCoverageResponse {
            throw RPCError(.unimplemented, "The stand-in explains nothing.")
        }

        func checkCoverage(
            _ request: Kaa.Outreach.V1.CheckCoverageRequest,
            context: ServerContext
        ) async throws -> Kaa.Outreach.V1.CheckCoverageResponse {
            let day = try CivilDate(field: "as_of", request.asOf)
            guard let youngPerson = YoungPersonID(request.youngPersonID),
                let lastDay = self.standIn.lastDays.withLock({ $0[youngPerson] })
            else { throw RPCError.notFound("young person") }
            return .init(covered: day <= lastDay)
        }
    }
}
