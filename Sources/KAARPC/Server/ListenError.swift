import Glibc
import NIOCore

/// Why a server cannot listen, in one line for whoever starts it.
public struct ListenError: Error, CustomStringConvertible {
    /// Where it was to listen.
    public let address: RPCAddress

    /// The whole sentence.
    public let description: String

    init(host: String, port: Int, cause: any Error) {
        self.address = RPCAddress(host: host, port: port)
        self.description = "The server cannot listen on \(self.address): \(Self.reason(cause))."
    }

    private static func reason(_ cause: any Error) -> String {
        switch (cause as? IOError)?.errnoCode {
        case EADDRINUSE: "the port is in use"
        case EADDRNOTAVAIL: "this machine does not have the address"
        case EACCES: "the port is kept for the system's own services"
        case let code?: unsafe String(cString: strerror(code))
        case nil where cause is SocketAddressError: "the name is not known"
        case nil: "\(cause)"
        }
    }
}
