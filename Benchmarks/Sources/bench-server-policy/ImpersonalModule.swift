import BenchmarkContract
import BenchmarkService
import KAAKernel
import KAAKernelContract

/// A module whose method has nothing to do with any person.
struct ImpersonalModule: KernelModule {
    static let manifest = ModuleManifest(name: "benchmark", owner: .amn, provides: ["kaa.benchmark.v1"], migrations: [])

    let services: [any PolicedService] = [PolicedEchoing(.impersonal)]

    init(context: ModuleContext) async throws {}
}
