import KAARPC
import KAAWire

/// A service made of the handlers that one test needs.
struct AdHocService: RPCService {
    static let unary = MethodDescriptor(service: "kaa.test.v1.AdHoc", method: "Unary", kind: .unary)
    static let serverStream = MethodDescriptor(service: "kaa.test.v1.AdHoc", method: "Download", kind: .serverStreaming)
    static let clientStream = MethodDescriptor(service: "kaa.test.v1.AdHoc", method: "Upload", kind: .clientStreaming)
    static let duplex = MethodDescriptor(service: "kaa.test.v1.AdHoc", method: "Duplex", kind: .bidirectional)

    let descriptor = ServiceDescriptor(
        name: "kaa.test.v1.AdHoc",
        methods: [Self.unary, Self.serverStream, Self.clientStream, Self.duplex]
    )
    let handlers: [RPCHandler]

    init(_ handlers: RPCHandler...) {
        self.handlers = handlers
    }
}
