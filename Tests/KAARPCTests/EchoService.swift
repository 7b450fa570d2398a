import KAARPC
import KAAWire

/// The message that the tests send: a text and any bytes.
typealias Echo = Google.Protobuf.`Any`

/// Answers with what it gets, in every way a call can.
struct EchoService: RPCService {
    static let unary = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Unary", kind: .unary)
    static let collect = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Collect", kind: .clientStreaming)
    static let expand = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Expand", kind: .serverStreaming)
    static let duplex = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Duplex", kind: .bidirectional)
    static let fail = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Fail", kind: .unary)
    static let unserved = MethodDescriptor(service: "kaa.test.v1.Echo", method: "Unserved", kind: .unary)

    let descriptor = ServiceDescriptor(
        name: "kaa.test.v1.Echo",
        methods: [Self.unary, Self.collect, Self.expand, Self.duplex, Self.fail, Self.unserved]
    )

    var handlers: [RPCHandler] {
        [
            .unary(Self.unary) { (request: Echo, context) in
                context.setResponseMetadata(context.metadata.only(keysWith: "initial"))
                context.setTrailingMetadata(context.metadata.only(keysWith: "trailing"))
                return request
            },
            .clientStreaming(Self.collect) { (requests: RequestStream<Echo>, _) in
                var collected = Echo()
                for try await request in requests {
                    collected.value += request.value
                }
                return collected
            },
            .serverStreaming(Self.expand) { (request: Echo, _, writer: ResponseWriter<Echo>) in
                for byte in request.value {
                    try await writer.write(Echo(value: [byte]))
                }
            },
            .bidirectional(Self.duplex) { (requests: RequestStream<Echo>, context, writer: ResponseWriter<Echo>) in
                context.setResponseMetadata(context.metadata.only(keysWith: "initial"))
                context.setTrailingMetadata(context.metadata.only(keysWith: "trailing"))
                try await writer.write(contentsOf: requests)
            },
            .unary(Self.fail) { (request: Echo, _) -> Echo in
                guard let number = request.value.first, let code = RPCCode(rawValue: Int(number)) else {
                    throw FailureWithoutStatus()
                }
                throw RPCError(
                    code,
                    request.typeUrl,
                    details: [Echo(typeUrl: "type.test/detail", value: [1, 2, 3])],
                    metadata: ["x-reason": "asked-for"]
                )
            },
        ]
    }
}

/// An error that says nothing about statuses.
struct FailureWithoutStatus: Error {}

extension Metadata {
    fileprivate func only(keysWith part: String) -> Metadata {
        var kept = Metadata()
        for entry in self.entries where entry.key.contains(part) {
            switch entry.value {
            case .text(let text): kept.add(text, for: entry.key)
            case .bytes(let bytes): kept.add(bytes: bytes, for: entry.key)
            }
        }
        return kept
    }
}
