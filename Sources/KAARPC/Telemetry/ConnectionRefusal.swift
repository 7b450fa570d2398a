/// Why a connection is not taken: a closed list, so that it can be counted by.
///
/// The raw value is the label `reason` of `kaa_rpc_connections_refused_total`.
public enum ConnectionRefusal: String, CaseIterable, Hashable, Sendable {
    /// The server has as many connections as it may.
    case totalLimit = "total_limit"
    /// The address has as many connections as one may.
    case addressLimit = "address_limit"
    /// The server is shutting down.
    case shutdown = "shutdown"
}
