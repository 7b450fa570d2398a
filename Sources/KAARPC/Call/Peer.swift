/// Who is at the other end of a call, as far as the transport knows.
public enum Peer: Hashable, Sendable {
    /// A caller in this process, by the name its channel was given.
    case inProcess(name: String)

    /// A caller over the network.
    ///
    /// `certificate` is the DER encoding of the certificate it proved to hold, if the server asked for one.
    case network(address: String, certificate: [UInt8]?)
}
