import KAARPC
import KAAWire
import Testing

/// Interceptors that send another answer than the handler's.
@Suite(.timeLimit(.minutes(10)))
struct AnswerReplacementTests {
    /// Cuts the last byte off every answer, and says in the metadata how many there were.
    private struct Shortening: ServerInterceptor {
        var steps: InterceptorSteps { .send }

        func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)? {
            guard var echo = message as? Echo, !echo.value.isEmpty else { return nil }
            context.addResponseMetadata(["x-count": "\(echo.value.count)"])
            echo.value.removeLast()
            return echo
        }
    }

    /// Answers with a message of another type.
    private struct Swapping: ServerInterceptor {
        var steps: InterceptorSteps { .send }

        func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)? {
            RawMessage(bytes: [1])
        }
    }

    private static func router(_ interceptors: any ServerInterceptor...) throws -> RPCRouter {
        try RPCRouter(services: [EchoService()], interceptors: interceptors)
    }

    @Test func sendsWhatTheInterceptorsLeaveOneAfterTheOther() async throws {
        let channel = InProcessChannel(router: try Self.router(Shortening(), Shortening()), name: "test")
        let call: ClientCall<Echo, Echo> = try await channel.startCall(EchoService.unary, options: .standard)
        try await call.requests.write(Echo(value: [1, 2, 3]))
        call.requests.finish()

        #expect(try await call.responses.metadata.texts(for: "x-count") == ["3", "2"])
        #expect(try await call.responses.makeAsyncIterator().next() == Echo(value: [1]))
    }

    @Test func sendsTheHandlersOwnAnswerWhereNoneReplacesIt() async throws {
        let channel = InProcessChannel(router: try Self.router(Shortening()), name: "test")

        #expect(try await channel.unary(EchoService.unary, Echo(typeUrl: "a")) == Echo(typeUrl: "a"))
    }

    @Test func doesTheSameOverTheNetwork() async throws {
        try await withServer(interceptors: [Shortening()]) { running in
            let channel = try running.makeChannel()
            defer { channel.close() }
            let call: ClientCall<Echo, Echo> = try await channel.startCall(
                EchoService.unary,
                options: CallOptions(metadata: ["initial": "kept"])
            )
            try await call.requests.write(Echo(value: [1, 2, 3]))
            call.requests.finish()
            let metadata = try await call.responses.metadata

            #expect(metadata["x-count"] == "3")
            #expect(metadata["initial"] == "kept")
            #expect(try await call.responses.makeAsyncIterator().next() == Echo(value: [1, 2]))
        }
    }

    @Test func failsTheCallWhoseAnswerIsReplacedByAnotherType() async throws {
        let channel = InProcessChannel(router: try Self.router(Swapping()), name: "test")
        do {
            let _: Echo = try await channel.unary(EchoService.unary, Echo(value: [1]))
            Issue.record("The call succeeded.")
        } catch let error as RPCError {
            #expect(error.code == .internalError)
        }
    }
}
