import BenchmarkService
import KAARPC

/// Lets calls with a known token through.
struct KnownTokenInterceptor: ServerInterceptor {
    private enum CallerKey: ServerContextKey {
        typealias Value = String
    }

    /// Who each `authorization` stands for.
    let callers: [String: String]
    let steps: InterceptorSteps = .begin

    func begin(_ context: inout ServerContext) async throws {
        guard let caller = self.callers[try BearerToken.header(of: context)] else {
            throw RPCError(.unauthenticated, "The token is not accepted.")
        }
        context[CallerKey.self] = caller
    }
}
