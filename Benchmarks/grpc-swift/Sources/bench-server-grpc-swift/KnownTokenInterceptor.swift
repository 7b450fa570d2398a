import GRPCCore

/// Lets calls with a known token through.
struct KnownTokenInterceptor: ServerInterceptor {
    private static let scheme = "Bearer "

    /// Who each token stands for.
    let callers: [String: String]

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>,
        context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        for header in request.metadata[stringValues: "authorization"] where header.hasPrefix(Self.scheme) {
            if self.callers[String(header.dropFirst(Self.scheme.count))] != nil {
                return try await next(request, context)
            }
        }
        throw RPCError(code: .unauthenticated, message: "The token is not accepted.")
    }
}
