import InteropContracts
import KAARPC
import KAAWire

extension InteropCase {
    static let streaming = [
        InteropCase(name: "client_streaming") { peer in
            let call = try await peer.client.streamingInputCall(options: peer.options())
            for size in Self.requestSizes {
                try await call.requests.write(.init(payload: Self.payload(size)))
            }
            call.requests.finish()
            try await Self.expectTotal(74_922, call.responses)
        },
        InteropCase(name: "server_streaming") { peer in
            let request = Self.request(Self.responseSizes)
            let responses = try await peer.client.streamingOutputCall(request, options: peer.options())
            let sizes = try await Self.sizes(of: responses)
            try CaseFailure.unless(sizes == Self.responseSizes, "the payloads have the sizes \(sizes)")
        },
        InteropCase(name: "ping_pong") { peer in
            let call = try await peer.client.fullDuplexCall(options: peer.options())
            let answers = call.responses.makeAsyncIterator()
            for (request, response) in zip(Self.requestSizes, Self.responseSizes) {
                try await call.requests.write(Self.request([response], payload: request))
                let size = try Self.size(of: try await answers.next()?.payload)
                try CaseFailure.unless(size == response, "a payload has the size \(size)")
            }
            call.requests.finish()
            try CaseFailure.unless(try await answers.next() == nil, "more came than was asked for")
        },
        InteropCase(name: "empty_stream") { peer in
            let call = try await peer.client.fullDuplexCall(options: peer.options())
            call.requests.finish()
            try CaseFailure.unless(try await Self.sizes(of: call.responses).isEmpty, "something came")
        },
        InteropCase(name: "half_duplex") { peer in
            let call = try await peer.client.halfDuplexCall(options: peer.options())
            for size in Self.responseSizes {
                try await call.requests.write(Self.request([size]))
            }
            call.requests.finish()
            let sizes = try await Self.sizes(of: call.responses)
            try CaseFailure.unless(sizes == Self.responseSizes, "the payloads have the sizes \(sizes)")
        },
    ]

    static let requestSizes = [27_182, 8, 1828, 45_904]
    static let responseSizes = [31_415, 9, 2653, 58_979]

    static func expectTotal(
        _ total: Int32,
        _ responses: ResponseStream<Grpc.Testing.StreamingInputCallResponse>
    ) async throws {
        var totals: [Int32] = []
        for try await response in responses {
            totals.append(response.aggregatedPayloadSize)
        }
        try CaseFailure.unless(totals == [total], "the server counted \(totals)")
    }
}
