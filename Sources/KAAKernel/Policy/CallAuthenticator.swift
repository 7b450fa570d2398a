import KAAKernelContract
import KAARPC
import KAAWire

/// Finds out who makes a call.
package struct CallAuthenticator: Sendable {
    private let verifier: TokenVerifier

    init(verifier: TokenVerifier) {
        self.verifier = verifier
    }

    /// The caller: proven by a token, or told by another part of the same process.
    ///
    /// - Throws: ``RPCError`` with the code `UNAUTHENTICATED` and a stable reason.
    func caller(of context: ServerContext) async throws -> Caller {
        if case .inProcess = context.peer, let caller = try CallerMetadata.caller(in: context.metadata) {
            return caller
        }
        guard let header = context.metadata["authorization"] else {
            throw Self.unauthenticated("TOKEN_MISSING", "The call carries no token.")
        }
        do throws(TokenError) {
            if let remembered = try self.verifier.rememberedCaller(header) { return remembered }
        } catch {
            throw Self.refused(error)
        }
        let scheme = "bearer "
        guard header.count > scheme.count, header.prefix(scheme.count).lowercased() == scheme else {
            throw Self.unauthenticated("TOKEN_MALFORMED", "The authorization is not a bearer token.")
        }
        do throws(TokenError) {
            return try await self.verifier.verify(String(header.dropFirst(scheme.count)), presentedAs: header)
        } catch {
            throw Self.refused(error)
        }
    }

    /// Watches whose tokens count, until cancelled.
    func run() async throws {
        try await self.verifier.run()
    }

    private static func refused(_ error: TokenError) -> RPCError {
        self.unauthenticated(error.reason.description, "The token is not accepted: \(error.reason).")
    }

    private static func unauthenticated(_ reason: String, _ message: String) -> RPCError {
        RPCError(.unauthenticated, message, details: RPCError.details(reason: reason))
    }
}
