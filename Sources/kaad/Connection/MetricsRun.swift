import KAARPC
import ServiceLifecycle

/// The port of metrics, for as long as the process runs.
struct MetricsRun: Service {
    let server: MetricsServer

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await self.server.run()
        } onGracefulShutdown: {
            self.server.shutDown()
        }
    }
}
