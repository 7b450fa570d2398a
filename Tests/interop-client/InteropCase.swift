import InteropContracts
import KAARPC
import KAAWire

/// One case of gRPC's interoperability tests.
///
/// - Note: gRPC, `doc/interop-test-descriptions.md`. Left out are `cacheable_unary`, which needs a proxy, the cases that need
///   an account with one provider, and those about load reports.
struct InteropCase: Sendable {
    /// The name that the description gives the case.
    let name: String

    /// Runs the case.
    ///
    /// - Throws: ``CaseFailure``, or the error of a call.
    let run: @Sendable (InteropPeer) async throws -> Void

    static let all = unary + streaming + compression + status + cancellation + soak

    /// A payload of zeros.
    static func payload(_ size: Int) -> Grpc.Testing.Payload {
        Grpc.Testing.Payload(type: .compressable, body: [UInt8](repeating: 0, count: size))
    }

    /// Asks for one payload for each size.
    static func request(_ sizes: [Int], payload size: Int? = nil) -> Grpc.Testing.StreamingOutputCallRequest {
        Grpc.Testing.StreamingOutputCallRequest(
            responseType: .compressable,
            responseParameters: sizes.map { Grpc.Testing.ResponseParameters(size: Int32($0)) },
            payload: size.map(Self.payload)
        )
    }

    /// The sizes of all messages that are still to come.
    static func sizes(
        of responses: ResponseStream<Grpc.Testing.StreamingOutputCallResponse>
    ) async throws -> [Int] {
        var sizes: [Int] = []
        for try await response in responses {
            sizes.append(try self.size(of: response.payload))
        }
        return sizes
    }

    /// The size of a payload, which must consist of zeros.
    static func size(of payload: Grpc.Testing.Payload?) throws -> Int {
        guard let payload else { throw CaseFailure("an answer has no payload") }
        try CaseFailure.unless(payload.type == .compressable, "a payload is of type \(payload.type)")
        try CaseFailure.unless(payload.body.allSatisfy { $0 == 0 }, "a payload does not consist of zeros")
        return payload.body.count
    }
}
