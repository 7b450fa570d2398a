import InteropContracts
import KAARPC
import KAAWire

extension InteropCase {
    static let compression = [
        InteropCase(name: "client_compressed_unary") { peer in
            var request = Self.largeRequest
            request.expectCompressed = .init(value: true)
            if peer.refusesWrongCompression {
                try await CaseFailure.unlessFails(with: .invalidArgument) {
                    _ = try await peer.client.unaryCall(request, options: peer.options())
                }
            }
            for isCompressed in [true, false] {
                request.expectCompressed = .init(value: isCompressed)
                let options = peer.options(compression: isCompressed ? .gzip : .identity)
                let answer = try await peer.client.unaryCall(request, options: options)
                try CaseFailure.unless(Self.size(of: answer.payload) == 314_159, "the payload has another size")
            }
        },
        InteropCase(name: "server_compressed_unary") { peer in
            for isCompressed in [true, false] {
                var request = Self.largeRequest
                request.responseCompressed = .init(value: isCompressed)
                let call: ClientCall<Grpc.Testing.SimpleRequest, Grpc.Testing.SimpleResponse> =
                    try await peer.channel.startCall(Grpc.Testing.TestService.unaryCall, options: peer.options())
                try await call.requests.write(request)
                call.requests.finish()
                var sizes: [Int] = []
                for try await answer in call.responses {
                    sizes.append(try Self.size(of: answer.payload))
                    try Self.expect(isCompressed, call.responses)
                }
                try CaseFailure.unless(sizes == [314_159], "the payloads have the sizes \(sizes)")
            }
        },
        InteropCase(name: "client_compressed_streaming") { peer in
            let sizes = [(27_182, true), (45_904, false)]
            if peer.refusesWrongCompression {
                try await CaseFailure.unlessFails(with: .invalidArgument) {
                    let call = try await peer.client.streamingInputCall(options: peer.options())
                    try await call.requests.write(
                        .init(payload: Self.payload(27_182), expectCompressed: .init(value: true))
                    )
                    call.requests.finish()
                    for try await _ in call.responses {}
                }
            }
            let call = try await peer.client.streamingInputCall(options: peer.options(compression: .gzip))
            for (size, isCompressed) in sizes {
                try await call.requests.write(
                    .init(payload: Self.payload(size), expectCompressed: .init(value: isCompressed)),
                    compressed: isCompressed
                )
            }
            call.requests.finish()
            try await Self.expectTotal(73_086, call.responses)
        },
        InteropCase(name: "server_compressed_streaming") { peer in
            let expected = [(31_415, true), (92_653, false)]
            var request = Self.request(expected.map(\.0))
            for (index, (_, isCompressed)) in expected.enumerated() {
                request.responseParameters[index].compressed = .init(value: isCompressed)
            }
            let responses = try await peer.client.streamingOutputCall(request, options: peer.options())
            let answers = responses.makeAsyncIterator()
            for (size, isCompressed) in expected {
                let payload = try await answers.next()?.payload
                try CaseFailure.unless(Self.size(of: payload) == size, "the payload has another size")
                try Self.expect(isCompressed, responses)
            }
            try CaseFailure.unless(try await answers.next() == nil, "more came than was asked for")
        },
    ]

    private static func expect<Response>(_ isCompressed: Bool, _ responses: ResponseStream<Response>) throws {
        let text = isCompressed ? "a message is not compressed" : "a message is compressed"
        try CaseFailure.unless(responses.lastMessageWasCompressed == isCompressed, text)
    }
}
