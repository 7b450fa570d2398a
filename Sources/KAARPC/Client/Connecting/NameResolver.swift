import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds the addresses that a channel's targets stand for.
struct NameResolver: Sendable {
    /// Looks a name up, which may take long; an IP address stands for itself.
    private let lookUp: @Sendable (RPCAddress) throws -> [SocketAddress]

    /// - Parameter lookUp: Finds the addresses of a name; may block.
    init(lookUp: @escaping @Sendable (RPCAddress) throws -> [SocketAddress] = Self.askSystem) {
        self.lookUp = lookUp
    }

    /// Finds the endpoints of `targets`, in order; those of names that are not found are left out.
    ///
    /// - Parameters:
    ///   - targets: Names and IP addresses.
    ///   - completion: Told the endpoints, or why there is none; at once if there are only IP addresses.
    func resolve(
        _ targets: [RPCAddress],
        completion: @escaping @Sendable (Result<[Endpoint], RPCError>) -> Void
    ) {
        let literals = targets.compactMap(Self.endpoint)
        guard literals.count < targets.count else {
            completion(.success(literals))
            return
        }
        NIOThreadPool.singleton.submit { _ in
            completion(self.endpoints(of: targets))
        }
    }

    private func endpoints(of targets: [RPCAddress]) -> Result<[Endpoint], RPCError> {
        var endpoints: [Endpoint] = []
        var failure: (any Error)?
        for target in targets {
            if let literal = Self.endpoint(target) {
                endpoints.append(literal)
                continue
            }
            do {
                endpoints += try self.lookUp(target).map { Endpoint(address: $0, target: target) }
            } catch {
                failure = error
            }
        }
        guard endpoints.isEmpty else { return .success(endpoints) }
        return .failure(RPCError(.unavailable, "The server's name has no address.", cause: failure))
    }

    private static func endpoint(_ target: RPCAddress) -> Endpoint? {
        do {
            let address = try SocketAddress(ipAddress: target.host, port: target.port)
            return Endpoint(address: address, target: target)
        } catch {
            // A name, then.
            return nil
        }
    }

    /// All addresses in the order that the system prefers (RFC 6724).
    private static let askSystem: @Sendable (RPCAddress) throws -> [SocketAddress] = { target in
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(target.host, String(target.port), &hints, &list)
        guard result == 0 else { throw NameResolutionError(code: result) }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = unsafe list
        while let current = unsafe entry {
            if let address = unsafe SocketAddress(current.pointee) {
                addresses.append(address)
            }
            unsafe entry = current.pointee.ai_next
        }
        return addresses
    }
}

extension SocketAddress {
    fileprivate init?(_ entry: addrinfo) {
        guard let address = unsafe entry.ai_addr else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            self = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe SocketAddress($0.pointee)
            }
        case AF_INET6:
            self = unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                unsafe SocketAddress($0.pointee)
            }
        default:
            return nil
        }
    }
}
