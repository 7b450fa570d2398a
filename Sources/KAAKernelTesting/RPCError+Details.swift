public import KAARPC
import KAAWire

extension RPCError {
    /// The stable reason in the error's details, or `nil` if there is none.
    public var reason: String? {
        self.detail(Google.Rpc.ErrorInfo.self)?.reason
    }

    /// The fields of the request that the error's details name, as dotted paths.
    public var invalidFields: [String] {
        self.detail(Google.Rpc.BadRequest.self)?.fieldViolations.map(\.field) ?? []
    }

    private func detail<Detail: WireMessage>(_ type: Detail.Type) -> Detail? {
        let packed = self.details.first { $0.typeUrl.hasSuffix("/\(type.wireName)") }
        // A detail that cannot be read is none, which the test then shows.
        return packed.flatMap { try? Detail(decoding: $0.value) }
    }
}
