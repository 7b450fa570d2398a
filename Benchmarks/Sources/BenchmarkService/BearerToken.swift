package import KAARPC

/// What stands behind `Bearer` in the `authorization` of a call.
package enum BearerToken {
    private static let scheme = "bearer "

    /// The token.
    ///
    /// - Throws: ``RPCError`` with the code `UNAUTHENTICATED` if there is none.
    package static func of(_ context: ServerContext) throws -> String {
        guard let header = context.metadata["authorization"], header.count > Self.scheme.count,
            header.prefix(Self.scheme.count).lowercased() == Self.scheme
        else {
            throw RPCError(.unauthenticated, "The call carries no token.")
        }
        return String(header.dropFirst(Self.scheme.count))
    }
}
