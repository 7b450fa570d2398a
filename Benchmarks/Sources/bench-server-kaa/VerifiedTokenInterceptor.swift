import BenchmarkService
import KAAKernel
import KAARPC

/// Lets calls through as the kernel does: by the token's entry among those verified before, or else by its signature.
struct VerifiedTokenInterceptor: ServerInterceptor {
    private enum CallerKey: ServerContextKey {
        typealias Value = Caller
    }

    let verifier: TokenVerifier
    let steps: InterceptorSteps = .begin

    func begin(_ context: inout ServerContext) async throws {
        let header = try BearerToken.header(of: context)
        do throws(TokenError) {
            if let remembered = try self.verifier.rememberedCaller(header) {
                context[CallerKey.self] = remembered
                return
            }
        } catch {
            throw RPCError(.unauthenticated, "The token is not accepted: \(error.reason).")
        }
        let token = try BearerToken.token(in: header)
        do throws(TokenError) {
            context[CallerKey.self] = try await self.verifier.verify(token, presentedAs: header)
        } catch {
            throw RPCError(.unauthenticated, "The token is not accepted: \(error.reason).")
        }
    }
}
