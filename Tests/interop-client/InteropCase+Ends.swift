import InteropContracts
import KAARPC
import KAAWire

extension InteropCase {
    static let status = [
        InteropCase(name: "status_code_and_message") { peer in
            let status = Grpc.Testing.EchoStatus(code: 2, message: "test status method")
            try await Self.expectUnary(status, peer)
            try await CaseFailure.unlessFails(with: .unknown, message: status.message) {
                let call = try await peer.client.fullDuplexCall(options: peer.options())
                try await call.requests.write(.init(responseStatus: status))
                call.requests.finish()
                for try await _ in call.responses {}
            }
        },
        InteropCase(name: "special_status_message") { peer in
            let text = "\t\ntest with whitespace\r\nand Unicode BMP \u{263A} and non-BMP \u{1F608}\t\n"
            try await Self.expectUnary(Grpc.Testing.EchoStatus(code: 2, message: text), peer)
        },
        InteropCase(name: "unimplemented_method") { peer in
            try await Self.expectUnimplemented(service: "grpc.testing.TestService", peer)
        },
        InteropCase(name: "unimplemented_service") { peer in
            try await Self.expectUnimplemented(service: "grpc.testing.UnimplementedService", peer)
        },
    ]

    static let cancellation = [
        InteropCase(name: "cancel_after_begin") { peer in
            try await CaseFailure.unlessFails(with: .cancelled) {
                let call = try await peer.client.streamingInputCall(options: peer.options())
                call.cancel()
                for try await _ in call.responses {}
            }
        },
        InteropCase(name: "cancel_after_first_response") { peer in
            try await CaseFailure.unlessFails(with: .cancelled) {
                let call = try await peer.client.fullDuplexCall(options: peer.options())
                try await call.requests.write(Self.request([31_415], payload: 27_182))
                let answers = call.responses.makeAsyncIterator()
                _ = try await answers.next()
                call.cancel()
                _ = try await answers.next()
            }
        },
        InteropCase(name: "timeout_on_sleeping_server") { peer in
            _ = try await peer.client.emptyCall(Grpc.Testing.Empty(), options: peer.options())
            try await CaseFailure.unlessFails(with: .deadlineExceeded) {
                var options = peer.options()
                options.timeout = .milliseconds(1)
                let call = try await peer.client.fullDuplexCall(options: options)
                try await call.requests.write(Self.request([], payload: 27_182))
                for try await _ in call.responses {}
            }
        },
    ]

    private static func expectUnary(_ status: Grpc.Testing.EchoStatus, _ peer: InteropPeer) async throws {
        try await CaseFailure.unlessFails(with: .unknown, message: status.message) {
            _ = try await peer.client.unaryCall(.init(responseStatus: status), options: peer.options())
        }
    }

    private static func expectUnimplemented(service: String, _ peer: InteropPeer) async throws {
        let method = MethodDescriptor(service: service, method: "UnimplementedCall", kind: .unary)
        try await CaseFailure.unlessFails(with: .unimplemented) {
            let _: Grpc.Testing.Empty =
                try await peer.channel.unary(method, Grpc.Testing.Empty(), options: peer.options())
        }
    }
}
