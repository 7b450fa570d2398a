import KAAKernel
import KAARPC
import Logging
import ServiceLifecycle

/// The port, for as long as the process runs.
struct ServerRun: Service {
    let server: RPCServer
    let health: HealthService
    let kernel: Kernel
    /// Shown before the server says that it is ready; `nil` if metrics are not shown.
    let metrics: MetricsServer?
    let logger: Logger
    let ready: @Sendable (RPCAddress) -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.server.run() }
                group.addTask { try await self.announce() }
                try await group.waitForAll()
            }
        } onGracefulShutdown: {
            self.health.shutDown()
            self.server.beginGracefulShutdown()
        }
    }

    private func announce() async throws {
        let address: RPCAddress
        do {
            address = try await self.server.listeningAddress
            _ = try await self.metrics?.listeningAddress
        } catch {
            // The task that runs the server in question says why it does not listen.
            return
        }
        for service in [""] + self.kernel.serviceNames {
            self.health.setStatus(.serving, for: service)
        }
        self.logger.notice(
            "Ready",
            metadata: ["address": "\(address)", "services": "\(self.kernel.serviceNames.count)"]
        )
        self.ready(address)
    }
}
