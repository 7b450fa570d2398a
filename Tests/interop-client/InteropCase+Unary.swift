import InteropContracts
import KAARPC
import KAAWire

extension InteropCase {
    private static let echoedInitially = "x-grpc-test-echo-initial"
    private static let echoedAtTheEnd = "x-grpc-test-echo-trailing-bin"

    static let unary = [
        InteropCase(name: "empty_unary") { peer in
            let answer = try await peer.client.emptyCall(Grpc.Testing.Empty(), options: peer.options())
            try CaseFailure.unless(answer == Grpc.Testing.Empty(), "the answer is not empty")
        },
        InteropCase(name: "large_unary") { peer in
            try await Self.callLarge(peer.client, peer.options())
        },
        InteropCase(name: "custom_metadata") { peer in
            let options = peer.options(Self.metadata)
            let call: ClientCall<Grpc.Testing.SimpleRequest, Grpc.Testing.SimpleResponse> =
                try await peer.channel.startCall(Grpc.Testing.TestService.unaryCall, options: options)
            try await call.requests.write(Self.largeRequest)
            call.requests.finish()
            for try await answer in call.responses {
                try CaseFailure.unless(Self.size(of: answer.payload) == 314_159, "the payload has another size")
            }
            try await Self.checkMetadata(call.responses)

            let duplex = try await peer.client.fullDuplexCall(options: options)
            try await duplex.requests.write(Self.request([314_159], payload: 271_828))
            duplex.requests.finish()
            try CaseFailure.unless(try await Self.sizes(of: duplex.responses) == [314_159], "other payloads came")
            try await Self.checkMetadata(duplex.responses)
        },
    ]

    static let soak = [
        InteropCase(name: "rpc_soak") { peer in
            for _ in 0..<50 { try await Self.callLarge(peer.client, peer.options()) }
        },
        InteropCase(name: "channel_soak") { peer in
            for _ in 0..<10 {
                let channel = try peer.makeChannel()
                defer { channel.close() }
                try await Self.callLarge(Grpc.Testing.TestService.Client(channel), peer.options())
            }
        },
    ]

    static let largeRequest = Grpc.Testing.SimpleRequest(
        responseType: .compressable,
        responseSize: 314_159,
        payload: Self.payload(271_828)
    )

    private static func callLarge(_ client: Grpc.Testing.TestService.Client, _ options: CallOptions) async throws {
        let answer = try await client.unaryCall(Self.largeRequest, options: options)
        try CaseFailure.unless(Self.size(of: answer.payload) == 314_159, "the payload has another size")
    }

    private static var metadata: Metadata {
        var metadata: Metadata = [Self.echoedInitially: "test_initial_metadata_value"]
        metadata.add(bytes: [0xAB, 0xAB, 0xAB], for: Self.echoedAtTheEnd)
        return metadata
    }

    private static func checkMetadata<Response>(_ responses: ResponseStream<Response>) async throws {
        let initial = try await responses.metadata.texts(for: Self.echoedInitially)
        try CaseFailure.unless(initial == ["test_initial_metadata_value"], "the first metadata is \(initial)")
        let trailing = responses.trailingMetadata.bytes(for: Self.echoedAtTheEnd)
        try CaseFailure.unless(trailing == [[0xAB, 0xAB, 0xAB]], "the last metadata is \(trailing)")
    }
}
