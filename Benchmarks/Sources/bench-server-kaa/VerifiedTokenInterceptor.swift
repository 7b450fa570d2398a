import BenchmarkService
import KAAKernel
import KAARPC

/// Lets calls through as the kernel does: by the token's entry among those verified before, or else by its signature.
struct VerifiedTokenInterceptor: ServerInterceptor {
    private enum CallerKey: ServerContextKey {
        typealias Value = Caller
    }

    let verifier: TokenVerifier

    func begin(_ context: inout ServerContext) async throws {
        let token = try BearerToken.of(context)
        do throws(TokenError) {
            if let remembered = try self.verifier.rememberedCaller(token) {
                context[CallerKey.self] = remembered
            } else {
                context[CallerKey.self] = try await self.verifier.verify(token)
            }
        } catch {
            throw RPCError(.unauthenticated, "The token is not accepted: \(error.reason).")
        }
    }
}
