package import KAARPC

/// The `authorization` of a call, and the token in it.
package enum BearerToken {
    private static let scheme = "bearer "

    /// The whole value.
    ///
    /// - Throws: ``RPCError`` with the code `UNAUTHENTICATED` if there is none.
    package static func header(of context: ServerContext) throws -> String {
        guard let header = context.metadata["authorization"] else {
            throw RPCError(.unauthenticated, "The call carries no token.")
        }
        return header
    }

    /// What stands behind `Bearer`.
    ///
    /// - Throws: ``RPCError`` with the code `UNAUTHENTICATED` if the scheme is another.
    package static func token(in header: String) throws -> String {
        guard header.count > Self.scheme.count, header.prefix(Self.scheme.count).lowercased() == Self.scheme else {
            throw RPCError(.unauthenticated, "The authorization is not a bearer token.")
        }
        return String(header.dropFirst(Self.scheme.count))
    }
}
