import NIOCore
import NIOSSL

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension RPCError {
    /// What a failure to connect means for the calls that need the connection.
    init(connecting error: any Error) {
        if let error = error as? RPCError {
            self = error
        } else {
            let kind = Self.kind(of: error)
            self.init(.unavailable, "No connection to the server could be made: \(kind).", cause: error)
        }
    }

    private static func kind(of error: any Error) -> String {
        switch error {
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return "refused"
        case let error as IOError where error.errnoCode == ETIMEDOUT:
            return "timed out"
        case let error as IOError where [EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode):
            return "unreachable"
        case ChannelError.connectTimeout:
            return "timed out"
        case NIOSSLError.handshakeFailed, is NIOSSLExtraError:
            return "the TLS handshake failed"
        default:
            return "it was lost"
        }
    }
}
