import KAAWire
import Testing

@testable import KAARPC

/// The services that every gRPC client expects, over a loopback socket.
@Suite(.timeLimit(.minutes(10)))
struct ServiceTests {
    private typealias Health = Grpc.Health.V1
    private typealias V1 = Grpc.Reflection.V1

    @Test("55: Check tells the state, and NOT_FOUND of a service that has none")
    func checksHealth() async throws {
        let health = HealthService()
        health.setStatus(.serving, for: "")
        health.setStatus(.notServing, for: "kaa.test.v1.Echo")
        try await withServer([health]) { running in
            let client = Health.Health.Client(try running.makeChannel())
            #expect(try await client.check(.init()).status == .serving)
            #expect(try await client.check(.init(service: "kaa.test.v1.Echo")).status == .notServing)
            let error = try await #require(throws: RPCError.self) {
                _ = try await client.check(.init(service: "nobody"))
            }
            #expect(error.code == .notFound)
        }
    }

    @Test("55: Watch tells the state at once and at every change, and ends when the server does")
    func watchesHealth() async throws {
        let health = HealthService()
        try await withServer([health]) { running in
            let client = Health.Health.Client(try running.makeChannel())
            let changes = try await client.watch(.init(service: "kaa")).makeAsyncIterator()
            #expect(try await changes.next()?.status == .serviceUnknown)
            health.setStatus(.serving, for: "other")
            health.setStatus(.serving, for: "kaa")
            #expect(try await changes.next()?.status == .serving)
            health.setStatus(.notServing, for: "kaa")
            #expect(try await changes.next()?.status == .notServing)
            health.setStatus(.serving, for: "kaa")
            #expect(try await changes.next()?.status == .serving)
            health.shutDown()
            #expect(try await changes.next()?.status == .notServing)
            let error = try await #require(throws: RPCError.self) { _ = try await changes.next() }
            #expect(error.code == .unavailable)
            #expect(try await client.check(.init(service: "kaa")).status == .notServing)
        }
    }

    private func ask(
        _ question: V1.ServerReflectionRequest.MessageRequest
    ) async throws -> V1.ServerReflectionResponse.MessageResponse? {
        let services: [any RPCService] = [HealthService()]
        let all = try services + Reflection.services(describing: services)
        let channel = InProcessChannel(router: try RPCRouter(services: all), name: "test")
        let request = V1.ServerReflectionRequest(host: "here", messageRequest: question)
        return try await channel.bidirectional(V1.ServerReflection.serverReflectionInfo) {
            (
                requests: RequestWriter<V1.ServerReflectionRequest>,
                responses: ResponseStream<V1.ServerReflectionResponse>
            ) in
            try await requests.write(request)
            requests.finish()
            let answer = try await responses.makeAsyncIterator().next()
            #expect(answer?.originalRequest == request)
            #expect(answer?.validHost == "here")
            return answer?.messageResponse
        }
    }

    @Test("56: lists the services, itself included")
    func listsServices() async throws {
        guard case .listServicesResponse(let list) = try await self.ask(.listServices("")) else {
            Issue.record("No list came.")
            return
        }
        #expect(
            list.service.map(\.name) == [
                "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
            ]
        )
    }

    @Test(
        "56: finds the file of a service, method, message, field, enum and value",
        arguments: [
            "grpc.health.v1.Health", "grpc.health.v1.Health.Check", "grpc.health.v1.HealthCheckRequest",
            "grpc.health.v1.HealthCheckRequest.service", "grpc.health.v1.HealthCheckResponse.ServingStatus",
            "grpc.health.v1.HealthCheckResponse.SERVING",
        ]
    )
    func findsSymbols(symbol: String) async throws {
        guard case .fileDescriptorResponse(let files) = try await self.ask(.fileContainingSymbol(symbol)) else {
            Issue.record("No file came.")
            return
        }
        #expect(files.fileDescriptorProto == Grpc.Health.V1.healthFile.withImports)
    }

    @Test("56: finds a file by its name")
    func findsFiles() async throws {
        let answer = try await self.ask(.fileByFilename("grpc/health/v1/health.proto"))
        guard case .fileDescriptorResponse(let files) = answer else {
            Issue.record("No file came.")
            return
        }
        #expect(files.fileDescriptorProto == Grpc.Health.V1.healthFile.withImports)
    }

    @Test("56: what is not known is an error inside the answer, and the call goes on")
    func tellsOfUnknownSymbols() async throws {
        for question: V1.ServerReflectionRequest.MessageRequest in [
            .fileContainingSymbol("nobody"), .fileByFilename("nobody.proto"), .allExtensionNumbersOfType("nobody"),
            .fileContainingExtension(.init(containingType: "nobody", extensionNumber: 1)),
        ] {
            guard case .errorResponse(let error) = try await self.ask(question) else {
                Issue.record("No error came.")
                return
            }
            #expect(error.errorCode == 5)
        }
    }
}
