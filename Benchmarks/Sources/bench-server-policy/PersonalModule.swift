import BenchmarkContract
import BenchmarkService
import KAAKernel
import KAAKernelContract

/// A module whose method reads the data of the person whose identifier a request carries.
struct PersonalModule: KernelModule {
    static let manifest = ModuleManifest(name: "benchmark", owner: .amn, provides: ["kaa.benchmark.v1"], migrations: [])

    let services: [any PolicedService] = [PolicedEchoing(.personal)]

    init(context: ModuleContext) async throws {}
}
