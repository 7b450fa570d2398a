import KAAKernel
import KAAKernelContract
import KAAStorage
import KAAWire

/// Stands in for a module whose events Reporting takes: publishes what a test tells it to.
protocol PublisherStandIn: KernelModule {
    var context: ModuleContext { get }
}

extension PublisherStandIn {
    var services: [any PolicedService] { [] }

    /// Publishes an event.
    func publish(_ message: some WireMessage, on day: CivilDate = "2026-11-20") async throws {
        let payload = try message.encodedBytes()
        let type = type(of: message).wireName
        try await self.context.database.database.write { transaction in
            try self.context.outbox.publish(type: type, payload: payload, occurredOn: day, in: transaction)
        }
    }
}
