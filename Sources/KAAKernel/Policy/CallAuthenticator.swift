import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

/// Finds out who makes a call.
package struct CallAuthenticator: Sendable {
    private let verifier: TokenVerifier
    private let refusals: RefusalRecord
    private let clock: any KernelClock

    init(verifier: TokenVerifier, refusals: RefusalRecord, clock: any KernelClock) {
        self.verifier = verifier
        self.refusals = refusals
        self.clock = clock
    }

    /// The caller: proven by a token, or told by another part of the same process.
    ///
    /// - Throws: ``RPCError`` with the code `UNAUTHENTICATED` and a stable reason, which is on record then, or what keeps
    ///   it from being recorded.
    func caller(of context: ServerContext) async throws -> Caller {
        if case .inProcess = context.peer, let caller = try CallerMetadata.caller(in: context.metadata) {
            return caller
        }
        let refusal: CallerRefusal
        do throws(CallerRefusal) {
            return try await self.proven(context)
        } catch {
            refusal = error
        }
        try await self.refusals.note(
            RefusedCall(
                moment: self.clock.now,
                method: context.method.path,
                address: context.peer.host,
                reason: refusal.reason,
                requestID: context.metadata.keptRequestID
            )
        )
        throw RPCError(.unauthenticated, refusal.message, details: RPCError.details(reason: refusal.reason))
    }

    /// The caller of a token that was verified before, for calls that come again with the same one; `nil` of any other proof.
    func standing(of context: ServerContext) -> TokenStanding? {
        guard case .network = context.peer, let header = context.metadata["authorization"] else { return nil }
        return self.verifier.standing(ofPresented: header)
    }

    /// Whether a token still counts that was looked at before.
    func upholds(_ standing: TokenStanding, at moment: Date) -> Bool {
        self.verifier.upholds(standing, at: moment)
    }

    /// Watches whose tokens count, until cancelled.
    func run() async throws {
        try await self.verifier.run()
    }

    private func proven(_ context: ServerContext) async throws(CallerRefusal) -> Caller {
        guard let header = context.metadata["authorization"] else {
            return try await self.system(context)
        }
        do throws(TokenError) {
            if let remembered = try self.verifier.rememberedCaller(header) { return remembered }
        } catch {
            throw CallerRefusal(error)
        }
        let scheme = "bearer "
        guard header.count > scheme.count, header.prefix(scheme.count).lowercased() == scheme else {
            throw CallerRefusal("TOKEN_MALFORMED", "The authorization is not a bearer token.")
        }
        do throws(TokenError) {
            return try await self.verifier.verify(String(header.dropFirst(scheme.count)), presentedAs: header)
        } catch {
            throw CallerRefusal(error)
        }
    }
}

extension CallAuthenticator {
    /// The system that the connection's certificate stands for; a call with a token is the token's.
    private func system(_ context: ServerContext) async throws(CallerRefusal) -> Caller {
        guard case .network(_, let certificate?) = context.peer, let certificates = self.verifier.certificates else {
            throw CallerRefusal("TOKEN_MISSING", "The call carries no token.")
        }
        if let remembered = certificates.rememberedCaller(certificate) { return remembered }
        do throws(CertificateError) {
            return try await certificates.verify(certificate) { self.verifier.revoked }
        } catch {
            throw CallerRefusal(error.rawValue, "The client certificate is not accepted: \(error.rawValue).")
        }
    }
}

extension Peer {
    /// The address of the other machine, without the port that changes with each connection; `nil` within the process.
    fileprivate var host: String? {
        guard case .network(let address, _) = self else { return nil }
        guard let colon = address.lastIndex(of: ":") else { return address }
        return String(address[..<colon])
    }
}
