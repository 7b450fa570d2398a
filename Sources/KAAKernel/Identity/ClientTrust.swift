/// Which client certificates count, and which systems they stand for.
public struct ClientTrust: Sendable {
    /// The certificates in PEM of the authorities that sign clients' certificates.
    public var authoritiesPEM: String

    /// The systems.
    public var systems: [SystemConfiguration]

    /// Creates the trust in clients' certificates.
    public init(authoritiesPEM: String, systems: [SystemConfiguration]) {
        self.authoritiesPEM = authoritiesPEM
        self.systems = systems
    }
}
