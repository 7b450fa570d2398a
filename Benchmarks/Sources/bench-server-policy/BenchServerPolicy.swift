import ArgumentParser
import BenchmarkService
import KAAKernel
import KAAKernelTesting
import KAARPC

/// `bench-server-policy`: what the kernel's policy and audit cost, next to the engine alone.
@main
struct BenchServerPolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-server-policy",
        abstract: "Serves the benchmark's methods in a kernel on disk, to callers that policy allows to.",
        discussion: """
            Every call is decided by the policy of its method, and by default it reads the data of a person: its answer \
            leaves once the entry in the audit log is on disk.
            """
    )

    @Option(help: "The port of the loopback interface; 0 for any free one.")
    var port = 0

    @Flag(help: "Decide by policy only, as for a method that has no personal data.")
    var unaudited = false

    func run() async throws {
        let kernel: KernelFixture
        if self.unaudited {
            kernel = try await KernelFixture([ImpersonalModule.self], isOnDisk: true)
        } else {
            kernel = try await KernelFixture([PersonalModule.self], isOnDisk: true)
        }
        let caller = Caller.sample(.kaaCoordinator)
        let server = try MeasuredServer(
            port: self.port,
            token: try await kernel.token(for: caller),
            router: kernel.router
        )
        try await kernel.whileRunning { try await server.run() }
    }
}
