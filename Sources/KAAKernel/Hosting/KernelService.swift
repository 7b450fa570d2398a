import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

/// Serves `kaa.kernel.v1.KernelService`.
struct KernelService: Kaa.Kernel.V1.KernelService.Serving {
    private let modules: [HostedModule]
    private let packages: [String]

    /// - Parameters:
    ///   - modules: The modules that run here.
    ///   - services: The full names of all services besides this one.
    init(modules: [HostedModule], services: [String]) {
        self.modules = modules
        let names = services + [Self.serviceName]
        self.packages = Set(names.map { $0.split(separator: ".").dropLast().joined(separator: ".") }).sorted()
    }

    /// The full name of this service.
    static var serviceName: String {
        Kaa.Kernel.V1.KernelService.descriptor.name
    }

    func getServer(
        _ request: Kaa.Kernel.V1.GetServerRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.GetServerResponse {
        .init(
            version: KernelVersion.current,
            modules: self.modules.map { hosted in
                .init(
                    name: hosted.manifest.name,
                    ownerBoard: hosted.manifest.owner.description,
                    contractPackages: hosted.manifest.provides,
                    version: hosted.manifest.version
                )
            },
            contractPackages: self.packages
        )
    }

    func getJobRun(
        _ request: Kaa.Kernel.V1.GetJobRunRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.GetJobRunResponse {
        let (runner, id) = try self.find(request.module, request.jobRunID)
        return .init(jobRun: .init(try await Self.known { try await runner.jobRun(id) }))
    }

    func cancelJobRun(
        _ request: Kaa.Kernel.V1.CancelJobRunRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.CancelJobRunResponse {
        let caller = try context.caller
        let owner = self.modules.first { $0.manifest.name == request.module }?.manifest.owner
        guard owner.map({ $0 == caller.board }) ?? true else {
            throw RPCError.permissionDenied(PolicyRefusal.board.rawValue, PolicyRefusal.board.message)
        }
        let (runner, id) = try self.find(request.module, request.jobRunID)
        return .init(
            jobRun: .init(
                try await Self.known {
                    try await runner.cancel(id)
                    return try await runner.jobRun(id)
                }
            )
        )
    }

    private func find(_ module: String, _ id: String) throws -> (JobRunner, UUID) {
        guard let runner = self.modules.first(where: { $0.manifest.name == module })?.module.jobRunner else {
            throw RPCError.notFound("module with jobs")
        }
        guard let id = UUID(uuidString: id) else { throw RPCError.invalid("job_run_id", "is not a UUID") }
        return (runner, id)
    }

    private static func known<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as JobError where error == JobError(.unknownRun) {
            throw RPCError.notFound("run")
        } catch let error as JobError where error == JobError(.alreadyFinished) {
            throw RPCError.failedPrecondition("JOB_FINISHED", "The run is over.")
        }
    }
}
