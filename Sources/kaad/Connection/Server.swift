import Foundation
import KAAKernel
import KAARPC
import Logging
import ServiceLifecycle
import UnixSignals

/// A kernel behind a port, until the process is told to stop.
struct Server {
    private let configuration: KernelConfiguration
    private let logger: Logger

    init(_ configuration: KernelConfiguration) {
        self.configuration = configuration
        self.logger = Composition.logger(configuration)
    }

    /// Serves until the process is told to stop, and finishes the calls that have been accepted.
    ///
    /// - Parameter ready: Told of the address once calls are answered.
    /// - Throws: What keeps the kernel or the port from working.
    func run(ready: @escaping @Sendable (RPCAddress) -> Void = { _ in }) async throws {
        let health = HealthService()
        let collector = MetricsCollector()
        let kernel = try await Composition.openKernel(
            self.configuration,
            holder: "kaad serve",
            services: [health],
            logger: self.logger,
            metrics: collector
        )
        let server = RPCServer(
            router: kernel.router,
            configuration: try self.serverConfiguration(),
            logger: self.logger
        )
        let metrics = self.metricsServer(server, collector)
        let group = ServiceGroup(
            configuration: .init(
                // The last is ended first: metrics are shown to the end.
                services: (metrics.map { [.init(service: MetricsRun(server: $0))] } ?? []) + [
                    .init(service: KernelRun(kernel: kernel)),
                    .init(
                        service: ServerRun(
                            server: server,
                            health: health,
                            kernel: kernel,
                            metrics: metrics,
                            logger: self.logger,
                            ready: ready
                        )
                    ),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: self.logger
            )
        )
        do {
            try await group.run()
        } catch {
            // The error that matters is the one at hand.
            try? await kernel.close()
            throw error
        }
        try await kernel.close()
        self.logger.notice("Stopped")
    }

    private func metricsServer(_ server: RPCServer, _ collector: MetricsCollector) -> MetricsServer? {
        self.configuration.metrics.map { settings in
            MetricsServer(host: settings.host, port: settings.port, logger: self.logger) {
                server.telemetry.families + collector.families
            }
        }
    }

    private func serverConfiguration() throws -> RPCServerConfiguration {
        let settings = self.configuration.server
        var result = RPCServerConfiguration(host: settings.host, port: settings.port)
        if let tls = settings.tls {
            result.tls = ServerTLS(
                certificateChainPEM: try Composition.bytes(tls.certificate),
                privateKeyPEM: try Composition.bytes(tls.key)
            )
            result.tls?.takesAnyClientCertificate = tls.clientAuthorities != nil
        }
        result.eventLoops = settings.threads
        result.apply(settings.limits)
        result.apply(settings.keepalive)
        return result
    }
}
