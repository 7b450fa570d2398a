import Foundation
import GRPCCore
import GRPCProtobuf

/// Answers as every server of the measurement does.
struct EchoingService: Kaa_Benchmark_V1_BenchmarkService.SimpleServiceProtocol {
    func echo(
        request: Kaa_Benchmark_V1_EchoRequest,
        context: ServerContext
    ) async throws -> Kaa_Benchmark_V1_EchoResponse {
        var response = Kaa_Benchmark_V1_EchoResponse()
        response.id = request.id
        response.name = request.name
        response.recordedAt = request.recordedAt
        response.channel = request.channel
        response.marks = request.marks
        response.payload = request.payload
        return response
    }

    func list(
        request: Kaa_Benchmark_V1_ListRequest,
        response: RPCWriter<Kaa_Benchmark_V1_ListResponse>,
        context: ServerContext
    ) async throws {
        var message = Kaa_Benchmark_V1_ListResponse()
        message.payload = Data(repeating: 0x61, count: Int(request.payloadBytes))
        for index in 0..<request.count {
            message.index = index
            try await response.write(message)
        }
    }
}
