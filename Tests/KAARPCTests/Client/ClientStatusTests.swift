import KAAWire
import Testing

@testable import KAARPC

/// What a client makes of the ways in which a server can end a call (rpc.md sections 1.3 and 1.4), on raw frames.
@Suite(.timeLimit(.minutes(10)))
struct ClientStatusTests {
    /// Makes a call to a server that does `script` with each stream, and gives its failure.
    private func failure(
        of script: @escaping @Sendable (RawConnection, UInt32) async throws -> Void
    ) async throws -> RPCError {
        let failure = Collected<RPCError>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            try await script(connection, call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel { $0.retries = .never }
            failure.add(
                try await #require(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(EchoService.unary, Echo())
                }
            )
        }
        return try #require(failure.values.first)
    }

    @Test(
        "rpc 40: an HTTP status says the code of an answer without a gRPC status",
        arguments: [
            (400, RPCCode.internalError), (401, .unauthenticated), (403, .permissionDenied), (404, .unimplemented),
            (429, .unavailable), (502, .unavailable), (503, .unavailable), (504, .unavailable), (431, .internalError),
            (200, .unknown), (204, .unknown), (302, .unknown), (418, .unknown), (500, .unknown), (999, .unknown),
        ],
        [true, false]
    )
    func mapsHTTPStatuses(answer: (status: Int, code: RPCCode), isEnd: Bool) async throws {
        let error = try await self.failure { connection, stream in
            let fields = [(":status", "\(answer.status)"), ("content-type", "text/html")]
            try await connection.send(.headers(fields, stream: stream, isEnd: isEnd))
        }
        #expect(error.code == answer.code)
    }

    @Test("rpc 40: a gRPC status counts more than the HTTP status", arguments: [true, false])
    func prefersTheGRPCStatus(isEnd: Bool) async throws {
        let error = try await self.failure { connection, stream in
            let fields = [(":status", "503"), ("content-type", "application/grpc"), ("grpc-status", "5")]
            try await connection.send(.headers(fields, stream: stream, isEnd: isEnd))
        }
        #expect(error.code == .notFound)
    }

    @Test("rpc 40: informational answers are passed over")
    func skipsInformationalAnswers() async throws {
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            try await connection.send(.headers([(":status", "100")], stream: call.stream, isEnd: false))
            try await connection.send(.headers([(":status", "103")], stream: call.stream, isEnd: false))
            try await connection.answer(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let _: Echo = try await server.makeChannel().unary(EchoService.unary, Echo())
        }
    }

    @Test(
        "rpc 41: the number of a RST_STREAM says the code",
        arguments: [
            (0, RPCCode.internalError), (1, .internalError), (2, .internalError), (3, .internalError),
            (4, .internalError), (5, .internalError), (6, .internalError), (7, .unavailable), (8, .cancelled),
            (9, .internalError), (10, .internalError), (11, .resourceExhausted), (12, .permissionDenied),
            (13, .internalError), (200, .internalError),
        ] as [(UInt8, RPCCode)]
    )
    func mapsResets(number: UInt8, code: RPCCode) async throws {
        let error = try await self.failure { connection, stream in
            try await connection.sendHead(stream: stream)
            try await connection.send(.reset(stream: stream, code: number))
        }
        #expect(error.code == code)
    }

    @Test("rpc 41: NO_ERROR after the trailers takes nothing back")
    func keepsAnAnswerThatIsFollowedByAReset() async throws {
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            // The request is not complete, as RFC 9113 section 8.1 has it.
            guard let head = try await connection.nextHead() else { return }
            try await connection.answer(stream: head.stream, with: [[0x0A, 1, 0x78]])
            try await connection.send(.reset(stream: head.stream, code: 0))
            try await connection.waitForEnd()
        } _: { server in
            let answer: Echo = try await server.makeChannel().clientStreaming(EchoService.collect) { requests in
                try await requests.write(Echo())
                // Success ends the call before the requests do: those that follow are dropped.
                for _ in 0..<3 { try await requests.write(Echo(value: [UInt8](repeating: 1, count: 100_000))) }
            }
            #expect(answer == Echo(typeUrl: "x"))
        }
    }

    @Test("rpc 42, 43: giving a call up resets its stream with CANCEL", arguments: [true, false])
    func resetsWithCancel(byDeadline: Bool) async throws {
        let code = Collected<UInt32>()
        let arrived = Latch()
        let reset = Latch()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let first = try await connection.nextCall() else { return }
            try await connection.answer(stream: first.stream)
            // On a machine that is busy the time may pass before the request is whole.
            while let frame = try await connection.nextFrame() {
                if frame.type == RawFrame.headers { arrived.open() }
                guard frame.type == RawFrame.reset else { continue }
                code.add(frame.errorCode)
                reset.open()
            }
        } _: { server in
            let channel = try server.makeChannel()
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            let options = CallOptions(timeout: byDeadline ? .seconds(2) : nil)
            let call: ClientCall<Echo, Echo> = try await channel.startCall(EchoService.unary, options: options)
            await arrived.wait()
            if !byDeadline { call.cancel() }
            let error = try await #require(throws: RPCError.self) { try await call.responses.only() }
            #expect(error.code == (byDeadline ? .deadlineExceeded : .cancelled))
            await reset.wait()
        }
        #expect(code.values == [8])
    }

    @Test("rpc 45: a lost connection is UNAVAILABLE", arguments: [true, false])
    func takesALostConnectionForUnavailable(afterHead: Bool) async throws {
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            if afterHead { try await connection.sendHead(stream: call.stream) }
        } _: { server in
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await server.makeChannel().unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test("rpc 28 C: one answer message, no fewer and no more", arguments: [0, 2])
    func countsTheAnswerMessages(count: Int) async throws {
        let error = try await self.failure { connection, stream in
            try await connection.answer(stream: stream, with: Array(repeating: [], count: count))
        }
        #expect(error.code == .unimplemented)
    }

    @Test(
        "rpc 34 C: reading a status message never fails",
        arguments: [
            ("50%25 %E2%98%BA", "50% ☺"), ("50% %zz %2", "50% %zz %2"), ("%", "%"), ("%41%4", "A%4"),
            ("%FF", "\u{FFFD}"),
        ]
    )
    func readsAnyStatusMessage(field: String, message: String) async throws {
        let error = try await self.failure { connection, stream in
            try await connection.refuse(stream: stream, code: 9, adding: [("grpc-message", field)])
        }
        #expect(error.code == .failedPrecondition)
        #expect(error.message == message)
    }

    @Test("rpc 26 C: an answer that ends in the middle of a message is INTERNAL")
    func refusesAnIncompleteMessage() async throws {
        let error = try await self.failure { connection, stream in
            try await connection.sendHead(stream: stream)
            try await connection.send(.data([0, 0, 0, 0, 9, 1], stream: stream, isEnd: false))
            try await connection.sendTrailers(stream: stream)
        }
        #expect(error.code == .internalError)
    }

    @Test("rpc 33 C: an answer without trailers has an unknown outcome")
    func refusesAnAnswerWithoutTrailers() async throws {
        let error = try await self.failure { connection, stream in
            try await connection.sendHead(stream: stream)
            try await connection.send(.data(framed([]), stream: stream, isEnd: true))
        }
        #expect(error.code == .unknown)
    }
}
