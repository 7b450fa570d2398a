import KAARPC
import KAAWire
import Testing

/// Every kind of call, over a loopback socket and in process.
@Suite(.timeLimit(.minutes(10)))
struct CallKindTests {
    enum Way: CaseIterable {
        case network
        case inProcess
    }

    private func withChannel(_ way: Way, _ body: @Sendable (any RPCChannel) async throws -> Void) async throws {
        switch way {
        case .network:
            try await withServer { try await body($0.makeChannel()) }
        case .inProcess:
            try await body(InProcessChannel(router: RPCRouter(services: [EchoService()]), name: "test"))
        }
    }

    @Test(arguments: Way.allCases)
    func answersAUnaryCall(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let answer: Echo = try await channel.unary(EchoService.unary, Echo(typeUrl: "a", value: [1, 2, 3]))
            #expect(answer == Echo(typeUrl: "a", value: [1, 2, 3]))
        }
    }

    @Test(arguments: Way.allCases)
    func answersAnEmptyMessage(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let answer: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(answer == Echo())
        }
    }

    @Test(arguments: Way.allCases)
    func collectsAClientStream(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let answer: Echo = try await channel.clientStreaming(EchoService.collect) { requests in
                for byte: UInt8 in 0..<200 {
                    try await requests.write(Echo(value: [byte]))
                }
            }
            #expect(answer.value == Array(0..<200))
        }
    }

    @Test(arguments: Way.allCases)
    func expandsToAServerStream(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let request = Echo(value: Array(0..<200))
            let answers: ResponseStream<Echo> = try await channel.serverStreaming(EchoService.expand, request)
            var received: [UInt8] = []
            for try await answer in answers {
                received += answer.value
            }
            #expect(received == Array(0..<200))
        }
    }

    @Test(arguments: Way.allCases)
    func answersEachMessageOfABidirectionalCall(way: Way) async throws {
        try await self.withChannel(way) { channel in
            try await channel.bidirectional(EchoService.duplex) {
                (requests: RequestWriter<Echo>, responses: ResponseStream<Echo>) in
                let iterator = responses.makeAsyncIterator()
                for byte: UInt8 in 0..<50 {
                    try await requests.write(Echo(value: [byte]))
                    #expect(try await iterator.next() == Echo(value: [byte]))
                }
                requests.finish()
                #expect(try await iterator.next() == nil)
            }
        }
    }

    @Test(arguments: Way.allCases)
    func carriesMetadataBothWays(way: Way) async throws {
        try await self.withChannel(way) { channel in
            var options = CallOptions(metadata: ["x-initial": "first"])
            options.metadata.add(bytes: [0xFF, 0x00, 0xAB], for: "x-trailing-bin")
            try await channel.bidirectional(EchoService.duplex, options: options) {
                (requests: RequestWriter<Echo>, responses: ResponseStream<Echo>) in
                try await requests.write(Echo())
                #expect(try await responses.metadata["x-initial"] == "first")
                requests.finish()
                for try await _ in responses {}
                #expect(responses.trailingMetadata.bytes(for: "x-trailing-bin") == [[0xFF, 0x00, 0xAB]])
            }
        }
    }

    @Test(arguments: Way.allCases, 1...16)
    func carriesAFailureWithItsDetails(way: Way, number: UInt8) async throws {
        try await self.withChannel(way) { channel in
            let text = "\t\ntest with whitespace\r\nand Unicode BMP \u{263A} and non-BMP \u{1F608}\t\n"
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.fail, Echo(typeUrl: text, value: [number]))
            }
            #expect(error.code.rawValue == Int(number))
            #expect(error.message == text)
            #expect(error.details == [Echo(typeUrl: "type.test/detail", value: [1, 2, 3])])
            #expect(error.metadata["x-reason"] == "asked-for")
        }
    }

    @Test(arguments: Way.allCases)
    func tellsNothingOfAnErrorWithoutStatus(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.fail, Echo())
            }
            #expect(error.code == .unknown)
            #expect(error.message == "internal error")
            #expect(error.cause == nil)
        }
    }

    @Test(arguments: Way.allCases)
    func refusesAMethodThatNobodyServes(way: Way) async throws {
        try await self.withChannel(way) { channel in
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unserved, Echo())
            }
            #expect(error.code == .unimplemented)
        }
    }
}
