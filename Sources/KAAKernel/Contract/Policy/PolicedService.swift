public import KAARPC

/// A service whose contract states, for each method, who may call it and what it does with personal data.
public protocol PolicedService: RPCService {
    /// The policy of every method of the service.
    var policies: [MethodDescriptor: MethodPolicy] { get }
}
