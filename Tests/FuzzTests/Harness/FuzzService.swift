import KAARPC
import KAAWire
import TestContracts

/// Serves every kind of call, with answers that are not much larger than the requests.
struct FuzzService: Kaa.Testing.V1.TestService.Serving {
    func echo(
        _ request: Kaa.Testing.V1.EchoRequest,
        context: ServerContext
    ) async throws -> Kaa.Testing.V1.EchoResponse {
        context.setResponseMetadata(context.metadata)
        guard request.text != "fail" else { throw RPCError(.dataLoss, "As asked.") }
        return Kaa.Testing.V1.EchoResponse(text: request.text, body: request.body)
    }

    func expand(
        _ request: Kaa.Testing.V1.ExpandRequest,
        context: ServerContext,
        writer: ResponseWriter<Kaa.Testing.V1.ExpandResponse>
    ) async throws {
        for index in 0..<min(max(request.count, 0), 100) {
            try await writer.write(Kaa.Testing.V1.ExpandResponse(text: request.text, index: index))
        }
    }

    func collect(
        _ requests: RequestStream<Kaa.Testing.V1.CollectRequest>,
        context: ServerContext
    ) async throws -> Kaa.Testing.V1.CollectResponse {
        var answer = Kaa.Testing.V1.CollectResponse()
        for try await request in requests {
            answer.count += 1
            answer.sum &+= request.value
        }
        return answer
    }

    func chat(
        _ requests: RequestStream<Kaa.Testing.V1.ChatRequest>,
        context: ServerContext,
        writer: ResponseWriter<Kaa.Testing.V1.ChatResponse>
    ) async throws {
        for try await request in requests {
            try await writer.write(Kaa.Testing.V1.ChatResponse(text: request.text))
        }
    }
}
