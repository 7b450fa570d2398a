/// A service with the handlers that carry out its methods.
///
/// Conformances are generated from contracts.
public protocol RPCService: Sendable {
    /// The service, as its contract declares it.
    var descriptor: ServiceDescriptor { get }

    /// One handler for each method that is carried out; the others answer `UNIMPLEMENTED`.
    var handlers: [RPCHandler] { get }
}
