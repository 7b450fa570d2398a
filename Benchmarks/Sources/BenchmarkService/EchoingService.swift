package import BenchmarkContract
package import KAARPC
package import KAAWire

/// Answers as every server of the measurement does: decoded, handled in an `async` function, encoded.
package struct EchoingService: Kaa.Benchmark.V1.BenchmarkService.Serving {
    /// Creates the service.
    package init() {}

    package func echo(
        _ request: Kaa.Benchmark.V1.EchoRequest,
        context: ServerContext
    ) async throws -> Kaa.Benchmark.V1.EchoResponse {
        Kaa.Benchmark.V1.EchoResponse(
            id: request.id,
            name: request.name,
            recordedAt: request.recordedAt,
            channel: request.channel,
            marks: request.marks,
            payload: request.payload
        )
    }

    package func list(
        _ request: Kaa.Benchmark.V1.ListRequest,
        context: ServerContext,
        writer: ResponseWriter<Kaa.Benchmark.V1.ListResponse>
    ) async throws {
        let payload = [UInt8](repeating: 0x61, count: Int(request.payloadBytes))
        for index in 0..<request.count {
            try await writer.write(Kaa.Benchmark.V1.ListResponse(index: index, payload: payload))
        }
    }
}
