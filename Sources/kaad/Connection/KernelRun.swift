import KAAKernel
import ServiceLifecycle

/// The kernel's own work, for as long as the process runs.
struct KernelRun: Service {
    let kernel: Kernel

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await self.kernel.run()
            } catch is CancellationError {
                // Told to stop: what was begun has been left in a state from which it can be taken up.
            }
        }
    }
}
