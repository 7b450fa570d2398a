import Glibc
import KAARPC

/// A port of the loopback address at which nothing listens, and that no other program is given while it is kept.
///
/// A socket that is bound and does not listen refuses every connection.
final class ReservedPort: Sendable {
    private let descriptor: CInt
    let address: RPCAddress

    init() {
        self.descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        // A `sockaddr_in` as it lies in memory: family, port and address in network order, eight bytes of nothing.
        var name: [UInt8] = [UInt8(AF_INET), 0, 0, 0, 127, 0, 0, 1] + [UInt8](repeating: 0, count: 8)
        var length = socklen_t(name.count)
        let descriptor = self.descriptor
        let isBound = unsafe name.withUnsafeMutableBytes { bytes in
            guard let name = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
            return unsafe bind(descriptor, name, length) == 0 && getsockname(descriptor, name, &length) == 0
        }
        precondition(isBound, "No port can be bound.")
        self.address = RPCAddress(host: "127.0.0.1", port: Int(name[2]) << 8 | Int(name[3]))
    }

    /// Lets a listener with `SO_REUSEADDR` take the port, and every other program that asks for any port with it.
    func allowListener() {
        var reuse: CInt = 1
        unsafe setsockopt(self.descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<CInt>.size))
    }

    deinit {
        close(self.descriptor)
    }
}
